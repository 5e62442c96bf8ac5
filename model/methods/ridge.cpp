#include "model/methods/ridge.h"

#include "core/base/sha256.h"
#include "core/base/try.h"
#include "model/methods/encoder.h"

#include <optional>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

constexpr int PaperComponents = 256;

class RidgePredictor final : public core::Predictor
{
public:
    /// head: nothing where the encoder is not trusted yet, and refuses by itself.
    RidgePredictor(core::PredictorInfo info, std::unique_ptr<core::Predictor> encoder,
                   std::optional<RidgeHead> head)
        : m_info(std::move(info)), m_encoder(std::move(encoder)), m_head(std::move(head))
    {
    }
    const core::PredictorInfo& info() const override { return m_info; }
    Result<std::vector<float>> predict(const core::PatchBatch& batch) override
    {
        TRY(const auto features, m_encoder->predict(batch));
        return m_head->rows(features);
    }

private:
    core::PredictorInfo m_info;
    std::unique_ptr<core::Predictor> m_encoder;
    std::optional<RidgeHead> m_head;
};

/// The encoder that a configuration names, by what it is and not by where it lies.
Result<std::filesystem::path> findEncoder(const nlohmann::json& configuration,
                                          const std::filesystem::path& weights)
{
    const auto encoder = configuration.value("encoder", nlohmann::json::object());
    const std::string file = encoder.value("file", ""), path = encoder.value("path", ""),
                      hash = encoder.value("sha256", "");
    std::string other;
    std::error_code ignored; // what cannot be looked at is not there
    for (const auto& candidate : {weights.parent_path() / file, std::filesystem::path(path)}) {
        if (!std::filesystem::is_regular_file(candidate, ignored))
            continue;
        TRY(const auto found, core::sha256OfFile(candidate));
        if (found == hash)
            return candidate;
        other = candidate.string();
    }
    const std::string wanted = "the encoder " + file + " (SHA-256 " + hash.substr(0, 16) + "…)";
    if (other.empty())
        return fail(ErrorCode::NotFound,
                    weights.string() + " needs " + wanted + ", which lies neither beside it nor at " + path,
                    "Put the encoder's file beside the weights");
    return fail(ErrorCode::BadInput,
                other + " is not " + wanted + " that " + weights.string() + " was fitted on",
                "Put the encoder's file of that time beside the weights, or fit again");
}

Result<std::unique_ptr<core::Predictor>> load(const Method& method, LoadRequest&& request)
{
    const std::string name = request.path.string();
    TRY(const auto path, findEncoder(request.file.card.configuration, request.path));
    TRY(auto encoder, loadEncoder(path, request.choice, request.threads, request.isTrusted));
    const core::PredictorInfo& its = encoder->info();
    if (request.file.card.patches.sizePx != its.patches.sizePx)
        return fail(ErrorCode::BadInput, name + " contradicts itself: its patches are not its encoder's",
                    "Fit the weights again");
    std::optional<RidgeHead> head;
    if (its.needsTrust.empty()) {
        TRY(head,
            RidgeHead::from(request.file.tensors, its.genes.size(), request.file.card.genes.size(), name));
    }
    request.choice.precision = its.precision;
    request.choice.precisionReason = its.precisionReason;
    auto info = infoOf(method, std::move(request));
    info.title = "Ridge on " + its.title;
    info.needsTrust = its.needsTrust;
    info.trainedOn += "; encoder: " + its.title;
    return std::make_unique<RidgePredictor>(std::move(info), std::move(encoder), std::move(head));
}

/// Of the regression alone, with as many components as it takes at most: the encoder comes on top.
Result<OperationCount> count(const Method&, const nlohmann::json& configuration)
{
    const std::int64_t genes = configuration.value("genes", 0);
    const std::int64_t components = configuration.value("components", PaperComponents);
    return OperationCount{genes * (components + 1), 0, genes * components, 0};
}

template <class T> Result<T> notFor(const char* what)
{
    return fail(ErrorCode::Unsupported, std::string("ridge has no ") + what,
                "Fit it with transcope-cli train --method ridge --encoder FILE");
}

} // namespace

Result<RidgeHead> RidgeHead::from(const TensorMap& tensors, std::size_t features, std::size_t genes,
                                  const std::string& name)
{
    const auto d = static_cast<std::int64_t>(features), g = static_cast<std::int64_t>(genes);
    const auto components = tensors.find(RidgeTensors::Components);
    const std::int64_t k =
        components == tensors.end() || components->second.shape.empty() ? 0 : components->second.shape[0];
    TRY_RUN(checkTensors(tensors,
                         {{RidgeTensors::Mean, {d}},
                          {RidgeTensors::Deviation, {d}},
                          {RidgeTensors::Components, {k, d}},
                          {RidgeTensors::Coefficients, {g, k}},
                          {RidgeTensors::Intercept, {g}}},
                         name));
    const auto& mean = tensors.at(RidgeTensors::Mean).data;
    const auto& deviation = tensors.at(RidgeTensors::Deviation).data;
    const auto& axes = components->second.data;
    const auto& coefficients = tensors.at(RidgeTensors::Coefficients).data;
    const auto& intercept = tensors.at(RidgeTensors::Intercept).data;
    RidgeHead head;
    head.m_features = features;
    head.m_weight.assign(genes * features, 0);
    head.m_bias.assign(intercept.begin(), intercept.end());
    for (std::size_t gene = 0; gene < genes; ++gene) {
        double* weight = head.m_weight.data() + gene * features;
        for (std::size_t c = 0; c < static_cast<std::size_t>(k); ++c) {
            const double factor = coefficients[gene * static_cast<std::size_t>(k) + c];
            for (std::size_t f = 0; f < features; ++f)
                weight[f] += factor * axes[c * features + f];
        }
        for (std::size_t f = 0; f < features; ++f) {
            weight[f] /= deviation[f];
            head.m_bias[gene] -= weight[f] * mean[f];
        }
    }
    return head;
}

std::vector<float> RidgeHead::rows(const std::vector<float>& features) const
{
    std::vector<float> rows;
    rows.reserve(features.size() / m_features * m_bias.size());
    for (std::size_t at = 0; at < features.size(); at += m_features)
        for (std::size_t gene = 0; gene < m_bias.size(); ++gene) {
            const double* weight = m_weight.data() + gene * m_features;
            double sum = m_bias[gene];
            for (std::size_t f = 0; f < m_features; ++f)
                sum += weight[f] * features[at + f];
            rows.push_back(static_cast<float>(sum));
        }
    return rows;
}

Method ridgeMethod()
{
    Method method;
    method.name = "ridge";
    method.title = "Ridge on an encoder";
    method.patches.downsamples = {1};
    method.training.onEncoder = true;
    method.count = count;
    method.load = load;
    method.compute = [](const Method&, const Reference&, const std::string&) {
        return notFor<std::vector<Computed>>("reference vectors");
    };
    method.adopt = [](const Method&, Importing&) { return notFor<void>("state dict to import"); };
    method.trainable = nullptr;
    return method;
}

} // namespace transcope::model
