#include "core/rpc/workermain.h"
#include "model/inference/loadpredictor.h"

int main()
{
    return transcope::core::runWorker([](const transcope::core::LoadWeightsParams& params) {
        transcope::model::LoadOptions options{params.device, params.precision};
        options.views = params.views;
        options.splitLevels = params.splitLevels;
        options.compare = true;
        return transcope::model::loadPredictor(params.path, options);
    });
}
