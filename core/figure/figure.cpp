#include "core/figure/figure.h"

#include "core/base/try.h"
#include "core/figure/figurelayout.h"
#include "core/figure/figurepainter.h"
#include "core/figure/page.h"
#include "core/slide/thumbnail.h"

#include <cmath>
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
    const SizeI largest{figure.widthPx, std::numeric_limits<std::int32_t>::max()};
    const auto size = figure.slide->sizeLevel0Px();
    const auto& asked = figure.regionLevel0Px;
    TRY(auto part, readPart(*figure.slide, asked.isEmpty() ? RectI{0, 0, size.width, size.height} : asked,
                            largest, stop));
    Figure shown = figure;
    if (!asked.isEmpty()) // what was read may be a little more
        shown.regionLevel0Px = {std::llround(part.originLevel0Px.x), std::llround(part.originLevel0Px.y),
                                std::llround(part.sizeLevel0Px.x), std::llround(part.sizeLevel0Px.y)};
    if (!figure.picture.isNone())
        PictureAdjuster(figure.picture).apply(std::span(part.image.rgb));
    const auto layout = layOut(shown, figureTextWidth);
    return writePage(out, {layout.widthPx, layout.heightPx, 1, VectorSlideWidthPt / figure.widthPx, 300},
                     [&](cairo_t* context) { FigurePainter(context, shown, layout, part.image).paint(); });
}

} // namespace transcope::core
