#pragma once

#include "app/cli/command.h"
#include "model/inference/loadpredictor.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <vector>

namespace transcope::app {

/// What both benchmarks ask for.
struct BenchOptions
{
    std::filesystem::path weights;
    model::LoadOptions load;
    int repeats = 5; ///< medians are of so many

    void addOptions(CLI::App& sub);
    /// The weights asked for, else the first that come with Transcope: what they hold does not change the
    /// speed. Errors: NotFound.
    core::Result<std::filesystem::path> weightsFile() const;
    /// Errors: those of weightsFile() and model::loadPredictor.
    core::Result<std::unique_ptr<core::Predictor>> predictor() const;
};

/// Declares `bench slide`; parsing it sets `chosen`. Does nothing in a build that reads no slides.
void addBenchSlide(CLI::App& bench, const std::shared_ptr<Run>& chosen);

/// The middle one, the upper of two. Not for none.
inline double median(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                     values.end());
    return values[values.size() / 2];
}

} // namespace transcope::app
