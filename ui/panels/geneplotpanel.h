#pragma once

#include "core/map/geneplots.h"
#include "ui/document/layercomparisons.h"
#include "ui/panels/selectioncontroller.h"
#include "ui/plots/curveplot.h"
#include "ui/plots/spotscatter.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QStackedLayout;
class QToolButton;

namespace transcope::ui {

/// Charts of the chosen gene: predicted against measured at every spot of the current view's layer, linked
/// both ways with the slide; its values in every layer; and how well each layer predicts all genes.
class GenePlotPanel : public QWidget
{
    Q_OBJECT
public:
    enum class Chart { Scatter, Histogram, Ranks };

    GenePlotPanel(Document* document, LayerComparisons* comparisons, DisplayState* display,
                  SelectionController* selection, QWidget* parent = nullptr);

    Chart chart() const;
    void setChart(Chart chart);
    bool isSettled() const { return !m_jobs.isBusy(); }
    /// .pdf, .svg or .png: as it is shown; .csv: the numbers behind it. Ends in saved() or failed().
    void save(const QString& file);

signals:
    void chartChanged(); ///< by a person
    void saved(const QString& file);
    void failed(const QString& message);

private:
    void showTexts();
    void refresh();
    void showNotice(const QString& notice);
    void refreshScatter();
    void refreshHistogram();
    void refreshRanks();
    void showMarked();
    void askAndSave();
    std::string csv() const;
    const OpenLayer* painted() const; ///< nullptr: nothing is held against the measurement

    Document* m_document;
    LayerComparisons* m_comparisons;
    DisplayState* m_display;
    SelectionController* m_selection;
    QComboBox* m_chart;
    QToolButton* m_save;
    QLabel* m_says;
    QStackedLayout* m_stack;
    QLabel* m_notice;
    SpotScatter* m_scatter;
    CurvePlot* m_curves;
    LayerId m_layer = 0;                            ///< of the scatter
    std::optional<core::GeneScatter> m_shown;       ///< the scatter
    std::vector<Curve> m_shownCurves;               ///< the others
    std::vector<std::vector<std::string>> m_ranked; ///< genes, per curve of the ranks
    BackgroundJobs m_jobs;
};

} // namespace transcope::ui
