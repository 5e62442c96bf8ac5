#pragma once

#include "app/cli/command.h"
#include "core/figure/report.h"

namespace transcope::app {

struct ReportOptions
{
    std::filesystem::path session, out;
    std::vector<std::string> genes; ///< of the maps; empty: those predicted best
    std::string truth;    ///< the measured section; empty: the session's measured layer, where it has one
    std::string baseline; ///< folder of training sections; empty: no baselines
    std::vector<std::string> weights; ///< files that tell what predictions were trained on
    std::string slide;                ///< empty: the session's
};

/// What a session holds, as a report: every number is one that `info`, `evaluate` or `regions` gives of the
/// same session. Errors: those of opening session and slide, of the evaluation and of mapFigure(); NotFound
/// where nothing was predicted.
core::Result<core::Report> reportOf(const ReportOptions& options, const Context& context);

} // namespace transcope::app
