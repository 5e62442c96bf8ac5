#include "app/cli/encoderinworker.h"

#include "app/cli/untrustedprogram.h"
#include "core/base/resources.h"
#include "core/base/try.h"
#include "core/rpc/workerclient.h"

namespace transcope::app {

using core::Result;

namespace {

/// An encoder in a worker of its own.
class EncoderInWorker final : public core::Predictor
{
public:
    EncoderInWorker() : m_client({core::programBeside("transcope-worker").string()}) {}
    /// Errors: InvalidArgument (not trusted); those of WorkerClient::loadWeights().
    Result<void> load(core::LoadWeightsParams params, bool trust)
    {
        TRY(m_info, m_client.loadWeights(params));
        if (trust && !m_info.needsTrust.empty()) {
            params.trust = m_info.needsTrust;
            TRY(m_info, m_client.loadWeights(params));
        }
        if (!m_info.needsTrust.empty())
            return tl::unexpected(untrustedProgram(params.path, m_info.needsTrust));
        return {};
    }
    const core::PredictorInfo& info() const override { return m_info; }
    Result<std::vector<float>> predict(const core::PatchBatch& batch) override
    {
        return m_client.predictPatches(batch);
    }

private:
    core::WorkerClient m_client;
    core::PredictorInfo m_info;
};

} // namespace

model::EncoderOfProgram encoderInWorker(bool trust)
{
    return [trust](const std::filesystem::path& encoder,
                   const std::string& device) -> Result<std::unique_ptr<core::Predictor>> {
        auto worker = std::make_unique<EncoderInWorker>();
        core::LoadWeightsParams params{.path = encoder.string(), .device = device, .precision = "float32"};
        params.features = true;
        TRY_RUN(worker->load(std::move(params), trust));
        return worker;
    };
}

} // namespace transcope::app
