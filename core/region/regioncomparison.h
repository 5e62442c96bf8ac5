#pragma once

#include "core/map/layerset.h"
#include "core/region/region.h"
#include "core/region/regionstatistics.h"

#include <limits>

namespace transcope::core {

/// What of a layer is compared.
struct RegionQuestion
{
    std::shared_ptr<const LayerSet> layers;
    LayerPtr layer;              ///< of them, compared as it is shown with no layer beside
    LayerPtr measured;           ///< that the layer is held against; may be nullptr or the layer itself
    std::vector<Region> inside;  ///< that count as one
    std::vector<Region> against; ///< likewise; empty: all spots that are not inside
};

/// Two parts of a slide, compared spot by spot.
struct RegionComparison
{
    RegionStatistics statistics;
    Normalisation normalisation = Normalisation::None;
    std::size_t inBoth = 0; ///< spots of both parts, left out of both
    /// Mean over spots of the correlation with the measurement; NaN where there is none.
    double pccSpotInside = std::numeric_limits<double>::quiet_NaN();
    double pccSpotOutside = std::numeric_limits<double>::quiet_NaN();
};

/// Errors: those of compareSpotSets() and of reading.
Result<RegionComparison> compareRegions(const RegionQuestion& question, const ProgressFn& progress,
                                        std::stop_token stop);

} // namespace transcope::core
