#include "core/figure/page.h"

#include "core/base/atomicfile.h"
#include "core/base/try.h"
#include "core/figure/drawing.h"
#include "core/figure/tiffwriter.h"

#include <algorithm>
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <cmath>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

enum class Format { Png, Tiff, Svg, Pdf };

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

using Paint = std::function<Result<void>(cairo_t*, int number)>;

/// Whether Cairo could draw it all. Errors: those of paint.
Result<bool> paintOnto(cairo_surface_t* surface, double scale, int pages, const Paint& paint)
{
    const Owned<cairo_t> context(cairo_create(surface));
    cairo_scale(context.get(), scale, scale);
    for (int page = 0; page < pages; ++page) {
        setGrey(context.get(), 1);
        cairo_paint(context.get());
        TRY_RUN(paint(context.get(), page));
        cairo_show_page(context.get());
    }
    const bool ok = cairo_status(context.get()) == CAIRO_STATUS_SUCCESS;
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

SizeI sizePx(const Page& page)
{
    // What is a whole number but for rounding stays that number.
    const auto px = [&](double units) {
        return static_cast<std::int64_t>(std::ceil(units * page.pxPerUnit - 1e-6));
    };
    return {px(page.width), px(page.height)};
}

Result<void> writeRaster(Format format, const fs::path& file, const Page& page, const Paint& paint)
{
    const auto size = sizePx(page);
    const Owned<cairo_surface_t> surface(cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, static_cast<int>(size.width), static_cast<int>(size.height)));
    TRY(const bool painted, paintOnto(surface.get(), page.pxPerUnit, 1, paint));
    if (!painted)
        return fail(ErrorCode::WriteFailed, file.string() + ": the picture is too large to be drawn",
                    "Choose a smaller width");
    if (format == Format::Tiff)
        return writeTiff(file, imageOf(surface.get()), page.dpi);
    if (cairo_surface_write_to_png(surface.get(), file.c_str()) != CAIRO_STATUS_SUCCESS)
        return writeFailed(file);
    return {};
}

Result<void> writeVector(Format format, const fs::path& file, const Page& page, int pages, const Paint& paint)
{
    const double width = page.width * page.pointsPerUnit;
    const double height = page.height * page.pointsPerUnit;
    const Owned<cairo_surface_t> surface(format == Format::Svg
                                             ? cairo_svg_surface_create(file.c_str(), width, height)
                                             : cairo_pdf_surface_create(file.c_str(), width, height));
    TRY(const bool painted, paintOnto(surface.get(), page.pointsPerUnit, pages, paint));
    cairo_surface_finish(surface.get());
    if (!painted || cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS)
        return writeFailed(file);
    return {};
}

} // namespace

Result<void> checkPageName(const fs::path& out)
{
    TRY_RUN(formatOf(out));
    return {};
}

Result<SizeI> writePage(const fs::path& out, const Page& page, const std::function<void(cairo_t*)>& paint)
{
    TRY(const auto format, formatOf(out));
    const Paint only = [&](cairo_t* context, int) {
        paint(context);
        return Result<void>();
    };
    const bool vector = format == Format::Svg || format == Format::Pdf;
    TRY_RUN(writeAtomically(out, [&](const fs::path& temporary) {
        return vector ? writeVector(format, temporary, page, 1, only)
                      : writeRaster(format, temporary, page, only);
    }));
    return sizePx(page);
}

Result<void> writePages(const fs::path& out, const Page& page, int count, const Paint& paint)
{
    TRY(const auto format, formatOf(out));
    if (format != Format::Pdf)
        return fail(ErrorCode::Unsupported, out.string() + ": several pages are written as .pdf",
                    "Choose a name that ends in .pdf");
    return writeAtomically(
        out, [&](const fs::path& temporary) { return writeVector(format, temporary, page, count, paint); });
}

} // namespace transcope::core
