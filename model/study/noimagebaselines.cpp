#include "model/study/noimagebaselines.h"

#include "core/stats/meanprofile.h"

#include <algorithm>
#include <optional>

namespace transcope::model {

namespace {

/// The mean of the training spots that qualify; nothing where none does.
std::optional<std::vector<float>> meanFor(const PackFile& data, const Split& split,
                                          const PackedSection& heldOut, const core::MeanBaseline& baseline)
{
    core::MeanProfile profile(data.header().genes.size());
    bool any = false;
    for (const PackedSection& section : data.header().sections) {
        const bool training = std::binary_search(split.train.begin(), split.train.end(), section.first);
        if (!training || !baseline.qualifies(section.patient, heldOut.patient))
            continue;
        any = true;
        for (std::int64_t spot = section.first; spot < section.first + section.count; ++spot)
            profile.add(data.labels(spot));
    }
    return any ? std::optional(profile.means()) : std::nullopt;
}

/// Nothing where some held-out section has no training spot that qualifies.
std::optional<HeldOutMetrics> metricsOf(const PackFile& data, const Split& split,
                                        const core::MeanBaseline& baseline)
{
    std::vector<float> rows;
    for (const std::size_t index : split.validationSections) {
        const PackedSection& heldOut = data.header().sections[index];
        const auto mean = meanFor(data, split, heldOut, baseline);
        if (!mean)
            return std::nullopt;
        for (std::int64_t spot = 0; spot < heldOut.count; ++spot)
            rows.insert(rows.end(), mean->begin(), mean->end());
    }
    return heldOutMetrics(data, split, rows);
}

} // namespace

std::vector<NoImageBaseline> noImageBaselines(const PackFile& data, const Split& split)
{
    std::vector<NoImageBaseline> baselines;
    // Without shared patients all training spots are of other patients.
    for (const auto& baseline : core::meanBaselines().first(split.patientsShared ? 3 : 1))
        if (const auto metrics = metricsOf(data, split, baseline))
            baselines.push_back({std::string(baseline.name), *metrics});
    return baselines;
}

} // namespace transcope::model
