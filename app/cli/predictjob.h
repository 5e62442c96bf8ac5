#pragma once

#include "app/cli/command.h"
#include "app/cli/spotsource.h"
#include "model/inference/loadpredictor.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace transcope::app {

/// What `predict` was asked to do.
struct PredictJob
{
    std::filesystem::path slide;
    std::filesystem::path weights; ///< empty: the worker's own model
    std::string worker;            ///< command of a worker; empty: the model runs in this process
    SpotSource spots;
    bool trust = false;        ///< the weights file's code, once and from now on
    std::filesystem::path out; ///< .transcope, .h5ad or .csv
    model::LoadOptions load;
    int batch = 0;                              ///< spots; 0 = the model's preference
    std::vector<int> levels;                    ///< empty = those of the weights
    std::optional<std::filesystem::path> genes; ///< list of genes to keep
};

/// Runs it: opens or imports the slide, lays the spots, predicts what the session lacks and writes `out`.
/// Every batch reaches the session as it is finished, so the same job run again goes on where it stopped; for
/// .h5ad and .csv the session lies beside `out` until the file is complete.
core::Result<Output> runPredictJob(const PredictJob& job, const Context& context);

} // namespace transcope::app
