#include "core/demo/demosection.h"

#include "core/demo/morphology.h"
#include "core/demo/noise.h"
#include "core/demo/painter.h"

#include <cmath>
#include <random>

namespace transcope::core {

namespace {

constexpr double PitchUm = 200;
constexpr double DiameterUm = 100;
constexpr int SmallestSidePx = 1024;
constexpr double MedianDepth = 7000;       ///< counts of a spot over the 250 genes
constexpr double DepthSpread = 0.3;        ///< standard deviation of its logarithm
constexpr double UnexplainedSpread = 0.12; ///< the same of each value around what morphology says

SpotTable makeArray(const DemoOptions& options)
{
    SpotTable table;
    table.lattice = Lattice::Square;
    table.diameterLevel0Px = DiameterUm / options.umPerPx;
    table.pitchLevel0Px = PitchUm / options.umPerPx;
    table.umPerPx = options.umPerPx;
    const double pitch = *table.pitchLevel0Px;
    const int count = static_cast<int>(options.sidePx / pitch);
    const double first = (options.sidePx - (count - 1) * pitch) / 2;
    for (int y = 0; y < count; ++y)
        for (int x = 0; x < count; ++x)
            table.spots.push_back({std::to_string(x + 1) + "x" + std::to_string(y + 1),
                                   {first + x * pitch, first + y * pitch},
                                   y + 1,
                                   x + 1});
    return table;
}

/// Expected share of every gene in one spot's counts; sums to 1. Driven genes share what is left beside the
/// controls, so that a control's share is the same everywhere.
std::vector<double> shares(const std::array<float, DemoFactorCount>& factors)
{
    const std::vector<DemoGene>& genes = demoGenes();
    std::vector<double> level(genes.size());
    double usualDriven = 0, driven = 0, controls = 0;
    for (std::size_t g = 0; g < genes.size(); ++g) {
        double log = genes[g].logLevel;
        for (std::size_t f = 0; f < DemoFactorCount; ++f)
            log += static_cast<double>(genes[g].loading[f]) * factors[f];
        level[g] = std::exp(log);
        usualDriven += genes[g].driven ? std::exp(genes[g].logLevel) : 0;
        driven += genes[g].driven ? level[g] : 0;
        controls += genes[g].driven ? 0 : level[g];
    }
    for (std::size_t g = 0; g < genes.size(); ++g)
        level[g] *= (genes[g].driven ? usualDriven / driven : 1) / (usualDriven + controls);
    return level;
}

void express(DemoSection& section, const demo::Morphology& morphology, std::uint64_t seed)
{
    const std::size_t genes = demoGenes().size();
    section.counts = ExpressionMatrix(section.spots.size(), genes);
    section.expected = ExpressionMatrix(section.spots.size(), genes);
    std::mt19937_64 random(demo::mix(seed ^ 0xC0047ull));
    std::normal_distribution<double> normal;
    for (std::size_t s = 0; s < section.spots.size(); ++s) {
        const PointD at = section.spots.spots[s].centreLevel0Px;
        const auto x = static_cast<float>(at.x), y = static_cast<float>(at.y);
        const std::vector<double> share = shares(morphology.factorsAt(x, y));
        const double depth = MedianDepth * std::exp(DepthSpread * normal(random));
        for (std::size_t g = 0; g < genes; ++g) {
            const double scatter = std::exp(UnexplainedSpread * normal(random));
            std::poisson_distribution<int> poisson(depth * share[g] * scatter);
            section.expected.at(s, g) = static_cast<float>(MedianDepth * share[g]);
            section.counts.at(s, g) = section.selected[s] ? static_cast<float>(poisson(random)) : 0.0f;
        }
    }
}

} // namespace

Result<DemoSection> makeDemoSection(const DemoOptions& options, const ProgressFn& progress,
                                    std::stop_token stop)
{
    if (options.sidePx < SmallestSidePx || options.umPerPx <= 0)
        return fail(ErrorCode::InvalidArgument,
                    "a synthetic slide of " + std::to_string(options.sidePx) + " px is too small",
                    "Ask for at least " + std::to_string(SmallestSidePx) + " px");
    constexpr int Steps = 5;
    ProgressMeter meter(progress, "painting", Steps);
    const demo::Anatomy anatomy = demo::makeAnatomy(options.seed, options.sidePx);
    const std::vector<demo::Nucleus> nuclei = demo::placeNuclei(anatomy);
    meter.advance();
    demo::Canvas canvas(options.sidePx);
    demo::paintMatrix(anatomy, canvas, stop);
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled, "making the synthetic section was cancelled");
    meter.advance();
    demo::paintNuclei(nuclei, anatomy.seed, canvas);
    meter.advance();
    DemoSection section;
    section.slide = demo::develop(canvas, demo::makeStain(demo::mix(anatomy.seed + 13)), anatomy.seed);
    meter.advance();
    section.spots = makeArray(options);
    const demo::Morphology morphology(anatomy, nuclei, options.umPerPx);
    for (const Spot& spot : section.spots.spots)
        section.selected.push_back(morphology.tissueShare(static_cast<float>(spot.centreLevel0Px.x),
                                                          static_cast<float>(spot.centreLevel0Px.y)) > 0.5f);
    express(section, morphology, options.seed);
    meter.advance();
    return section;
}

} // namespace transcope::core
