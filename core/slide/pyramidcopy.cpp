#include "core/slide/pyramidcopy.h"

#include "core/base/try.h"
#include "core/slide/pyramidwriter.h"

#include <algorithm>

namespace transcope::core {

Result<void> copyToPyramid(const Slide& slide, const std::filesystem::path& to, const ProgressFn& progress,
                           const std::stop_token& stop)
{
    const SizeI size = slide.sizeLevel0Px();
    const std::int64_t rowsAtOnce = std::max<std::int64_t>(1, slide.levels().front().tilePx.height);
    TRY(const auto writer, PyramidWriter::create(to, size, slide.umPerPx()));
    ProgressMeter meter(progress, "importing", size.height);
    for (std::int64_t y = 0; y < size.height; y += rowsAtOnce) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, slide.path().string() + ": import cancelled");
        const std::int64_t rows = std::min(rowsAtOnce, size.height - y);
        TRY(const auto image, slide.read({0, y, size.width, rows}, 0));
        for (int row = 0; row < image.height; ++row)
            TRY_RUN(writer->addRow(image.row(row)));
        meter.advance(rows);
    }
    return writer->finish();
}

} // namespace transcope::core
