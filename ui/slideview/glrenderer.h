#pragma once

#include "ui/slideview/finespots.h"
#include "ui/slideview/renderer.h"

#include <QCache>
#include <QHash>
#include <QOpenGLBuffer>
#include <QOpenGLFunctions_3_3_Core>
#include <QOpenGLShaderProgram>
#include <QOpenGLVertexArrayObject>
#include <memory>

namespace transcope::ui {

/// A texture that deletes itself; its context must be current then.
class GlTexture
{
public:
    GlTexture(QOpenGLFunctions_3_3_Core* gl, const QImage& image);
    ~GlTexture();
    GlTexture(const GlTexture&) = delete;
    GlTexture& operator=(const GlTexture&) = delete;
    GLuint id() const { return m_id; }

private:
    QOpenGLFunctions_3_3_Core* m_gl;
    GLuint m_id = 0;
};

/// Draws spots that are cells: one quad over the view, whose fragments look up their cells. A change of what
/// colours them uploads four bytes per cell, one of opacity none.
class GlCells
{
public:
    explicit GlCells(QOpenGLFunctions_3_3_Core* gl);
    bool isValid() const { return m_program.isLinked(); }
    /// spots: with cells.
    void draw(const SpotLayer& spots, const Viewport& viewport);

private:
    void upload(const SpotLayer& spots);

    QOpenGLFunctions_3_3_Core* m_gl;
    QOpenGLShaderProgram m_program;
    QOpenGLVertexArrayObject m_noVertices;
    std::unique_ptr<GlTexture> m_colours;
    int m_foldWidth = 1;
    int m_spotsVersion = -1, m_valuesVersion = -1, m_scaleVersion = -1;
};

/// Draws the spots: one instanced draw, values mapped to colours in the shader, so that a change of gene
/// uploads one float per spot and a change of range, map or opacity none.
class GlSpots
{
public:
    explicit GlSpots(QOpenGLFunctions_3_3_Core* gl);
    bool isValid() const { return m_program.isLinked() && m_ringProgram.isLinked() && m_cells.isValid(); }
    void draw(const SpotLayer& spots, const Viewport& viewport);
    void drawRings(const Scene& scene);

private:
    void uploadCentres(const SpotLayer& spots);
    void uploadValues(const SpotLayer& spots);
    void setUpAttributes();

    QOpenGLFunctions_3_3_Core* m_gl;
    QOpenGLShaderProgram m_program;
    QOpenGLShaderProgram m_ringProgram;
    QOpenGLVertexArrayObject m_vertices;
    QOpenGLBuffer m_centres, m_values, m_colours;
    GlCells m_cells;
    std::unique_ptr<GlTexture> m_map;
    std::optional<core::ColourMap> m_uploadedMap;
    int m_spotsVersion = -1, m_valuesVersion = -1;
};

/// Draws scenes with OpenGL 3.3 core. Made, used and deleted with its context current.
class GlRenderer : public Renderer
{
public:
    explicit GlRenderer(QOpenGLFunctions_3_3_Core* gl);
    ~GlRenderer() override;
    /// false if a shader could not be built; render() must not be called then.
    bool isValid() const { return m_quadProgram.isLinked() && m_spots.marks.isValid(); }
    void render(const Scene& scene) override;

private:
    /// Of one layer, whichever way it is drawn.
    struct Spots
    {
        GlSpots marks;
        FineSpots fine;
        std::unique_ptr<GlTexture> picture{}; ///< of the fine ones
        qint64 pictureKey = 0;
    };

    void drawTiles(const Scene& scene);
    void drawSpots(const Scene& scene);
    void drawFine(Spots& spots, const SpotLayer& layer, const Viewport& viewport, int begin, int end);
    void drawFurniture(const Scene& scene);
    void drawLines(const Scene& scene);
    void drawPicture(const GlTexture& texture, const QRectF& physicalPx, QSize view);
    /// corners: top left, top right, bottom left, bottom right in normalised device coordinates.
    void drawQuad(const QPointF (&corners)[4], const QRectF& textureRect);
    const GlTexture& tileTexture(const QImage& image);

    QOpenGLFunctions_3_3_Core* m_gl;
    QOpenGLShaderProgram m_quadProgram;
    QOpenGLVertexArrayObject m_noVertices;
    GLuint m_samplers[2] = {0, 0};     ///< blended, squares
    QCache<qint64, GlTexture> m_tiles; ///< by the image's cacheKey; cost in KiB
    QHash<qint64, std::shared_ptr<GlTexture>> m_furniture;
    Spots m_spots;
    Spots m_beside;
};

} // namespace transcope::ui
