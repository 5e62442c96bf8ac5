// Opening measured expression, in any format: seconds and peak memory, and how long a gene and a spot take.
// JSON on standard output. Whole processes are compared by their own clocks, since what a reader leaves in
// the cache is its own gain.

#include "core/expression/normalisation.h"
#include "core/expression/normalisedexpression.h"
#include "core/io/open.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <sys/resource.h>

using namespace transcope;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int Repeats = 21;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

double peakMegabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) * 1024 / 1e6;
}

/// Median over places spread through all.
template <class Read> double medianMilliseconds(std::size_t places, const Read& read)
{
    std::vector<double> milliseconds;
    for (int i = 0; i < Repeats; ++i) {
        const auto start = Clock::now();
        if (!read(places * static_cast<std::size_t>(i) / Repeats))
            return -1;
        milliseconds.push_back(1e3 * secondsSince(start));
    }
    std::ranges::nth_element(milliseconds, milliseconds.begin() + Repeats / 2);
    return milliseconds[Repeats / 2];
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: bench_open FILE\n");
        return 2;
    }
    const auto start = Clock::now();
    const auto section = core::openSection(argv[1]);
    if (!section) {
        std::fprintf(stderr, "%s\n", section.error().text().c_str());
        return 3;
    }
    nlohmann::json result = {{"spots", section->spots.size()}, {"genes", section->genes.size()}};
    result["openSeconds"] = secondsSince(start);
    result["peakMegabytes"] = peakMegabytes();
    const auto shown = core::normalised(section->counts, core::Normalisation::CpmAll, {});
    if (!shown)
        return 3;
    result["geneMilliseconds"] = medianMilliseconds(
        section->genes.size(), [&](std::size_t gene) { return (*shown)->gene(gene).has_value(); });
    result["spotMilliseconds"] = medianMilliseconds(
        section->spots.size(), [&](std::size_t spot) { return (*shown)->spot(spot).has_value(); });
    std::printf("%s\n", result.dump(2).c_str());
    return 0;
}
