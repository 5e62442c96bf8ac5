#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/demo/demogenes.h"
#include "core/expression/expressionmatrix.h"
#include "core/slide/image.h"
#include "core/spots/spottable.h"

#include <filesystem>
#include <stop_token>

namespace transcope::core {

/// What a synthetic section is made from. The same options give the same bytes on one machine.
struct DemoOptions
{
    std::uint64_t seed = 1;
    int sidePx = 5888;      ///< level-0 px of the square slide; at least 1,024
    double umPerPx = 0.625; ///< spots of 100 µm every 200 µm are then 160 px wide and 320 px apart
};

/// A synthetic H&E section with what it expresses.
struct DemoSection
{
    Image slide;
    SpotTable spots;                    ///< the whole square array, row by row; ids are "XxY" from 1
    std::vector<std::uint8_t> selected; ///< per spot, 1 where tissue covers more than half of it
    ExpressionMatrix counts;            ///< spots × genes, whole numbers; 0 where not selected
    ExpressionMatrix expected;          ///< spots × genes: counts' expectation at equal depth for all spots
};

/// Paints a section and lets its morphology express the genes of demoGenes(), with noise: Poisson counts of a
/// depth that differs between spots, and a scatter of each value that morphology does not explain.
/// Errors: InvalidArgument (a slide too small), Cancelled.
Result<DemoSection> makeDemoSection(const DemoOptions& options, const ProgressFn& progress = {},
                                    std::stop_token stop = {});

/// What was written.
struct DemoSummary
{
    std::filesystem::path slide;
    std::int64_t spots = 0; ///< selected ones
    std::int64_t genes = 0;
};

/// Makes a section and writes slide.tif, counts.tsv.gz, spots.tsv and truth.h5ad (X: expression without
/// noise; var: which genes are driven) into `folder`, made if absent. Files are replaced only when they are
/// complete. Errors: those of makeDemoSection; WriteFailed.
Result<DemoSummary> writeDemoSection(const std::filesystem::path& folder, const DemoOptions& options,
                                     const ProgressFn& progress = {}, std::stop_token stop = {});

} // namespace transcope::core
