#pragma once

#include "core/predict/predictor.h"

#include <functional>

namespace transcope::test {

/// A model without a model: the mean colour of each level's patch, so three genes per level ("L0_R", "L0_G",
/// "L0_B", "L1_R", …) with values 0..1. Each spot's row depends on its own patches alone.
class FakePredictor : public core::Predictor
{
public:
    explicit FakePredictor(core::PatchSpec patches = {}, int preferredBatch = 32);

    const core::PredictorInfo& info() const override { return m_info; }
    core::Result<std::vector<float>> predict(const core::PatchBatch& batch) override;

    /// Called at the start of each predict() with the number of calls before it; an error it returns is
    /// predict()'s own. May throw.
    std::function<core::Result<void>(int call)> before;
    int calls() const { return m_calls; }

private:
    core::PredictorInfo m_info;
    int m_calls = 0;
};

} // namespace transcope::test
