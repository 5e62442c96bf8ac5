#include "ui/panels/genepanel.h"

#include "ui/document/geneentries.h"
#include "ui/itemmodels/genefiltermodel.h"
#include "ui/language/everylanguage.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QScopedValueRollback>
#include <QTreeView>
#include <QVBoxLayout>

namespace transcope::ui {

GenePanel::GenePanel(Document* document, LiveComparison* comparison, DisplayState* display, QWidget* parent)
    : QWidget(parent), m_document(document), m_comparison(comparison), m_display(display),
      m_model(new GeneListModel(this)), m_filter(new GeneFilterModel(this)), m_search(new QLineEdit),
      m_list(new QTreeView), m_predictedOnly(new QCheckBox), m_count(new QLabel)
{
    m_filter->setSourceModel(m_model);
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);

    m_list->setModel(m_filter);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setSortingEnabled(true);
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
    connect(comparison, &LiveComparison::changed, this, &GenePanel::refreshScores);
    inEveryLanguage(this, [this] {
        showTexts();
        takeEntries();
    });
}

void GenePanel::showTexts()
{
    m_predictedOnly->setText(tr("Predicted genes only"));
    m_search->setPlaceholderText(tr("Search gene by symbol or id"));
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
        m_model->setEntries(geneEntries(measured, prediction, m_comparison->value().get()));
    }
    updateCount();
    showChosen();
}

void GenePanel::refreshScores()
{
    const QScopedValueRollback listing(m_listing, true); // sorting by score moves rows
    m_model->setScores(scoresHere(m_model->entries(), m_comparison->value().get()));
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
    const bool isColumn = kind == GeneEntry::Kind::Observation;
    const QString name = isColumn ? QString::fromStdString(m_display->recipe().column) : m_display->gene();
    const auto& entries = m_model->entries();
    for (std::size_t row = 0; row < entries.size(); ++row) {
        const bool isNamed = isColumn || kind == GeneEntry::Kind::Gene;
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
