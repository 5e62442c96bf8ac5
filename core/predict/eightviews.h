#pragma once

#include "core/predict/predictor.h"

namespace transcope::core {

/// What a predictor says of itself when it is seen through EightViews. Errors: Unsupported for methods that
/// see a whole section.
Result<PredictorInfo> infoOfEightViews(PredictorInfo info);

/// A patch-level model looked at from eight sides: each spot's patches as they are, turned by quarters, and
/// all of these mirrored. Rows are the mean of the eight, and the part partname::Deviation is their standard
/// deviation (of the eight, not an estimate from them: divided by 8). Parts that are not per gene are those
/// of the patches as they are. Takes eight times as long.
class EightViews final : public Predictor
{
public:
    static constexpr int Views = 8;
    /// Errors: those of infoOfEightViews().
    static Result<std::unique_ptr<Predictor>> of(std::unique_ptr<Predictor> model);

    const PredictorInfo& info() const override { return m_info; }
    Result<std::vector<float>> predict(const PatchBatch& batch) override;

private:
    EightViews(std::unique_ptr<Predictor> model, PredictorInfo info);

    std::unique_ptr<Predictor> m_model;
    PredictorInfo m_info;
};

} // namespace transcope::core
