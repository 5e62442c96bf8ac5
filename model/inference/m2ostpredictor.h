#pragma once

#include "core/predict/predictor.h"
#include "model/config/m2ostconfig.h"
#include "model/inference/m2ostbackend.h"

#include <memory>

namespace transcope::model {

/// M2OST as the rest of Transcope sees it: checks what goes in and what comes out of a backend.
class M2ostPredictor : public core::Predictor
{
public:
    M2ostPredictor(const M2ostConfig& config, core::PredictorInfo info,
                   std::unique_ptr<M2ostBackend> backend);
    const core::PredictorInfo& info() const override { return m_info; }
    core::Result<std::vector<float>> predict(const core::PatchBatch& batch) override;

private:
    M2ostConfig m_config;
    core::PredictorInfo m_info;
    std::unique_ptr<M2ostBackend> m_backend;
};

} // namespace transcope::model
