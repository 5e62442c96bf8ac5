#include "model/study/noimagebaselines.h"

#include <algorithm>
#include <functional>
#include <optional>

namespace transcope::model {

namespace {

/// Whether a training section's spots count for a held-out section.
using Qualifies = std::function<bool(const PackedSection& training, const PackedSection& heldOut)>;

/// The mean of the training spots that qualify; nothing where none does.
std::optional<std::vector<float>> meanFor(const PackFile& data, const Split& split,
                                          const PackedSection& heldOut, const Qualifies& qualifies)
{
    std::vector<double> sum(data.header().genes.size());
    std::int64_t count = 0;
    for (const PackedSection& section : data.header().sections) {
        const bool training = std::binary_search(split.train.begin(), split.train.end(), section.first);
        if (!training || !qualifies(section, heldOut))
            continue;
        for (std::int64_t spot = section.first; spot < section.first + section.count; ++spot, ++count)
            for (std::size_t g = 0; g < sum.size(); ++g)
                sum[g] += data.labels(spot)[g];
    }
    if (count == 0)
        return std::nullopt;
    std::vector<float> mean;
    for (const double total : sum)
        mean.push_back(static_cast<float>(total / static_cast<double>(count)));
    return mean;
}

/// Nothing where some held-out section has no training spot that qualifies.
std::optional<HeldOutMetrics> metricsOf(const PackFile& data, const Split& split, const Qualifies& qualifies)
{
    std::vector<float> rows;
    for (const std::size_t index : split.validationSections) {
        const PackedSection& heldOut = data.header().sections[index];
        const auto mean = meanFor(data, split, heldOut, qualifies);
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
    std::vector<std::pair<const char*, Qualifies>> kinds = {
        {"training-mean", [](const PackedSection&, const PackedSection&) { return true; }}};
    if (split.patientsShared) {
        kinds.emplace_back("same-patient-mean",
                           [](const PackedSection& training, const PackedSection& heldOut) {
                               return training.patient == heldOut.patient;
                           });
        kinds.emplace_back("other-patients-mean",
                           [](const PackedSection& training, const PackedSection& heldOut) {
                               return training.patient != heldOut.patient;
                           });
    }
    std::vector<NoImageBaseline> baselines;
    for (const auto& [name, qualifies] : kinds)
        if (const auto metrics = metricsOf(data, split, qualifies))
            baselines.push_back({name, *metrics});
    return baselines;
}

} // namespace transcope::model
