#include "ui/workspace/content.h"

#include "core/base/try.h"
#include "core/slide/tissuemask.h"

#include <QTransform>
#include <algorithm>
#include <limits>

namespace transcope::ui {

namespace {

/// The least rectangle that holds all points.
class Bounds
{
public:
    void add(double x, double y)
    {
        m_low = {std::min(m_low.x(), x), std::min(m_low.y(), y)};
        m_high = {std::max(m_high.x(), x), std::max(m_high.y(), y)};
    }
    bool isEmpty() const { return m_high.x() < m_low.x(); }
    QRectF rect() const { return isEmpty() ? QRectF() : QRectF(m_low, m_high); }

private:
    static constexpr double Far = std::numeric_limits<double>::infinity();
    QPointF m_low{Far, Far};
    QPointF m_high{-Far, -Far};
};

} // namespace

QRectF boundsOfSpots(const std::vector<OpenLayer>& layers)
{
    QRectF all;
    for (const auto& open : layers) {
        const auto& table = *open.layer->spots;
        Bounds bounds;
        for (const auto& spot : table.spots)
            bounds.add(spot.centreLevel0Px.x, spot.centreLevel0Px.y);
        const double radius = table.diameterLevel0Px / 2;
        if (!bounds.isEmpty())
            all |= bounds.rect().adjusted(-radius, -radius, radius, radius);
    }
    return all;
}

core::Result<QRectF> boundsOfTissue(const core::Slide& slide, std::stop_token stop)
{
    TRY(const auto mask, core::detectTissue(slide, stop));
    Bounds bounds;
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x)
            if (mask.tissue[static_cast<std::size_t>(y) * static_cast<std::size_t>(mask.width) +
                            static_cast<std::size_t>(x)] != 0)
                bounds.add(x + 0.5, y + 0.5);
    return QTransform::fromScale(mask.downsampleX, mask.downsampleY).mapRect(bounds.rect());
}

} // namespace transcope::ui
