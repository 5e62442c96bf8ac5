#include "ui/panels/spotinspector.h"

#include "ui/language/everylanguage.h"
#include "ui/panels/statusinfo.h"
#include "ui/plots/profileplot.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QStackedLayout>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace transcope::ui {

namespace {

QString number(double value, int decimals)
{
    return std::isnan(value) ? SpotInspector::tr("undefined") : QLocale().toString(value, 'f', decimals);
}

QString summaryOf(const SpotDetails& details)
{
    QStringList lines;
    QString title =
        QStringLiteral("<b>") +
        SpotInspector::tr("Spot %1").arg(QString::fromStdString(details.spot.id).toHtmlEscaped()) +
        QStringLiteral("</b>");
    lines << title;
    const auto& centre = details.spot.centreLevel0Px;
    lines << positionText({centre.x, centre.y}, details.umPerPx).toHtmlEscaped();
    if (!details.umPerPx)
        lines << SpotInspector::tr("Scale unknown: no position in µm");
    if (details.predicted && (!std::isnan(details.pcc) || !std::isnan(details.rmse)))
        lines << SpotInspector::tr("r = %1 · RMSE = %2").arg(number(details.pcc, 3), number(details.rmse, 2));
    if (details.padded)
        lines << QStringLiteral("<b>") +
                     SpotInspector::tr("Border spot: a patch reached beyond the slide and was padded") +
                     QStringLiteral("</b>");
    lines << SpotInspector::tr("Values: %1").arg(details.valueLabel.toHtmlEscaped());
    return lines.join(QStringLiteral("<br>"));
}

/// A bar of characters for a value, as long as it is beside the longest.
QString barOf(double value, double longest)
{
    constexpr int MostCharacters = 14;
    const int length = longest > 0 ? qRound(MostCharacters * std::abs(value) / longest) : 0;
    return QString(length, value < 0 ? QChar(0x2592) : QChar(0x2588)); // hatched below 0
}

/// The gene's deviation, and its shares of levels with what they lack to the prediction; empty without both.
QString partsOf(const SpotDetails& details, std::size_t gene)
{
    QStringList lines;
    const double predicted = static_cast<double>(details.profile[gene].predicted);
    const QString name = details.profile[gene].gene.toHtmlEscaped();
    if (gene < details.deviation.size())
        lines << SpotInspector::tr("%1: %2 ± %3 over 8 views")
                     .arg(name, number(predicted, 2),
                          number(static_cast<double>(details.deviation[gene]), 2));
    if (details.shares.empty())
        return lines.join(QStringLiteral("<br>"));
    std::vector<std::pair<QString, double>> bars;
    double bias = predicted;
    for (std::size_t level = 0; level < details.shares.size(); ++level) {
        const auto share = static_cast<double>(details.shares[level][gene]);
        bars.emplace_back(SpotInspector::tr("Level %1").arg(level), share);
        bias -= share;
    }
    bars.emplace_back(SpotInspector::tr("Bias"), bias);
    double longest = 0;
    for (const auto& [label, value] : bars)
        longest = std::max(longest, std::abs(value));
    QString table = QStringLiteral("<table>");
    for (const auto& [label, value] : bars)
        table += QStringLiteral("<tr><td>%1&nbsp;</td><td align=right>%2&nbsp;</td><td>%3</td></tr>")
                     .arg(label, number(value, 2), barOf(value, longest));
    lines << SpotInspector::tr("%1 = sum of its zoom levels:").arg(name) + table + QStringLiteral("</table>");
    return lines.join(QStringLiteral("<br>"));
}

/// Heads of which the sorted one alone has room for the mark that says so: Qt keeps it in each.
class NarrowHeader : public QHeaderView
{
public:
    explicit NarrowHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent)
    {
        connect(this, &QHeaderView::sortIndicatorChanged, this, [this] { resizeSections(); });
    }

protected:
    QSize sectionSizeFromContents(int section) const override
    {
        QSize size = QHeaderView::sectionSizeFromContents(section);
        if (isSortIndicatorShown() && section != sortIndicatorSection())
            size.rwidth() -= style()->pixelMetric(QStyle::PM_HeaderMarkSize, nullptr, this);
        return size;
    }
};

std::vector<ProfilePoint> pointsOf(const SpotDetails& details)
{
    std::vector<ProfilePoint> points;
    for (const auto& value : details.profile) {
        if (!std::isnan(value.measured) && !std::isnan(value.predicted))
            points.push_back({value.gene, value.measured, value.predicted});
    }
    return points;
}

} // namespace

SpotInspector::SpotInspector(QWidget* patches, QWidget* parent)
    : QWidget(parent), m_stack(new QStackedLayout(this)), m_summary(new QLabel), m_parts(new QLabel),
      m_plot(new ProfilePlot), m_model(new SpotProfileModel(this)), m_table(new QTableView)
{
    auto* hint = new QLabel;
    inEveryLanguage(hint, [hint] { hint->setText(tr("Click a spot on the slide to see its genes.")); });
    hint->setAlignment(Qt::AlignCenter);
    hint->setWordWrap(true);
    hint->setEnabled(false);
    hint->setMargin(16);
    m_stack->addWidget(hint);

    m_summary->setWordWrap(true);
    m_summary->setContentsMargins(4, 0, 4, 0);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* sorted = new QSortFilterProxyModel(this);
    sorted->setSortRole(SpotProfileModel::SortRole);
    sorted->setSourceModel(m_model);
    m_table->setModel(sorted);
    m_table->setHorizontalHeader(new NarrowHeader(m_table));
    m_table->horizontalHeader()->setSectionsClickable(true);
    m_table->setSortingEnabled(true);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(SpotProfileModel::GeneColumn, QHeaderView::Stretch);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 8, 0, 4); // the table's width is that of the column in a small window
    layout->setSpacing(6);
    auto* genes = new QWidget;
    auto* geneLayout = new QVBoxLayout(genes);
    geneLayout->setContentsMargins(0, 4, 0, 0);
    geneLayout->setSpacing(6);
    geneLayout->addWidget(m_parts);
    geneLayout->addWidget(m_plot, 2);
    geneLayout->addWidget(m_table, 3);
    auto* tabs = new QTabWidget;
    tabs->setDocumentMode(true);
    tabs->addTab(genes, QString());
    tabs->addTab(patches, QString());
    inEveryLanguage(tabs, [tabs] {
        tabs->setTabText(0, tr("Genes"));
        tabs->setTabText(1, tr("Patches"));
    });
    inEveryLanguage(m_table, [this] { keepTextWhole(); });
    layout->addWidget(m_summary);
    layout->addWidget(tabs, 1);
    m_stack->addWidget(page);

    connect(m_plot, &ProfilePlot::geneClicked, this, &SpotInspector::geneActivated);
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        emit geneActivated(index.siblingAtColumn(SpotProfileModel::GeneColumn).data().toString());
    });
}

void SpotInspector::setDetails(std::optional<SpotDetails> details)
{
    m_stack->setCurrentIndex(details ? 1 : 0);
    m_details = details;
    showParts();
    if (!details) {
        m_model->setProfile({});
        return;
    }
    m_summary->setText(summaryOf(*details));
    const auto points = pointsOf(*details);
    m_plot->setPoints(points, details->valueLabel);
    m_plot->setVisible(!points.empty());
    const bool hasMeasured =
        !details->profile.empty() &&
        std::ranges::any_of(details->profile, [](const auto& value) { return !std::isnan(value.measured); });
    m_model->setProfile(std::move(details->profile));
    m_table->sortByColumn(hasMeasured ? SpotProfileModel::MeasuredColumn : SpotProfileModel::PredictedColumn,
                          Qt::DescendingOrder);
    keepTextWhole();
}

/// No head of the table is cut, in any language, nor a gene's name of the usual length.
void SpotInspector::keepTextWhole()
{
    constexpr int UsualCharacters = 13; // of a symbol, with its margins; longer names of others are elided
    const int mostOfGene = UsualCharacters * fontMetrics().averageCharWidth();
    const auto* header = m_table->horizontalHeader();
    const QAbstractItemView* view = m_table;
    int width = 2 * m_table->frameWidth() + m_table->verticalScrollBar()->sizeHint().width();
    for (int column = 0; column < header->count(); ++column) {
        const int text = view->sizeHintForColumn(column);
        width += std::max(header->sectionSizeHint(column),
                          column == SpotProfileModel::GeneColumn ? std::min(text, mostOfGene) : text);
    }
    m_table->setMinimumWidth(width);
}

void SpotInspector::setMarkedGene(const QString& gene)
{
    m_plot->setMarkedGene(gene);
    m_marked = gene;
    showParts();
}

void SpotInspector::showParts()
{
    m_parts->clear();
    if (m_details) {
        const auto gene = std::ranges::find(m_details->profile, m_marked, &ProfileValue::gene);
        if (gene != m_details->profile.end())
            m_parts->setText(
                partsOf(*m_details, static_cast<std::size_t>(gene - m_details->profile.begin())));
    }
    m_parts->setVisible(!m_parts->text().isEmpty());
}

QString SpotInspector::partsText() const
{
    return m_parts->text();
}

QString SpotInspector::summaryText() const
{
    return m_summary->text();
}

} // namespace transcope::ui
