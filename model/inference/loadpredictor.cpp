#include "model/inference/loadpredictor.h"

#include "core/base/try.h"
#include "model/methods/methods.h"
#include "model/torchscript/torchscript.h"
#include "model/torchscript/zooconfig.h"

namespace transcope::model {

core::Result<std::unique_ptr<core::Predictor>> loadPredictor(const std::filesystem::path& weights,
                                                             const LoadOptions& options)
{
    TRY(auto choice, chooseDevice(options.device, options.precision));
    TRY(auto file, readWeights(weights));
    if (file.card.method == TorchScriptMethod) // no method of the table: the file brings its own
        return loadTorchScript({weights, std::move(file), std::move(choice), options.threads},
                               options.isTrusted);
    TRY(const auto method, findMethod(file.card.method, weights.string()));
    return method->load(
        *method, {weights, std::move(file), std::move(choice), options.threads, options.memoryLimitBytes});
}

} // namespace transcope::model
