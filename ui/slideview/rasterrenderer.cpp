#include "ui/slideview/rasterrenderer.h"

#include "core/base/guarded.h"
#include "ui/slideview/tilepainter.h"

#include <QPainter>
#include <QSemaphore>
#include <QThread>
#include <QThreadPool>
#include <algorithm>
#include <cmath>

namespace transcope::ui {
namespace {

/// Below this, threads cost more than they save.
constexpr int SmallPicturePx = 300'000;

/// Threads that help the UI thread to paint one frame.
QThreadPool& paintPool()
{
    static QThreadPool pool;
    static const bool configured = [] {
        pool.setMaxThreadCount(std::clamp(QThread::idealThreadCount() - 1, 1, 5));
        return true;
    }();
    Q_UNUSED(configured);
    return pool;
}

/// a and b of 0..255 with weight 0..256 of b.
inline quint32 over(quint32 below, quint32 colour, quint32 weight)
{
    const quint32 redBlue = ((below & 0xff00ff) * (256 - weight) + (colour & 0xff00ff) * weight) >> 8;
    const quint32 green = ((below & 0xff00) * (256 - weight) + (colour & 0xff00) * weight) >> 8;
    return 0xff000000 | (redBlue & 0xff00ff) | (green & 0xff00);
}

/// Anti-aliased discs in physical px: coverage falls from 1 to 0 within half a px of the edge. With an
/// outline width only the rim is drawn.
class DiscPainter
{
public:
    DiscPainter(QImage& target, const QRect& area, double radius, double opacity, double outline)
        : m_target(target), m_area(area), m_radius(radius), m_opacity(opacity), m_outline(outline),
          m_full(quint32(std::lround(opacity * 256)))
    {
    }

    void paint(QPointF centre, quint32 colour)
    {
        const double reach = m_radius + 0.5;
        const int top = std::max(m_area.top(), int(std::floor(centre.y() - reach)));
        const int bottom = std::min(m_area.bottom(), int(std::ceil(centre.y() + reach)));
        if (centre.x() + reach < 0 || centre.x() - reach > m_target.width())
            return;
        for (int y = top; y <= bottom; ++y)
            paintRow(reinterpret_cast<quint32*>(m_target.scanLine(y)), y + 0.5 - centre.y(), centre.x(),
                     colour);
    }

private:
    void paintRow(quint32* line, double dy, double centreX, quint32 colour)
    {
        // Within `inner` all px are alike: filled, or empty in an outline.
        const double reach = m_radius + 0.5, inner = std::max(0.0, m_radius - 0.5 - m_outline);
        if (std::abs(dy) >= reach)
            return;
        const double half = std::sqrt(reach * reach - dy * dy);
        const int begin = std::max(0, int(std::floor(centreX - half)));
        const int end = std::min(m_target.width(), int(std::ceil(centreX + half)) + 1);
        const double innerHalf = std::abs(dy) < inner ? std::sqrt(inner * inner - dy * dy) : 0;
        const int solidBegin = std::clamp(int(std::ceil(centreX - innerHalf - 0.5)), begin, end);
        const int solidEnd = innerHalf > 0
                                 ? std::clamp(int(std::floor(centreX + innerHalf - 0.5)) + 1, solidBegin, end)
                                 : solidBegin;
        for (int x = begin; x < solidBegin; ++x)
            paintEdge(line[x], x + 0.5 - centreX, dy, colour);
        for (int x = solidBegin; x < solidEnd && m_outline == 0; ++x)
            line[x] = over(line[x], colour, m_full);
        for (int x = solidEnd; x < end; ++x)
            paintEdge(line[x], x + 0.5 - centreX, dy, colour);
    }

    void paintEdge(quint32& px, double dx, double dy, quint32 colour)
    {
        const double distance = std::sqrt(dx * dx + dy * dy);
        double coverage = std::clamp(m_radius + 0.5 - distance, 0.0, 1.0);
        if (m_outline > 0)
            coverage -= std::clamp(m_radius - m_outline + 0.5 - distance, 0.0, 1.0);
        px = over(px, colour, quint32(coverage * m_opacity * 256 + 0.5));
    }

    QImage& m_target;
    QRect m_area; ///< full width
    double m_radius, m_opacity, m_outline;
    quint32 m_full;
};

void drawRings(QPainter& painter, const Scene& scene)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (const Ring& ring : ringsOf(scene)) {
        painter.setPen(QPen(ring.colour, ring.widthScreenPx));
        painter.drawEllipse(ring.centreScreenPx, ring.radiusScreenPx, ring.radiusScreenPx);
    }
}

} // namespace

void RasterRenderer::render(const Scene& scene)
{
    const QSize size = physicalSize(scene.viewport);
    if (m_image.size() != size)
        m_image = QImage(size, QImage::Format_RGB32);
    m_image.setDevicePixelRatio(1);
    m_image.fill(scene.background); // also makes the picture our own, before threads write into it
    if (scene.spots && scene.spots->isDrawn())
        scene.spots->shownColours(); // made once, here
    const int threads = size.width() * size.height() < SmallPicturePx ? 1 : paintPool().maxThreadCount() + 1;
    const int rows = (size.height() + threads - 1) / threads;
    QSemaphore done;
    const auto drawPart = [&](int i) {
        const QRect area = QRect(0, i * rows, size.width(), rows) & m_image.rect();
        if (const auto drawn = core::guardedCall([&] { drawRows(scene, area); }); !drawn)
            qWarning("Part of the slide is not drawn: %s", drawn.error().text().c_str());
        done.release();
    };
    for (int i = 1; i < threads; ++i)
        paintPool().start([&drawPart, i] { drawPart(i); });
    drawPart(0);
    done.acquire(threads);
    m_image.setDevicePixelRatio(scene.viewport.devicePixelRatio());
    QPainter painter(&m_image);
    drawRings(painter, scene);
    for (const FurniturePicture& picture : scene.furniture)
        painter.drawImage(picture.topLeft, picture.image);
}

void RasterRenderer::drawRows(const Scene& scene, const QRect& area)
{
    for (const TileDraw& draw : scene.tiles.draws)
        paintTile(m_image, area, scene.viewport, draw);
    if (scene.spots && scene.spots->isDrawn())
        drawSpots(scene, area);
}

void RasterRenderer::drawSpots(const Scene& scene, const QRect& area)
{
    const double dpr = scene.viewport.devicePixelRatio();
    const QTransform toPhysical = scene.viewport.toScreen() * QTransform::fromScale(dpr, dpr);
    const bool hollow = scene.spots->isHollow();
    DiscPainter disc(m_image, area, spotRadiusScreenPx(scene) * dpr, scene.spots->opacity,
                     hollow ? OutlineWidthScreenPx * dpr : 0);
    const auto& colours = scene.spots->shownColours();
    const auto& spots = scene.spots->spots()->spots;
    for (size_t i = 0; i < spots.size(); ++i) {
        const auto& [red, green, blue] = hollow ? OutlineColour : colours[i];
        const QPointF centre = toPhysical.map(QPointF(spots[i].centreLevel0Px.x, spots[i].centreLevel0Px.y));
        disc.paint(centre, qRgb(red, green, blue));
    }
}

} // namespace transcope::ui
