#pragma once

#include "ui/workspace/displaystate.h"
#include "ui/document/document.h"
#include "ui/document/pcascores.h"
#include "ui/workspace/viewpair.h"

#include <QTimer>

namespace transcope::ui {

/// What one view shows on its spots; also what exports and the landscape draw.
struct ShownLayer
{
    std::shared_ptr<const core::SpotTable> spots; ///< nullptr: nothing to show
    std::vector<float> values;                    ///< per spot; empty with PCA colours
    std::vector<core::Rgb> colours;               ///< per spot, with PCA colours only
    std::optional<core::ColourScale> scale;       ///< absent with PCA colours
    QString title;                                ///< e.g. "Predicted (m2ost) · DDX5"
    QString valueLabel;                           ///< of the colour bar
    QString notice;                               ///< why nothing is coloured; empty when something is
};

/// Brings document and display state onto the views: values, colours, ranges, titles. Views are refreshed at
/// most ten times a second while rows arrive.
class OverlayController : public QObject
{
    Q_OBJECT
public:
    OverlayController(Document* document, DisplayState* display, ViewPair* views, QObject* parent = nullptr);

    const ShownLayer& shown(Side side) const { return m_shown[static_cast<std::size_t>(side)]; }
    /// Whether everything asked for is on the views (for screenshots and tests).
    bool isSettled() const { return !m_refresh.isActive() && !m_pcaJobs.isBusy(); }

signals:
    void shownChanged();

private:
    void refreshSoon();
    void refresh();
    void takeSlide();
    void forgetPca();
    void startPca();
    ShownLayer measuredLayer() const;
    ShownLayer predictedLayer() const;
    void fillPca(ShownLayer& layer, const core::ExpressionMatrix& scores) const;
    void applyScales();
    void applyTo(Side side);
    bool wantsPca() const { return m_display->entry().kind != GeneEntry::Kind::Gene; }

    Document* m_document;
    DisplayState* m_display;
    ViewPair* m_views;
    std::array<ShownLayer, 2> m_shown;
    std::array<std::shared_ptr<const core::SpotTable>, 2> m_viewSpots; ///< what the views have
    PcaScores m_pca;
    bool m_pcaStale = true;
    QTimer m_refresh;
    BackgroundJobs m_pcaJobs;
};

} // namespace transcope::ui
