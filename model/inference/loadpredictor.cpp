#include "model/inference/loadpredictor.h"

#include "core/base/try.h"
#include "core/predict/eightviews.h"
#include "model/inference/comparedwithtraining.h"
#include "model/methods/methods.h"

#include <algorithm>

namespace transcope::model {

namespace {

/// None for TorchScript, which is no method of the table.
const Method* methodOf(const std::string& name)
{
    const auto found = std::ranges::find(methods(), name, &Method::name);
    return found == methods().end() ? nullptr : &*found;
}

core::Result<void> checkParts(const Method* method, const LoadOptions& options,
                              const std::filesystem::path& weights)
{
    const std::string who = weights.string() + ": " + (method ? method->title : "this model");
    if (options.splitLevels && !(method && method->splitsByLevel))
        return core::fail(core::ErrorCode::Unsupported,
                          who +
                              " does not predict as a sum over zoom levels, so there are no shares of levels",
                          "Leave the split by levels out, or choose weights of M2OST");
    if (options.attention && !(method && method->tellsAttention && options.views == 1))
        return core::fail(core::ErrorCode::Unsupported, who + " does not tell where in its patches it looks",
                          "Choose weights of M2OST, and one view");
    return {};
}

} // namespace

core::Result<std::unique_ptr<core::Predictor>> loadPredictor(const std::filesystem::path& weights,
                                                             const LoadOptions& options)
{
    TRY(auto choice, chooseDevice(options.device, options.precision));
    TRY(auto file, readWeights(weights));
    const Method* method = methodOf(file.card.method);
    TRY_RUN(checkParts(method, options, weights));
    LoadRequest request{weights, std::move(file), std::move(choice), options.threads};
    request.isTrusted = options.isTrusted;
    request.memoryLimitBytes = options.memoryLimitBytes;
    request.splitLevels = options.splitLevels;
    request.attention = options.attention;
    request.ownViews = options.views == 1;
    const auto training = std::move(request.file.training);
    const bool compares = options.compare && !(method && core::seesWholeSection(method->kind)) &&
                          !request.file.card.looks.empty();
    request.encoded = options.encoded || (compares && training);
    TRY(auto predictor, loadMethod(std::move(request)));
    if (options.views != 1) {
        TRY(predictor, core::EightViews::of(std::move(predictor)));
    }
    return compares ? comparedWithTraining(std::move(predictor), training) : std::move(predictor);
}

} // namespace transcope::model
