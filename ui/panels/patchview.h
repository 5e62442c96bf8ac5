#pragma once

#include "ui/run/spotinspection.h"

#include <QImage>
#include <QWidget>

namespace transcope::ui {

/// A spot's patches at all zoom levels as the model takes them: the spot ringed, what lies beyond the slide
/// hatched, a scale bar on each, and over them, where it is known and wanted, how much more than evenly the
/// model looks at each place.
class PatchView : public QWidget
{
    Q_OBJECT
public:
    explicit PatchView(QWidget* parent = nullptr);

    /// sizeLevel0Px: of the slide. spot: its one spot. umPerPx: of level 0.
    void setSpot(const InspectedSpot& inspected, const core::SpotTable& spot, core::SizeI sizeLevel0Px,
                 std::optional<double> umPerPx);
    void clear();
    void setAttentionVisible(bool visible);

    int patchCount() const { return static_cast<int>(m_patches.size()); }
    bool hasAttention() const;
    /// Where the patch is drawn, in the widget; for tests.
    QRect patchRect(int level) const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Patch
    {
        QImage picture;
        QImage attention; ///< its colours, transparent where it is unknown; null: unknown
        double leastLooked = 0, mostLooked = 0; ///< times evenly
        double sideLevel0Px = 0;
        QRectF slide; ///< the slide's place in the patch, of 0 … 1
    };
    void drawPatch(QPainter& painter, int level) const;
    void drawScaleBar(QPainter& painter, const QRectF& place, const Patch& patch) const;
    QString captionOf(int level) const;

    std::vector<Patch> m_patches;
    double m_spotDiameterLevel0Px = 0;
    std::optional<double> m_umPerPx;
    bool m_attentionVisible = true;
};

} // namespace transcope::ui
