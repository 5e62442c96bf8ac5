#pragma once

#include "core/map/layercalibration.h"
#include "ui/document/document.h"

#include <QWidget>

class QLabel;
class QStackedLayout;

namespace transcope::ui {

class CalibrationPlot;
class DisplayState;

/// Whether a larger deviation over the eight views meant a larger error, where the shown prediction has a
/// deviation and its spots were measured: over all genes, and for the chosen one.
class CalibrationPanel : public QWidget
{
    Q_OBJECT
public:
    CalibrationPanel(Document* document, DisplayState* display, QWidget* parent = nullptr);

    bool isSettled() const { return !m_jobs.isBusy() && !m_geneJobs.isBusy(); }
    const CalibrationPlot& plot() const { return *m_plot; } ///< for tests
    QString text() const;                                   ///< beneath it; or why there is none; for tests

private:
    void takeLayers();
    void takeGene();
    void showText();
    static QString signedNumber(double value);
    /// A sentence; empty where the correlation is undefined.
    static QString answerOf(double withinGenes);
    /// What the maps of the shown prediction are made from; nothing without it or a measurement.
    std::optional<core::MapInput> input() const;

    Document* m_document;
    DisplayState* m_display;
    CalibrationPlot* m_plot;
    QStackedLayout* m_stack;
    QLabel* m_notice;
    QLabel* m_text;
    QString m_gene;                                 ///< whose spots are the dots
    std::optional<core::Calibration> m_calibration; ///< of the shown prediction
    BackgroundJobs m_jobs;
    BackgroundJobs m_geneJobs;
};

} // namespace transcope::ui
