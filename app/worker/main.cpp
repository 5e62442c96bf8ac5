#include "core/rpc/workermain.h"
#include "model/inference/loadpredictor.h"

int main()
{
    return transcope::core::runWorker([](const transcope::core::LoadWeightsParams& params) {
        return transcope::model::loadPredictor(params.path, {params.device, params.precision});
    });
}
