#include "core/base/shown.h"
#include "core/base/try.h"
#include "core/map/layerset.h"
#include "core/region/regionfile.h"
#include "core/region/regionstatistics.h"
#include "core/report/reportsource.h"

#include <algorithm>

namespace transcope::core {

namespace {

constexpr std::size_t RegionGenes = 8;

/// One region against all other spots, in the measurement or else the first prediction.
Result<ReportPart> regionPart(const ReportSource& source, const Region& region, const LayerSet& set,
                              const LayerPtr& layer, const ProgressFn& progress, const std::stop_token& stop)
{
    const auto inside = spotsInside({region}, *layer->spots);
    const auto& called = calledName(region);
    ReportPart part{"Region: " + (called.empty() ? "without a name" : called), {}, {}, {}, {}};
    const auto outside = otherSpots(inside, layer->spots->size());
    part.texts.push_back(std::to_string(inside.size()) + " spots inside, " + std::to_string(outside.size()) +
                         " outside; " + layer->name +
                         (source.measured != nullptr ? ", measured." : ", predicted."));
    if (inside.empty() || outside.empty())
        return part;
    TRY(const auto shownLayer, set.shown(layer, nullptr));
    TRY(const auto statistics, compareSpotSets(*shownLayer->values, inside, outside, progress, stop));
    part.table = ReportTable{{"gene", "mean inside", "mean outside", "AUC", "p, adjusted"}, {}};
    for (std::size_t g = 0; g < std::min(RegionGenes, statistics.genes.size()); ++g) {
        const auto& gene = statistics.genes[g];
        part.table->rows.push_back({layer->genes[gene.gene].name(), shown(gene.meanInside, "%.3g"),
                                    shown(gene.meanOutside, "%.3g"), shown(gene.auc, "%.3f"),
                                    shown(gene.pAdjusted, "%.2g")});
    }
    part.remarks = statistics.warnings;
    return part;
}

} // namespace

Result<void> addRegionParts(std::vector<ReportPart>& parts, const ReportSource& source,
                            const ProgressFn& progress, const std::stop_token& stop)
{
    TRY(const auto regions, regionsOf(*source.session));
    if (regions.empty())
        return {};
    const LayerInfo& chosen = source.measured != nullptr ? *source.measured : source.predicted.front().info;
    TRY(auto read, source.session->readLayer(chosen.id));
    const auto layer = std::make_shared<const Layer>(std::move(read));
    LayerSet set;
    TRY_RUN(set.add(layer));
    for (const auto& region : regions) {
        TRY(auto part, regionPart(source, region, set, layer, progress, stop));
        parts.push_back(std::move(part));
    }
    return {};
}

} // namespace transcope::core
