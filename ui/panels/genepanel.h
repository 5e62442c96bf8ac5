#pragma once

#include "ui/document/genelists.h"
#include "ui/document/layercomparisons.h"
#include "ui/itemmodels/genelistmodel.h"
#include "ui/workspace/displaystate.h"

#include <QWidget>

class QAction;
class QCheckBox;
class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;
class QTreeView;

namespace transcope::ui {

class GeneFilterModel;

/// The searchable, sortable list of a document's genes, PCA colourings and the user's lists of genes.
/// Choosing one sets the display's recipe; a menu blends chosen genes and keeps lists.
class GenePanel : public QWidget
{
    Q_OBJECT
public:
    GenePanel(Document* document, LayerComparisons* comparison, DisplayState* display, GeneLists* lists,
              QWidget* parent = nullptr);

    const GeneListModel& model() const { return *m_model; }
    /// Puts the keyboard into the search field.
    void beginSearch();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showTexts();
    void takeEntries();
    void refreshScores();
    void choose(const QModelIndex& proxyIndex);
    void showChosen();
    void updateCount();
    QMenu* makeListMenu();
    void updateListMenu();
    core::GeneList selectedGenes() const; ///< in the list's order
    QString currentList() const;          ///< name of the chosen list of genes; empty: it is none
    void blendSelected();
    void saveSelected();
    void renameList();
    void importLists();

    Document* m_document;
    LayerComparisons* m_comparison;
    DisplayState* m_display;
    GeneLists* m_lists;
    GeneListModel* m_model;
    GeneFilterModel* m_filter;
    QLineEdit* m_search;
    QTreeView* m_list;
    QCheckBox* m_predictedOnly;
    QLabel* m_count;
    QToolButton* m_menuButton;
    QAction *m_blend, *m_save, *m_import, *m_rename, *m_remove;
    bool m_listing = false; ///< rows change by themselves, not by the user
};

} // namespace transcope::ui
