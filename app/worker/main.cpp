#include "core/rpc/trustedcode.h"
#include "core/rpc/workermain.h"
#include "model/inference/loadpredictor.h"

using namespace transcope;

int main()
{
    return core::runWorker([](const core::LoadWeightsParams& params) {
        return model::loadPredictor(params.path, {params.device, params.precision, 0, core::isTrustedCode});
    });
}
