#pragma once

#include "core/colour/pictureadjustment.h"
#include "core/figure/figurebatch.h"
#include "core/report/sectionreport.h"
#include "ui/document/document.h"
#include "ui/workspace/displaystate.h"
#include "ui/workspace/figurechoice.h"
#include "ui/workspace/overlaycontroller.h"

#include <QObject>

namespace transcope::ui {

enum class PictureArea { Slide, View, Spots };

/// Writes pictures and data of what is shown, in the background.
class ExportController : public QObject
{
    Q_OBJECT
public:
    ExportController(Document* document, DisplayState* display, OverlayController* overlay,
                     QObject* parent = nullptr);

    /// Whether that view has coloured spots to draw.
    bool canSaveOverlay(int view) const;
    /// What a picture can show of the slide, in level-0 px: all of it, what a view shows (upright, where it
    /// is turned), or its spots with a margin.
    QRectF areaOf(PictureArea area, const SlideView& view, int index) const;
    /// The slide with that view's spots, colour bar, scale bar and provenance; the ending of the file says
    /// how: .png, .tif, .svg or .pdf.
    void saveOverlay(int view, const QRectF& areaLevel0Px, const QString& file);
    /// How it shows the slide.
    void setAdjustment(const core::PictureAdjustment& adjustment) { m_adjustment = adjustment; }
    /// A name to suggest for it, without folder: "C3_DDX5_M2OST.png".
    QString overlayName(int view) const;

    bool canExportPrediction() const { return m_document->prediction() != nullptr; }
    /// The prediction with coordinates and provenance, and in an .h5ad the measured values that it is
    /// compared with and pictures of the slide; the ending says how: .h5ad, .csv or .loupe.csv.
    void exportPrediction(const QString& file);
    QString exportName() const;

    /// The figure into `out`, .png, .tif, .svg or .pdf, or of a batch the pictures into the folder `out`.
    void saveFigure(const FigureChoice& choice, const QString& out);
    QString figureName() const; ///< to suggest
    /// Whether something was predicted into the document's session.
    bool canSaveReport() const;
    /// What a report of the open session is made of, as the command line makes it too.
    core::ReportInputs reportInputs(const ReportChoice& choice) const;
    /// The report into a .pdf; nothing is left there where it fails or is cancelled.
    void saveReport(const ReportChoice& choice, const QString& file);
    QString reportName() const; ///< to suggest
    /// What is being written is given up; what is whole by then stays.
    void cancel() { m_jobs.cancel(); }

signals:
    void busyChanged(bool busy);
    void progressed(const transcope::core::Progress& progress);
    /// remark: what is worth knowing of it, e.g. genes that were left out; may be empty.
    void saved(const QString& file, const QString& remark);
    void failed(const QString& message);

private:
    template <class Write> void write(const QString& file, Write write);
    core::FigureSource figureSource(const FigureChoice& choice) const;
    void saveBatch(const core::FigureSource& source, const core::FigureBatch& batch);
    QRectF wholeSlide() const; ///< level-0 px
    QString stem() const;

    Document* m_document;
    DisplayState* m_display;
    OverlayController* m_overlay;
    core::PictureAdjustment m_adjustment;
    BackgroundJobs m_jobs;
};

} // namespace transcope::ui
