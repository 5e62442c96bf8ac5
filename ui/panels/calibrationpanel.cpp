#include "ui/panels/calibrationpanel.h"

#include "core/expression/genematching.h"
#include "ui/language/everylanguage.h"
#include "ui/plots/calibrationplot.h"
#include "ui/workspace/displaystate.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QStackedLayout>
#include <cmath>

namespace transcope::ui {

namespace {

constexpr std::size_t Bins = 10;
constexpr double Hardly = 0.1, Clearly = 0.4; // rank correlations

} // namespace

CalibrationPanel::CalibrationPanel(Document* document, DisplayState* display, QWidget* parent)
    : QWidget(parent), m_document(document), m_display(display), m_plot(new CalibrationPlot),
      m_stack(new QStackedLayout(this)), m_notice(new QLabel), m_text(new QLabel)
{
    m_notice->setAlignment(Qt::AlignCenter);
    m_notice->setWordWrap(true);
    m_notice->setEnabled(false);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* page = new QWidget;
    auto* layout = new QHBoxLayout(page);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addWidget(m_plot, 3);
    layout->addWidget(m_text, 2);
    m_stack->addWidget(m_notice);
    m_stack->addWidget(page);
    connect(document, &Document::slideChanged, this, &CalibrationPanel::takeLayers);
    connect(document, &Document::layersChanged, this, &CalibrationPanel::takeLayers);
    connect(display, &DisplayState::changed, this, [this] {
        if (m_display->gene() != m_gene)
            takeGene();
    });
    inEveryLanguage(this, [this] {
        m_plot->setToolTip(
            tr("Line: all genes, in ten steps of the deviation (root mean square). Dots: the "
               "spots of the chosen gene. Dashed: where the deviation tells the whole error."));
        showText();
    });
}

QString CalibrationPanel::signedNumber(double value)
{
    if (std::isnan(value))
        return tr("undefined");
    return (value < 0 ? QString() : QStringLiteral("+")) + QLocale().toString(value, 'f', 2);
}

QString CalibrationPanel::answerOf(double withinGenes)
{
    if (std::isnan(withinGenes))
        return {};
    if (withinGenes < Hardly)
        return tr("Here a larger deviation does not mean a larger error.");
    return withinGenes < Clearly ? tr("Here a larger deviation means a larger error, weakly.")
                                 : tr("Here a larger deviation means a larger error.");
}

QString CalibrationPanel::text() const
{
    return m_calibration ? m_text->text() : m_notice->text();
}

std::optional<core::MapInput> CalibrationPanel::input() const
{
    const auto* prediction = m_document->prediction();
    if (prediction == nullptr || m_document->measured() == nullptr)
        return std::nullopt;
    return m_document->mapInput(*prediction);
}

void CalibrationPanel::takeLayers()
{
    m_jobs.cancel();
    m_calibration.reset();
    showText();
    takeGene();
    if (const auto from = input())
        m_jobs.start(
            [from = *from](const core::ProgressFn&, std::stop_token stop) {
                return core::calibrationOf(*from.layers, from.measured, from.painted, Bins, stop);
            },
            [this](core::Result<std::optional<core::Calibration>> found) {
                m_calibration = std::move(found).value_or(std::nullopt); // unreadable: told where it is shown
                showText();
            });
}

void CalibrationPanel::takeGene()
{
    m_gene = m_display->gene();
    const auto from = input();
    const int gene = from ? core::findGene(from->painted->genes, m_gene.toStdString()) : -1;
    if (gene < 0) {
        m_geneJobs.cancel();
        m_plot->setDots({}, {});
        showText();
        return;
    }
    m_geneJobs.start(
        [from = *from, gene](const core::ProgressFn&, std::stop_token) {
            return core::deviationsOf(*from.layers, from.measured, from.painted,
                                      static_cast<std::size_t>(gene));
        },
        [this](core::Result<std::optional<core::GeneDeviations>> found) {
            const auto gene = std::move(found).value_or(std::nullopt).value_or(core::GeneDeviations());
            m_plot->setDots(gene.deviations, gene.errors);
        });
    showText();
}

void CalibrationPanel::showText()
{
    const bool isThere = m_calibration && m_calibration->pairs > 0;
    m_stack->setCurrentIndex(isThere ? 1 : 0);
    m_plot->setBins(isThere ? m_calibration->bins : std::vector<core::CalibrationBin>());
    m_notice->setText(tr("Predict measured spots with the box \"Deviation over 8 views\": here stands then "
                         "whether a larger deviation means a larger error."));
    if (!isThere)
        return;
    const QLocale locale;
    QStringList lines{answerOf(m_calibration->withinGenes.mean)};
    lines << tr("Rank correlation of deviation and error over the spots: %1 (mean of %Ln genes)", "",
                static_cast<int>(m_calibration->withinGenes.defined))
                 .arg(signedNumber(m_calibration->withinGenes.mean));
    const auto* prediction = m_document->prediction();
    const int gene =
        prediction != nullptr ? core::findGene(prediction->layer->genes, m_gene.toStdString()) : -1;
    if (gene >= 0)
        lines << tr("%1 alone: %2")
                     .arg(m_gene, signedNumber(m_calibration->perGene[static_cast<std::size_t>(gene)]));
    lines << tr("All genes together: %1, of %2 values; this follows also that some genes vary more.")
                 .arg(signedNumber(m_calibration->overall),
                      locale.toString(qulonglong(m_calibration->pairs)));
    m_text->setText(lines.join(QLatin1Char('\n')));
}

} // namespace transcope::ui
