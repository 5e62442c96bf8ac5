#pragma once

#include "core/predict/sectionpredictor.h"

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
    /// Other weights than another fake's: their name, and a hash of that digit alone.
    void nameWeights(const std::string& name, char digit);

    /// Called at the start of each predict() with the number of calls before it; an error it returns is
    /// predict()'s own. May throw.
    std::function<core::Result<void>(int call)> before;
    int calls() const { return m_calls; }

private:
    core::PredictorInfo m_info;
    int m_calls = 0;
};

/// The same for a whole section: a spot's row is what FakePredictor says of it less the section's mean, so it
/// depends on all spots. Spots without array coordinates are refused, as are more than mostSpots.
class FakeSectionPredictor : public core::SectionPredictor
{
public:
    static constexpr int Steps = 3;
    explicit FakeSectionPredictor(core::PatchSpec patches = {}, int preferredBatch = 32);

    const core::PredictorInfo& info() const override { return m_info; }
    core::Result<std::unique_ptr<core::SectionPass>> begin(const core::SectionView& section) override;

    int mostSpots = 1000;
    /// Called at the start of each take() and step() with the number of calls before it; an error it returns
    /// is theirs.
    std::function<core::Result<void>(int call)> before;

private:
    core::PredictorInfo m_info;
};

} // namespace transcope::test
