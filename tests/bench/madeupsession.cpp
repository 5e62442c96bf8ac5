#include "tests/bench/madeupsession.h"

#include "core/run/plan.h"
#include "core/session/session.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace transcope::bench {
namespace {

constexpr int RowsPerBatch = 16'000;

template <class T> T require(core::Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "bench_viewer: %s\n", result.error().text().c_str());
        std::exit(core::exitCode(result.error().code));
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

core::SpotTable latticeOver(core::SizeI size, int spots)
{
    const int columns = int(std::ceil(std::sqrt(spots)));
    const double pitchX = double(size.width) / columns, pitchY = double(size.height) / columns;
    core::SpotTable table;
    table.lattice = core::Lattice::Square;
    table.pitchLevel0Px = std::min(pitchX, pitchY);
    table.diameterLevel0Px = 0.8 * *table.pitchLevel0Px;
    for (int i = 0; i < spots; ++i) {
        const int row = i / columns, column = i % columns;
        table.spots.push_back({std::to_string(row) + "x" + std::to_string(column),
                               {(column + 0.5) * pitchX, (row + 0.5) * pitchY},
                               row,
                               column});
    }
    return table;
}

float valueOf(const core::Spot& spot, int gene)
{
    const int noise = (spot.arrayRow * 31 + spot.arrayCol * 17 + gene * 7) % 64;
    const float wave = std::sin(float(spot.arrayRow) * 0.01f + float(gene)) *
                       std::cos(float(spot.arrayCol) * 0.013f - float(gene));
    return 3.5f * (wave + 1) + float(noise) / 64;
}

} // namespace

void makeSession(const std::filesystem::path& file, const std::filesystem::path& picture, int spots,
                 int genes)
{
    if (std::filesystem::exists(file))
        return;
    const auto slide = require(core::openGivenSlide(picture, {}, {}));
    const auto table = latticeOver(slide.slide->sizeLevel0Px(), spots);
    const auto unfinished = std::filesystem::path(file) += ".new";
    std::filesystem::remove(unfinished);
    {
        auto session = require(core::createSession(
            unfinished, {slide.givenPath, slide.quickHash, slide.slide->sizeLevel0Px(), {}}, table));
        core::LayerInfo info;
        info.name = "Made up";
        info.kind = core::LayerKind::Measured;
        for (int gene = 0; gene < genes; ++gene)
            info.genes.push_back({"G" + std::to_string(gene), {}});
        const auto layer = require(session->addLayer(info));
        std::vector<int> rows;
        std::vector<float> values;
        for (int first = 0; first < spots; first += RowsPerBatch) {
            rows.clear();
            values.clear();
            for (int spot = first; spot < std::min(spots, first + RowsPerBatch); ++spot) {
                rows.push_back(spot);
                for (int gene = 0; gene < genes; ++gene)
                    values.push_back(valueOf(table.spots[std::size_t(spot)], gene));
            }
            require(session->writeRows(layer, rows, values, std::vector<std::uint8_t>(rows.size(), 0)));
        }
        require(session->foldLog());
    }
    std::filesystem::rename(unfinished, file);
}

} // namespace transcope::bench
