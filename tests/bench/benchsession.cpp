// Writing and reading a large session, as JSON on standard output: rows arrive in batches as from a running
// prediction, then the layer is compacted and read back.
//
//   bench_session FOLDER [SPOTS [GENES [BATCH]]]

#include "core/session/session.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>

using namespace transcope::core;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int GenesRead = 20;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

template <class T> T require(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n", result.error().text().c_str());
        std::exit(exitCode(result.error().code));
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

SpotTable squareGrid(int count)
{
    const int columns = static_cast<int>(std::ceil(std::sqrt(count)));
    SpotTable table;
    table.lattice = Lattice::Square;
    table.diameterLevel0Px = 8;
    table.pitchLevel0Px = 8;
    for (int i = 0; i < count; ++i) {
        const int row = i / columns;
        const int col = i % columns;
        table.spots.push_back(
            {std::to_string(row) + "x" + std::to_string(col), {8.0 * col, 8.0 * row}, row, col});
    }
    return table;
}

LayerInfo layerOf(int genes)
{
    LayerInfo info;
    info.name = "M2OST";
    info.kind = LayerKind::Predicted;
    for (int g = 0; g < genes; ++g)
        info.genes.push_back({"GENE" + std::to_string(g), ""});
    return info;
}

float value(int spot, int gene)
{
    return static_cast<float>((spot * 31 + gene * 17) % 4096) / 512.0f;
}

struct Writing
{
    double seconds = 0; ///< within writeRows()
    double processorSeconds = 0;
    double longestSeconds = 0;
};

Writing writeRows(Session& session, std::int64_t layer, int spots, int genes, int batch)
{
    Writing writing;
    std::vector<int> indices;
    std::vector<float> rows;
    for (int first = 0; first < spots; first += batch) {
        const int count = std::min(batch, spots - first);
        indices.clear();
        rows.clear();
        for (int spot = first; spot < first + count; ++spot) {
            indices.push_back(spot);
            for (int gene = 0; gene < genes; ++gene)
                rows.push_back(value(spot, gene));
        }
        const std::vector<std::uint8_t> padded(indices.size(), 0);
        const auto start = Clock::now();
        const auto processorStart = std::clock();
        require(session.writeRows(layer, indices, rows, padded));
        const double seconds = secondsSince(start);
        writing.seconds += seconds;
        writing.processorSeconds += double(std::clock() - processorStart) / CLOCKS_PER_SEC;
        writing.longestSeconds = std::max(writing.longestSeconds, seconds);
    }
    return writing;
}

/// Median milliseconds of reading random genes, each checked, after one that warms up.
double medianGeneMs(const Session& session, std::int64_t layer, int spots, int genes)
{
    std::mt19937 random(1);
    std::vector<double> milliseconds;
    for (int i = 0; i <= GenesRead; ++i) {
        const int gene = std::uniform_int_distribution(0, genes - 1)(random);
        const auto start = Clock::now();
        const auto column = require(session.readGene(layer, static_cast<std::size_t>(gene)));
        if (i > 0)
            milliseconds.push_back(1000 * secondsSince(start));
        for (int spot = 0; spot < spots; ++spot)
            if (column[static_cast<std::size_t>(spot)] != value(spot, gene)) {
                std::fprintf(stderr, "spot %d of gene %d is not what was written\n", spot, gene);
                std::exit(1);
            }
    }
    std::ranges::nth_element(milliseconds, milliseconds.begin() + GenesRead / 2);
    return milliseconds[GenesRead / 2];
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2 || argc > 5) {
        std::fprintf(stderr, "bench_session FOLDER [SPOTS [GENES [BATCH]]]\n");
        return 2;
    }
    const auto number = [&](int argument, int otherwise) {
        return argc > argument ? std::max(1, std::atoi(argv[argument])) : otherwise;
    };
    const int spots = number(2, 1'000'000);
    const int genes = number(3, 250);
    const int batch = number(4, 32);
    const auto file = std::filesystem::path(argv[1]) / "bench.transcope";
    nlohmann::json out = {{"spots", spots}, {"genes", genes}, {"batch", batch}};

    std::filesystem::remove(file);
    auto start = Clock::now();
    auto session = require(createSession(file, {"/slide.tif", "0", {8192, 8192}, 0.25}, squareGrid(spots)));
    out["createSeconds"] = secondsSince(start);
    const auto layer = require(session->addLayer(layerOf(genes)));
    const Writing writing = writeRows(*session, layer, spots, genes, batch);
    out["writeSeconds"] = writing.seconds;
    out["writeProcessorSeconds"] = writing.processorSeconds;
    out["rowsPerSecond"] = spots / writing.seconds;
    out["longestWriteMs"] = 1000 * writing.longestSeconds;
    start = Clock::now();
    require(session->foldLog());
    out["finishSeconds"] = secondsSince(start);
    session.reset();
    out["fileBytes"] = std::filesystem::file_size(file);

    start = Clock::now();
    session = require(openSession(file));
    out["openSeconds"] = secondsSince(start);
    start = Clock::now();
    require(session->readGene(layer, 0));
    out["firstGeneMs"] = 1000 * secondsSince(start);
    out["geneMs"] = medianGeneMs(*session, layer, spots, genes);
    start = Clock::now();
    require(session->readSpot(layer, static_cast<std::size_t>(spots / 2)));
    out["spotMs"] = 1000 * secondsSince(start);
    start = Clock::now();
    require(session->readLayer(layer));
    out["layerSeconds"] = secondsSince(start);
    std::puts(out.dump(2).c_str());
    session.reset();
    std::filesystem::remove(file);
    return 0;
}
