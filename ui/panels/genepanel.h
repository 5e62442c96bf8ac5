#pragma once

#include "ui/document/livecomparison.h"
#include "ui/itemmodels/genelistmodel.h"
#include "ui/workspace/displaystate.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QTreeView;

namespace transcope::ui {

class GeneFilterModel;

/// The searchable, sortable list of a document's genes and PCA colourings. Choosing one sets the display's
/// recipe.
class GenePanel : public QWidget
{
    Q_OBJECT
public:
    GenePanel(Document* document, LiveComparison* comparison, DisplayState* display,
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

    Document* m_document;
    LiveComparison* m_comparison;
    DisplayState* m_display;
    GeneListModel* m_model;
    GeneFilterModel* m_filter;
    QLineEdit* m_search;
    QTreeView* m_list;
    QCheckBox* m_predictedOnly;
    QLabel* m_count;
    bool m_listing = false; ///< rows change by themselves, not by the user
};

} // namespace transcope::ui
