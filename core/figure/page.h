#pragma once

#include "core/base/geometry.h"
#include "core/base/result.h"

#include <cairo.h>
#include <filesystem>
#include <functional>

namespace transcope::core {

/// A page to be drawn; for core/figure alone.
struct Page
{
    double width = 0, height = 0; ///< in units of its own
    double pxPerUnit = 1;         ///< of .png and .tif
    double pointsPerUnit = 1;     ///< of .svg and .pdf
    double dpi = 300;             ///< as a .tif says
};

/// Draws a page into a file; the ending says how: .png, .tif/.tiff, .svg, .pdf. Written under a temporary
/// name, then renamed. paint: draws in the page's units. Gives the size in px, also of a vector format, in
/// which it is the size that a raster would have. Errors: Unsupported ending; WriteFailed.
Result<SizeI> writePage(const std::filesystem::path& out, const Page& page,
                        const std::function<void(cairo_t*)>& paint);

/// The same with so many pages of one size, for which only .pdf has room. paint: draws page 0, 1, …
/// Errors: those of writePage() and of paint, after which nothing is written; Unsupported for another ending.
Result<void> writePages(const std::filesystem::path& out, const Page& page, int count,
                        const std::function<Result<void>(cairo_t*, int number)>& paint);

/// Errors: Unsupported, where writePage() could not write a file of this name. To be asked before long work.
Result<void> checkPageName(const std::filesystem::path& out);

} // namespace transcope::core
