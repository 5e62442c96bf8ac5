#pragma once

#include "model/weights/modelcard.h"

#include <array>

namespace transcope::model {

/// The method of weights files that hold TorchScript.
inline constexpr const char* TorchScriptMethod = "torchscript";

/// What happens to a patch before the network, and to its output.
struct ZooTransform
{
    int resizePx = 0; ///< side that the patch is resized to, antialiased and bilinear; 0 = as it is
    std::array<double, 3> mean{0, 0, 0}, sd{1, 1, 1}; ///< of R, G and B in 0 … 1
    bool classes = true;                              ///< softmax (of one class the logistic function)
};

/// Reads a configuration of the WSInfer model zoo (spec_version 1.0) as a model card: classes stand for
/// genes, unless it has `genes` (symbols) and `normalisation` too, which makes it a gene predictor, or a
/// number of `features`, which makes it an encoder. `activation`: "none" leaves the output as it is; else
/// classes get softmax. Keys that are not known are ignored. Errors: NotFound; BadInput (no JSON, a key is
/// missing or wrong: names it); Unsupported (another spec_version, a transform other than Resize, ToTensor
/// and Normalize in this order).
core::Result<ModelCard> readZooConfig(const std::filesystem::path& path);

/// "feature 1" … for outputs that have no names.
core::GeneList featureNames(std::int64_t count);

/// The transform in a card that readZooConfig() made. Errors: BadInput.
core::Result<ZooTransform> zooTransformOf(const ModelCard& card, const std::string& name);

} // namespace transcope::model
