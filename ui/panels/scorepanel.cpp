#include "ui/panels/scorepanel.h"

#include "core/base/atomicfile.h"
#include "core/figure/boxplotfigure.h"
#include "ui/document/paths.h"
#include "ui/language/everylanguage.h"
#include "ui/language/phrasetext.h"
#include "ui/workspace/elidedcombo.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>
#include <variant>

namespace transcope::ui {

namespace {

constexpr std::size_t LeastSharedGenes = 3; // through two points every correlation is 1 or −1

QString titleOf(core::ScoreKind kind)
{
    switch (kind) {
    case core::ScoreKind::PccSpot:
        return QCoreApplication::translate("transcope::ui::ScorePanel", "Correlation per spot");
    case core::ScoreKind::RmseSpot:
        return QCoreApplication::translate("transcope::ui::ScorePanel", "RMSE per spot");
    case core::ScoreKind::PccGene:
        break;
    }
    return QCoreApplication::translate("transcope::ui::ScorePanel", "Correlation per gene");
}

/// What looks at no image.
QString noImageTitle(core::ScoreKind kind)
{
    return kind == core::ScoreKind::PccGene ? ScorePanel::tr("Depth alone (oracle)")
                                            : ScorePanel::tr("Section mean (no image)");
}

QString pText(double p)
{
    constexpr double Least = 0.001;
    if (std::isnan(p))
        return {};
    const QLocale locale;
    return p < Least ? ScorePanel::tr("p < %1").arg(locale.toString(Least, 'g', 1))
                     : ScorePanel::tr("p = %1").arg(locale.toString(p, 'g', 2));
}

ScoreSeries seriesOf(const QString& name, const core::ScoreBox& box, const QString& note, bool baseline)
{
    return {name, box.box, box.mean, box.undefined, note, baseline};
}

/// What a figure and a table are made of, on another thread.
core::BoxPlotFigure figureOf(const std::vector<core::ScoredLayer>& layers, const std::string& foot)
{
    core::BoxPlotFigure figure;
    figure.panels = {{"Correlation per spot", {}}, {"RMSE per spot", {}}, {"Correlation per gene", {}}};
    for (std::size_t l = 0; l < layers.size(); ++l) {
        const auto scores = core::layerScores(*layers[l].comparison);
        for (std::size_t k = 0; k < figure.panels.size(); ++k) {
            auto& boxes = figure.panels[k].boxes;
            boxes.insert(boxes.begin() + std::ptrdiff_t(l),
                         core::PlottedBox{layers[l].layer->name, scores.kinds[k].own.box, false});
            if (l == 0)
                boxes.push_back({k == static_cast<std::size_t>(core::ScoreKind::PccGene)
                                     ? "Depth alone (oracle)"
                                     : "Section mean",
                                 scores.kinds[k].noImage.box, true});
        }
    }
    figure.provenance = {foot};
    return figure;
}

} // namespace

ScorePanel::ScorePanel(Document* document, LayerComparisons* comparisons, QWidget* parent)
    : QWidget(parent), m_document(document), m_comparisons(comparisons), m_kind(new ElidedCombo),
      m_against(new ElidedCombo), m_save(new QToolButton), m_plot(new ScorePlot), m_counts(new QLabel)
{
    for (const auto kind : core::AllScoreKinds)
        m_kind->addItem({}, static_cast<int>(kind));
    m_save->setAutoRaise(true);
    m_counts->setEnabled(false);
    m_counts->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->addWidget(m_kind, 4);
    head->addWidget(m_against, 5);
    for (auto* list : {m_kind, m_against}) { // long names do not press on the views
        list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        list->setMinimumContentsLength(3);
        list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        list->setMaximumWidth(fontMetrics().averageCharWidth() * 36);
    }
    head->addStretch(1);
    head->addWidget(m_save);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_plot, 1);
    layout->addWidget(m_counts);
    connect(m_kind, &QComboBox::activated, this, &ScorePanel::refresh);
    connect(m_kind, &QComboBox::activated, this, &ScorePanel::kindChanged);
    connect(m_against, &QComboBox::activated, this, &ScorePanel::refresh);
    connect(m_save, &QToolButton::clicked, this, &ScorePanel::askAndSave);
    connect(document, &Document::slideChanged, this, &ScorePanel::refresh);
    connect(document, &Document::layersChanged, this, &ScorePanel::refresh);
    connect(comparisons, &LayerComparisons::changed, this, &ScorePanel::refresh);
    inEveryLanguage(this, [this] {
        showTexts();
        refresh();
    });
}

core::ScoreKind ScorePanel::kind() const
{
    return static_cast<core::ScoreKind>(m_kind->currentData().toInt());
}

void ScorePanel::setKind(core::ScoreKind kind)
{
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(kind)));
    refresh();
}

void ScorePanel::showTexts()
{
    for (int item = 0; item < m_kind->count(); ++item)
        m_kind->setItemText(item, titleOf(static_cast<core::ScoreKind>(m_kind->itemData(item).toInt())));
    m_against->setAccessibleName(tr("What p is against"));
    m_against->setToolTip(tr("What the t-tests beneath the boxes hold each layer against"));
    m_save->setText(tr("Save…"));
    m_save->setToolTip(
        tr("All three scores as a figure (PDF, SVG, PNG, TIFF), or every value as a table (CSV)"));
}

QString ScorePanel::noticeText() const
{
    const auto* prediction = m_document->prediction();
    if (prediction == nullptr || m_document->measured() == nullptr)
        return tr("Measured and predicted expression are compared here, spot by spot.");
    const auto comparison = m_comparisons->ofPrediction();
    if (comparison && comparison->sharedSpots == 0)
        return tr("None of the predicted spots was measured, so there is nothing to compare.");
    if (comparison && comparison->sharedGenes == 0)
        return tr("None of the predicted genes was measured in this section.");
    if (comparison && comparison->sharedGenes < LeastSharedGenes)
        return tr("Measured and predicted share %1 of %2 genes that a correlation needs.")
            .arg(comparison->sharedGenes)
            .arg(LeastSharedGenes);
    return tr("Waiting for the first predicted spots.");
}

/// Every layer that can be compared, then what looks at no image, at the spots of the first.
std::vector<ScoreSeries> ScorePanel::series() const
{
    std::vector<ScoreSeries> boxes;
    const core::ScoreBox* noImage = nullptr;
    for (const auto& open : m_document->layers()) {
        if (!scored(open.id))
            continue;
        const auto& score = m_comparisons->of(open.id)->scores->of(kind());
        if (score.own.box.count == 0)
            continue;
        boxes.push_back(
            seriesOf(translated(core::namePhrase(*open.layer)), score.own, pOf(open.id, score), false));
        if (noImage == nullptr)
            noImage = &score.noImage;
    }
    if (noImage != nullptr && noImage->box.count > 0)
        boxes.push_back(seriesOf(noImageTitle(kind()), *noImage, {}, true));
    return boxes;
}

/// The layers that others can be held against, beside the section's mean; the choice stays while it is there.
void ScorePanel::showReferences()
{
    const auto chosen = m_against->currentData();
    const QSignalBlocker quiet(m_against);
    m_against->clear();
    const auto add = [this](const QString& name, LayerId id) {
        m_against->addItem(tr("p against %1").arg(name), id);
    };
    add(noImageTitle(kind()), 0);
    for (const auto& open : m_document->layers())
        if (scored(open.id))
            add(translated(core::namePhrase(*open.layer)), open.id);
    m_against->setCurrentIndex(std::max(0, m_against->findData(chosen)));
}

std::optional<core::ScoredLayer> ScorePanel::scored(LayerId layer) const
{
    const auto* open = m_document->layer(layer);
    const auto* compared = m_comparisons->of(layer);
    if (open == nullptr || compared == nullptr || compared->comparison->sharedGenes < LeastSharedGenes)
        return std::nullopt;
    return core::ScoredLayer{open->layer, compared->comparison};
}

/// Every layer against the one that was chosen; away from the UI thread, since there may be a million spots.
void ScorePanel::test()
{
    using Tests = std::map<LayerId, core::PairedTTest>;
    const auto id = m_against->currentData().value<LayerId>();
    const auto reference = scored(id);
    if (!reference) {
        m_testing.cancel();
        m_tests.clear();
        return;
    }
    std::map<LayerId, core::ScoredLayer> others;
    for (const auto& open : m_document->layers())
        if (const auto other = scored(open.id); other && open.id != id)
            others.emplace(open.id, *other);
    m_testing.start(
        [reference = *reference, others, kind = kind(),
         layers = m_document->mapInput(*m_document->layer(id)).layers](
            const core::ProgressFn&, std::stop_token) -> core::Result<Tests> {
            Tests tests;
            for (const auto& [other, layer] : others)
                tests[other] = core::compareScores(layer, reference, kind, *layers);
            return tests;
        },
        [this](core::Result<Tests> tests) {
            m_tests = std::move(*tests); // cannot fail
            showScores();
        });
}

QString ScorePanel::pOf(LayerId layer, const core::LayerScore& score) const
{
    if (m_against->currentData().value<LayerId>() == 0)
        return pText(score.againstNoImage.p);
    const auto test = m_tests.find(layer);
    return test != m_tests.end() ? pText(test->second.p) : QString();
}

void ScorePanel::refresh()
{
    showReferences();
    test();
    showScores();
}

void ScorePanel::showScores()
{
    const auto shown = series();
    m_plot->setNotice(noticeText());
    m_plot->setSeries(shown, kind() != core::ScoreKind::RmseSpot);
    m_save->setEnabled(!shown.empty());
    m_counts->setVisible(!shown.empty());
    const int count = shown.empty() ? 0 : static_cast<int>(shown.front().box.count);
    m_counts->setText(
        kind() == core::ScoreKind::PccGene
            ? tr("%Ln genes, 1 section of 1 patient. p: paired t-test over genes.", "", count)
            : tr("%Ln spots, 1 section of 1 patient. p: paired t-test; spots are not independent, so it is "
                 "too small.",
                 "", count));
}

void ScorePanel::askAndSave()
{
    const auto file = QFileDialog::getSaveFileName(
        this, tr("Save the Scores"), QStringLiteral("scores.pdf"),
        tr("PDF (*.pdf);;SVG (*.svg);;PNG (*.png);;TIFF (*.tif);;Table (*.csv)"));
    if (!file.isEmpty())
        save(file);
}

void ScorePanel::save(const QString& file)
{
    std::vector<core::ScoredLayer> layers;
    for (const auto& open : m_document->layers())
        if (const auto* compared = m_comparisons->of(open.id))
            layers.push_back({open.layer, compared->comparison});
    const auto foot = m_document->slideName().toStdString() +
                      " · 1 section of 1 patient · boxes: quartiles; whiskers: furthest value within 1.5 "
                      "interquartile ranges · Transcope " TRANSCOPE_VERSION;
    m_jobs.start(
        [layers, foot, out = toPath(file),
         isTable = file.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive)](
            const core::ProgressFn&, std::stop_token) -> core::Result<std::monostate> {
            if (isTable) {
                const auto written = core::writeTextAtomically(out, core::scoresCsv(layers));
                return written ? core::Result<std::monostate>(std::monostate())
                               : tl::unexpected(written.error());
            }
            const auto written = core::writeBoxPlots(figureOf(layers, foot), out);
            return written ? core::Result<std::monostate>(std::monostate()) : tl::unexpected(written.error());
        },
        [this, file](core::Result<std::monostate> written) {
            if (written)
                emit saved(file);
            else
                emit failed(QString::fromStdString(written.error().text()));
        });
}

} // namespace transcope::ui
