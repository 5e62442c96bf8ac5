#include "model/weights/weightsfile.h"

#include "core/base/sha256.h"
#include "core/base/try.h"

#include <algorithm>
#include <cmath>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

std::string describe(const std::vector<std::int64_t>& shape)
{
    return nlohmann::json(shape).dump();
}

} // namespace

Result<ModelCard> readModelCard(const std::filesystem::path& path)
{
    TRY(const auto header, readSafetensorsHeader(path));
    return modelCardFrom(header.metadata, path.string());
}

Result<WeightsFile> readWeights(const std::filesystem::path& path)
{
    TRY(auto content, readSafetensors(path));
    TRY(auto card, modelCardFrom(content.metadata, path.string()));
    TRY(auto hash, core::sha256OfFile(path));
    auto training = takeTrainingVectors(content.tensors);
    return WeightsFile{std::move(card), std::move(content.tensors), std::move(hash), std::move(content.blobs),
                       std::move(training)};
}

Result<void> writeWeights(const std::filesystem::path& path, const ModelCard& card, const TensorMap& tensors,
                          StoredType type, const std::optional<TrainingVectors>& training,
                          const std::map<std::string, std::string>& blobs)
{
    Safetensors content{tensors, toMetadata(card), blobs};
    if (training)
        for (auto& [name, tensor] : training->tensors()) {
            content.types[name] = StoredType::Float32; // a covariance in 16 bits cannot be inverted
            content.tensors[name] = tensor;
        }
    return writeSafetensors(path, content, type);
}

Result<void> checkTensors(const TensorMap& tensors,
                          const std::map<std::string, std::vector<std::int64_t>>& shapes,
                          const std::string& name)
{
    constexpr const char* Advice = "The tensors do not belong to the configuration that the file names";
    for (const auto& [tensor, shape] : shapes) {
        const auto found = tensors.find(tensor);
        if (found == tensors.end())
            return fail(ErrorCode::ModelFailure, name + " lacks the tensor " + tensor, Advice);
        if (found->second.shape != shape)
            return fail(ErrorCode::ModelFailure,
                        name + ": tensor " + tensor + " has the shape " + describe(found->second.shape) +
                            ", the model needs " + describe(shape),
                        Advice);
        const auto& values = found->second.data;
        if (!std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); }))
            return fail(ErrorCode::ModelFailure,
                        name + ": tensor " + tensor + " holds values that are not finite",
                        "The training that wrote it diverged, or the file is damaged");
    }
    for (const auto& [tensor, value] : tensors)
        if (!shapes.contains(tensor))
            return fail(ErrorCode::ModelFailure, name + ": the model has no tensor " + tensor, Advice);
    return {};
}

} // namespace transcope::model
