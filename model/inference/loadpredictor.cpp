#include "model/inference/loadpredictor.h"

#include "core/base/try.h"
#include "model/methods/methods.h"

namespace transcope::model {

core::Result<std::unique_ptr<core::Predictor>> loadPredictor(const std::filesystem::path& weights,
                                                             const LoadOptions& options)
{
    TRY(auto choice, chooseDevice(options.device, options.precision));
    TRY(auto file, readWeights(weights));
    TRY(const auto method, findMethod(file.card.method, weights.string()));
    return method->load(
        *method, {weights, std::move(file), std::move(choice), options.threads, options.memoryLimitBytes});
}

} // namespace transcope::model
