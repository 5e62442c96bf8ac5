#pragma once

#include "core/base/progress.h"
#include "core/figure/report.h"

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace transcope::core {

/// What a report is made of. Command line and viewer fill it and nothing else, so that both say the same of
/// the same session.
struct ReportInputs
{
    std::filesystem::path session;
    std::vector<std::string> genes; ///< of the maps; empty: those predicted best
    std::filesystem::path slide;    ///< empty: where the session says it is
    std::filesystem::path truth;    ///< the measured section, where the session holds no measured layer
    std::filesystem::path baseline; ///< folder of training sections; empty: no baselines
};

/// What a session holds, as a report: every number is one that `info`, `evaluate` or `regions` gives of the
/// same session, and nothing comes from elsewhere but the slide's picture, and what `truth` and `baseline`
/// name. Errors: those of opening session and slide, of the evaluation and of mapFigure(); NotFound where
/// nothing was predicted; Cancelled.
Result<Report> sectionReport(const ReportInputs& inputs, const ProgressFn& progress, std::stop_token stop);

} // namespace transcope::core
