#include "ui/slideview/rasterrenderer.h"

#include "core/base/guarded.h"
#include "ui/slideview/tilepainter.h"

#include <QPainter>
#include <QSemaphore>
#include <QThread>
#include <QThreadPool>
#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>

namespace transcope::ui {
namespace {

/// Below this, threads cost more than they save.
constexpr int SmallPicturePx = 300'000;
/// So many that whoever is free takes the next, and a helper whom the machine keeps waiting delays nothing.
constexpr int Parts = 12;

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

/// Rows in parts, by this thread and those of the pool.
void inParts(int rows, int parts, const std::function<void(int first, int rows)>& draw)
{
    struct State
    {
        std::atomic<int> next = 0;
        QSemaphore done;
    };
    const auto state = std::make_shared<State>(); // a helper may come when all is done
    const int each = (rows + parts - 1) / parts;
    const auto work = [state, parts, rows, each, &draw] {
        for (int i = state->next++; i < parts; i = state->next++) {
            const int first = std::min(rows, i * each);
            const auto drawn = core::guardedCall([&] { draw(first, std::min(each, rows - first)); });
            if (!drawn)
                qWarning("Part of the slide is not drawn: %s", drawn.error().text().c_str());
            state->done.release();
        }
    };
    for (int i = 1; i < std::min(parts, paintPool().maxThreadCount() + 1); ++i)
        paintPool().start(work);
    work();
    state->done.acquire(parts);
}

void drawRings(QPainter& painter, const Scene& scene)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (const Ring& ring : ringsOf(scene)) {
        painter.setPen(QPen(ring.colour, ring.widthScreenPx, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        const double radius = ring.radiusScreenPx;
        if (!ring.isSquare) {
            painter.drawEllipse(ring.centreScreenPx, radius, radius);
            continue;
        }
        painter.save();
        painter.translate(ring.centreScreenPx);
        painter.rotate(ring.rotationDegrees);
        painter.drawRect(QRectF(-radius, -radius, 2 * radius, 2 * radius));
        painter.restore();
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
    m_spots.prepare(scene.spots, scene.viewport, 0, std::min(size.width(), dividerPx(scene)));
    m_beside.prepare(scene.beside, scene.viewport, dividerPx(scene), size.width());
    inParts(size.height(), size.width() * size.height() < SmallPicturePx ? 1 : Parts,
            [&](int first, int rows) { drawRows(scene, QRect(0, first, size.width(), rows)); });
    m_image.setDevicePixelRatio(scene.viewport.devicePixelRatio());
    QPainter painter(&m_image);
    if (hasLines(scene))
        drawLines(painter, scene);
    drawRings(painter, scene);
    for (const FurniturePicture& picture : scene.furniture)
        painter.drawImage(picture.topLeft, picture.image);
}

void RasterRenderer::drawRows(const Scene& scene, const QRect& area)
{
    for (const TileDraw& draw : scene.tiles.draws)
        paintTile(m_image, area, scene.viewport, draw);
    m_spots.paintRows(m_image, area);
    m_beside.paintRows(m_image, area);
}

} // namespace transcope::ui
