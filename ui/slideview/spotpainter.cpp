#include "ui/slideview/spotpainter.h"

#include "ui/slideview/pxblend.h"

#include <algorithm>
#include <cmath>

namespace transcope::ui {
namespace {

constexpr int Phases = 16; ///< of a stamp's place within its px, in x and in y
constexpr double LargestStamp = 3;
/// Below this share of the slide, the spots that are seen are found by the index.
constexpr double SmallShare = 0.1;

} // namespace

void SpotPainter::prepare(const SpotLayer* spots, const Viewport& viewport, int beginPx, int endPx)
{
    m_discs.clear();
    m_begin = beginPx;
    m_end = endPx;
    const bool isDrawn = spots && spots->isDrawn() && beginPx < endPx;
    m_cells.prepare(isDrawn && spots->cells() ? spots : nullptr, viewport, beginPx, endPx);
    if (!isDrawn || spots->cells())
        return;
    const double dpr = viewport.devicePixelRatio();
    const Shape shape{spotRadiusScreenPx(*spots, viewport) * dpr, spots->opacity,
                      spots->isHollow() ? OutlineWidthScreenPx * dpr : 0};
    if (shape != m_shape) {
        m_shape = shape;
        makeStamps();
    }
    addDiscs(*spots, viewport);
}

void SpotPainter::addDiscs(const SpotLayer& spots, const Viewport& viewport)
{
    const double dpr = viewport.devicePixelRatio(), reach = m_shape.radius + 1;
    const QSizeF size = viewport.sizeScreenPx() * dpr;
    const QTransform t = viewport.toScreen() * QTransform::fromScale(dpr, dpr);
    const double m11 = t.m11(), m12 = t.m12(), m21 = t.m21(), m22 = t.m22(), dx = t.dx(), dy = t.dy();
    const bool hollow = spots.isHollow();
    const auto& colours = spots.shownColours();
    const auto& centres = spots.centres();
    const auto add = [&](std::size_t i) {
        const core::PointD at = centres[i];
        const double x = m11 * at.x + m21 * at.y + dx, y = m12 * at.x + m22 * at.y + dy;
        if (!(x > m_begin - reach && x < m_end + reach && y > -reach && y < size.height() + reach))
            return; // nor where a spot has no place
        const auto& [red, green, blue] = hollow ? OutlineColour : colours[i];
        m_discs.push_back({float(x), float(y), qRgb(red, green, blue)});
    };
    const QRectF seen = viewport.visibleLevel0Px();
    const QRectF bounds = spots.boundsLevel0Px();
    const double margin = reach / (dpr * viewport.scale());
    if (seen.width() * seen.height() < SmallShare * bounds.width() * bounds.height()) {
        for (const int i : spots.within(seen.adjusted(-margin, -margin, margin, margin)))
            add(std::size_t(i));
    } else {
        for (std::size_t i = 0; i < centres.size(); ++i)
            add(i);
    }
}

quint32 SpotPainter::weightAt(double distance) const
{
    double coverage = std::clamp(m_shape.radius + 0.5 - distance, 0.0, 1.0);
    if (m_shape.outline > 0)
        coverage -= std::clamp(m_shape.radius - m_shape.outline + 0.5 - distance, 0.0, 1.0);
    return quint32(coverage * m_shape.opacity * 256 + 0.5);
}

void SpotPainter::makeStamps()
{
    m_stamps.clear();
    if (m_shape.radius > LargestStamp)
        return;
    m_stampReach = int(std::ceil(m_shape.radius + 1)) - 1;
    const auto middleOf = [](int phase) { return (phase + 0.5) / Phases; };
    for (int phaseY = 0; phaseY < Phases; ++phaseY)
        for (int phaseX = 0; phaseX < Phases; ++phaseX)
            for (int y = -m_stampReach; y <= m_stampReach; ++y)
                for (int x = -m_stampReach; x <= m_stampReach; ++x)
                    m_stamps.push_back(quint16(
                        weightAt(std::hypot(x + 0.5 - middleOf(phaseX), y + 0.5 - middleOf(phaseY)))));
}

void SpotPainter::paintRows(QImage& target, const QRect& area) const
{
    m_cells.paintRows(target, area);
    const float above = float(area.top() - m_shape.radius - 1),
                below = float(area.bottom() + m_shape.radius + 2);
    for (const Disc& disc : m_discs) {
        if (disc.y < above || disc.y > below)
            continue;
        if (m_stamps.empty())
            paintDisc(target, area, disc);
        else
            stamp(target, area, disc);
    }
}

void SpotPainter::stamp(QImage& target, const QRect& area, const Disc& disc) const
{
    const int side = 2 * m_stampReach + 1;
    const float floorX = std::floor(disc.x), floorY = std::floor(disc.y);
    const int phase = int((disc.y - floorY) * Phases) * Phases + int((disc.x - floorX) * Phases);
    const quint16* weights = m_stamps.data() + std::ptrdiff_t(phase) * side * side;
    const int left = int(floorX) - m_stampReach, top = int(floorY) - m_stampReach;
    const int beginX = std::max(0, m_begin - left), endX = std::min(side, m_end - left);
    const int beginY = std::max(0, area.top() - top), endY = std::min(side, area.bottom() + 1 - top);
    for (int y = beginY; y < endY; ++y) {
        quint32* line = lineOf(target, top + y) + left;
        for (int x = beginX; x < endX; ++x)
            line[x] = over(line[x], disc.colour, weights[y * side + x]);
    }
}

void SpotPainter::paintDisc(QImage& target, const QRect& area, const Disc& disc) const
{
    const double reach = m_shape.radius + 0.5, centreY = double(disc.y);
    const int top = std::max(area.top(), int(std::floor(centreY - reach)));
    const int bottom = std::min(area.bottom(), int(std::ceil(centreY + reach)));
    for (int y = top; y <= bottom; ++y)
        paintDiscRow(lineOf(target, y), y + 0.5 - centreY, double(disc.x), disc.colour);
}

void SpotPainter::paintDiscRow(quint32* line, double dy, double centreX, quint32 colour) const
{
    // Within `inner` all px are alike: filled, or empty in an outline.
    const double reach = m_shape.radius + 0.5, inner = std::max(0.0, m_shape.radius - 0.5 - m_shape.outline);
    if (std::abs(dy) >= reach)
        return;
    const double half = std::sqrt(reach * reach - dy * dy);
    const int begin = std::max(m_begin, int(std::floor(centreX - half)));
    const int end = std::max(begin, std::min(m_end, int(std::ceil(centreX + half)) + 1));
    const double innerHalf = std::abs(dy) < inner ? std::sqrt(inner * inner - dy * dy) : 0;
    const int solidBegin = std::clamp(int(std::ceil(centreX - innerHalf - 0.5)), begin, end);
    const int solidEnd = innerHalf > 0
                             ? std::clamp(int(std::floor(centreX + innerHalf - 0.5)) + 1, solidBegin, end)
                             : solidBegin;
    const auto paintEdge = [&](int x) {
        line[x] = over(line[x], colour, weightAt(std::hypot(x + 0.5 - centreX, dy)));
    };
    for (int x = begin; x < solidBegin; ++x)
        paintEdge(x);
    const quint32 full = weightAt(0);
    for (int x = solidBegin; x < solidEnd && m_shape.outline == 0; ++x)
        line[x] = over(line[x], colour, full);
    for (int x = solidEnd; x < end; ++x)
        paintEdge(x);
}

} // namespace transcope::ui
