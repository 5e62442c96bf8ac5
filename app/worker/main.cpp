#include "core/base/trustedcode.h"
#include "core/base/try.h"
#include "core/rpc/workermain.h"
#include "model/inference/loadpredictor.h"
#include "model/methods/encoder.h"

#include <unistd.h>

using namespace transcope;

namespace {

/// Whoever looks at the viewer meanwhile goes first where processors are short; where not it changes nothing.
constexpr int Niceness = 5;

core::Result<std::unique_ptr<core::Predictor>> encoder(const core::LoadWeightsParams& params)
{
    TRY(const auto choice, model::chooseDevice(params.device, params.precision));
    return model::loadEncoder(params.path, choice, 0, core::isTrustedCode);
}

} // namespace

int main()
{
    (void)!nice(Niceness); // refused, it is as it was; before any thread, since each inherits it
    return core::runWorker([](const core::LoadWeightsParams& params) {
        if (params.features)
            return encoder(params);
        model::LoadOptions options{params.device, params.precision};
        options.isTrusted = core::isTrustedCode;
        options.views = params.views;
        options.splitLevels = params.splitLevels;
        options.attention = params.attention;
        options.compare = true;
        return model::loadPredictor(params.path, options);
    });
}
