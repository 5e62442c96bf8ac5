#include "model/training/describedtraining.h"

#include "core/base/try.h"
#include "core/stats/mahalanobis.h"
#include "model/methods/method.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

constexpr std::size_t Folds = 5;
constexpr std::size_t Quantiles = 1001;

/// Which of the file's sections each spot is of.
std::vector<std::size_t> sectionsOf(const PackHeader& header, std::span<const std::int64_t> spots)
{
    std::vector<std::size_t> sections;
    for (const std::int64_t spot : spots) {
        const auto after = std::ranges::find_if(
            header.sections, [&](const PackedSection& s) { return spot < s.first + s.count; });
        sections.push_back(static_cast<std::size_t>(after - header.sections.begin()));
    }
    return sections;
}

/// Folds by section; of one section alone, its halves.
std::vector<std::size_t> foldsOf(std::vector<std::size_t> sections)
{
    auto distinct = sections;
    std::ranges::sort(distinct);
    distinct.erase(std::ranges::unique(distinct).begin(), distinct.end());
    if (distinct.size() == 1) {
        for (std::size_t i = 0; i < sections.size(); ++i)
            sections[i] = 2 * i / sections.size();
        return sections;
    }
    for (std::size_t& section : sections)
        section =
            static_cast<std::size_t>(std::ranges::lower_bound(distinct, section) - distinct.begin()) % Folds;
    return sections;
}

Result<core::PatchBatch> batchOf(const PackFile& data, const core::PatchSpec& wanted,
                                 std::span<const std::int64_t> spots)
{
    TRY(const auto levels, zoomLevelsOf(wanted));
    core::PatchBatch batch;
    batch.count = static_cast<int>(spots.size());
    batch.sizePx = data.header().patches.sizePx;
    const std::size_t bytes =
        3 * static_cast<std::size_t>(batch.sizePx) * static_cast<std::size_t>(batch.sizePx);
    for (const int level : levels) {
        const auto place = data.header().placeOfLevel(level);
        if (!place)
            return fail(ErrorCode::Unsupported,
                        "the packed file lacks the zoom level " + std::to_string(level),
                        "Pack it again with the levels of the weights");
        auto& patches = batch.levels.emplace_back();
        for (const std::int64_t spot : spots) {
            const auto patch = data.patches(spot).subspan(*place * bytes, bytes);
            patches.insert(patches.end(), patch.begin(), patch.end());
        }
    }
    return batch;
}

/// Where the part begins in a row, and how wide it is.
Result<std::pair<std::size_t, std::size_t>> encodedColumns(const core::PredictorInfo& info)
{
    std::size_t first = info.genes.size();
    for (const core::RowPart& part : info.parts) {
        if (part.name == core::partname::Encoded)
            return std::pair{first, part.width(info.genes.size())};
        first += part.width(info.genes.size());
    }
    return fail(ErrorCode::InvalidArgument, info.title + " does not give what its head takes");
}

/// [spots, width]
Result<std::vector<float>> encodedOf(core::Predictor& predictor, const PackFile& data,
                                     std::span<const std::int64_t> spots, const core::ProgressFn& progress,
                                     const std::stop_token& stop)
{
    const core::PredictorInfo& info = predictor.info();
    TRY(const auto columns, encodedColumns(info));
    core::ProgressMeter meter(progress, "looking at the training spots",
                              static_cast<std::int64_t>(spots.size()));
    std::vector<float> encoded;
    for (std::size_t first = 0; first < spots.size();) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "Describing the training was cancelled");
        const auto some = spots.subspan(
            first, std::min(spots.size() - first, static_cast<std::size_t>(info.preferredBatch)));
        TRY(const auto batch, batchOf(data, info.patches, some));
        TRY(const auto rows, predictor.predict(batch));
        for (std::size_t row = 0; row < rows.size(); row += info.rowWidth()) {
            const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(row + columns.first);
            encoded.insert(encoded.end(), begin, begin + static_cast<std::ptrdiff_t>(columns.second));
        }
        first += some.size();
        meter.advance(static_cast<std::int64_t>(some.size()));
    }
    return encoded;
}

std::vector<float> picked(const std::vector<float>& rows, std::size_t width,
                          const std::vector<std::size_t>& folds, std::size_t fold, bool inFold)
{
    std::vector<float> some;
    for (std::size_t i = 0; i < folds.size(); ++i)
        if ((folds[i] == fold) == inFold)
            some.insert(some.end(), rows.begin() + static_cast<std::ptrdiff_t>(i * width),
                        rows.begin() + static_cast<std::ptrdiff_t>((i + 1) * width));
    return some;
}

Result<std::vector<double>> crossFittedDistances(const std::vector<float>& rows, std::size_t width,
                                                 const std::vector<std::size_t>& folds)
{
    std::vector<double> all;
    for (std::size_t fold = 0; fold <= *std::ranges::max_element(folds); ++fold) {
        const core::Spread others = core::spreadOf(picked(rows, width, folds, fold, false), width);
        TRY(const auto measure, core::Mahalanobis::of(others.mean, others.covariance));
        const auto distances = measure.distances(picked(rows, width, folds, fold, true));
        all.insert(all.end(), distances.begin(), distances.end());
    }
    return all;
}

} // namespace

std::vector<core::SectionLooks> looksOf(const PackFile& data, std::span<const std::int64_t> spots, int level)
{
    const PackHeader& header = data.header();
    const auto side = static_cast<std::size_t>(header.patches.sizePx);
    const std::size_t bytes = side * side * 3;
    const std::size_t first = header.placeOfLevel(level).value() * bytes;
    const auto sections = sectionsOf(header, spots);
    std::vector<core::SectionLooks> looks(header.sections.size());
    std::vector<double> counts(looks.size());
    for (std::size_t i = 0; i < spots.size(); ++i) {
        const auto one =
            core::appearanceOf(data.patches(spots[i]).subspan(first, bytes), header.patches.sizePx);
        core::Appearance& sum = looks[sections[i]].mean;
        for (std::size_t c = 0; c < 3; ++c)
            sum.opticalDensity[c] += one.opticalDensity[c];
        sum.focus += one.focus;
        ++counts[sections[i]];
    }
    std::vector<core::SectionLooks> seen;
    for (std::size_t s = 0; s < looks.size(); ++s) {
        if (counts[s] == 0)
            continue;
        looks[s].name = header.sections[s].name;
        for (double& density : looks[s].mean.opticalDensity)
            density /= counts[s];
        looks[s].mean.focus /= counts[s];
        seen.push_back(looks[s]);
    }
    return seen;
}

Result<TrainingVectors> trainingVectorsOf(core::Predictor& predictor, const PackFile& data,
                                          std::span<const std::int64_t> spots,
                                          const core::ProgressFn& progress, std::stop_token stop)
{
    TRY(const auto encoded, encodedOf(predictor, data, spots, progress, stop));
    const std::size_t width = encoded.size() / spots.size();
    const auto folds = foldsOf(sectionsOf(data.header(), spots));
    TRY(auto distances, crossFittedDistances(encoded, width, folds));
    core::Spread spread = core::spreadOf(encoded, width);
    const auto size = static_cast<std::int64_t>(width);
    return TrainingVectors{
        {{size}, std::move(spread.mean)},
        {{size, size}, std::move(spread.covariance)},
        {{static_cast<std::int64_t>(Quantiles)}, core::quantilesOf(std::move(distances), Quantiles)}};
}

} // namespace transcope::model
