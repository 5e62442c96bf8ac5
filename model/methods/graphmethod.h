#pragma once

#include "core/base/result.h"
#include "core/predict/predictor.h"
#include "model/counting/tally.h"

#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

namespace transcope::model {

struct Computed;
struct Importing;
struct LoadRequest;
struct Method;
struct NetworkConfig;
struct Reference;
class TrainNetwork;

// How a method that is a graph does what Method's functions say.

core::Result<OperationCount> countGraphMethod(const Method& method, const nlohmann::json& configuration);
core::Result<std::unique_ptr<core::Predictor>> loadGraphMethod(const Method& method, LoadRequest&& request);
core::Result<std::vector<Computed>> computeGraphMethod(const Method& method, const Reference& reference,
                                                       const std::string& device);
/// Torchvision's names, which are the graph's. A last layer for another number of genes is left out: the file
/// is then a start for training.
core::Result<void> adoptForGraphMethod(const Method& method, Importing& importing);
core::PatchSpec patchesOfGraphMethod(const Method& method, const NetworkConfig& config);
nlohmann::json configurationOfGraphMethod(const Method& method, const NetworkConfig& config);
std::shared_ptr<TrainNetwork> trainableGraph(const Method& method, const NetworkConfig& config,
                                             const core::PatchSpec& patches);

} // namespace transcope::model
