#pragma once

#include "ui/document/layercomparisons.h"
#include "ui/plots/scoreplot.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QToolButton;

namespace transcope::ui {

/// Box plots of how well every layer of a document agrees with its measurement, beside the section's own mean
/// as the baseline that looks at no image; saved as a figure or as a table.
class ScorePanel : public QWidget
{
    Q_OBJECT
public:
    ScorePanel(Document* document, LayerComparisons* comparisons, QWidget* parent = nullptr);
    int boxCount() const { return m_plot->boxCount(); }
    core::ScoreKind kind() const;
    void setKind(core::ScoreKind kind);

    /// .pdf, .svg, .png, .tif: all scores as box plots; .csv: every spot's and gene's. Ends in saved() or
    /// failed().
    void save(const QString& file);
    bool isSettled() const { return !m_testing.isBusy(); }

signals:
    void kindChanged(); ///< by a person
    void saved(const QString& file);
    void failed(const QString& message);

private:
    void showTexts();
    void refresh();
    void showScores();
    void showReferences();
    void test();
    QString pOf(LayerId layer, const core::LayerScore& score) const;
    std::optional<core::ScoredLayer> scored(LayerId layer) const;
    QString noticeText() const;
    std::vector<ScoreSeries> series() const;
    void askAndSave();

    Document* m_document;
    LayerComparisons* m_comparisons;
    QComboBox* m_kind;
    QComboBox* m_against; ///< what p is about: 0 the section's mean, else a layer
    QToolButton* m_save;
    ScorePlot* m_plot;
    QLabel* m_counts;
    std::map<LayerId, core::PairedTTest> m_tests; ///< against the layer that was chosen
    BackgroundJobs m_jobs, m_testing;
};

} // namespace transcope::ui
