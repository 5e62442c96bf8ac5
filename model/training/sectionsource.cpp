#include "model/training/sectionsource.h"

#include "core/base/try.h"
#include "model/training/shuffle.h"

#include <algorithm>

namespace transcope::model {

using core::ErrorCode;
using core::fail;

namespace {

constexpr const char* PackAgain = "Pack the data again with this version (transcope-cli pack)";

/// Index of the section that a spot is in.
std::size_t sectionOf(const PackHeader& header, std::int64_t spot)
{
    const auto next = std::ranges::upper_bound(header.sections, spot, {}, &PackedSection::first);
    return static_cast<std::size_t>(next - header.sections.begin()) - 1;
}

/// A spot's counts beside those of the median spot, [N, 1] of counts [N, genes].
torch::Tensor sizeFactorsOf(const torch::Tensor& counts)
{
    const auto sums = counts.sum(1, /*keepdim=*/true);
    const auto median = sums.quantile(0.5);
    return sums / torch::where(median.gt(0), median, torch::ones_like(median));
}

/// Rows of floats as one tensor on the CPU. rowOf: a spot → its row.
template <class RowOf>
torch::Tensor rowsOf(std::span<const std::int64_t> spots, std::size_t width, const RowOf& rowOf)
{
    auto rows = torch::empty({static_cast<std::int64_t>(spots.size()), static_cast<std::int64_t>(width)},
                             torch::kFloat);
    auto* out = rows.template data_ptr<float>();
    for (const std::int64_t spot : spots)
        out = std::ranges::copy(rowOf(spot), out).out;
    return rows;
}

/// (column, row) of each spot, [N, 2].
torch::Tensor gridOf(const PackHeader& header, std::span<const std::int64_t> spots)
{
    auto grid = torch::empty({static_cast<std::int64_t>(spots.size()), 2}, torch::kLong);
    auto* out = grid.data_ptr<std::int64_t>();
    for (const std::int64_t spot : spots) {
        const ArrayPlace& place = header.places[static_cast<std::size_t>(spot)];
        *out++ = place.column;
        *out++ = place.row;
    }
    return grid;
}

core::Result<void> checkPlaces(const PackHeader& header, const std::string& method, int positions)
{
    for (const PackedSection& section : header.sections)
        for (std::int64_t spot = section.first; spot < section.first + section.count; ++spot) {
            const ArrayPlace& place = header.places[static_cast<std::size_t>(spot)];
            if (place.row < 0 || place.column < 0)
                return fail(ErrorCode::Unsupported,
                            method + " needs each spot's row and column on the array, and section " +
                                section.name + " has spots without",
                            "Pack spot files with array coordinates, or train a method that predicts spot by "
                            "spot");
            if (std::max(place.row, place.column) >= positions)
                return fail(ErrorCode::Unsupported,
                            method + " knows array rows and columns up to " + std::to_string(positions - 1) +
                                ", and section " + section.name + " has a spot in row " +
                                std::to_string(place.row) + ", column " + std::to_string(place.column),
                            "Train with more: {\"config\": {\"positions\": 128}} in --config");
        }
    return {};
}

} // namespace

SectionSource::SectionSource(const PackFile& data, std::span<const std::int64_t> train, int sizePx)
    : m_data(data), m_sizePx(sizePx)
{
    std::vector<std::vector<std::int64_t>> all(data.header().sections.size());
    for (const std::int64_t spot : train)
        all[sectionOf(data.header(), spot)].push_back(spot);
    for (auto& spots : all)
        if (!spots.empty())
            m_sections.push_back(std::move(spots));
}

std::vector<std::vector<std::int64_t>> SectionSource::epoch(std::mt19937_64& random) const
{
    auto batches = m_sections;
    shuffle(batches, random);
    return batches;
}

std::vector<std::span<const std::int64_t>> SectionSource::inOrder(std::span<const std::int64_t> spots) const
{
    std::vector<std::span<const std::int64_t>> parts;
    const auto section = [&](std::size_t i) { return sectionOf(m_data.header(), spots[i]); };
    for (std::size_t first = 0, end = 0; first < spots.size(); first = end) {
        for (end = first + 1; end < spots.size() && section(end) == section(first);)
            ++end;
        parts.push_back(spots.subspan(first, end - first));
    }
    return parts;
}

TrainBatch SectionSource::make(std::span<const std::int64_t> spots, const BatchDraws& draws, torch::Dtype,
                               const torch::Device& device) const
{
    const std::size_t genes = m_data.header().genes.size();
    TrainBatch batch;
    batch.levels = {patchesOf(spots).to(device)};
    batch.labels = rowsOf(spots, genes, [&](auto spot) { return m_data.labels(spot); }).to(device);
    batch.grid = gridOf(m_data.header(), spots).to(device);
    if (m_data.header().hasCounts) {
        const auto counts = rowsOf(spots, genes, [&](auto spot) { return m_data.counts(spot); });
        batch.counts = counts.to(device);
        batch.sizeFactors = sizeFactorsOf(counts).to(device);
    }
    if (!draws.maskSeeds.empty())
        batch.seed = draws.maskSeeds.front();
    return batch;
}

torch::Tensor SectionSource::patchesOf(std::span<const std::int64_t> spots) const
{
    const PackHeader& header = m_data.header();
    const auto size = static_cast<std::size_t>(m_sizePx);
    const auto packed = static_cast<std::size_t>(header.patches.sizePx);
    const std::size_t border = (packed - size) / 2;
    const auto place = header.placeOfLevel(0);
    TORCH_CHECK(place, "the packed file holds no patches of level 0");
    auto patches =
        torch::empty({static_cast<std::int64_t>(spots.size()), m_sizePx, m_sizePx, 3}, torch::kByte);
    auto* out = patches.data_ptr<std::uint8_t>();
    for (const std::int64_t spot : spots) {
        const auto picture = m_data.patches(spot).subspan(*place * packed * packed * 3, packed * packed * 3);
        for (std::size_t y = border; y < border + size; ++y)
            out = std::ranges::copy(picture.subspan((y * packed + border) * 3, size * 3), out).out;
    }
    return patches;
}

core::Result<void> checkSectionTraining(const PackFile& data, const TrainOptions& options,
                                        const TrainSetup& setup)
{
    const std::string& method = setup.method->title;
    const PackHeader& header = data.header();
    if (options.rendezvous && options.rendezvous->size > 1)
        return fail(ErrorCode::Unsupported,
                    method + " is trained by one process: a batch is a section, seen as a whole",
                    "Leave out --distributed");
    if (options.batchSize != 1 || options.flips || options.colourJitter > 0)
        return fail(ErrorCode::Unsupported,
                    "a batch of " + method +
                        " is one section, whose patches are not turned or "
                        "coloured one by one",
                    "Leave out batchSize, flips and colourJitter");
    if (header.places.empty())
        return fail(ErrorCode::InvalidArgument,
                    "the packed file does not say where on the array its spots are, which " + method +
                        " needs",
                    PackAgain);
    if (options.loss == Loss::CountsDistilled && !header.hasCounts)
        return fail(ErrorCode::InvalidArgument,
                    "the packed file holds no raw counts, which " + method + "'s loss needs", PackAgain);
    TRY(const auto config, sectionConfigFrom(setup.method->configurationOf(*setup.method, setup.network)));
    return checkPlaces(header, method, config.positions);
}

} // namespace transcope::model
