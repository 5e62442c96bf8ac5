#include "model/study/studybaselines.h"

#include "core/base/try.h"
#include "core/stats/meanprofile.h"
#include "core/stats/patchfeatures.h"
#include "core/stats/patchridge.h"

#include <algorithm>
#include <cmath>
#include <future>

namespace transcope::model {

namespace {

/// Measured side by side, a thread each.
constexpr std::size_t SpotsAtOnce = 32;

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
std::optional<core::SectionScores> scoresOf(const PackFile& data, const Split& split,
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
    return scoresOfHeldOut(data, split, rows);
}

/// Colour and texture of one spot's patches, level after level.
std::vector<float> featuresOf(const PackFile& data, std::int64_t spot)
{
    const core::PatchSpec& spec = data.header().patches;
    const std::uint8_t* level = data.patches(spot).data();
    std::vector<float> features;
    for (std::size_t i = 0; i < spec.downsamples.size(); ++i) {
        const auto one = core::patchFeatures(level, spec.sizePx);
        features.insert(features.end(), one.begin(), one.end());
        level += static_cast<std::ptrdiff_t>(3) * spec.sizePx * spec.sizePx;
    }
    return features;
}

core::Result<core::ExpressionMatrix> featuresOf(const PackFile& data, std::span<const std::int64_t> spots,
                                                core::ProgressMeter& meter, std::stop_token stop)
{
    core::ExpressionMatrix features(spots.size(), data.header().patches.downsamples.size() *
                                                      core::patchFeatureNames().size());
    for (std::size_t first = 0; first < spots.size(); first += SpotsAtOnce) {
        if (stop.stop_requested())
            return core::fail(core::ErrorCode::Cancelled, "measuring colour and texture was cancelled");
        const auto part = spots.subspan(first, std::min(SpotsAtOnce, spots.size() - first));
        std::vector<std::future<std::vector<float>>> rows;
        for (const std::int64_t spot : part)
            rows.push_back(std::async(std::launch::async, [&data, spot] { return featuresOf(data, spot); }));
        for (std::size_t i = 0; i < part.size(); ++i)
            features.setSpot(first + i, rows[i].get());
        meter.advance(static_cast<std::int64_t>(part.size()));
    }
    return features;
}

core::ExpressionMatrix labelsOf(const PackFile& data, std::span<const std::int64_t> spots)
{
    core::ExpressionMatrix labels(spots.size(), data.header().genes.size());
    for (std::size_t i = 0; i < spots.size(); ++i)
        labels.setSpot(i, data.labels(spots[i]));
    return labels;
}

/// Per spot: which packed section holds it.
std::vector<int> sectionsOf(const PackFile& data, std::span<const std::int64_t> spots)
{
    const auto& sections = data.header().sections;
    std::vector<int> indices;
    for (const std::int64_t spot : spots) {
        const auto after = std::ranges::upper_bound(sections, spot, {}, &PackedSection::first);
        indices.push_back(static_cast<int>(after - sections.begin()) - 1);
    }
    return indices;
}

} // namespace

std::vector<StudyBaseline> noImageBaselines(const PackFile& data, const Split& split)
{
    std::vector<StudyBaseline> baselines;
    // Without shared patients all training spots are of other patients.
    for (const auto& baseline : core::meanBaselines().first(split.patientsShared ? 3 : 1))
        if (auto scores = scoresOf(data, split, baseline))
            baselines.push_back({std::string(baseline.name), std::move(*scores), false, {}});
    return baselines;
}

core::Result<StudyBaseline> ridgeBaseline(const PackFile& data, const Split& split,
                                          const core::ProgressFn& progress, std::stop_token stop)
{
    core::ProgressMeter meter(progress, "measuring colour and texture",
                              static_cast<std::int64_t>(split.train.size() + split.validation.size()));
    TRY(const auto fitted, featuresOf(data, split.train, meter, stop));
    TRY(const auto others, featuresOf(data, split.validation, meter, stop));
    const core::PatchRidge ridge =
        core::patchRidge(fitted, labelsOf(data, split.train), sectionsOf(data, split.train), others);
    std::vector<float> rows;
    for (std::size_t spot = 0; spot < split.validation.size(); ++spot) {
        const auto row = ridge.predicted.spot(spot);
        rows.insert(rows.end(), row.begin(), row.end());
    }
    return StudyBaseline{core::RidgeName, scoresOfHeldOut(data, split, rows), false, ridge.note};
}

std::optional<StudyBaseline> depthAlone(const PackFile& data, const Split& split)
{
    const PackHeader& header = data.header();
    if (header.depth.empty())
        return std::nullopt;
    std::vector<float> rows;
    for (const std::int64_t spot : split.validation)
        rows.insert(rows.end(), header.genes.size(), header.depth[static_cast<std::size_t>(spot)]);
    StudyBaseline oracle{"depth-alone", scoresOfHeldOut(data, split, rows), true, {}};
    // Depth is no expression: only its order means something.
    std::ranges::fill(oracle.scores.rmseSpot, std::nan(""));
    return oracle;
}

core::Result<std::vector<StudyBaseline>> studyBaselines(const PackFile& data, const Split& split,
                                                        const core::ProgressFn& progress,
                                                        std::stop_token stop)
{
    auto baselines = noImageBaselines(data, split);
    TRY(auto ridge, ridgeBaseline(data, split, progress, stop));
    baselines.push_back(std::move(ridge));
    if (auto oracle = depthAlone(data, split))
        baselines.push_back(std::move(*oracle));
    return baselines;
}

} // namespace transcope::model
