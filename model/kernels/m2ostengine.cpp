#include "model/kernels/m2ostengine.h"

#include "core/base/try.h"
#include "model/kernels/spotpass.h"

#include <algorithm>
#include <new>

namespace transcope::model {

std::string_view engineStageName(EngineStage stage)
{
    switch (stage) {
    case EngineStage::Embedding:
        return "patch embedding";
    case EngineStage::Projection:
        return "ITMM q/k/v";
    case EngineStage::Attention:
        return "ITMM attention";
    case EngineStage::Mixing:
        return "ITMM output, feed-forward, CTMM q/k/v";
    case EngineStage::CrossAttention:
        return "CTMM attention";
    case EngineStage::Combination:
        return "CTMM output";
    case EngineStage::Gate:
        return "CCMM";
    case EngineStage::Head:
        return "head";
    }
    return "unknown";
}

struct M2ostEngine::Private
{
    Private(const M2ostConfig& c, EngineWeights w, const KernelTable& k, int threads)
        : config(c), weights(std::move(w)), kernels(k), pool(threads)
    {
        passes.reserve(static_cast<std::size_t>(pool.size())); // passes keep references: built in place
        for (int i = 0; i < pool.size(); ++i) {
            BufferArena arena; // a worker's own
            scratch.emplace_back(config, kernels, arena);
            passes.emplace_back(config, weights, kernels, arena);
        }
    }

    core::Result<void> forward(const void* const* levels, std::size_t levelCount, PixelFormat format,
                               int count, const EngineOutputs& out);

    /// At most four levels' pointers, whatever their type.
    template <class T> static std::array<const void*, 4> pointers(const std::vector<T>& levels)
    {
        std::array<const void*, 4> all{};
        std::copy_n(levels.begin(), std::min(levels.size(), all.size()), all.begin());
        return all;
    }

    M2ostConfig config;
    EngineWeights weights;
    const KernelTable& kernels;
    WorkerPool pool;
    std::vector<BlockScratch> scratch; ///< per worker
    std::vector<SpotPass> passes;      ///< per worker
};

M2ostEngine::M2ostEngine(std::unique_ptr<Private> p) : d(std::move(p)) {}

M2ostEngine::~M2ostEngine() = default;

core::Result<std::unique_ptr<M2ostEngine>>
M2ostEngine::create(const M2ostConfig& config, const TensorMap& tensors, const EngineOptions& options)
{
    if (const std::string fault = validate(config); !fault.empty())
        return core::fail(core::ErrorCode::InvalidArgument, "M2OST: " + fault);
    if (config.ablation != Ablation::None)
        return core::fail(core::ErrorCode::Unsupported,
                          "the native kernels compute the whole M2OST alone, not the ablated ones (" +
                              std::string(ablationKey(config.ablation)) + ")");
    if (config.channels != 64 * config.heads || config.patchSize > 16)
        return core::fail(core::ErrorCode::Unsupported,
                          "the native kernels take heads of 64 channels and patches of at most 16 px");
    TRY(auto isa, options.isa ? core::Result<Isa>(*options.isa) : chooseIsa());
    TRY(const auto kernels, kernelsFor(isa, options.precision));
    try {
        TRY(auto weights, packM2ostWeights(config, tensors, *kernels));
        return std::unique_ptr<M2ostEngine>(new M2ostEngine(
            std::make_unique<Private>(config, std::move(weights), *kernels, options.threads)));
    } catch (const std::bad_alloc&) {
        return core::fail(core::ErrorCode::ModelFailure, "not enough memory for the model");
    }
}

core::Result<void> M2ostEngine::Private::forward(const void* const* levels, std::size_t levelCount,
                                                 PixelFormat format, int count, const EngineOutputs& out)
{
    if (levelCount != config.levels.size())
        return core::fail(core::ErrorCode::InvalidArgument, "the model takes " +
                                                                std::to_string(config.levels.size()) +
                                                                " levels, got " + std::to_string(levelCount));
    if (count < 0 || !out.expression || std::count(levels, levels + levelCount, nullptr) > 0)
        return core::fail(core::ErrorCode::InvalidArgument, "no pictures, or no room for the prediction");

    const std::ptrdiff_t genes = config.genes, levelsThere = config.levelCount();
    const auto spot = [&](std::ptrdiff_t index, SpotPass& pass, TaskRunner& runner) {
        const auto at = [index](float* all, std::ptrdiff_t width) {
            return all ? all + index * width : nullptr;
        };
        pass.run({levels, format, index},
                 {at(out.expression, genes), at(out.contributions, levelsThere * genes),
                  at(out.encoded, levelsThere * config.channels)},
                 runner);
    };
    const int whole = count - count % pool.size();
    pool.run(whole, [&](int index, int worker) {
        TaskRunner runner(nullptr, scratch, worker);
        spot(index, passes[static_cast<std::size_t>(worker)], runner);
    });
    TaskRunner shared(pool.size() > 1 ? &pool : nullptr, scratch, 0);
    for (int index = whole; index < count; ++index)
        spot(index, passes.front(), shared);
    return {};
}

core::Result<void> M2ostEngine::forward(const std::vector<const std::uint8_t*>& levelsRgb, int count,
                                        const EngineOutputs& out)
{
    const std::array<const void*, 4> levels = d->pointers(levelsRgb);
    return d->forward(levels.data(), levelsRgb.size(), PixelFormat::Bytes, count, out);
}

core::Result<void> M2ostEngine::forward(const std::vector<const float*>& levelsRgb, int count,
                                        const EngineOutputs& out)
{
    const std::array<const void*, 4> levels = d->pointers(levelsRgb);
    return d->forward(levels.data(), levelsRgb.size(), PixelFormat::Floats, count, out);
}

const M2ostConfig& M2ostEngine::config() const
{
    return d->config;
}
Isa M2ostEngine::isa() const
{
    return d->kernels.isa;
}
Precision M2ostEngine::precision() const
{
    return d->kernels.precision;
}
int M2ostEngine::threads() const
{
    return d->pool.size();
}

std::array<double, kEngineStages> M2ostEngine::takeProfile()
{
    std::array<double, kEngineStages> total{};
    for (SpotPass& pass : d->passes) {
        for (std::size_t i = 0; i < total.size(); ++i)
            total[i] += pass.seconds[i];
        pass.seconds.fill(0);
    }
    return total;
}

} // namespace transcope::model
