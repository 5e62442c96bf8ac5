#include "ui/slideview/glrenderer.h"
#include "ui/slideview/glshaders.h"

#include <QMatrix2x2>
#include <QVector2D>
#include <QtMath>
#include <cmath>
#include <limits>

namespace transcope::ui {
namespace {

/// NaN is not reliable in shaders; this stands for it.
constexpr float Missing = -std::numeric_limits<float>::max();

struct SplitPosition
{
    float coarseX, coarseY, fineX, fineY;
};

/// coarse + fine is the position to about 1e-9 of it.
SplitPosition split(double x, double y)
{
    const auto coarseX = float(x), coarseY = float(y);
    return {coarseX, coarseY, float(x - double(coarseX)), float(y - double(coarseY))};
}

QImage mapImage(core::ColourMap map)
{
    QImage image(256, 1, QImage::Format_RGB32);
    const auto& table = core::colours(map);
    for (int i = 0; i < 256; ++i)
        image.setPixel(i, 0, qRgb(table[size_t(i)][0], table[size_t(i)][1], table[size_t(i)][2]));
    return image;
}

QVector2D pxToDevice(const Viewport& viewport)
{
    const QSize size = physicalSize(viewport);
    return {2.0f / float(size.width()), -2.0f / float(size.height())};
}

/// A circle needs none.
QMatrix2x2 turnOf(const Ring& ring)
{
    const double angle = ring.isSquare ? qDegreesToRadians(ring.rotationDegrees) : 0;
    const float rows[] = {float(std::cos(angle)), float(-std::sin(angle)), float(std::sin(angle)),
                          float(std::cos(angle))};
    return QMatrix2x2(rows);
}

} // namespace

GlSpots::GlSpots(QOpenGLFunctions_3_3_Core* gl) : m_gl(gl), m_cells(gl)
{
    m_program.addShaderFromSourceCode(QOpenGLShader::Vertex, SpotVertexShader);
    m_program.addShaderFromSourceCode(QOpenGLShader::Fragment, SpotFragmentShader);
    m_program.link();
    m_ringProgram.addShaderFromSourceCode(QOpenGLShader::Vertex, RingVertexShader);
    m_ringProgram.addShaderFromSourceCode(QOpenGLShader::Fragment, RingFragmentShader);
    m_ringProgram.link();
    m_vertices.create();
    for (QOpenGLBuffer* buffer : {&m_centres, &m_values, &m_colours}) {
        buffer->create();
        buffer->setUsagePattern(QOpenGLBuffer::DynamicDraw);
    }
    setUpAttributes();
}

void GlSpots::setUpAttributes()
{
    const QOpenGLVertexArrayObject::Binder binder(&m_vertices);
    const auto attribute = [this](QOpenGLBuffer& buffer, GLuint location, int size, GLenum type, int stride,
                                  size_t offset) {
        buffer.bind();
        m_gl->glEnableVertexAttribArray(location);
        m_gl->glVertexAttribPointer(location, size, type, type == GL_UNSIGNED_BYTE, stride,
                                    reinterpret_cast<const void*>(offset));
        m_gl->glVertexAttribDivisor(location, 1);
    };
    attribute(m_centres, 0, 2, GL_FLOAT, sizeof(SplitPosition), 0);
    attribute(m_centres, 1, 2, GL_FLOAT, sizeof(SplitPosition), offsetof(SplitPosition, fineX));
    attribute(m_values, 2, 1, GL_FLOAT, sizeof(float), 0);
    attribute(m_colours, 3, 4, GL_UNSIGNED_BYTE, 4, 0);
}

void GlSpots::uploadCentres(const SpotLayer& spots)
{
    std::vector<SplitPosition> positions;
    positions.reserve(size_t(spots.count()));
    for (const core::Spot& spot : spots.spots()->spots)
        positions.push_back(split(spot.centreLevel0Px.x, spot.centreLevel0Px.y));
    m_centres.bind();
    m_centres.allocate(positions.data(), int(positions.size() * sizeof(SplitPosition)));
    m_spotsVersion = spots.spotsVersion();
}

void GlSpots::uploadValues(const SpotLayer& spots)
{
    std::vector<float> values(size_t(spots.count()), Missing);
    std::transform(spots.values().begin(), spots.values().end(), values.begin(),
                   [](float value) { return std::isnan(value) ? Missing : value; });
    std::vector<quint32> colours(size_t(spots.count()));
    for (size_t i = 0; i < colours.size(); ++i) {
        const core::Rgb c = spots.hasOwnColours() ? spots.ownColours()[i] : core::Rgb{};
        colours[i] =
            quint32(c[0]) | quint32(c[1]) << 8 | quint32(c[2]) << 16 | quint32(spots.weightOf(i)) << 24;
    }
    m_values.bind();
    m_values.allocate(values.data(), int(values.size() * sizeof(float)));
    m_colours.bind();
    m_colours.allocate(colours.data(), int(colours.size() * sizeof(quint32)));
    m_valuesVersion = spots.valuesVersion();
}

void GlSpots::draw(const SpotLayer& spots, const Viewport& viewport)
{
    if (const auto* cells = spots.drawnCells()) {
        m_cells.draw(*cells, viewport);
        return;
    }
    if (m_spotsVersion != spots.spotsVersion())
        uploadCentres(spots);
    if (m_valuesVersion != spots.valuesVersion())
        uploadValues(spots);
    if (m_uploadedMap != spots.scale().map) {
        m_map = std::make_unique<GlTexture>(m_gl, mapImage(spots.scale().map));
        m_uploadedMap = spots.scale().map;
    }
    const double dpr = viewport.devicePixelRatio();
    const QTransform toPx = viewport.toScreen() * QTransform::fromScale(dpr, dpr);
    const QPointF middle = viewport.toLevel0().map(
        QPointF(viewport.sizeScreenPx().width() / 2, viewport.sizeScreenPx().height() / 2));
    const SplitPosition origin = split(middle.x(), middle.y());
    const float matrix[] = {float(toPx.m11()), float(toPx.m21()), float(toPx.m12()), float(toPx.m22())};
    const MarkView mark = markView(spots, viewport);
    const float axes[] = {float(mark.xx), float(mark.xy), float(mark.yx), float(mark.yy)};
    const auto& [red, green, blue] = spots.isHollow() ? OutlineColour : core::MissingColour;
    m_program.bind();
    m_program.setUniformValue("originCoarse", QVector2D(origin.coarseX, origin.coarseY));
    m_program.setUniformValue("originFine", QVector2D(origin.fineX, origin.fineY));
    m_program.setUniformValue("toPx", QMatrix2x2(matrix));
    m_program.setUniformValue("pxToDevice", pxToDevice(viewport));
    m_program.setUniformValue("toAxes", QMatrix2x2(axes));
    m_program.setUniformValue("mark", int(mark.mark));
    m_program.setUniformValue("radiusPx", float(mark.radius));
    m_program.setUniformValue("reachPx", float(mark.reach()));
    m_program.setUniformValue("range", QVector2D(float(spots.scale().foot()), float(spots.scale().high)));
    m_program.setUniformValue("isLog", spots.scale().usesLog());
    m_program.setUniformValue("opacity", float(spots.opacity));
    m_program.setUniformValue("useOwnColours", spots.hasOwnColours());
    m_program.setUniformValue("missing", QVector3D(red, green, blue) / 255.0f);
    m_program.setUniformValue("outlinePx", float(mark.outline));
    m_program.setUniformValue("colourMap", 0);
    m_gl->glBindSampler(0, 0);
    m_gl->glBindTexture(GL_TEXTURE_2D, m_map->id());
    m_gl->glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
    const QOpenGLVertexArrayObject::Binder binder(&m_vertices);
    m_gl->glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, spots.count());
}

void GlSpots::drawRings(const Scene& scene)
{
    const double dpr = scene.viewport.devicePixelRatio();
    const QSizeF size = scene.viewport.sizeScreenPx();
    m_ringProgram.bind();
    m_ringProgram.setUniformValue("pxToDevice", pxToDevice(scene.viewport));
    for (const Ring& ring : ringsOf(scene)) {
        const QPointF fromMiddle = (ring.centreScreenPx - QPointF(size.width() / 2, size.height() / 2)) * dpr;
        m_ringProgram.setUniformValue("centrePx", QVector2D(fromMiddle));
        m_ringProgram.setUniformValue("radiusPx", float(ring.radiusScreenPx * dpr));
        m_ringProgram.setUniformValue("widthPx", float(ring.widthScreenPx * dpr));
        m_ringProgram.setUniformValue("ringColour", ring.colour);
        m_ringProgram.setUniformValue("isSquare", ring.isSquare);
        m_ringProgram.setUniformValue("turn", turnOf(ring));
        m_gl->glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
    }
}

} // namespace transcope::ui
