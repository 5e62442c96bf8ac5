#include "ui/panels/layerspanel.h"

#include "core/base/try.h"
#include "core/expression/normalisation.h"
#include "core/map/layerset.h"
#include "core/run/trainedsections.h"
#include "ui/document/paths.h"
#include "ui/language/everylanguage.h"
#include "ui/language/phrasetext.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QScrollArea>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>
#include <algorithm>

namespace transcope::ui {

namespace {

constexpr int RefreshMilliseconds = 500;
constexpr int MostNoteLines = 5; ///< more are scrolled to: the list itself needs the room

QString kindText(core::LayerKind kind)
{
    switch (kind) {
    case core::LayerKind::Measured:
        return LayersPanel::tr("Measured");
    case core::LayerKind::Predicted:
        return LayersPanel::tr("Predicted");
    case core::LayerKind::Imported:
        return LayersPanel::tr("Imported");
    case core::LayerKind::Derived:
        break;
    }
    return LayersPanel::tr("Derived");
}

QString detailsOf(const OpenLayer& open)
{
    constexpr int HashShown = 12;
    const auto& from = open.layer->provenance;
    QStringList lines{kindText(open.kind())};
    const auto add = [&lines](const QString& label, const std::string& value) {
        if (!value.empty())
            lines << label.arg(QString::fromStdString(value));
    };
    add(LayersPanel::tr("Method: %1"), from.method);
    add(LayersPanel::tr("Weights: %1"), from.weightsName);
    add(LayersPanel::tr("SHA-256: %1…"), from.weightsHash.substr(0, HashShown));
    add(LayersPanel::tr("Trained on the sections %1"), from.trainedSections);
    lines << LayersPanel::tr("%Ln genes", "", static_cast<int>(open.layer->genes.size()));
    if (!open.isCounts)
        lines << LayersPanel::tr("Normalisation: %1").arg(translated(core::valuePhrase(from.normalisation)));
    if (from.umPerPx > 0)
        lines << LayersPanel::tr("Patches cut at %1 µm/px").arg(QLocale().toString(from.umPerPx, 'g', 4));
    add(LayersPanel::tr("Precision: %1"), from.precision);
    add(LayersPanel::tr("Date: %1"), from.date);
    if (!open.source.empty())
        lines << LayersPanel::tr("File: %1").arg(fromPath(open.source));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

LayersPanel::LayersPanel(Document* document, LayerComparisons* comparison, DisplayState* display,
                         ViewLayers* layers, Steps* steps, QWidget* parent)
    : QWidget(parent), m_document(document), m_comparison(comparison), m_display(display), m_layers(layers),
      m_model(new LayersModel(this)), m_list(new QTreeView), m_note(new QLabel), m_notes(new QScrollArea),
      m_steps(steps)
{
    m_list->setModel(m_model);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(LayersModel::NameColumn, QHeaderView::Stretch);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(4);
    layout->addWidget(m_list, 1);
    m_note->setObjectName(QStringLiteral("note"));
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::RichText);
    m_note->setAlignment(Qt::AlignTop);
    m_note->setTextInteractionFlags(Qt::TextBrowserInteraction);
    connect(m_note, &QLabel::linkActivated, this,
            [this](const QString& layer) { askNormalisation(layer.toULongLong()); });
    m_notes->setWidget(m_note);
    m_notes->setWidgetResizable(true);
    m_notes->setFrameShape(QFrame::NoFrame);
    m_notes->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_notes->setMaximumHeight(MostNoteLines * fontMetrics().lineSpacing());
    layout->addWidget(m_notes);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(2);
    layout->addLayout(buttons);
    const auto addButton = [&](auto run) {
        auto* button = new QToolButton;
        button->setAutoRaise(true);
        buttons->addWidget(button);
        connect(button, &QToolButton::clicked, this, run);
        return button;
    };
    auto* add = addButton([this] { emit addRequested(); });
    auto* up = addButton([this] { moveSelected(-1); });
    auto* down = addButton([this] { moveSelected(1); });
    auto* takeOut = addButton([this] { remove(selected()); });
    buttons->addStretch(1);
    auto* undo = addButton([this] { m_steps->undo(); });
    connect(m_steps, &QUndoStack::canUndoChanged, undo, &QToolButton::setEnabled);
    connect(m_steps, &QUndoStack::undoTextChanged, undo, &QToolButton::setToolTip);
    undo->setEnabled(m_steps->canUndo());
    inEveryLanguage(this, [=, this] {
        const auto say = [](QToolButton* button, const QString& text, const QString& toolTip) {
            button->setText(text);
            button->setToolTip(toolTip);
        };
        say(add, tr("Add…"), tr("A layer of another file (Ctrl+I)"));
        say(up, tr("Up"), tr("Higher in the list"));
        say(down, tr("Down"), tr("Lower in the list"));
        say(takeOut, tr("Remove"), tr("Out of the document; in its session the layer stays"));
        undo->setText(tr("Undo"));
        m_list->setAccessibleName(tr("Layers"));
        emit m_model->headerDataChanged(Qt::Horizontal, 0, LayersModel::ColumnCount - 1);
        refresh();
    });

    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &LayersPanel::refresh);
    connect(m_list, &QTreeView::activated, this, [this] {
        if (selected() != 0)
            m_layers->showLayer(m_display->current(), selected());
    });
    connect(m_model, &LayersModel::renamed, this, &LayersPanel::rename);
    connect(display, &DisplayState::changed, this, &LayersPanel::refresh);
    connect(document, &Document::layersChanged, this, &LayersPanel::refresh);
    connect(comparison, &LayerComparisons::changed, this, &LayersPanel::refresh);
    connect(document, &Document::predictionRowsAdded, this, [this] {
        if (!m_refresh.isActive())
            m_refresh.start(RefreshMilliseconds);
    });
}

LayerId LayersPanel::selected() const
{
    const auto index = m_list->currentIndex();
    return index.isValid() ? m_model->entries()[static_cast<std::size_t>(index.row())].id : 0;
}

void LayersPanel::refresh()
{
    std::vector<LayerEntry> entries;
    for (const auto& open : m_document->layers()) {
        LayerEntry entry;
        entry.id = open.id;
        entry.name = QString::fromStdString(open.layer->name);
        entry.shownName = translated(core::namePhrase(*open.layer));
        entry.details = detailsOf(open);
        entry.spots = qint64(open.layer->spots->size());
        entry.present = open.rowsPresent;
        entry.isShown =
            std::ranges::find(m_display->views(), open.id, &ViewChoice::layer) != m_display->views().end();
        if (const auto* compared = m_comparison->of(open.id)) {
            entry.matched = qint64(compared->comparison->sharedSpots);
            entry.perSpot = compared->scores->of(core::ScoreKind::PccSpot).own.mean;
            entry.perGene = compared->scores->of(core::ScoreKind::PccGene).own.mean;
            entry.noImage = compared->scores->of(core::ScoreKind::PccSpot).noImage.mean;
        }
        entries.push_back(std::move(entry));
    }
    m_model->setEntries(std::move(entries));
    showNote();
}

/// Of a layer that is inferred between the measured spots: what its scores are of. Empty of others.
QString LayersPanel::inferredNote(const OpenLayer& open) const
{
    const auto* measured = m_document->measured();
    const auto* compared = m_comparison->of(open.id);
    if (compared == nullptr || measured == nullptr ||
        !core::isInferredBetweenSpots(*open.layer, measured->layer.get()))
        return {};
    const QString name = translated(core::namePhrase(*open.layer)).toHtmlEscaped();
    const auto scored = compared->scores->of(core::ScoreKind::PccSpot).own.box.count;
    return scored == 0
               ? tr("%1: inferred between the spots, not scored.").arg(name)
               : tr("%1: inferred between the spots, scored at %Ln of them.", "", int(scored)).arg(name);
}

void LayersPanel::showNote()
{
    QStringList lines;
    for (const OpenLayer& open : m_document->layers()) {
        if (const QString inferred = inferredNote(open); !inferred.isEmpty())
            lines << inferred;
        // Scores on a section that weights have seen say nothing of unseen tissue.
        const auto section = m_document->slide() == nullptr
                                 ? std::string()
                                 : core::trainedSectionOf(open.layer->provenance.trainedSections,
                                                          m_document->slide()->givenPath);
        const auto name = translated(core::namePhrase(*open.layer)).toHtmlEscaped();
        if (!section.empty() && open.layer->provenance.part.empty())
            lines << tr("%1 was trained on this section (%2).")
                         .arg(name, QString::fromStdString(section).toHtmlEscaped());
        if (open.layer->provenance.normalisation == core::Normalisation::NotStated)
            lines << tr("%1 is not scored: how its values were normalised is not stated.").arg(name) +
                         QStringLiteral(" <a href=\"%1\">%2</a>").arg(open.id).arg(tr("State it…"));
    }
    m_note->setText(lines.join(QStringLiteral("<br>")));
    m_note->setVisible(!lines.isEmpty());
    m_notes->setVisible(!lines.isEmpty());
}

void LayersPanel::askNormalisation(LayerId layer)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const auto normalisation : core::allNormalisations())
        menu->addAction(translated(core::valuePhrase(normalisation)), this,
                        [this, layer, normalisation] { stateNormalisation(layer, normalisation); });
    menu->popup(m_note->mapToGlobal(m_note->rect().bottomLeft()));
}

void LayersPanel::stateNormalisation(LayerId layer, core::Normalisation normalisation)
{
    const auto* open = m_document->layer(layer);
    if (open == nullptr)
        return;
    m_steps->make(
        tr("Take back what the values of %1 are").arg(translated(core::namePhrase(*open->layer))),
        [this, layer, normalisation] { m_document->stateNormalisation(layer, normalisation); },
        [this, layer, before = open->layer->provenance.normalisation] {
            m_document->stateNormalisation(layer, before);
        });
}

int LayersPanel::positionOf(LayerId layer) const
{
    const auto& layers = m_document->layers();
    return int(std::ranges::find(layers, layer, &OpenLayer::id) - layers.begin());
}

void LayersPanel::remove(LayerId layer)
{
    const auto* open = m_document->layer(layer);
    if (open == nullptr)
        return;
    m_steps->make(
        tr("Bring back %1").arg(translated(core::namePhrase(*open->layer))),
        [this, layer] { m_document->removeLayer(layer); },
        [this, kept = *open, position = positionOf(layer), views = m_display->views()] {
            m_document->restoreLayer(kept, position);
            m_display->setViews(views);
        });
}

void LayersPanel::rename(LayerId layer, const QString& name)
{
    const auto* open = m_document->layer(layer);
    if (open == nullptr || open->layer->name == name.toStdString())
        return;
    const auto before = QString::fromStdString(open->layer->name);
    m_steps->make(
        tr("Name it %1 again").arg(before), [this, layer, name] { m_document->renameLayer(layer, name); },
        [this, layer, before] { m_document->renameLayer(layer, before); });
}

void LayersPanel::move(LayerId layer, int position)
{
    const int before = positionOf(layer);
    if (before == position)
        return;
    m_steps->make(
        tr("Put it back"), [this, layer, position] { m_document->moveLayer(layer, position); },
        [this, layer, before] { m_document->moveLayer(layer, before); });
}

void LayersPanel::moveSelected(int rows)
{
    const auto layer = selected();
    const int first = m_document->measured() != nullptr ? 1 : 0; // which stays the first
    const int last = int(m_document->layers().size()) - 1;
    if (layer == 0 || positionOf(layer) < first)
        return;
    const int position = std::clamp(positionOf(layer) + rows, first, last);
    move(layer, position);
    m_list->setCurrentIndex(m_model->index(position, 0));
}

} // namespace transcope::ui
