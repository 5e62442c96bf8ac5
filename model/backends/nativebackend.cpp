#include "model/backends/nativebackend.h"

#include "core/base/try.h"
#include "model/kernels/m2ostengine.h"

#include <algorithm>
#include <array>

namespace transcope::model {

namespace {

class NativeBackend : public PatchBackend
{
public:
    NativeBackend(std::unique_ptr<M2ostEngine> engine, const M2ostExtras& extras)
        : m_engine(std::move(engine)), m_extras(extras)
    {
    }
    core::Result<void> forward(const std::vector<const std::uint8_t*>& levels, int count, float* out) override
    {
        return run(levels, count, out);
    }
    core::Result<void> forward(const std::vector<const float*>& levels, int count, float* out) override
    {
        return run(levels, count, out);
    }

private:
    template <class Value>
    core::Result<void> run(const std::vector<const Value*>& levels, int count, float* out)
    {
        const auto spots = static_cast<std::size_t>(std::max(count, 0));
        const auto genes = static_cast<std::size_t>(m_engine->config().genes);
        const auto there = static_cast<std::size_t>(m_engine->config().levelCount());
        const auto channels = static_cast<std::size_t>(m_engine->config().channels);
        if (!m_extras.any())
            return m_engine->forward(levels, count, {out});
        m_rows[0].resize(spots * genes);
        m_rows[1].resize(m_extras.contributions ? spots * there * genes : 0);
        m_rows[2].resize(m_extras.encoded ? spots * there * channels : 0);
        TRY_RUN(m_engine->forward(levels, count,
                                  {m_rows[0].data(), m_extras.contributions ? m_rows[1].data() : nullptr,
                                   m_extras.encoded ? m_rows[2].data() : nullptr}));
        for (std::size_t spot = 0; spot < spots; ++spot)
            for (const auto& rows : m_rows) {
                const std::size_t width = rows.size() / spots;
                out = std::copy_n(rows.data() + spot * width, width, out);
            }
        return {};
    }

    std::unique_ptr<M2ostEngine> m_engine;
    M2ostExtras m_extras;
    std::array<std::vector<float>, 3> m_rows; ///< expression, contributions, encoded of a batch
};

} // namespace

core::Result<std::unique_ptr<PatchBackend>> makeNativeBackend(const M2ostConfig& config,
                                                              const TensorMap& tensors,
                                                              const DeviceChoice& choice, int threads,
                                                              const M2ostExtras& extras)
{
    EngineOptions options;
    options.precision = choice.precision == "bfloat16" ? Precision::Bfloat16 : Precision::Float32;
    options.threads = threads;
    TRY(auto engine, M2ostEngine::create(config, tensors, options));
    return std::make_unique<NativeBackend>(std::move(engine), extras);
}

} // namespace transcope::model
