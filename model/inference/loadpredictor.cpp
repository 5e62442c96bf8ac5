#include "model/inference/loadpredictor.h"

#include "core/base/try.h"
#include "model/methods/methods.h"

namespace transcope::model {

core::Result<std::unique_ptr<core::Predictor>> loadPredictor(const std::filesystem::path& weights,
                                                             const LoadOptions& options)
{
    TRY(auto choice, chooseDevice(options.device, options.precision));
    TRY(auto file, readWeights(weights));
    return loadMethod({weights, std::move(file), std::move(choice), options.threads, options.memoryLimitBytes,
                       options.isTrusted});
}

} // namespace transcope::model
