#include "model/methods/m2ostreference.h"

#include "core/base/try.h"
#include "model/backends/m2ostbackend.h"
#include "model/backends/nativebackend.h"
#include "model/config/m2ostdetect.h"
#include "model/weights/hashtensor.h"

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

constexpr const char* OutputName = "expression";

/// tokens [B, N, C] → sample 0, tokens and channels as many as the reference's [tokens, channels] holds.
HostTensor corner(const HostTensor& tokens, const std::vector<std::int64_t>& shape)
{
    HostTensor part{shape, {}};
    for (std::int64_t token = 0; token < shape[0]; ++token)
        for (std::int64_t channel = 0; channel < shape[1]; ++channel)
            part.data.push_back(tokens.data[static_cast<std::size_t>(token * tokens.shape[2] + channel)]);
    return part;
}

bool holdsCorner(const HostTensor& tokens, const std::vector<std::int64_t>& shape)
{
    return shape.size() == 2 && shape[0] <= tokens.shape[1] && shape[1] <= tokens.shape[2];
}

Result<Computed> runLibTorch(const Reference& reference, const M2ostConfig& config, const TensorMap& tensors,
                             const std::vector<HostTensor>& levels, const std::string& device)
{
    Computed computed{"libtorch", {}};
    const auto probe = [&](int layer, const std::string& block, int index, const HostTensor& tokens) {
        const std::string name = "layer" + std::to_string(layer) + "." + block + ".level" +
                                 std::to_string(config.levels[static_cast<std::size_t>(index)]);
        const auto wanted = reference.outputs.find(name);
        if (wanted != reference.outputs.end() && holdsCorner(tokens, wanted->second.shape))
            computed.outputs[name] = corner(tokens, wanted->second.shape);
    };
    TRY(auto output, forwardWithActivations(config, tensors, levels, probe, device));
    computed.outputs[OutputName] = std::move(output);
    return computed;
}

/// [B, 3, H, W] → [B, H, W, 3].
std::vector<float> interleaved(const HostTensor& level)
{
    const auto channels = static_cast<std::size_t>(level.shape[1]);
    const auto pixels = static_cast<std::size_t>(level.shape[2] * level.shape[3]);
    std::vector<float> result(level.data.size());
    for (std::size_t i = 0; i < level.data.size(); ++i) {
        const std::size_t sample = i / (channels * pixels);
        const std::size_t channel = i / pixels % channels;
        result[(sample * pixels + i % pixels) * channels + channel] = level.data[i];
    }
    return result;
}

Result<Computed> runNative(const M2ostConfig& config, const TensorMap& tensors,
                           const std::vector<HostTensor>& levels)
{
    TRY(auto backend, makeNativeBackend(config, tensors, {"cpu", {}, "float32", {}}));
    std::vector<std::vector<float>> pixels;
    std::vector<const float*> pointers;
    for (const auto& level : levels)
        pixels.push_back(interleaved(level));
    for (const auto& level : pixels)
        pointers.push_back(level.data());
    const auto count = levels.front().shape[0];
    HostTensor output{{count, config.genes},
                      std::vector<float>(static_cast<std::size_t>(count * config.genes))};
    TRY_RUN(backend->forward(pointers, static_cast<int>(count), output.data.data()));
    Computed computed{"native", {}};
    computed.outputs[OutputName] = std::move(output);
    return computed;
}

/// Hashed patches by level; all must have the shape [B, 3, imageSize, imageSize] with one B.
Result<std::vector<HostTensor>> hashedLevels(const Reference& reference, const M2ostConfig& config)
{
    std::vector<HostTensor> levels;
    std::int64_t count = 0;
    for (const int level : config.levels) {
        const std::string name = "level" + std::to_string(level);
        const auto input = reference.inputs.find(name);
        if (input == reference.inputs.end())
            return fail(ErrorCode::BadInput, "there is no input " + name);
        const auto& shape = input->second;
        count = levels.empty() && !shape.empty() ? shape[0] : count;
        if (shape != std::vector<std::int64_t>{count, 3, config.imageSize, config.imageSize})
            return fail(ErrorCode::BadInput, "input " + name + " has the wrong shape");
        levels.push_back(hashedInput(reference.seed, name, shape));
    }
    return levels;
}

} // namespace

Result<std::vector<Computed>> computeM2ostReference(const Reference& reference, const std::string& device)
{
    TRY(const auto config, detectM2ostConfig(reference.tensors));
    TensorMap tensors;
    for (const auto& [name, shape] : reference.tensors)
        tensors[name] = hashedWeight(reference.seed, name, shape);
    TRY(const auto levels, hashedLevels(reference, config));
    TRY(auto libTorch, runLibTorch(reference, config, tensors, levels, device));
    std::vector<Computed> all = {std::move(libTorch)};
    if (device != "cpu")
        return all;
    if (auto native = runNative(config, tensors, levels))
        all.push_back(std::move(*native));
    else if (native.error().code != ErrorCode::Unsupported)
        return tl::unexpected(native.error());
    return all;
}

} // namespace transcope::model
