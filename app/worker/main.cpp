#include "core/base/trustedcode.h"
#include "core/rpc/workermain.h"
#include "model/inference/loadpredictor.h"

using namespace transcope;

int main()
{
    return core::runWorker([](const core::LoadWeightsParams& params) {
        model::LoadOptions options{params.device, params.precision};
        options.isTrusted = core::isTrustedCode;
        options.views = params.views;
        options.splitLevels = params.splitLevels;
        options.attention = params.attention;
        options.compare = true;
        return model::loadPredictor(params.path, options);
    });
}
