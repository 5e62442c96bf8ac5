#include "model/methods/torchscript.h"

#include "core/base/sha256.h"
#include "core/base/try.h"
#include "model/torchscript/importmodel.h"
#include "model/torchscript/runtorchscript.h"

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

/// Stands for code that nobody has said to trust.
class UntrustedPredictor final : public core::Predictor
{
public:
    explicit UntrustedPredictor(core::PredictorInfo info) : m_info(std::move(info)) {}
    const core::PredictorInfo& info() const override { return m_info; }
    Result<std::vector<float>> predict(const core::PatchBatch&) override
    {
        return fail(ErrorCode::ModelFailure,
                    m_info.weightsName + " holds a program (TorchScript) that is not trusted",
                    "Run it with predict --trust once, if you know where it comes from");
    }

private:
    core::PredictorInfo m_info;
};

core::PredictorInfo describe(LoadRequest&& request)
{
    request.choice.precision = "float32";
    request.choice.precisionReason = "TorchScript runs as it was saved";
    Method method;
    method.title = request.file.card.configuration.value("title", std::string("TorchScript"));
    auto info = infoOf(method, std::move(request));
    info.title = method.title;
    return info;
}

std::string hashOf(const std::string& code)
{
    core::Sha256 hash;
    hash.update(code.data(), code.size());
    return hash.hexDigest();
}

} // namespace

Result<std::unique_ptr<core::Predictor>> loadTorchScript(LoadRequest&& request, TorchScriptUse use)
{
    const std::string name = request.path.string();
    TRY(auto transform, zooTransformOf(request.file.card, name));
    const auto blob = request.file.blobs.find(TorchScriptBlob);
    if (blob == request.file.blobs.end())
        return fail(ErrorCode::BadInput, name + " holds no TorchScript", "Import the model again");
    const std::string code = std::move(blob->second);
    const std::string hash = hashOf(code); // of just the bytes that are run
    const bool trusted = request.isTrusted && request.isTrusted(hash);
    const int threads = request.threads;
    auto info = describe(std::move(request));
    if (!trusted) {
        info.needsTrust = hash;
        return std::make_unique<UntrustedPredictor>(std::move(info));
    }
    if (use == TorchScriptUse::Encode) {
        info.genes.clear();
        transform.classes = false;
    }
    return runTorchScript(std::move(info), code, transform, threads);
}

} // namespace transcope::model
