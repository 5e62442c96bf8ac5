#include "ui/panels/predictionpanel.h"

#include "core/base/filewait.h"
#include "core/base/resources.h"
#include "core/slide/syntheticslide.h"
#include "core/spots/samespots.h"
#include "ui/document/paths.h"
#include "ui/language/everylanguage.h"
#include "ui/panels/statusinfo.h"
#include "ui/panels/weightstext.h"
#include "ui/workspace/elidedcombo.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>

namespace transcope::ui {

namespace {

constexpr int ProgressSteps = 1000;
constexpr int IsWorkerRole = Qt::UserRole + 1; // of the weights' list: the item's data is a command

constexpr int AskCostMilliseconds = 200; // after the last change: a view goes on moving

/// Distance of spots on the original arrays.
const QString DefaultPitchUm = QStringLiteral("200 µm");
const QString DefaultPitchPx = QStringLiteral("400px"); // where no scale is known
const QString DefaultDensePitch = QStringLiteral("100 µm");

// Parts of the slide beside its regions, which have their numbers.
constexpr int AllTissue = -2, WhatTheViewShows = -1;

core::Polygon polygonOf(const QRectF& rect)
{
    return {{{rect.left(), rect.top()},
             {rect.right(), rect.top()},
             {rect.right(), rect.bottom()},
             {rect.left(), rect.bottom()}},
            {}};
}

/// What a person types, as core::parseGridPitch() reads it: µm need no unit there.
QString pitchFrom(QString text)
{
    return text.remove(QStringLiteral("µm")).remove(QStringLiteral("um")).remove(QLatin1Char(' '));
}

} // namespace

PredictionPanel::PredictionPanel(Document* document, RunController* run, RunQueue* queue, Regions* regions,
                                 AppSettings* settings, QWidget* parent)
    : QWidget(parent), m_document(document), m_run(run), m_queue(queue), m_regions(regions),
      m_settings(settings), m_weights(new ElidedCombo), m_about(new QLabel), m_spots(new ElidedCombo),
      m_pitch(new QLineEdit(DefaultPitchUm)), m_part(new ElidedCombo), m_costText(new QLabel),
      m_form(new QFormLayout(this)), m_device(new QComboBox), m_views(new QCheckBox), m_levels(new QCheckBox),
      m_button(new QPushButton), m_cancel(new QPushButton), m_waiting(new QListWidget),
      m_progress(new QProgressBar), m_status(new QLabel), m_cost(new RunCost(document, settings, this))
{
    buildForm();
    for (const auto& file : core::bundledWeights())
        m_weights->addItem(QString::fromStdString(file.stem().string()),
                           QString::fromStdString(file.string()));
    if (!settings->weights().isEmpty())
        rememberWeights(settings->weights());
    if (!settings->worker().isEmpty())
        listWorker(settings->worker());

    connect(m_button, &QPushButton::clicked, this, &PredictionPanel::startRun);
    connect(m_cancel, &QPushButton::clicked, run, &RunController::cancel);
    connect(queue, &RunQueue::changed, this, &PredictionPanel::showWaiting);
    connect(m_weights, &QComboBox::activated, this, [this] {
        if (!isWorkerChosen())
            m_settings->setWeights(m_weights->currentData().toString());
    });
    connect(m_weights, &QComboBox::currentIndexChanged, this, &PredictionPanel::showAbout);
    connect(run, &RunController::modelKnown, this, [this](const core::PredictorInfo& info) {
        const auto& started = m_run->choice();
        const bool isWorkers = started && !started->worker.isEmpty();
        m_known.insert(isWorkers ? started->worker : QString::fromStdString(info.weightsName), info);
        showAbout();
    });
    connect(m_device, &QComboBox::activated, this,
            [this] { m_settings->setDevice(m_device->currentData().toString()); });
    connect(m_spots, &QComboBox::currentIndexChanged, this, &PredictionPanel::proposePitch);
    connect(m_spots, &QComboBox::currentIndexChanged, this, &PredictionPanel::showState);
    connectCost();
    connect(document, &Document::slideChanged, this, &PredictionPanel::takeSlide);
    connect(document, &Document::slideChanged, this, &PredictionPanel::proposeWeights);
    connect(document, &Document::slideChanged, this, &PredictionPanel::listSpots);
    connect(document, &Document::measuredChanged, this, &PredictionPanel::listSpots);
    connect(document, &Document::sessionChanged, this, &PredictionPanel::listSpots);
    connect(document, &Document::predictionChanged, this, &PredictionPanel::listSpots);
    connect(run, &RunController::stateChanged, this, &PredictionPanel::showState);
    connect(run, &RunController::progressed, this, &PredictionPanel::showProgress);
    connect(run, &RunController::finished, this, [this](const core::RunSummary& summary) {
        if (summary.predicted > 0)
            m_status->setText(tr("%Ln spots predicted in %1 s", "", static_cast<int>(summary.predicted))
                                  .arg(QLocale().toString(summary.seconds, 'f', 1)));
    });
    inEveryLanguage(this, [this] {
        showTexts();
        showAbout();
        listSpots();
        listParts();
        showWaiting();
    });
}

void PredictionPanel::connectCost()
{
    m_askCost.setSingleShot(true);
    m_askCost.setInterval(AskCostMilliseconds);
    connect(&m_askCost, &QTimer::timeout, this, &PredictionPanel::askCost);
    connect(m_cost, &RunCost::known, this, &PredictionPanel::showCost);
    connect(m_regions, &Regions::changed, this, &PredictionPanel::listParts);
    connect(m_run, &RunController::lookedAtChanged, this, [this] {
        if (isDense() && m_part->currentData().toInt() == WhatTheViewShows)
            askCostSoon();
    });
    connect(m_run, &RunController::finished, this, [this](const core::RunSummary& summary) {
        if (m_run->choice())
            m_cost->learn(*m_run->choice(), summary);
        askCostSoon();
    });
    for (auto* chosen : {m_weights, m_spots, m_part, m_device})
        connect(chosen, &QComboBox::currentIndexChanged, this, &PredictionPanel::askCostSoon);
    connect(m_pitch, &QLineEdit::textChanged, this, &PredictionPanel::askCostSoon);
    for (auto* chosen : {m_views, m_levels})
        connect(chosen, &QCheckBox::toggled, this, &PredictionPanel::askCostSoon);
}

QToolButton* PredictionPanel::makeBrowseButton()
{
    auto* browse = new QToolButton;
    browse->setText(QStringLiteral("…"));
    auto* sources = new QMenu(browse);
    auto* file = sources->addAction(QString(), this, &PredictionPanel::chooseWeightsInDialog);
    auto* program = sources->addAction(QString(), this, &PredictionPanel::chooseWorkerInDialog);
    sources->addSeparator();
    auto* authors = sources->addAction(QString(), this, &PredictionPanel::tellOfPublishedWeights);
    browse->setMenu(sources);
    browse->setPopupMode(QToolButton::InstantPopup);
    inEveryLanguage(browse, [=] {
        browse->setToolTip(tr("Choose a weights file, or a program with a model of its own"));
        file->setText(tr("Weights File…"));
        program->setText(tr("Program…"));
        authors->setText(tr("The Authors' Weights…"));
    });
    return browse;
}

void PredictionPanel::buildForm()
{
    m_weights->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_weights->setMinimumContentsLength(10);
    m_spots->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_spots->setMinimumContentsLength(10);
    m_part->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_part->setMinimumContentsLength(10);
    m_part->setObjectName(QStringLiteral("part"));
    m_costText->setObjectName(QStringLiteral("cost"));
    m_costText->setWordWrap(true);
    m_costText->setTextFormat(Qt::PlainText);
    m_pitch->setMaximumWidth(fontMetrics().horizontalAdvance(QStringLiteral("0000000px")));
    for (const char* device : {"auto", "cpu", "cuda:0"})
        m_device->addItem(QString(), QLatin1String(device));
    m_device->setCurrentIndex(std::max(0, m_device->findData(m_settings->device())));
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(fontMetrics().height() / 2 + 2);
    m_status->setWordWrap(true);
    m_about->setWordWrap(true);
    m_about->setTextFormat(Qt::PlainText);
    m_about->setForegroundRole(QPalette::PlaceholderText);
    m_about->setMinimumHeight(2 * fontMetrics().lineSpacing()); // else a form short of room squeezes it
    m_about->hide();

    m_waiting->setMaximumHeight(4 * fontMetrics().lineSpacing());
    auto* remove = new QAction(m_waiting);
    inEveryLanguage(m_waiting, [this, remove] {
        remove->setText(tr("Remove"));
        m_waiting->setToolTip(tr("Predictions that wait for the running one; Delete removes one"));
        m_waiting->setAccessibleName(tr("Waiting predictions"));
    });
    remove->setShortcuts({QKeySequence(Qt::Key_Delete), QKeySequence(Qt::Key_Backspace)});
    remove->setShortcutContext(Qt::WidgetShortcut);
    connect(remove, &QAction::triggered, this, &PredictionPanel::removeChosen);
    m_waiting->addAction(remove);
    m_waiting->setContextMenuPolicy(Qt::ActionsContextMenu);

    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_button, 1);
    buttons->addWidget(m_cancel, 1);
    auto* weights = new QHBoxLayout;
    weights->addWidget(m_weights, 1);
    weights->addWidget(makeBrowseButton());
    auto* spots = new QHBoxLayout;
    spots->addWidget(m_spots, 1);
    spots->addWidget(m_pitch);
    auto* form = m_form;
    form->setContentsMargins(8, 4, 8, 8);
    form->setHorizontalSpacing(8);
    form->setVerticalSpacing(6);
    auto *weightsLabel = new QLabel, *spotsLabel = new QLabel, *partLabel = new QLabel,
         *deviceLabel = new QLabel;
    form->addRow(weightsLabel, weights);
    form->addRow(m_about);
    form->addRow(spotsLabel, spots);
    form->addRow(partLabel, m_part);
    form->addRow(m_costText);
    form->addRow(deviceLabel, m_device);
    form->addRow(m_views);
    form->addRow(m_levels);
    form->addRow(buttons);
    form->addRow(m_progress);
    form->addRow(m_status);
    form->addRow(m_waiting);
    inEveryLanguage(this, [=, this] {
        weightsLabel->setText(tr("Weights"));
        spotsLabel->setText(tr("Spots"));
        partLabel->setText(tr("Where"));
        m_part->setAccessibleName(tr("Part of the slide that is filled"));
        deviceLabel->setText(tr("Device"));
        m_weights->setAccessibleName(tr("Weights"));
        m_pitch->setAccessibleName(tr("Pitch of the grid"));
        m_device->setAccessibleName(tr("Device"));
    });
}

void PredictionPanel::showTexts()
{
    m_weights->setPlaceholderText(tr("No weights found"));
    for (int item = 0; item < m_weights->count(); ++item)
        if (m_weights->itemData(item, IsWorkerRole).toBool())
            m_weights->setItemData(item,
                                   tr("Program with a model of its own: %1").arg(m_weights->itemText(item)),
                                   Qt::ToolTipRole);
    m_pitch->setToolTip(tr("Distance between grid points: µm, or px with “px” at the end"));
    const QStringList devices = {tr("Automatic"), tr("CPU"), tr("GPU (CUDA)")};
    for (int item = 0; item < m_device->count(); ++item)
        m_device->setItemText(item, devices[item]);
    m_views->setText(tr("Deviation over 8 views (8 times the time)"));
    m_views->setToolTip(
        tr("Each spot's patches are also predicted turned and mirrored. Their mean is the layer, "
           "their standard deviation one beside it."));
    m_costText->setToolTip(tr("What is predicted already is not predicted again. Other runs at the same time "
                              "make it slower."));
    m_levels->setText(tr("Shares of the zoom levels"));
    m_levels->setToolTip(
        tr("How much of each prediction comes from each zoom level, as layers of their own. M2OST only."));
    m_cancel->setText(tr("Cancel"));
}

RunChoice PredictionPanel::choice() const
{
    RunChoice choice;
    (isWorkerChosen() ? choice.worker : choice.weights) = m_weights->currentData().toString();
    choice.spots = static_cast<RunChoice::Spots>(m_spots->currentData().toInt());
    choice.gridPitch = pitchFrom(m_pitch->text());
    if (isDense())
        choice.within = chosenPart();
    choice.device = m_device->currentData().toString();
    choice.views = m_views->isChecked() ? core::EightViews::Views : 1;
    choice.splitLevels = m_levels->isChecked();
    choice.session = m_session;
    return choice;
}

bool PredictionPanel::isDense() const
{
    return m_spots->currentData().toInt() == static_cast<int>(RunChoice::Spots::Dense);
}

std::vector<core::Polygon> PredictionPanel::chosenPart() const
{
    const int part = m_part->currentData().toInt();
    if (part == AllTissue)
        return {};
    if (part == WhatTheViewShows)
        return {polygonOf(m_run->lookedAt())};
    return m_regions->all()[static_cast<std::size_t>(part)].polygons;
}

void PredictionPanel::takeSlide()
{
    const auto& slide = m_document->slide()->givenPath;
    if (!m_sessionSlide.empty() && m_sessionSlide != slide)
        m_session.clear();
    m_sessionSlide = slide;
}

void PredictionPanel::chooseWeights(const QString& path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (m_weights->findData(absolute) < 0)
        m_weights->addItem(QFileInfo(absolute).completeBaseName(), absolute);
    m_weights->setCurrentIndex(m_weights->findData(absolute));
    m_weights->setToolTip(absolute);
    m_settings->setWeights(absolute);
    showState();
}

/// They lead the list until it is known that they are gone; a network file system may never tell.
void PredictionPanel::rememberWeights(const QString& path)
{
    chooseWeights(path);
    m_looking.start(
        [file = toPath(path)](const core::ProgressFn&, std::stop_token) -> core::Result<bool> {
            const core::FileWait wait(file);
            std::error_code unknown;
            return std::filesystem::exists(file, unknown);
        },
        [this, path](core::Result<bool> isThere) {
            if (!*isThere)
                m_weights->removeItem(m_weights->findData(path));
        });
}

bool PredictionPanel::isWorkerChosen() const
{
    return m_weights->currentData(IsWorkerRole).toBool();
}

void PredictionPanel::listWorker(const QString& command)
{
    if (m_weights->findData(command) >= 0)
        return;
    m_weights->addItem(command, command);
    m_weights->setItemData(m_weights->count() - 1, true, IsWorkerRole);
    showTexts();
}

void PredictionPanel::chooseWorker(const QString& command)
{
    listWorker(command);
    m_weights->setCurrentIndex(m_weights->findData(command));
    m_weights->setToolTip(command);
    m_settings->setWorker(command);
    showState();
}

void PredictionPanel::chooseWorkerInDialog()
{
    const QString command = QInputDialog::getText(this, tr("Choose a Program"),
                                                  tr("Command that starts a worker with a model of its own,\n"
                                                     "for example: python3 my_worker.py"),
                                                  QLineEdit::Normal, m_settings->worker())
                                .trimmed();
    if (!command.isEmpty())
        chooseWorker(command);
}

void PredictionPanel::proposeWeights()
{
    const auto* slide = m_document->slide();
    // What the user once chose stays.
    if (slide == nullptr || !m_settings->weights().isEmpty() || isWorkerChosen())
        return;
    const int index = m_weights->findData(proposedWeights(core::isSyntheticSlide(*slide->slide)));
    if (index >= 0)
        m_weights->setCurrentIndex(index);
}

void PredictionPanel::chooseWeightsInDialog()
{
    const QString file =
        QFileDialog::getOpenFileName(this, tr("Choose Weights"), QFileInfo(choice().weights).absolutePath(),
                                     tr("Weights (*.safetensors);;All files (*)"));
    if (!file.isEmpty())
        chooseWeights(file);
}

void PredictionPanel::tellOfPublishedWeights()
{
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("The Authors' Weights"), publishedWeightsText(),
                                QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    box->open();
}

void PredictionPanel::chooseGrid(const QString& pitch)
{
    m_pitch->setText(pitch);
    m_spots->setCurrentIndex(m_spots->findData(static_cast<int>(RunChoice::Spots::Grid)));
}

void PredictionPanel::chooseDense(const QString& pitch)
{
    m_pitch->setText(pitch);
    m_spots->setCurrentIndex(m_spots->findData(static_cast<int>(RunChoice::Spots::Dense)));
}

bool PredictionPanel::canRun() const
{
    return m_document->slide() != nullptr && m_weights->currentIndex() >= 0 && m_refusal.isEmpty();
}

void PredictionPanel::startRun()
{
    m_queue->add(choice());
}

void PredictionPanel::listSpots()
{
    using Spots = RunChoice::Spots;
    const int kinds = m_spots->count();
    const QVariant chosen = m_spots->currentData();
    const auto* measured = m_document->measured();
    const auto session = m_document->sessionSpots();
    const auto add = [this](const QString& text, std::size_t count, Spots kind) {
        m_spots->addItem(text.arg(QLocale().toString(qulonglong(count))), static_cast<int>(kind));
    };
    m_spots->clear();
    if (session && !(measured && sameSpots(*session, *measured->layer->spots)))
        add(tr("Of the session (%1)"), session->size(), Spots::Session);
    if (measured)
        add(tr("Measured (%1)"), measured->layer->spots->size(), Spots::Measured);
    m_spots->addItem(tr("Grid over tissue"), static_cast<int>(Spots::Grid));
    m_spots->addItem(tr("Densely between the spots"), static_cast<int>(Spots::Dense));
    // A choice stays; spots that have just come are what one wants to predict, but for those of a dense grid.
    if (m_spots->count() <= kinds || chosen.toInt() == static_cast<int>(Spots::Dense))
        m_spots->setCurrentIndex(std::max(0, m_spots->findData(chosen)));
    proposePitch();
    showState();
    askCostSoon(); // the scale may be another
}

/// A pitch that a person typed stays.
void PredictionPanel::proposePitch()
{
    const bool scaleKnown = m_document->slide() == nullptr || m_document->umPerPx().has_value();
    if (QStringList{DefaultPitchUm, DefaultPitchPx, DefaultDensePitch}.contains(m_pitch->text()))
        m_pitch->setText(isDense() ? DefaultDensePitch : scaleKnown ? DefaultPitchUm : DefaultPitchPx);
}

/// A region that is gone is chosen no more.
void PredictionPanel::listParts()
{
    const QVariant chosen = m_part->currentData();
    m_part->clear();
    m_part->addItem(tr("All of the tissue"), AllTissue);
    m_part->addItem(tr("What the view shows"), WhatTheViewShows);
    for (std::size_t region = 0; region < m_regions->all().size(); ++region) {
        const auto& name = core::calledName(m_regions->all()[region]);
        m_part->addItem(name.empty() ? tr("Region %1").arg(region + 1) : QString::fromStdString(name),
                        static_cast<int>(region));
    }
    m_part->setCurrentIndex(std::max(0, m_part->findData(chosen)));
}

void PredictionPanel::askCostSoon()
{
    m_askCost.start();
}

void PredictionPanel::askCost()
{
    const bool isGrid = m_spots->currentData().toInt() == static_cast<int>(RunChoice::Spots::Grid);
    if (m_document->slide() == nullptr || !(isGrid || isDense())) {
        m_cost->cancel();
        m_refusal.clear();
        m_costText->clear();
        showState();
        return;
    }
    m_cost->ask(choice());
}

void PredictionPanel::showCost(const RunCost::Cost& cost)
{
    m_refusal = cost.refusal;
    if (!cost.refusal.isEmpty())
        m_costText->setText(cost.refusal);
    else if (cost.seconds)
        m_costText->setText(tr("%Ln spots, about %1", "spots, duration", static_cast<int>(cost.spots))
                                .arg(durationText(*cost.seconds)));
    else
        m_costText->setText(tr("%Ln spots; how long they take is known once these weights have run here", "",
                               static_cast<int>(cost.spots)));
    showState();
}

void PredictionPanel::showState()
{
    const bool active = m_run->isActive();
    const bool isGrid = m_spots->currentData().toInt() == static_cast<int>(RunChoice::Spots::Grid);
    m_pitch->setVisible(isGrid || isDense());
    m_form->setRowVisible(m_part, isDense());
    m_form->setRowVisible(m_costText, !m_costText->text().isEmpty());
    m_button->setText(active ? tr("Run next") : tr("Run prediction"));
    m_button->setToolTip(active ? tr("Runs when the predictions before it have ended") : QString());
    m_button->setEnabled(canRun());
    m_cancel->setVisible(active);
    m_progress->setVisible(active);
    m_progress->setRange(0, 0);
    m_status->setText(stateText());
    emit canRunChanged();
}

void PredictionPanel::showWaiting()
{
    m_waiting->clear();
    for (const auto& choice : m_queue->waiting())
        m_waiting->addItem(tr("Next: %1").arg(nameOf(choice)));
    m_waiting->setVisible(m_waiting->count() > 0);
}

void PredictionPanel::removeChosen()
{
    if (const int row = m_waiting->currentRow(); row >= 0)
        m_queue->remove(row);
}

void PredictionPanel::showAbout()
{
    const bool isWorkers = isWorkerChosen();
    const auto known =
        m_known.constFind(isWorkers ? choice().worker : QFileInfo(choice().weights).fileName());
    m_about->setVisible(known != m_known.constEnd());
    if (known == m_known.constEnd())
        return;
    const auto& info = known.value();
    m_about->setText(isWorkers ? workerText(info) : weightsText(info));
    m_about->setToolTip(weightsToolTip(info));
}

QString PredictionPanel::stateText() const
{
    switch (m_run->state()) {
    case RunController::State::Preparing:
        return tr("Finding the spots …");
    case RunController::State::LoadingWeights:
        return tr("Loading weights …");
    case RunController::State::Predicting:
        return tr("Predicting …");
    case RunController::State::Idle:
        break;
    }
    if (m_weights->currentIndex() < 0)
        return tr("Choose a weights file (.safetensors).");
    const auto* prediction = m_document->prediction();
    if (prediction == nullptr)
        return {};
    const auto total = prediction->layer->spots->size();
    const QLocale locale;
    return tr("%1 of %Ln spots predicted", "", static_cast<int>(total))
        .arg(locale.toString(qlonglong(prediction->rowsPresent)));
}

void PredictionPanel::showProgress(const core::Progress& progress)
{
    if (!m_run->isActive())
        return;
    m_progress->setRange(0, progress.total > 0 ? ProgressSteps : 0);
    if (progress.total <= 0)
        return;
    m_progress->setValue(static_cast<int>(ProgressSteps * progress.done / progress.total));
    const QLocale locale;
    const QString count = tr("%1 of %Ln spots", "", static_cast<int>(progress.total))
                              .arg(locale.toString(qlonglong(progress.done)));
    const QString left = timeLeftText(progress.secondsLeft);
    m_status->setText(left.isEmpty() ? count : count + QStringLiteral(" · ") + left);
}

} // namespace transcope::ui
