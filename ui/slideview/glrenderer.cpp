#include "ui/slideview/glrenderer.h"

#include "ui/slideview/glshaders.h"

#include <QPainter>
#include <QVector2D>
#include <QVector4D>
#include <algorithm>
#include <cmath>

namespace transcope::ui {
namespace {

constexpr qint64 TileBudgetBytes = 32 << 20;

} // namespace

GlTexture::GlTexture(QOpenGLFunctions_3_3_Core* gl, const QImage& image) : m_gl(gl)
{
    m_gl->glGenTextures(1, &m_id);
    m_gl->glBindTexture(GL_TEXTURE_2D, m_id);
    m_gl->glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    m_gl->glPixelStorei(GL_UNPACK_ROW_LENGTH, GLint(image.bytesPerLine() / 4));
    // 0xAARRGGBB in the machine's byte order is what QImage's 32-bit formats hold.
    m_gl->glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, image.width(), image.height(), 0, GL_BGRA,
                       GL_UNSIGNED_INT_8_8_8_8_REV, image.constBits());
    m_gl->glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    m_gl->glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
    m_gl->glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    m_gl->glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    m_gl->glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    m_gl->glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
}

GlTexture::~GlTexture()
{
    m_gl->glDeleteTextures(1, &m_id);
}

GlRenderer::GlRenderer(QOpenGLFunctions_3_3_Core* gl)
    : m_gl(gl), m_spots{GlSpots(gl), {}}, m_beside{GlSpots(gl), {}}
{
    m_quadProgram.addShaderFromSourceCode(QOpenGLShader::Vertex, QuadVertexShader);
    m_quadProgram.addShaderFromSourceCode(QOpenGLShader::Fragment, QuadFragmentShader);
    m_quadProgram.link();
    m_noVertices.create();
    m_gl->glGenSamplers(2, m_samplers);
    for (int i = 0; i < 2; ++i) {
        const GLint filter = i == 0 ? GL_LINEAR : GL_NEAREST;
        m_gl->glSamplerParameteri(m_samplers[i], GL_TEXTURE_MIN_FILTER, filter);
        m_gl->glSamplerParameteri(m_samplers[i], GL_TEXTURE_MAG_FILTER, filter);
        m_gl->glSamplerParameteri(m_samplers[i], GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
        m_gl->glSamplerParameteri(m_samplers[i], GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    }
}

GlRenderer::~GlRenderer()
{
    m_gl->glDeleteSamplers(2, m_samplers);
}

void GlRenderer::render(const Scene& scene)
{
    const QSize size = physicalSize(scene.viewport);
    m_gl->glViewport(0, 0, size.width(), size.height());
    m_gl->glDisable(GL_DEPTH_TEST);
    m_gl->glDisable(GL_BLEND);
    m_gl->glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    m_gl->glClearColor(scene.background.redF(), scene.background.greenF(), scene.background.blueF(), 1);
    m_gl->glClear(GL_COLOR_BUFFER_BIT);
    // The window must stay opaque whatever is blended.
    m_gl->glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_FALSE);
    m_gl->glActiveTexture(GL_TEXTURE0);
    drawTiles(scene);
    m_gl->glEnable(GL_BLEND);
    drawSpots(scene);
    drawFurniture(scene);
    m_gl->glBindSampler(0, 0);
    m_gl->glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
}

const GlTexture& GlRenderer::tileTexture(const QImage& image)
{
    const qint64 key = image.cacheKey();
    if (const GlTexture* known = m_tiles.object(key))
        return *known;
    auto* texture = new GlTexture(m_gl, image);
    m_tiles.insert(key, texture, int(image.sizeInBytes() / 1024));
    return *texture;
}

void GlRenderer::drawSpots(const Scene& scene)
{
    const QSize size = physicalSize(scene.viewport);
    const int divider = std::min(size.width(), dividerPx(scene));
    m_gl->glEnable(GL_SCISSOR_TEST);
    const auto drawBetween = [&](Spots& spots, const SpotLayer* layer, int begin, int end) {
        if (!layer || !layer->isDrawn() || begin >= end)
            return;
        m_gl->glScissor(begin, 0, end - begin, size.height());
        if (areFine(*layer, scene.viewport))
            drawFine(spots, *layer, scene.viewport, begin, end);
        else
            spots.marks.draw(*layer, scene.viewport);
    };
    drawBetween(m_spots, scene.spots, 0, divider);
    drawBetween(m_beside, scene.beside, divider, size.width());
    m_gl->glDisable(GL_SCISSOR_TEST);
    drawLines(scene);
    m_gl->glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
    m_gl->glBindSampler(0, 0);
    m_spots.marks.drawRings(scene);
}

/// Computed as for the other renderer; four bytes a px are uploaded where something has changed.
void GlRenderer::drawFine(Spots& spots, const SpotLayer& layer, const Viewport& viewport, int begin, int end)
{
    spots.fine.prepare(layer, viewport, begin, end);
    const QImage& picture = spots.fine.picture();
    if (picture.isNull())
        return;
    if (spots.pictureKey != picture.cacheKey()) {
        spots.picture = std::make_unique<GlTexture>(m_gl, picture);
        spots.pictureKey = picture.cacheKey();
    }
    m_gl->glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
    m_gl->glBindSampler(0, m_samplers[1]);
    m_quadProgram.bind();
    const QOpenGLVertexArrayObject::Binder binder(&m_noVertices);
    drawPicture(*spots.picture, QRectF(spots.fine.area()), physicalSize(viewport));
}

/// By the painter of the other renderer.
void GlRenderer::drawLines(const Scene& scene)
{
    if (!hasLines(scene))
        return;
    const QSize size = physicalSize(scene.viewport);
    QImage lines(size, QImage::Format_ARGB32_Premultiplied);
    lines.fill(Qt::transparent);
    lines.setDevicePixelRatio(scene.viewport.devicePixelRatio());
    QPainter painter(&lines);
    ui::drawLines(painter, scene);
    painter.end();
    m_gl->glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    m_gl->glBindSampler(0, m_samplers[1]);
    m_quadProgram.bind();
    const QOpenGLVertexArrayObject::Binder binder(&m_noVertices);
    drawPicture(GlTexture(m_gl, lines), QRectF(QPointF(0, 0), QSizeF(size)), size);
}

void GlRenderer::drawPicture(const GlTexture& texture, const QRectF& px, QSize view)
{
    const auto device = [&](QPointF at) {
        return QPointF(2 * at.x() / view.width() - 1, 1 - 2 * at.y() / view.height());
    };
    const QPointF corners[4] = {device(px.topLeft()), device(px.topRight()), device(px.bottomLeft()),
                                device(px.bottomRight())};
    m_gl->glBindTexture(GL_TEXTURE_2D, texture.id());
    drawQuad(corners, {0, 0, 1, 1});
}

void GlRenderer::drawTiles(const Scene& scene)
{
    qint64 needed = 0;
    for (const TileDraw& draw : scene.tiles.draws)
        needed += draw.image.sizeInBytes();
    m_tiles.setMaxCost(int((std::max(TileBudgetBytes, needed + needed / 4)) / 1024));

    const QSize size = physicalSize(scene.viewport);
    const double dpr = scene.viewport.devicePixelRatio();
    const QTransform toDevice = scene.viewport.toScreen() *
                                QTransform::fromScale(2 * dpr / size.width(), -2 * dpr / size.height()) *
                                QTransform::fromTranslate(-1, 1);
    m_quadProgram.bind();
    m_quadProgram.setUniformValue("picture", 0);
    const QOpenGLVertexArrayObject::Binder binder(&m_noVertices);
    for (const TileDraw& draw : scene.tiles.draws) {
        const QRectF &part = draw.partLevel0Px, &tile = draw.tileLevel0Px;
        m_gl->glBindTexture(GL_TEXTURE_2D, tileTexture(draw.image).id());
        m_gl->glBindSampler(0, m_samplers[drawsSquares(draw, scene.viewport) ? 1 : 0]);
        const QPointF corners[4] = {toDevice.map(part.topLeft()), toDevice.map(part.topRight()),
                                    toDevice.map(part.bottomLeft()), toDevice.map(part.bottomRight())};
        drawQuad(corners,
                 {(part.left() - tile.left()) / tile.width(), (part.top() - tile.top()) / tile.height(),
                  part.width() / tile.width(), part.height() / tile.height()});
    }
}

void GlRenderer::drawQuad(const QPointF (&corners)[4], const QRectF& rect)
{
    QVector2D positions[4];
    std::transform(std::begin(corners), std::end(corners), positions, [](QPointF p) { return QVector2D(p); });
    m_quadProgram.setUniformValueArray("corners", positions, 4);
    m_quadProgram.setUniformValue("textureRect", QVector4D(float(rect.x()), float(rect.y()),
                                                           float(rect.width()), float(rect.height())));
    m_gl->glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
}

void GlRenderer::drawFurniture(const Scene& scene)
{
    const QSize size = physicalSize(scene.viewport);
    const double dpr = scene.viewport.devicePixelRatio();
    QHash<qint64, std::shared_ptr<GlTexture>> used;
    m_gl->glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    m_gl->glBindSampler(0, m_samplers[1]);
    m_quadProgram.bind();
    const QOpenGLVertexArrayObject::Binder binder(&m_noVertices);
    for (const FurniturePicture& picture : scene.furniture) {
        auto texture = m_furniture.value(picture.image.cacheKey());
        if (!texture)
            texture = std::make_shared<GlTexture>(m_gl, picture.image);
        used.insert(picture.image.cacheKey(), texture);
        const QPointF topLeft(std::round(picture.topLeft.x() * dpr), std::round(picture.topLeft.y() * dpr));
        drawPicture(*texture, QRectF(topLeft, QSizeF(picture.image.size())), size);
    }
    m_furniture = std::move(used);
}

} // namespace transcope::ui
