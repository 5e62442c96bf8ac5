#include "ui/panels/regionspanel.h"

#include "core/expression/normalisation.h"
#include "core/map/layerset.h"
#include "ui/language/everylanguage.h"
#include "ui/language/phrasetext.h"

#include <QColorDialog>
#include <QComboBox>
#include <QCoreApplication>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>
#include <cmath>

namespace transcope::ui {

namespace {

constexpr std::size_t MostCounted = 2000; ///< regions; more are cells, not parts of a tissue

constexpr int NarrowestPx = 240;
constexpr int ToolColumns = 3;

QString shownName(const core::Region& region)
{
    const auto& name = core::calledName(region);
    return name.empty() ? QCoreApplication::translate("transcope::ui::RegionsPanel", "without a name")
                        : QString::fromStdString(name);
}

} // namespace

RegionsPanel::RegionsPanel(Document* document, Regions* regions, RegionController* controller,
                           DisplayState* display, QWidget* parent)
    : QWidget(parent), m_document(document), m_regions(regions), m_controller(controller), m_display(display),
      m_model(new RegionsModel(this)), m_genes(new RegionGenesModel(this)), m_tools(new QGridLayout),
      m_list(new QTreeView), m_colour(new QToolButton), m_zoom(new QToolButton), m_delete(new QToolButton),
      m_against(new QComboBox), m_againstLabel(new QLabel), m_summary(new QLabel), m_table(new QTableView)
{
    // The views keep their size when a language has longer names.
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setMinimumWidth(NarrowestPx);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(4);
    m_tools->setSpacing(2);
    m_tools->setColumnStretch(ToolColumns, 1);
    layout->addLayout(m_tools);
    buildList(layout);
    buildStatistics(layout);
    connect(regions, &Regions::changed, this, &RegionsPanel::refresh);
    connect(document, &Document::layersChanged, this, &RegionsPanel::refresh);
    connect(display, &DisplayState::changed, this, [this] {
        if (const auto* open = layer(); open != nullptr && open->layer != m_compared)
            refresh();
    });
    inEveryLanguage(this, [this] {
        sayTexts();
        refresh();
    });
}

void RegionsPanel::addTools(const QList<QAction*>& tools)
{
    for (auto* tool : tools) {
        auto* button = new QToolButton;
        button->setDefaultAction(tool);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        m_tools->addWidget(button, m_tools->count() / ToolColumns, m_tools->count() % ToolColumns);
    }
}

void RegionsPanel::buildList(QVBoxLayout* layout)
{
    m_list->setModel(m_model);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(RegionsModel::NameColumn, QHeaderView::Stretch);
    layout->addWidget(m_list, 2);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(2);
    layout->addLayout(buttons);
    const auto addButton = [&](QToolButton* button, auto run) {
        button->setAutoRaise(true);
        buttons->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, run] {
            if (m_regions->currentRegion() != nullptr)
                run();
        });
    };
    addButton(m_colour, [this] { chooseColour(); });
    addButton(m_zoom, [this] { m_controller->zoomTo(m_regions->current()); });
    addButton(m_delete, [this] { m_controller->remove(m_regions->current()); });
    buttons->addStretch(1);
    auto* remove = new QShortcut(QKeySequence::Delete, m_list);
    remove->setContext(Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, m_delete, &QToolButton::click);
    connect(m_list, &QTreeView::activated, m_zoom, &QToolButton::click);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) { m_regions->setCurrent(index.isValid() ? index.row() : -1); });
    connect(m_model, &RegionsModel::renamed, m_controller, &RegionController::rename);
}

void RegionsPanel::buildStatistics(QVBoxLayout* layout)
{
    auto* row = new QHBoxLayout;
    m_againstLabel->setBuddy(m_against);
    row->addWidget(m_againstLabel);
    row->addWidget(m_against, 1);
    layout->addLayout(row);
    m_summary->setWordWrap(true);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(m_summary);
    auto* sorted = new QSortFilterProxyModel(this);
    sorted->setSortRole(RegionGenesModel::SortRole);
    sorted->setSourceModel(m_genes);
    m_table->setModel(sorted);
    m_table->setSortingEnabled(true);
    sorted->sort(-1); // as they are found: the surest first
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents); // genes' names whole
    m_table->horizontalHeader()->setHighlightSections(false);
    layout->addWidget(m_table, 3);
    const auto showGene = [this, sorted](const QModelIndex& index) {
        m_display->setGene(m_genes->genes()[static_cast<std::size_t>(sorted->mapToSource(index).row())].gene);
    };
    connect(m_table, &QTableView::clicked, this, showGene);
    connect(m_table, &QTableView::activated, this, showGene);
    connect(m_against, &QComboBox::currentIndexChanged, this, &RegionsPanel::compare);
}

void RegionsPanel::sayTexts()
{
    const auto say = [](QToolButton* button, const QString& text, const QString& toolTip) {
        button->setText(text);
        button->setToolTip(toolTip);
    };
    say(m_colour, tr("Colour…"), tr("Another colour for the region"));
    say(m_zoom, tr("Zoom"), tr("Shows the region as large as the view (Return)"));
    say(m_delete, tr("Delete"), tr("Takes the region away (Delete)"));
    m_againstLabel->setText(tr("Against:"));
    m_list->setAccessibleName(tr("Regions"));
    m_against->setAccessibleName(tr("What the region is compared with"));
    m_table->setAccessibleName(tr("Genes of the region"));
    emit m_model->headerDataChanged(Qt::Horizontal, 0, RegionsModel::ColumnCount - 1);
    emit m_genes->headerDataChanged(Qt::Horizontal, 0, RegionGenesModel::ColumnCount - 1);
}

const OpenLayer* RegionsPanel::layer() const
{
    return m_document->layer(m_display->views()[static_cast<std::size_t>(m_display->current())].layer);
}

void RegionsPanel::refresh()
{
    const auto& regions = m_regions->all();
    m_counts.resize(regions.size(), -1);
    const auto umPerPx = m_document->umPerPx();
    std::vector<RegionEntry> entries;
    for (std::size_t r = 0; r < regions.size(); ++r)
        entries.push_back({shownName(regions[r]), QString::fromStdString(regions[r].classification),
                           colourOf(regions[r]), m_counts[r],
                           umPerPx ? core::areaLevel0Px2(regions[r]) * *umPerPx * *umPerPx / 1e6 : -1});
    m_model->setEntries(std::move(entries));
    const QSignalBlocker quiet(m_list->selectionModel());
    m_list->setCurrentIndex(m_model->index(m_regions->current(), 0));
    m_list->viewport()->update();
    for (auto* button : {m_colour, m_zoom, m_delete})
        button->setEnabled(m_regions->currentRegion() != nullptr);
    refreshAgainst();
    count();
    compare();
}

/// "All other spots", then every other region; what was chosen stays where it can.
void RegionsPanel::refreshAgainst()
{
    const QSignalBlocker quiet(m_against);
    const int before = m_against->currentIndex() > 0 ? m_against->currentData().toInt() : -1;
    m_against->clear();
    m_against->addItem(tr("all other spots"), -1);
    const auto& regions = m_regions->all();
    for (int r = 0; r < static_cast<int>(regions.size()); ++r)
        if (r != m_regions->current())
            m_against->addItem(shownName(regions[static_cast<std::size_t>(r)]), r);
    m_against->setCurrentIndex(std::max(0, m_against->findData(before)));
    m_against->setEnabled(m_against->count() > 1 && m_regions->currentRegion() != nullptr);
}

void RegionsPanel::setAgainst(int region)
{
    m_against->setCurrentIndex(std::max(0, m_against->findData(region)));
}

void RegionsPanel::count()
{
    const auto* open = layer();
    if (open == nullptr || m_regions->all().empty() || m_regions->all().size() > MostCounted) {
        m_counting.cancel();
        return;
    }
    m_counting.start(
        [regions = m_regions->all(), spots = open->layer->spots](
            const core::ProgressFn&, std::stop_token stop) -> core::Result<std::vector<qint64>> {
            std::vector<qint64> counts;
            for (const auto& region : regions) {
                if (stop.stop_requested())
                    break; // nobody waits any more
                counts.push_back(static_cast<qint64>(core::spotsInside({region}, *spots).size()));
            }
            return counts;
        },
        [this](core::Result<std::vector<qint64>> counts) {
            m_counts = std::move(*counts); // cannot fail
            auto entries = m_model->entries();
            for (std::size_t r = 0; r < std::min(entries.size(), m_counts.size()); ++r)
                entries[r].spots = m_counts[r];
            m_model->setEntries(std::move(entries));
        });
}

void RegionsPanel::compare()
{
    const auto* open = layer();
    const auto* region = m_regions->currentRegion();
    m_compared = open != nullptr ? open->layer : nullptr;
    if (open == nullptr || region == nullptr) {
        m_comparing.cancel();
        m_genes->setGenes({});
        m_summary->setText(m_document->slide() == nullptr ? QString()
                           : m_regions->all().empty() ? tr("Choose a tool, and draw a region on the slide.")
                           : region == nullptr        ? tr("Choose a region.")
                                                      : tr("There is no layer to compare."));
        return;
    }
    const auto input = m_document->mapInput(*open);
    core::RegionQuestion question{input.layers, input.painted, input.measured, {*region}, {}};
    if (const int against = m_against->currentData().toInt(); m_against->currentIndex() > 0)
        question.against = {m_regions->all()[static_cast<std::size_t>(against)]};
    m_comparing.start(
        [question](const core::ProgressFn& progress, std::stop_token stop) {
            return core::compareRegions(question, progress, stop);
        },
        [this](const core::Result<core::RegionComparison>& compared) { takeComparison(compared); });
}

void RegionsPanel::takeComparison(const core::Result<core::RegionComparison>& compared)
{
    if (!compared) {
        m_genes->setGenes({});
        m_summary->setText(compared.error().code == core::ErrorCode::InvalidArgument
                               ? tr("All spots lie in the region, or none: there is nothing to compare.")
                               : QString::fromStdString(compared.error().text()));
        return;
    }
    const QLocale locale;
    const auto& statistics = compared->statistics;
    std::vector<RegionGeneEntry> genes;
    for (const auto& gene : statistics.genes)
        genes.push_back({QString::fromStdString(m_compared->genes[gene.gene].name()), gene.meanInside,
                         gene.meanOutside, gene.auc, gene.pAdjusted});
    m_genes->setGenes(std::move(genes));
    QStringList lines;
    lines << tr("%1, %2: %3 spots inside, %4 outside.")
                 .arg(translated(core::namePhrase(*m_compared)),
                      translated(core::valuePhrase(compared->normalisation)),
                      locale.toString(qulonglong(statistics.spotsInside)),
                      locale.toString(qulonglong(statistics.spotsOutside)));
    if (compared->inBoth > 0)
        lines << tr("%Ln spots lie in both and are left out.", "", static_cast<int>(compared->inBoth));
    if (!std::isnan(compared->pccSpotInside))
        lines << tr("Correlation with the measurement, mean per spot: %1 inside, %2 outside.")
                     .arg(locale.toString(compared->pccSpotInside, 'f', 2),
                          std::isnan(compared->pccSpotOutside)
                              ? tr("undefined")
                              : locale.toString(compared->pccSpotOutside, 'f', 2));
    for (const auto& [count, text] :
         {std::pair(statistics.spotsInside, tr("Only %Ln spots lie inside: too few for a statement.", "",
                                               static_cast<int>(statistics.spotsInside))),
          std::pair(statistics.spotsOutside, tr("Only %Ln spots lie outside: too few for a statement.", "",
                                                static_cast<int>(statistics.spotsOutside)))})
        if (count < core::FewSpots)
            lines << QStringLiteral("⚠ ") + text;
    m_summary->setText(lines.join(QLatin1Char('\n')));
}

QString RegionsPanel::summary() const
{
    return m_summary->text();
}

void RegionsPanel::chooseColour()
{
    const int region = m_regions->current();
    const QColor chosen = QColorDialog::getColor(colourOf(*m_regions->currentRegion()), this);
    if (chosen.isValid() && region < static_cast<int>(m_regions->all().size()))
        m_controller->recolour(region, {static_cast<std::uint8_t>(chosen.red()),
                                        static_cast<std::uint8_t>(chosen.green()),
                                        static_cast<std::uint8_t>(chosen.blue())});
}

} // namespace transcope::ui
