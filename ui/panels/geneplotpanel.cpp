#include "ui/panels/geneplotpanel.h"

#include "core/base/atomicfile.h"
#include "core/base/csvcell.h"
#include "ui/document/paths.h"
#include "ui/language/everylanguage.h"
#include "ui/language/phrasetext.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <sstream>

namespace transcope::ui {

namespace {

QString layerName(const core::Layer& layer)
{
    return translated(core::namePhrase(layer));
}

/// Best first; genes without a score are left out.
std::vector<std::size_t> ranked(const std::vector<double>& scores)
{
    std::vector<std::size_t> order;
    for (std::size_t g = 0; g < scores.size(); ++g)
        if (std::isfinite(scores[g]))
            order.push_back(g);
    std::ranges::sort(order, std::greater(), [&](std::size_t g) { return scores[g]; });
    return order;
}

} // namespace

GenePlotPanel::GenePlotPanel(Document* document, LayerComparisons* comparisons, DisplayState* display,
                             SelectionController* selection, QWidget* parent)
    : QWidget(parent), m_document(document), m_comparisons(comparisons), m_display(display),
      m_selection(selection), m_chart(new QComboBox), m_save(new QToolButton), m_says(new QLabel),
      m_stack(new QStackedLayout), m_notice(new QLabel), m_scatter(new SpotScatter), m_curves(new CurvePlot)
{
    for (const auto chart : {Chart::Scatter, Chart::Histogram, Chart::Ranks})
        m_chart->addItem({}, static_cast<int>(chart));
    m_save->setAutoRaise(true);
    m_says->setEnabled(false);
    m_notice->setAlignment(Qt::AlignCenter);
    m_notice->setWordWrap(true);
    m_notice->setEnabled(false);
    auto* head = new QHBoxLayout;
    head->addWidget(m_chart);
    head->addWidget(m_says, 1);
    head->addWidget(m_save);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addLayout(m_stack, 1);
    for (QWidget* page : std::initializer_list<QWidget*>{m_notice, m_scatter, m_curves})
        m_stack->addWidget(page);

    connect(m_chart, &QComboBox::activated, this, &GenePlotPanel::refresh);
    connect(m_chart, &QComboBox::activated, this, &GenePlotPanel::chartChanged);
    connect(m_save, &QToolButton::clicked, this, &GenePlotPanel::askAndSave);
    connect(document, &Document::layersChanged, this, &GenePlotPanel::refresh);
    connect(comparisons, &LayerComparisons::changed, this, &GenePlotPanel::refresh); // rows too
    connect(display, &DisplayState::changed, this, &GenePlotPanel::refresh);
    connect(selection, &SelectionController::changed, this, &GenePlotPanel::showMarked);
    connect(m_scatter, &SpotScatter::spotClicked, this,
            [this](int spot) { m_selection->select(m_layer, spot); });
    connect(m_scatter, &SpotScatter::brushed, this, [this](const std::vector<int>& spots) {
        m_selection->brush(m_layer, spots);
        m_scatter->setMarked(spots);
    });
    connect(m_curves, &CurvePlot::pointClicked, this, [this](int curve, int point) {
        if (chart() == Chart::Ranks)
            m_display->setGene(QString::fromStdString(m_ranked[std::size_t(curve)][std::size_t(point)]));
    });
    inEveryLanguage(this, [this] {
        showTexts();
        refresh();
    });
}

GenePlotPanel::Chart GenePlotPanel::chart() const
{
    return static_cast<Chart>(m_chart->currentData().toInt());
}

void GenePlotPanel::setChart(Chart chart)
{
    m_chart->setCurrentIndex(static_cast<int>(chart));
    refresh();
}

void GenePlotPanel::showTexts()
{
    m_chart->setItemText(0, tr("Predicted against measured"));
    m_chart->setItemText(1, tr("Values in each layer"));
    m_chart->setItemText(2, tr("Genes by their correlation"));
    m_save->setText(tr("Save…"));
    m_save->setToolTip(tr("As a picture (PDF, SVG, PNG), or the numbers behind it (CSV)"));
}

/// The current view's layer; of a view of the measurement the prediction that panels speak of.
const OpenLayer* GenePlotPanel::painted() const
{
    const auto* measured = m_document->measured();
    const auto* shown =
        m_document->layer(m_display->views()[static_cast<std::size_t>(m_display->current())].layer);
    if (measured == nullptr)
        return nullptr;
    return shown != nullptr && shown->id != measured->id ? shown : m_document->prediction();
}

void GenePlotPanel::showNotice(const QString& notice)
{
    m_jobs.cancel();
    m_says->clear();
    m_notice->setText(notice);
    m_stack->setCurrentWidget(m_notice);
    m_save->setEnabled(false);
}

void GenePlotPanel::refresh()
{
    if (chart() == Chart::Ranks)
        refreshRanks();
    else if (m_display->gene().isEmpty())
        showNotice(tr("Choose a gene in the list."));
    else if (chart() == Chart::Histogram)
        refreshHistogram();
    else
        refreshScatter();
}

void GenePlotPanel::refreshScatter()
{
    const auto* open = painted();
    const auto gene = m_display->gene();
    if (open == nullptr) {
        showNotice(tr("A prediction and a measurement are held against each other here."));
        return;
    }
    m_jobs.start([input = m_document->mapInput(*open), gene = gene.toStdString()](
                     const core::ProgressFn&, std::stop_token) { return core::geneScatter(input, gene); },
                 [this, gene, id = open->id,
                  name = layerName(*open->layer)](core::Result<std::optional<core::GeneScatter>> scatter) {
                     m_shown = scatter ? std::move(*scatter) : std::nullopt;
                     m_layer = id;
                     if (!m_shown || m_shown->pairs == 0) {
                         showNotice(tr("%1 is not both measured and predicted here.").arg(gene));
                         return;
                     }
                     const QLocale locale;
                     m_scatter->setLabels(tr("%1, measured").arg(gene), tr("%1, %2").arg(gene, name),
                                          translated(core::valuePhrase(m_shown->normalisation)));
                     m_scatter->setValues(m_shown->measured, m_shown->predicted, m_shown->slope,
                                          m_shown->intercept);
                     m_says->setText(tr("r = %1, slope %2, %Ln spots", "", static_cast<int>(m_shown->pairs))
                                         .arg(locale.toString(m_shown->pcc, 'f', 2),
                                              locale.toString(m_shown->slope, 'f', 2)));
                     m_stack->setCurrentWidget(m_scatter);
                     m_save->setEnabled(true);
                     showMarked();
                 });
}

void GenePlotPanel::showMarked()
{
    const int spot = m_selection->spotIn(m_layer);
    m_scatter->setMarked(spot >= 0 ? std::vector<int>{spot} : std::vector<int>());
}

void GenePlotPanel::refreshHistogram()
{
    const auto gene = m_display->gene();
    const auto* any = painted() != nullptr ? painted() : m_document->measured();
    if (any == nullptr) {
        showNotice(tr("Choose a gene in the list."));
        return;
    }
    std::vector<core::LayerPtr> layers;
    for (const auto& open : m_document->layers())
        layers.push_back(open.layer);
    m_jobs.start([input = m_document->mapInput(*any), layers, gene = gene.toStdString()](
                     const core::ProgressFn&,
                     std::stop_token stop) { return core::geneHistograms(input, layers, gene, stop); },
                 [this, gene](core::Result<core::GeneHistograms> histograms) {
                     if (!histograms || histograms->layers.empty()) {
                         showNotice(tr("No layer has %1.").arg(gene));
                         return;
                     }
                     m_shownCurves.clear();
                     for (std::size_t l = 0; l < histograms->layers.size(); ++l) {
                         Curve curve{layerName(*histograms->layers[l]), {}, histograms->shares[l]};
                         for (std::size_t bin = 0; bin < curve.y.size(); ++bin) {
                             curve.x.push_back(histograms->low + double(bin) * histograms->binWidth);
                             curve.y[bin] *= 100;
                         }
                         curve.x.push_back(curve.x.back() + histograms->binWidth); // the last step's end
                         curve.y.push_back(0);
                         m_shownCurves.push_back(std::move(curve));
                     }
                     m_curves->setCurves(m_shownCurves, gene, tr("Spots, %"), true);
                     m_says->clear();
                     m_stack->setCurrentWidget(m_curves);
                     m_save->setEnabled(true);
                 });
}

void GenePlotPanel::refreshRanks()
{
    m_shownCurves.clear();
    m_ranked.clear();
    for (const auto& open : m_document->layers()) {
        const auto* compared = m_comparisons->of(open.id);
        if (compared == nullptr)
            continue;
        const auto& scores = compared->comparison->scores.pccGene;
        Curve curve{layerName(*open.layer), {}, {}};
        auto& genes = m_ranked.emplace_back();
        for (const auto gene : ranked(scores)) {
            const auto& name = open.layer->genes[gene].name();
            if (name == m_display->gene().toStdString())
                curve.marked = static_cast<int>(genes.size());
            genes.push_back(name);
            curve.x.push_back(static_cast<double>(genes.size()));
            curve.y.push_back(scores[gene]);
        }
        m_shownCurves.push_back(std::move(curve));
    }
    const bool any = std::ranges::any_of(m_shownCurves, [](const Curve& curve) { return !curve.x.empty(); });
    if (!any) {
        showNotice(tr("A prediction and a measurement are held against each other here."));
        return;
    }
    m_jobs.cancel();
    m_curves->setCurves(m_shownCurves, tr("Rank of the gene"), tr("Correlation"), false);
    m_says->setText(tr("A click chooses the gene"));
    m_stack->setCurrentWidget(m_curves);
    m_save->setEnabled(true);
}

std::string GenePlotPanel::csv() const
{
    std::ostringstream text;
    if (chart() == Chart::Scatter) {
        text << "spot,measured,predicted\n";
        const auto& spots = m_document->layer(m_layer)->layer->spots->spots;
        for (std::size_t s = 0; m_shown && s < std::min(spots.size(), m_shown->measured.size()); ++s)
            if (std::isfinite(m_shown->measured[s]) && std::isfinite(m_shown->predicted[s]))
                text << core::csvCell(spots[s].id) << ',' << m_shown->measured[s] << ','
                     << m_shown->predicted[s] << '\n';
        return text.str();
    }
    const bool isRanks = chart() == Chart::Ranks;
    text << (isRanks ? "layer,rank,gene,correlation\n" : "layer,from,percent\n");
    for (std::size_t c = 0; c < m_shownCurves.size(); ++c)
        for (std::size_t p = 0; p < m_shownCurves[c].x.size(); ++p) {
            text << core::csvCell(m_shownCurves[c].name.toStdString()) << ',' << m_shownCurves[c].x[p] << ',';
            if (isRanks)
                text << core::csvCell(m_ranked[c][p]) << ',';
            text << m_shownCurves[c].y[p] << '\n';
        }
    return text.str();
}

void GenePlotPanel::askAndSave()
{
    const auto file =
        QFileDialog::getSaveFileName(this, tr("Save the Chart"), QStringLiteral("chart.pdf"),
                                     tr("PDF (*.pdf);;SVG (*.svg);;PNG (*.png);;Table (*.csv)"));
    if (!file.isEmpty())
        save(file);
}

void GenePlotPanel::save(const QString& file)
{
    const auto write = [&] {
        if (file.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive))
            return core::writeTextAtomically(toPath(file), csv());
        return chart() == Chart::Scatter ? m_scatter->save(file) : m_curves->save(file);
    };
    if (const auto written = write())
        emit saved(file);
    else
        emit failed(QString::fromStdString(written.error().text()));
}

} // namespace transcope::ui
