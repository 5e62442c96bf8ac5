#include "core/figure/figure.h"

#include "core/base/atomicfile.h"
#include "core/base/try.h"
#include "core/figure/figurelayout.h"
#include "core/figure/figurepainter.h"
#include "core/figure/tiffwriter.h"
#include "core/slide/thumbnail.h"

#include <algorithm>
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <cmath>
#include <limits>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

enum class Format { Png, Tiff, Svg, Pdf };

/// Vector pages measure 10 inches across the slide, whatever the resolution of its raster.
constexpr double VectorSlideWidthPt = 720;
constexpr double SmallestWidthPx = 64;
constexpr double LargestWidthPx = 20000;

struct SurfaceDeleter
{
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using Surface = std::unique_ptr<cairo_surface_t, SurfaceDeleter>;

Result<Format> formatOf(const fs::path& out)
{
    auto ending = out.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    if (ending == ".png")
        return Format::Png;
    if (ending == ".tif" || ending == ".tiff")
        return Format::Tiff;
    if (ending == ".svg")
        return Format::Svg;
    if (ending == ".pdf")
        return Format::Pdf;
    return fail(ErrorCode::Unsupported, out.string() + ": pictures cannot be written as \"" + ending + "\"",
                "Use .png, .tif, .svg or .pdf");
}

tl::unexpected<Error> writeFailed(const fs::path& out)
{
    return fail(ErrorCode::WriteFailed, out.string() + ": cannot be written",
                "Check free space and permissions of the folder");
}

bool paintOnto(cairo_surface_t* surface, double scale, const Figure& figure, const FigureLayout& layout,
               const Image& slide)
{
    cairo_t* context = cairo_create(surface);
    cairo_scale(context, scale, scale);
    FigurePainter(context, figure, layout, slide).paint();
    cairo_show_page(context);
    const bool ok = cairo_status(context) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(context);
    cairo_surface_flush(surface);
    return ok && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
}

Image imageOf(cairo_surface_t* surface)
{
    Image image(cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface));
    const auto* bytes = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; y < image.height; ++y) {
        const auto* in =
            reinterpret_cast<const std::uint32_t*>(bytes + static_cast<std::ptrdiff_t>(y) * stride);
        auto* out = image.row(y);
        for (int x = 0; x < image.width; ++x) {
            out[3 * x] = static_cast<std::uint8_t>(in[x] >> 16);
            out[3 * x + 1] = static_cast<std::uint8_t>(in[x] >> 8);
            out[3 * x + 2] = static_cast<std::uint8_t>(in[x]);
        }
    }
    return image;
}

Result<void> writeRaster(Format format, const fs::path& file, const Figure& figure,
                         const FigureLayout& layout, const Image& slide)
{
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(layout.widthPx),
                                                     static_cast<int>(layout.heightPx)));
    if (!paintOnto(surface.get(), 1, figure, layout, slide))
        return fail(ErrorCode::WriteFailed, file.string() + ": the picture is too large to be drawn",
                    "Choose a smaller width");
    if (format == Format::Tiff)
        return writeTiff(file, imageOf(surface.get()));
    if (cairo_surface_write_to_png(surface.get(), file.c_str()) != CAIRO_STATUS_SUCCESS)
        return writeFailed(file);
    return {};
}

Result<void> writeVector(Format format, const fs::path& file, const Figure& figure,
                         const FigureLayout& layout, const Image& slide)
{
    const double scale = VectorSlideWidthPt / figure.widthPx;
    const double width = layout.widthPx * scale;
    const double height = layout.heightPx * scale;
    const Surface surface(format == Format::Svg ? cairo_svg_surface_create(file.c_str(), width, height)
                                                : cairo_pdf_surface_create(file.c_str(), width, height));
    const bool painted = paintOnto(surface.get(), scale, figure, layout, slide);
    cairo_surface_finish(surface.get());
    if (!painted || cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS)
        return writeFailed(file);
    return {};
}

} // namespace

Result<SizeI> writeFigure(const Figure& figure, const fs::path& out, std::stop_token stop)
{
    TRY(const auto format, formatOf(out));
    if (!figure.slide || figure.widthPx < SmallestWidthPx || figure.widthPx > LargestWidthPx)
        return fail(ErrorCode::InvalidArgument,
                    out.string() + ": a figure needs a slide and a width from 64 to 20000 px",
                    "Choose another width");
    TRY(const auto slide,
        readThumbnail(*figure.slide, {figure.widthPx, std::numeric_limits<std::int32_t>::max()}, stop));
    const auto layout = layOut(figure, figureTextWidth);
    const bool vector = format == Format::Svg || format == Format::Pdf;
    TRY_RUN(writeAtomically(out, [&](const fs::path& temporary) {
        return (vector ? writeVector : writeRaster)(format, temporary, figure, layout, slide);
    }));
    return SizeI{static_cast<std::int64_t>(layout.widthPx), static_cast<std::int64_t>(layout.heightPx)};
}

} // namespace transcope::core
