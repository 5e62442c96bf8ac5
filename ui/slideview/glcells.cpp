#include "ui/slideview/glrenderer.h"
#include "ui/slideview/glshaders.h"

#include <QMatrix2x2>
#include <QVector2D>
#include <cmath>

namespace transcope::ui {
namespace {

/// Cells per line of the texture, so that a grid may be longer and wider than textures are.
constexpr int MostPerLine = 4096;

} // namespace

GlCells::GlCells(QOpenGLFunctions_3_3_Core* gl) : m_gl(gl)
{
    m_program.addShaderFromSourceCode(QOpenGLShader::Vertex, QuadVertexShader);
    m_program.addShaderFromSourceCode(QOpenGLShader::Fragment, CellFragmentShader);
    m_program.link();
    m_noVertices.create();
}

void GlCells::upload(const SpotLayer& spots)
{
    const auto& cells = spots.cells()->spots();
    const auto& colours = spots.shownColours();
    m_foldWidth = int(std::min(cells.size(), std::size_t(MostPerLine)));
    QImage folded(m_foldWidth, int((cells.size() + std::size_t(m_foldWidth) - 1) / std::size_t(m_foldWidth)),
                  QImage::Format_ARGB32);
    folded.fill(0);
    auto* out = reinterpret_cast<QRgb*>(folded.bits()); // lines of 32-bit px follow one another
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (cells[i] == core::CellGrid::None)
            continue;
        const auto& [red, green, blue] = spots.isHollow() ? OutlineColour : colours[std::size_t(cells[i])];
        out[i] = qRgba(red, green, blue, spots.weightOf(std::size_t(cells[i])));
    }
    m_colours = std::make_unique<GlTexture>(m_gl, folded);
    m_spotsVersion = spots.spotsVersion();
    m_valuesVersion = spots.valuesVersion();
    m_scaleVersion = spots.scaleVersion();
}

void GlCells::draw(const SpotLayer& spots, const Viewport& viewport)
{
    if (m_spotsVersion != spots.spotsVersion() || m_valuesVersion != spots.valuesVersion() ||
        m_scaleVersion != spots.scaleVersion())
        upload(spots);
    const CellView view = cellView(spots, viewport);
    const QTransform& t = view.pxToCells;
    const QSize size = physicalSize(viewport);
    const QPointF middlePx(size.width() / 2.0, size.height() / 2.0), middle = t.map(middlePx);
    const double column = std::floor(middle.x()), row = std::floor(middle.y());
    const float matrix[] = {float(t.m11()), float(t.m21()), float(t.m12()), float(t.m22())};
    const QVector2D corners[] = {{-1, 1}, {1, 1}, {-1, -1}, {1, -1}};
    m_program.bind();
    m_program.setUniformValueArray("corners", corners, 4);
    m_program.setUniformValue("cells", 0);
    m_program.setUniformValue("foldWidth", m_foldWidth);
    m_gl->glUniform2i(m_program.uniformLocation("gridSize"), spots.cells()->columns(), spots.cells()->rows());
    m_program.setUniformValue("middlePx", QVector2D(middlePx));
    m_program.setUniformValue("pxToCells", QMatrix2x2(matrix));
    m_gl->glUniform2i(m_program.uniformLocation("middleCell"), int(column), int(row));
    m_program.setUniformValue("middleFraction",
                              QVector2D(float(middle.x() - column), float(middle.y() - row)));
    m_program.setUniformValue("opacity", float(spots.opacity));
    m_program.setUniformValue("outlineCells", float(view.outlineCells));
    m_gl->glBindSampler(0, 0);
    m_gl->glBindTexture(GL_TEXTURE_2D, m_colours->id());
    m_gl->glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
    const QOpenGLVertexArrayObject::Binder binder(&m_noVertices);
    m_gl->glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
}

} // namespace transcope::ui
