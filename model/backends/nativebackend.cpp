#include "model/backends/nativebackend.h"

#include "core/base/try.h"
#include "model/kernels/m2ostengine.h"

namespace transcope::model {

namespace {

class NativeBackend : public PatchBackend
{
public:
    explicit NativeBackend(std::unique_ptr<M2ostEngine> engine) : m_engine(std::move(engine)) {}
    core::Result<void> forward(const std::vector<const std::uint8_t*>& levels, int count, float* out) override
    {
        return m_engine->forward(levels, count, out);
    }
    core::Result<void> forward(const std::vector<const float*>& levels, int count, float* out) override
    {
        return m_engine->forward(levels, count, out);
    }

private:
    std::unique_ptr<M2ostEngine> m_engine;
};

} // namespace

core::Result<std::unique_ptr<PatchBackend>> makeNativeBackend(const M2ostConfig& config,
                                                              const TensorMap& tensors,
                                                              const DeviceChoice& choice, int threads)
{
    EngineOptions options;
    options.precision = choice.precision == "bfloat16" ? Precision::Bfloat16 : Precision::Float32;
    options.threads = threads;
    TRY(auto engine, M2ostEngine::create(config, tensors, options));
    return std::make_unique<NativeBackend>(std::move(engine));
}

} // namespace transcope::model
