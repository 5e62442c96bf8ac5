#pragma once

#include "core/predict/predictor.h"
#include "model/backends/patchbackend.h"

#include <memory>

namespace transcope::model {

/// A patch-level method as the rest of Transcope sees it: checks what goes in and what comes out of a backend
/// that takes info.patches and gives info.genes and info.parts.
class PatchPredictor : public core::Predictor
{
public:
    PatchPredictor(core::PredictorInfo info, std::unique_ptr<PatchBackend> backend);
    const core::PredictorInfo& info() const override { return m_info; }
    core::Result<std::vector<float>> predict(const core::PatchBatch& batch) override;

private:
    core::PredictorInfo m_info;
    std::unique_ptr<PatchBackend> m_backend;
};

} // namespace transcope::model
