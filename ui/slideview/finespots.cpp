#include "ui/slideview/finespots.h"

#include "ui/slideview/renderer.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace transcope::ui {

bool areFine(const SpotLayer& spots, const Viewport& viewport)
{
    if (spots.drawnCells() != nullptr || spots.count() == 0)
        return false;
    const double pxPerLevel0 = viewport.scale() * viewport.devicePixelRatio();
    const double diameterPx = 2 * core::markRadiusLevel0Px(*spots.spots(), spots.mark()) * pxPerLevel0;
    const QSizeF bounds = spots.boundsLevel0Px().size() * pxPerLevel0 + QSizeF(2, 2);
    return diameterPx < 1 && double(spots.count()) > bounds.width() * bounds.height();
}

void FineSpots::prepare(const SpotLayer& spots, const Viewport& viewport, int beginPx, int endPx)
{
    const double dpr = viewport.devicePixelRatio();
    const Source source{spots.spotsVersion(),
                        spots.valuesVersion(),
                        spots.scaleVersion(),
                        spots.opacity,
                        viewport.toScreen() * QTransform::fromScale(dpr, dpr),
                        physicalSize(viewport),
                        beginPx,
                        endPx};
    if (source == m_source)
        return;
    m_source = source;
    const QRect columns(beginPx, 0, endPx - beginPx, source.size.height());
    // As areFine() has it, so that there are hardly more bins than spots.
    m_area = source.toPx.mapRect(spots.boundsLevel0Px())
                 .toAlignedRect()
                 .adjusted(-ReachPx, -ReachPx, ReachPx, ReachPx) &
             columns;
    m_bins.assign(std::size_t(binsPerRow()) * std::size_t(m_area.height() + 2 * ReachPx), {});
    m_nearest.assign(spots.hasOwnColours() ? m_bins.size() : 0, -1);
    m_picture = QImage(m_area.size(), QImage::Format_ARGB32);
    if (spots.hasOwnColours())
        collect(spots, [this](std::size_t at, float share, const Bin& spot, std::size_t i) {
            addNearest(at, share, spot, i);
        });
    else
        collect(spots, [this](std::size_t at, float share, const Bin& spot, std::size_t) {
            m_bins[at].add(share, spot);
        });
    colour(spots);
}

template <class Add> void FineSpots::collect(const SpotLayer& spots, const Add& add)
{
    const QTransform& t = m_source.toPx;
    const double m11 = t.m11(), m12 = t.m12(), m21 = t.m21(), m22 = t.m22();
    // From the middle of the first bin on, since shares go by the middles of px.
    const double dx = t.dx() - m_area.left() + ReachPx - 0.5, dy = t.dy() - m_area.top() + ReachPx - 0.5;
    const double right = m_area.width() + ReachPx, bottom = m_area.height() + ReachPx;
    const auto& centres = spots.centres();
    const auto perRow = std::size_t(binsPerRow());
    for (std::size_t i = 0; i < centres.size(); ++i) {
        const core::PointD centre = centres[i];
        const double x = m11 * centre.x + m21 * centre.y + dx, y = m12 * centre.x + m22 * centre.y + dy;
        if (!(x > 0 && x < right && y > 0 && y < bottom))
            continue; // nor where a spot has no place
        const int column = int(x), row = int(y);
        const float toRight = float(x - column), toBottom = float(y - row);
        const Bin spot = binOf(spots, i);
        const std::size_t at = std::size_t(row) * perRow + std::size_t(column);
        add(at, (1 - toRight) * (1 - toBottom), spot, i);
        add(at + 1, toRight * (1 - toBottom), spot, i);
        add(at + perRow, (1 - toRight) * toBottom, spot, i);
        add(at + perRow + 1, toRight * toBottom, spot, i);
    }
}

inline FineSpots::Bin FineSpots::binOf(const SpotLayer& spots, std::size_t spot)
{
    const float seen = float(spots.weightOf(spot)) / 255, covered = seen > 0 ? 1.0f : 0.0f;
    const float value = spots.hasValues() ? spots.values()[spot] : std::numeric_limits<float>::quiet_NaN();
    return std::isnan(value) ? Bin{covered, seen, 0, 0} : Bin{covered, seen, seen, seen * value};
}

inline void FineSpots::addNearest(std::size_t at, float share, const Bin& spot, std::size_t index)
{
    Bin& bin = m_bins[at];
    const bool isNearest = share * spot.covered > bin.known;
    bin.add(share, spot);
    if (!isNearest)
        return;
    bin.known = share;
    m_nearest[at] = int(index);
}

void FineSpots::colour(const SpotLayer& spots)
{
    for (int y = 0; y < m_picture.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(m_picture.scanLine(y));
        for (int x = 0; x < m_picture.width(); ++x)
            line[x] = colourOf(spots, std::size_t(y + ReachPx) * std::size_t(binsPerRow()) +
                                          std::size_t(x + ReachPx));
    }
}

QRgb FineSpots::colourOf(const SpotLayer& spots, std::size_t at) const
{
    const Bin& bin = m_bins[at];
    if (!(bin.seen > 0))
        return 0;
    const auto colour = [&]() -> core::Rgb {
        if (spots.isHollow())
            return OutlineColour;
        if (spots.hasOwnColours())
            return spots.ownColours()[std::size_t(m_nearest[at])];
        return bin.known > 0 ? spots.scale().colourOf(double(bin.sum / bin.known)) : core::MissingColour;
    };
    const auto [red, green, blue] = colour();
    const double cover = std::min(1.0f, bin.covered) * double(bin.seen / bin.covered);
    return qRgba(red, green, blue, int(cover * m_source.opacity * 255 + 0.5));
}

} // namespace transcope::ui
