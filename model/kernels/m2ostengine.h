#pragma once

#include "model/config/m2ostconfig.h"
#include "model/kernels/isa.h"
#include "model/weights/tensor.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace transcope::model {

struct EngineOptions
{
    Precision precision = Precision::Float32;
    int threads = 0;        ///< 0 = one per core
    std::optional<Isa> isa; ///< none: chooseIsa()
};

/// Where an M2OST's time goes, in the order of the network.
enum class EngineStage { Embedding, Projection, Attention, Mixing, CrossAttention, Combination, Gate, Head };
constexpr int kEngineStages = 8;

/// "patch embedding", "ITMM q/k/v", …
std::string_view engineStageName(EngineStage stage);

/// Where a pass puts what; null: not wanted.
struct EngineOutputs
{
    float* expression = nullptr; ///< [count, genes]; always wanted
    /// [count, levels, genes]: each level's share of the prediction. Their sum and the head's bias are it.
    float* contributions = nullptr;
    float* encoded = nullptr; ///< [count, levels · channels]: the normed cls tokens, which the head takes
};

/// M2OST's forward pass on the CPU, without LibTorch: weights laid out once, attention fused, each spot
/// computed on its own so that its result has the same bits whatever the batch and the number of threads.
/// Batches run one spot per thread; what does not divide evenly, and single spots, are shared out within the
/// spot.
class M2ostEngine
{
public:
    /// Takes any level set; the heads must be 64 wide and patches at most 16 px.
    /// Errors: InvalidArgument (configuration at fault), Unsupported (an ablated M2OST, head width, patch
    /// size, instruction set or precision), ModelFailure (names the tensor that is missing or has another
    /// shape).
    static core::Result<std::unique_ptr<M2ostEngine>>
    create(const M2ostConfig& config, const TensorMap& tensors, const EngineOptions& options = {});
    ~M2ostEngine();

    /// levelsRgb: per level of the configuration, [count, imageSize, imageSize, 3] 8-bit RGB, interleaved.
    /// Allocates nothing. From one thread at a time.
    /// Errors: InvalidArgument (another number of levels, a null pointer, a negative count).
    core::Result<void> forward(const std::vector<const std::uint8_t*>& levelsRgb, int count,
                               const EngineOutputs& out);
    /// The same for channels kept as floats 0 … 1, as reference vectors have them.
    core::Result<void> forward(const std::vector<const float*>& levelsRgb, int count,
                               const EngineOutputs& out);

    const M2ostConfig& config() const;
    Isa isa() const;
    Precision precision() const;
    int threads() const;
    /// Seconds per EngineStage since the last call, summed over the threads that ran whole spots; then starts
    /// anew.
    std::array<double, kEngineStages> takeProfile();

private:
    struct Private;
    explicit M2ostEngine(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace transcope::model
