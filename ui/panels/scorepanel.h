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

signals:
    void kindChanged(); ///< by a person
    void saved(const QString& file);
    void failed(const QString& message);

private:
    void showTexts();
    void refresh();
    QString noticeText() const;
    std::vector<ScoreSeries> series() const;
    void askAndSave();

    Document* m_document;
    LayerComparisons* m_comparisons;
    QComboBox* m_kind;
    QToolButton* m_save;
    ScorePlot* m_plot;
    QLabel* m_counts;
    BackgroundJobs m_jobs;
};

} // namespace transcope::ui
