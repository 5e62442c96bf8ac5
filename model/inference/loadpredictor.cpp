#include "model/inference/loadpredictor.h"

#include "core/base/try.h"
#include "core/predict/eightviews.h"
#include "model/inference/comparedwithtraining.h"
#include "model/methods/methods.h"

namespace transcope::model {

namespace {

core::Result<void> checkLevelsAreTold(const Method& method, const std::filesystem::path& weights)
{
    if (method.splitsByLevel)
        return {};
    return core::fail(core::ErrorCode::Unsupported,
                      weights.string() + ": " + method.title +
                          " does not predict as a sum over zoom levels, so there are no shares of levels",
                      "Leave the split by levels out, or choose weights of M2OST");
}

} // namespace

core::Result<std::unique_ptr<core::Predictor>> loadPredictor(const std::filesystem::path& weights,
                                                             const LoadOptions& options)
{
    TRY(auto choice, chooseDevice(options.device, options.precision));
    TRY(auto file, readWeights(weights));
    TRY(const auto method, findMethod(file.card.method, weights.string()));
    if (options.splitLevels)
        TRY_RUN(checkLevelsAreTold(*method, weights));
    LoadRequest request{weights, std::move(file), std::move(choice), options.threads};
    request.memoryLimitBytes = options.memoryLimitBytes;
    request.splitLevels = options.splitLevels;
    request.ownViews = options.views == 1;
    const auto training = std::move(request.file.training);
    const bool compares =
        options.compare && !core::seesWholeSection(method->kind) && !request.file.card.looks.empty();
    request.encoded = options.encoded || (compares && training);
    TRY(auto predictor, method->load(*method, std::move(request)));
    if (options.views != 1) {
        TRY(predictor, core::EightViews::of(std::move(predictor)));
    }
    return compares ? comparedWithTraining(std::move(predictor), training) : std::move(predictor);
}

} // namespace transcope::model
