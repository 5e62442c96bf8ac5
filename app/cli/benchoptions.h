#pragma once

#include "app/cli/command.h"
#include "app/cli/spotsource.h"
#include "model/inference/loadpredictor.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <vector>

namespace transcope::app {

struct BenchOptions
{
    std::filesystem::path slide, weights;
    SpotSource spots;
    model::LoadOptions load;
    int spotCount = 96; ///< per batch of the model alone
    int repeats = 5;    ///< medians are of so many
};

/// The weights asked for, else the first that come with Transcope: what they hold does not change the speed.
/// Errors: those of model::loadPredictor; NotFound.
core::Result<std::unique_ptr<core::Predictor>> predictorFor(const BenchOptions& options);

/// Reading alone, the model alone and the whole run over a slide's spots, alternating.
core::Result<Output> benchSlide(const BenchOptions& options, const Context& context);

/// The middle one, the upper of two. Not for none.
inline double median(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                     values.end());
    return values[values.size() / 2];
}

} // namespace transcope::app
