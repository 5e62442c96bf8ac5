#include "ui/panels/genepanel.h"

#include "ui/document/geneentries.h"
#include "ui/itemmodels/genefiltermodel.h"
#include "ui/language/everylanguage.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace transcope::ui {

GenePanel::GenePanel(Document* document, LayerComparisons* comparison, DisplayState* display,
                     GeneLists* lists, QWidget* parent)
    : QWidget(parent), m_document(document), m_comparison(comparison), m_display(display), m_lists(lists),
      m_model(new GeneListModel(this)), m_filter(new GeneFilterModel(this)), m_search(new QLineEdit),
      m_list(new QTreeView), m_predictedOnly(new QCheckBox), m_count(new QLabel),
      m_menuButton(new QToolButton)
{
    m_filter->setSourceModel(m_model);
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);

    m_list->setModel(m_filter);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setSortingEnabled(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->sortByColumn(GeneListModel::NameColumn, Qt::AscendingOrder);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(GeneListModel::NameColumn, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(GeneListModel::HeldOutColumn, QHeaderView::Fixed);
    m_list->header()->setSectionResizeMode(GeneListModel::HereColumn, QHeaderView::Fixed);
    m_list->header()->setSectionResizeMode(GeneListModel::BeyondDepthColumn, QHeaderView::Fixed);
    m_predictedOnly->setChecked(true);
    m_count->setEnabled(false);
    m_count->setWordWrap(true);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 4);
    layout->setSpacing(6);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_count, 1);
    foot->addWidget(m_predictedOnly);
    foot->addWidget(m_menuButton);
    m_menuButton->setAutoRaise(true);
    m_menuButton->setPopupMode(QToolButton::InstantPopup);
    m_menuButton->setMenu(makeListMenu());
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QTreeView::customContextMenuRequested, this,
            [this](const QPoint& at) { m_menuButton->menu()->popup(m_list->viewport()->mapToGlobal(at)); });
    layout->addLayout(foot);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        {
            const QScopedValueRollback listing(m_listing, true);
            m_filter->setSearchText(text);
        }
        updateCount();
        showChosen();
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this] { choose(m_filter->bestMatch()); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& now) {
                if (!m_listing) // rows that come and go are no choice of the user's
                    choose(now);
            });
    connect(m_display, &DisplayState::changed, this, &GenePanel::showChosen);
    connect(m_predictedOnly, &QCheckBox::toggled, this, [this](bool on) {
        {
            const QScopedValueRollback listing(m_listing, true);
            m_filter->setPredictedOnly(on);
        }
        updateCount();
        showChosen();
    });
    connect(document, &Document::slideChanged, this, &GenePanel::takeEntries);
    connect(document, &Document::layersChanged, this, &GenePanel::takeEntries);
    connect(comparison, &LayerComparisons::changed, this, &GenePanel::refreshScores);
    connect(lists, &GeneLists::changed, this, &GenePanel::takeEntries);
    inEveryLanguage(this, [this] {
        showTexts();
        takeEntries();
    });
}

void GenePanel::showTexts()
{
    m_predictedOnly->setText(tr("Predicted genes only"));
    m_search->setPlaceholderText(tr("Search gene by symbol or id"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_list->setAccessibleName(tr("Genes and maps"));
    m_menuButton->setText(tr("Lists"));
    m_menuButton->setToolTip(tr("Lists of genes, and blends of the genes that are selected"));
    m_blend->setText(tr("Blend the Selected Genes"));
    m_blend->setToolTip(tr("Two or three genes, each in a colour of its own"));
    m_save->setText(tr("Keep the Selected Genes as a List…"));
    m_import->setText(tr("Import Lists…"));
    m_rename->setText(tr("Rename the List…"));
    m_remove->setText(tr("Remove the List"));
    constexpr int MarginsPx = 20; // with the arrow where the list is sorted by it
    for (int column = GeneListModel::HeldOutColumn; column < GeneListModel::ColumnCount; ++column) {
        const QString title = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        m_list->header()->resizeSection(column, fontMetrics().horizontalAdvance(title) + MarginsPx);
    }
}

void GenePanel::takeEntries()
{
    const auto* prediction = m_document->prediction();
    const auto* measured = m_document->measured();
    m_predictedOnly->setVisible(prediction != nullptr && measured != nullptr);
    {
        const QScopedValueRollback listing(m_listing, true);
        m_filter->setPredictedOnly(!m_predictedOnly->isHidden() && m_predictedOnly->isChecked());
        m_model->setEntries(
            geneEntries(measured, prediction, m_comparison->ofPrediction().get(), m_lists->lists()));
    }
    updateCount();
    showChosen();
}

void GenePanel::refreshScores()
{
    const QScopedValueRollback listing(m_listing, true); // sorting by score moves rows
    m_model->setScores(scoresHere(m_model->entries(), m_comparison->ofPrediction().get()));
}

QMenu* GenePanel::makeListMenu()
{
    auto* menu = new QMenu(m_menuButton);
    m_blend = menu->addAction({}, this, &GenePanel::blendSelected);
    menu->addSeparator();
    m_save = menu->addAction({}, this, &GenePanel::saveSelected);
    m_import = menu->addAction({}, this, &GenePanel::importLists);
    m_rename = menu->addAction({}, this, &GenePanel::renameList);
    m_remove = menu->addAction({}, this, [this] { m_lists->remove(currentList()); });
    connect(menu, &QMenu::aboutToShow, this, &GenePanel::updateListMenu);
    return menu;
}

void GenePanel::updateListMenu()
{
    const auto selected = selectedGenes().size();
    m_blend->setEnabled(selected == 2 || selected == 3);
    m_save->setEnabled(selected > 0);
    m_rename->setEnabled(!currentList().isEmpty());
    m_remove->setEnabled(!currentList().isEmpty());
}

core::GeneList GenePanel::selectedGenes() const
{
    auto rows = m_list->selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    core::GeneList genes;
    for (const auto& row : rows) {
        const auto& entry = m_model->entries()[static_cast<std::size_t>(m_filter->mapToSource(row).row())];
        if (entry.kind == GeneEntry::Kind::Gene)
            genes.push_back({entry.symbol.toStdString(), entry.id.toStdString()});
    }
    return genes;
}

QString GenePanel::currentList() const
{
    const auto& recipe = m_display->recipe();
    return recipe.kind == GeneEntry::Kind::GeneMean ? QString::fromStdString(recipe.title) : QString();
}

void GenePanel::blendSelected()
{
    core::MapRecipe blend{core::MapKind::Blend};
    for (const auto& gene : selectedGenes())
        blend.genes.push_back(gene.name());
    m_display->setRecipe(blend);
}

void GenePanel::saveSelected()
{
    const auto genes = selectedGenes();
    const auto name = QInputDialog::getText(this, tr("A List of Genes"),
                                            tr("Name of the list of %Ln genes", "", int(genes.size())));
    if (!name.trimmed().isEmpty())
        m_lists->add(name.trimmed(), genes);
}

void GenePanel::renameList()
{
    const auto before = currentList();
    bool isGiven = false;
    const auto name = QInputDialog::getText(this, tr("A List of Genes"), tr("New name of the list"),
                                            QLineEdit::Normal, before, &isGiven);
    if (isGiven)
        m_lists->rename(before, name.trimmed());
}

void GenePanel::importLists()
{
    const auto file =
        QFileDialog::getOpenFileName(this, tr("Import Lists of Genes"), {},
                                     tr("Lists of genes (*.gmt *.gmt.gz *.txt *.csv *.tsv);;All files (*)"));
    if (!file.isEmpty())
        m_lists->importFile(file);
}

void GenePanel::beginSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

bool GenePanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down && m_filter->rowCount() > 0) {
            m_list->setFocus(Qt::TabFocusReason);
            choose(m_filter->bestMatch());
            return true;
        }
        if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
            m_search->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void GenePanel::choose(const QModelIndex& proxyIndex)
{
    if (!proxyIndex.isValid())
        return;
    const auto row = static_cast<std::size_t>(m_filter->mapToSource(proxyIndex).row());
    const auto& entry = m_model->entries()[row];
    m_display->setRecipe(recipeOf(entry));
}

void GenePanel::showChosen()
{
    const auto kind = m_display->recipe().kind;
    const bool isColumn = kind == GeneEntry::Kind::Observation, isList = kind == GeneEntry::Kind::GeneMean;
    const QString name = isColumn ? QString::fromStdString(m_display->recipe().column)
                         : isList ? QString::fromStdString(m_display->recipe().title)
                                  : m_display->gene();
    const auto& entries = m_model->entries();
    for (std::size_t row = 0; row < entries.size(); ++row) {
        const bool isNamed = isColumn || isList || kind == GeneEntry::Kind::Gene;
        const bool same = entries[row].kind == kind && (!isNamed || entries[row].name() == name);
        if (!same)
            continue;
        const auto index = m_filter->mapFromSource(m_model->index(static_cast<int>(row), 0));
        const QScopedValueRollback listing(m_listing, true);
        if (!index.isValid())
            m_list->setCurrentIndex({});
        else if (index.row() != m_list->currentIndex().row()) {
            m_list->setCurrentIndex(index);
            m_list->scrollTo(index);
        }
        return;
    }
}

void GenePanel::updateCount()
{
    int genes = 0;
    for (const auto& entry : m_model->entries())
        genes += entry.kind == GeneEntry::Kind::Gene ? 1 : 0;
    if (genes == 0) {
        m_count->setText(tr("Genes appear with measured expression or a prediction."));
        return;
    }
    int shown = 0;
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        const auto kind = m_filter->index(row, 0).data(GeneListModel::KindRole).toInt();
        shown += kind == static_cast<int>(GeneEntry::Kind::Gene) ? 1 : 0;
    }
    const QLocale locale;
    m_count->setText(shown == genes ? tr("%Ln genes", "", genes)
                                    : tr("%1 of %Ln genes", "", genes).arg(locale.toString(shown)));
    // What is no gene stands first and has no scores: its name takes the whole row.
    for (int row = 0; row < m_filter->rowCount() - shown; ++row)
        m_list->setFirstColumnSpanned(row, {}, true);
}

} // namespace transcope::ui
