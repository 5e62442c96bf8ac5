// Opening measured expression, in any format: seconds and peak memory, and how long the first gene, a gene
// and a spot take, and saving it as .h5ad. JSON on standard output. Whole processes are compared by their own
// clocks, since what a reader leaves in the cache is its own gain.

#include "core/expression/normalisation.h"
#include "core/expression/normalisedexpression.h"
#include "core/io/h5ad.h"
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

rusage used()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage;
}

/// Of processor time, this process's alone.
double cpuSeconds()
{
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return seconds(used().ru_utime) + seconds(used().ru_stime);
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

core::Result<void> save(const core::Section& section, const char* out)
{
    core::Layer layer;
    layer.name = section.name;
    layer.spots = std::make_shared<const core::SpotTable>(section.spots);
    layer.genes = section.genes;
    layer.values = section.counts;
    layer.observations = section.observations;
    layer.provenance.normalisation = core::Normalisation::None;
    return core::writeH5ad(out, {&layer});
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2 && argc != 3) {
        std::fprintf(stderr, "usage: bench_open FILE [OUT.h5ad]\n");
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
    result["openCpuSeconds"] = cpuSeconds();
    result["peakMegabytes"] = static_cast<double>(used().ru_maxrss) * 1024 / 1e6;
    const auto opened = Clock::now();
    if (!section->counts->gene(0))
        return 3;
    result["firstGeneSeconds"] = secondsSince(opened);
    const auto shown = core::normalised(section->counts, core::Normalisation::CpmAll, {});
    if (!shown)
        return 3;
    result["geneMilliseconds"] = medianMilliseconds(
        section->genes.size(), [&](std::size_t gene) { return (*shown)->gene(gene).has_value(); });
    result["spotMilliseconds"] = medianMilliseconds(
        section->spots.size(), [&](std::size_t spot) { return (*shown)->spot(spot).has_value(); });
    if (argc == 3) {
        const auto before = Clock::now();
        const double cpuBefore = cpuSeconds();
        if (const auto saved = save(*section, argv[2]); !saved) {
            std::fprintf(stderr, "%s\n", saved.error().text().c_str());
            return 6;
        }
        result["saveSeconds"] = secondsSince(before);
        result["saveCpuSeconds"] = cpuSeconds() - cpuBefore;
        result["peakMegabytesWithSaving"] = static_cast<double>(used().ru_maxrss) * 1024 / 1e6;
    }
    std::printf("%s\n", result.dump(2).c_str());
    return 0;
}
