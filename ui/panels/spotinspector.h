#pragma once

#include "ui/panels/spotdetails.h"

#include <QWidget>

class QLabel;
class QStackedLayout;
class QTableView;

namespace transcope::ui {

class ProfilePlot;

/// One spot: where it is, how well its prediction agrees, its genes as a plot and a sorted table, and what
/// the model takes of it.
class SpotInspector : public QWidget
{
    Q_OBJECT
public:
    /// patches: the page that stands beside that of the genes.
    explicit SpotInspector(QWidget* patches, QWidget* parent = nullptr);

    /// nullopt shows how to choose a spot.
    void setDetails(std::optional<SpotDetails> details);
    /// Marks a gene in the plot.
    void setMarkedGene(const QString& gene);
    const SpotProfileModel& model() const { return *m_model; }
    QString summaryText() const; ///< the lines above the plot; for tests
    QString partsText() const;   ///< of the marked gene: deviation and shares of levels; for tests

signals:
    void geneActivated(const QString& gene);

private:
    void showParts();
    void keepTextWhole();

    QStackedLayout* m_stack;
    QLabel* m_summary;
    QLabel* m_parts;
    std::optional<SpotDetails> m_details; ///< what is shown
    QString m_marked;                     ///< the gene
    ProfilePlot* m_plot;
    SpotProfileModel* m_model;
    QTableView* m_table;
};

} // namespace transcope::ui
