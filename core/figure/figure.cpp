#include "core/figure/figure.h"

#include "core/base/try.h"
#include "core/figure/figurelayout.h"
#include "core/figure/figurepainter.h"
#include "core/figure/page.h"
#include "core/slide/thumbnail.h"

#include <limits>

namespace transcope::core {

namespace {

/// Vector pages measure 10 inches across the slide, whatever the resolution of its raster.
constexpr double VectorSlideWidthPt = 720;
constexpr double SmallestWidthPx = 64;
constexpr double LargestWidthPx = 20000;

} // namespace

Result<SizeI> writeFigure(const Figure& figure, const std::filesystem::path& out, std::stop_token stop)
{
    TRY_RUN(checkPageName(out));
    if (!figure.slide || figure.widthPx < SmallestWidthPx || figure.widthPx > LargestWidthPx)
        return fail(ErrorCode::InvalidArgument,
                    out.string() + ": a figure needs a slide and a width from 64 to 20000 px",
                    "Choose another width");
    TRY(const auto slide,
        readThumbnail(*figure.slide, {figure.widthPx, std::numeric_limits<std::int32_t>::max()}, stop));
    const auto layout = layOut(figure, figureTextWidth);
    return writePage(out, {layout.widthPx, layout.heightPx, 1, VectorSlideWidthPt / figure.widthPx, 300},
                     [&](cairo_t* context) { FigurePainter(context, figure, layout, slide).paint(); });
}

} // namespace transcope::core
