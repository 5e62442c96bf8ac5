#pragma once

#include "core/region/regioncomparison.h"
#include "ui/itemmodels/regiongenesmodel.h"
#include "ui/itemmodels/regionsmodel.h"
#include "ui/workspace/regioncontroller.h"

class QAction;
class QComboBox;
class QGridLayout;
class QLabel;
class QTableView;
class QToolButton;
class QTreeView;
class QVBoxLayout;

namespace transcope::ui {

/// The regions of a slide with what can be done to them, and the chosen one against another or all other
/// spots of the layer in the current view. Statistics are made in the background.
class RegionsPanel : public QWidget
{
    Q_OBJECT
public:
    RegionsPanel(Document* document, Regions* regions, RegionController* controller, DisplayState* display,
                 QWidget* parent = nullptr);

    /// Buttons above the list for commands of the window.
    void addTools(const QList<QAction*>& tools);
    RegionsModel* model() { return m_model; }
    RegionGenesModel* genes() { return m_genes; }
    QString summary() const; ///< what stands above the genes; for tests
    /// Whom the chosen region is compared with; -1 all other spots.
    void setAgainst(int region);
    bool isSettled() const { return !m_counting.isBusy() && !m_comparing.isBusy(); }

private:
    void buildList(QVBoxLayout* layout);
    void buildStatistics(QVBoxLayout* layout);
    void sayTexts();
    void refresh();
    void refreshAgainst();
    void count();
    void compare();
    void takeComparison(const core::Result<core::RegionComparison>& compared);
    void chooseColour();
    const OpenLayer* layer() const; ///< of the current view; nullptr without one

    Document* m_document;
    Regions* m_regions;
    RegionController* m_controller;
    DisplayState* m_display;
    RegionsModel* m_model;
    RegionGenesModel* m_genes;
    QGridLayout* m_tools;
    QTreeView* m_list;
    QToolButton *m_colour, *m_zoom, *m_delete;
    QComboBox* m_against;
    QLabel *m_againstLabel, *m_summary;
    QTableView* m_table;
    core::LayerPtr m_compared; ///< the layer of what is shown
    std::vector<qint64> m_counts;
    BackgroundJobs m_counting, m_comparing;
};

} // namespace transcope::ui
