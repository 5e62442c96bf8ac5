#pragma once

#include "app/cli/command.h"
#include "model/inference/loadpredictor.h"

#include <filesystem>
#include <memory>

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

/// Declare `bench slide` and `bench istar`. They do nothing in a build that reads no slides.
void addBenchSlide(Commands& bench);
void addBenchIstar(Commands& bench);

} // namespace transcope::app
