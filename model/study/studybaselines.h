#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "model/study/studyscores.h"

#include <optional>
#include <stop_token>
#include <string>

namespace transcope::model {

/// What stands beside a study's networks without being one.
struct StudyBaseline
{
    std::string name; ///< as `evaluate` names it
    core::SectionScores scores;
    bool isOracle = false; ///< knows of the measurement what no predictor can know
    std::string note;      ///< how it was fitted; empty where there is nothing to say
};

/// core::meanBaselines(), scored on the held-out sections; the first alone where the split shares no
/// patients. Others are absent where a held-out section has no such spots. split: with held-out spots.
std::vector<StudyBaseline> noImageBaselines(const PackFile& data, const Split& split);

/// core::patchRidge() on the training spots' packed patches, all levels. progress: counts spots.
/// Errors: Cancelled.
core::Result<StudyBaseline> ridgeBaseline(const PackFile& data, const Split& split,
                                          const core::ProgressFn& progress = {}, std::stop_token stop = {});

/// The oracle that knows the held-out spots' depth alone; nothing where the file packs no depths.
std::optional<StudyBaseline> depthAlone(const PackFile& data, const Split& split);

/// All of them, in this order. Errors: Cancelled.
core::Result<std::vector<StudyBaseline>> studyBaselines(const PackFile& data, const Split& split,
                                                        const core::ProgressFn& progress,
                                                        std::stop_token stop);

} // namespace transcope::model
