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
    m_marks.clear();
    m_begin = beginPx;
    m_end = endPx;
    const bool isDrawn = spots && spots->isDrawn() && beginPx < endPx;
    const auto* cells = isDrawn ? spots->drawnCells() : nullptr;
    m_cells.prepare(cells, viewport, beginPx, endPx);
    m_isFine = isDrawn && areFine(*spots, viewport);
    if (m_isFine)
        m_fine.prepare(*spots, viewport, beginPx, endPx);
    if (!isDrawn || cells != nullptr || m_isFine)
        return;
    const Shape shape{markView(*spots, viewport), spots->opacity};
    if (shape != m_shape) {
        m_shape = shape;
        makeStamps();
    }
    addMarks(*spots, viewport);
}

void SpotPainter::addMarks(const SpotLayer& spots, const Viewport& viewport)
{
    const double dpr = viewport.devicePixelRatio(), reach = m_shape.view.reach();
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
        const quint32 weight = spots.weightOf(i);
        if (weight == 0)
            return;
        const auto& [red, green, blue] = hollow ? OutlineColour : colours[i];
        m_marks.push_back({float(x), float(y), qRgb(red, green, blue), weight + (weight >> 7)});
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
    return quint32(m_shape.view.coverage(distance) * m_shape.opacity * 256 + 0.5);
}

void SpotPainter::makeStamps()
{
    m_stamps.clear();
    if (m_shape.view.radius > LargestStamp)
        return;
    m_stampReach = int(std::ceil(m_shape.view.reach())) - 1;
    const auto middleOf = [](int phase) { return (phase + 0.5) / Phases; };
    for (int phaseY = 0; phaseY < Phases; ++phaseY)
        for (int phaseX = 0; phaseX < Phases; ++phaseX)
            for (int y = -m_stampReach; y <= m_stampReach; ++y)
                for (int x = -m_stampReach; x <= m_stampReach; ++x)
                    m_stamps.push_back(quint16(weightAt(
                        m_shape.view.distance(x + 0.5 - middleOf(phaseX), y + 0.5 - middleOf(phaseY)))));
}

void SpotPainter::paintRows(QImage& target, const QRect& area) const
{
    m_cells.paintRows(target, area);
    if (m_isFine)
        paintFine(target, area);
    const double reach = m_shape.view.reach();
    const float above = float(area.top() - reach), below = float(area.bottom() + 1 + reach);
    for (const Mark& mark : m_marks) {
        if (mark.y < above || mark.y > below)
            continue;
        if (m_stamps.empty())
            paintMark(target, area, mark);
        else
            stamp(target, area, mark);
    }
}

void SpotPainter::paintFine(QImage& target, const QRect& area) const
{
    const QRect shared = m_fine.area() & area;
    for (int y = shared.top(); y <= shared.bottom(); ++y) {
        const auto* fine =
            reinterpret_cast<const QRgb*>(m_fine.picture().constScanLine(y - m_fine.area().top()));
        quint32* line = lineOf(target, y) + m_fine.area().left();
        for (int x = 0; x < m_fine.area().width(); ++x) {
            const auto weight = quint32(qAlpha(fine[x]));
            line[x] = over(line[x], fine[x], weight + (weight >> 7));
        }
    }
}

void SpotPainter::stamp(QImage& target, const QRect& area, const Mark& mark) const
{
    const int side = 2 * m_stampReach + 1;
    const float floorX = std::floor(mark.x), floorY = std::floor(mark.y);
    const int phase = int((mark.y - floorY) * Phases) * Phases + int((mark.x - floorX) * Phases);
    const quint16* weights = m_stamps.data() + std::ptrdiff_t(phase) * side * side;
    const int left = int(floorX) - m_stampReach, top = int(floorY) - m_stampReach;
    const int beginX = std::max(0, m_begin - left), endX = std::min(side, m_end - left);
    const int beginY = std::max(0, area.top() - top), endY = std::min(side, area.bottom() + 1 - top);
    for (int y = beginY; y < endY; ++y) {
        quint32* line = lineOf(target, top + y) + left;
        for (int x = beginX; x < endX; ++x)
            line[x] = over(line[x], mark.colour, weights[y * side + x] * mark.weight >> 8);
    }
}

void SpotPainter::paintMark(QImage& target, const QRect& area, const Mark& mark) const
{
    const double reach = m_shape.view.reach(), middleY = double(mark.y);
    const int top = std::max(area.top(), int(std::floor(middleY - reach)));
    const int bottom = std::min(area.bottom(), int(std::ceil(middleY + reach)));
    const bool isRound = core::markReach(m_shape.view.mark) == 1;
    for (int y = top; y <= bottom; ++y) {
        if (isRound)
            paintDiscRow(lineOf(target, y), y + 0.5 - middleY, mark);
        else
            paintRow(lineOf(target, y), y + 0.5 - middleY, mark);
    }
}

void SpotPainter::paintRow(quint32* line, double dy, const Mark& mark) const
{
    const double reach = m_shape.view.reach(), middleX = double(mark.x);
    const int begin = std::max(m_begin, int(std::floor(middleX - reach)));
    const int end = std::min(m_end, int(std::ceil(middleX + reach)) + 1);
    for (int x = begin; x < end; ++x) {
        const quint32 weight = weightAt(m_shape.view.distance(x + 0.5 - middleX, dy));
        line[x] = over(line[x], mark.colour, weight * mark.weight >> 8);
    }
}

void SpotPainter::paintDiscRow(quint32* line, double dy, const Mark& mark) const
{
    // Within `inner` all px are alike: filled, or empty in an outline.
    const auto& view = m_shape.view;
    const double reach = view.radius + 0.5, inner = std::max(0.0, view.radius - 0.5 - view.outline);
    if (std::abs(dy) >= reach)
        return;
    const double half = std::sqrt(reach * reach - dy * dy), middleX = double(mark.x);
    const int begin = std::max(m_begin, int(std::floor(middleX - half)));
    const int end = std::max(begin, std::min(m_end, int(std::ceil(middleX + half)) + 1));
    const double innerHalf = std::abs(dy) < inner ? std::sqrt(inner * inner - dy * dy) : 0;
    const int solidBegin = std::clamp(int(std::ceil(middleX - innerHalf - 0.5)), begin, end);
    const int solidEnd = innerHalf > 0
                             ? std::clamp(int(std::floor(middleX + innerHalf - 0.5)) + 1, solidBegin, end)
                             : solidBegin;
    const auto paintEdge = [&](int x) {
        const quint32 weight = weightAt(std::hypot(x + 0.5 - middleX, dy));
        line[x] = over(line[x], mark.colour, weight * mark.weight >> 8);
    };
    for (int x = begin; x < solidBegin; ++x)
        paintEdge(x);
    const quint32 full = weightAt(0) * mark.weight >> 8;
    for (int x = solidBegin; x < solidEnd && view.outline == 0; ++x)
        line[x] = over(line[x], mark.colour, full);
    for (int x = solidEnd; x < end; ++x)
        paintEdge(x);
}

} // namespace transcope::ui
