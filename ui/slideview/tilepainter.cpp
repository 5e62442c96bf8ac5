#include "ui/slideview/tilepainter.h"

#include <algorithm>
#include <cmath>

namespace transcope::ui {
namespace {

/// Tile coordinates in 1/65536 px.
using Fixed = qint64;
constexpr double FixedOne = 65536;

/// Mixes two px; weight 0 gives a, 256 gives b.
inline quint32 mixed(quint32 a, quint32 b, quint32 weight)
{
    const quint32 redBlue = ((a & 0xff00ff) * (256 - weight) + (b & 0xff00ff) * weight + 0x800080) >> 8;
    const quint32 green = ((a & 0xff00) * (256 - weight) + (b & 0xff00) * weight + 0x8000) >> 8;
    return 0xff000000 | (redBlue & 0xff00ff) | (green & 0xff00);
}

struct Span
{
    int begin, end; ///< physical px of one row
};

/// Narrows a span to the px for which low ≤ start + step · px < high.
void narrow(Span& span, double start, double step, double low, double high)
{
    if (std::abs(step) < 1e-12) {
        if (start < low || start >= high)
            span.end = span.begin;
        return;
    }
    double first = (low - start) / step, last = (high - start) / step;
    // Going down, the limits change places and the upper one stays excluded.
    if (step < 0) {
        std::swap(first, last);
        first = std::nextafter(first, INFINITY), last = std::nextafter(last, INFINITY);
    }
    span.begin = int(std::max<double>(span.begin, std::ceil(first)));
    span.end = int(std::min<double>(span.end, std::ceil(last)));
}

class TilePainter
{
public:
    TilePainter(QImage& target, const QRect& area, const Viewport& viewport, const TileDraw& draw)
        : m_target(target), m_draw(draw), m_source(reinterpret_cast<const quint32*>(draw.image.constBits())),
          m_stride(draw.image.bytesPerLine() / 4), m_lastX(draw.image.width() - 1),
          m_lastY(draw.image.height() - 1)
    {
        const double dpr = viewport.devicePixelRatio();
        m_toLevel0 = QTransform::fromScale(1 / dpr, 1 / dpr) * viewport.toLevel0();
        const QRectF covered =
            (viewport.toScreen() * QTransform::fromScale(dpr, dpr)).mapRect(draw.partLevel0Px);
        m_area = covered.toAlignedRect().adjusted(-1, -1, 1, 1) & area & target.rect();
        m_tilePxPerLevel0X = draw.image.width() / draw.tileLevel0Px.width();
        m_tilePxPerLevel0Y = draw.image.height() / draw.tileLevel0Px.height();
    }

    void paint(bool squares)
    {
        for (int y = m_area.top(); y <= m_area.bottom(); ++y) {
            const QPointF start = m_toLevel0.map(QPointF(0.5, y + 0.5));
            Span span{m_area.left(), m_area.right() + 1};
            const QRectF& part = m_draw.partLevel0Px;
            narrow(span, start.x(), m_toLevel0.m11(), part.left(), part.right());
            narrow(span, start.y(), m_toLevel0.m12(), part.top(), part.bottom());
            if (span.begin < span.end)
                paintRow(y, span, start, squares);
        }
    }

private:
    void paintRow(int y, Span span, QPointF startLevel0, bool squares)
    {
        const QPointF first = startLevel0 + span.begin * QPointF(m_toLevel0.m11(), m_toLevel0.m12());
        // Blending weighs the middles of px, which lie half a px inside.
        const double shift = squares ? 0 : 0.5;
        const auto fixed = [](double value) { return Fixed(std::llround(value * FixedOne)); };
        m_u = fixed((first.x() - m_draw.tileLevel0Px.left()) * m_tilePxPerLevel0X - shift);
        m_v = fixed((first.y() - m_draw.tileLevel0Px.top()) * m_tilePxPerLevel0Y - shift);
        m_stepU = fixed(m_toLevel0.m11() * m_tilePxPerLevel0X);
        m_stepV = fixed(m_toLevel0.m12() * m_tilePxPerLevel0Y);
        auto* out = reinterpret_cast<quint32*>(m_target.scanLine(y)) + span.begin;
        const int count = span.end - span.begin;
        if (squares)
            copyNearest(out, count);
        else if (m_stepV == 0)
            blendUpright(out, count);
        else
            blend(out, count);
    }

    const quint32* row(int y) const { return m_source + m_stride * std::clamp(y, 0, m_lastY); }
    int column(int x) const { return std::clamp(x, 0, m_lastX); }
    static quint32 weight(Fixed value) { return quint32(value >> 8) & 0xff; }

    void copyNearest(quint32* out, int count)
    {
        for (int i = 0; i < count; ++i, m_u += m_stepU, m_v += m_stepV)
            out[i] = row(int(m_v >> 16))[column(int(m_u >> 16))];
    }

    void blend(quint32* out, int count)
    {
        for (int i = 0; i < count; ++i, m_u += m_stepU, m_v += m_stepV) {
            const int x = int(m_u >> 16), y = int(m_v >> 16);
            const quint32 *upper = row(y), *lower = row(y + 1);
            const int left = column(x), right = column(x + 1);
            out[i] = mixed(mixed(upper[left], upper[right], weight(m_u)),
                           mixed(lower[left], lower[right], weight(m_u)), weight(m_v));
        }
    }

    /// As blend(), for unrotated views: one pair of rows for the whole span.
    void blendUpright(quint32* out, int count)
    {
        const quint32 *upper = row(int(m_v >> 16)), *lower = row(int(m_v >> 16) + 1);
        const quint32 down = weight(m_v);
        int known = -2;
        quint32 left = 0, right = 0;
        for (int i = 0; i < count; ++i, m_u += m_stepU) {
            const int x = int(m_u >> 16);
            if (x != known) {
                left = x == known + 1 && known >= 0 ? right : mixed(upper[column(x)], lower[column(x)], down);
                right = mixed(upper[column(x + 1)], lower[column(x + 1)], down);
                known = x;
            }
            out[i] = mixed(left, right, weight(m_u));
        }
    }

    QImage& m_target;
    const TileDraw& m_draw;
    const quint32* m_source;
    qsizetype m_stride;
    int m_lastX, m_lastY;
    QTransform m_toLevel0; ///< from physical px
    QRect m_area;
    double m_tilePxPerLevel0X, m_tilePxPerLevel0Y;
    Fixed m_u = 0, m_v = 0, m_stepU = 0, m_stepV = 0;
};

} // namespace

void paintTile(QImage& target, const QRect& area, const Viewport& viewport, const TileDraw& draw)
{
    TilePainter(target, area, viewport, draw).paint(drawsSquares(draw, viewport));
}

} // namespace transcope::ui
