#pragma once

#include "core/report/sectionreport.h"
#include "core/run/training.h"
#include "core/session/session.h"

#include <memory>
#include <optional>

/// What the parts of a report speak of; private to core/report.

namespace transcope::core {

struct PredictedLayer
{
    LayerInfo info;
    std::optional<TrainingRecord> training; ///< as the session keeps it
};

struct ReportSource
{
    std::unique_ptr<Session> session;
    std::vector<LayerInfo> infos;
    std::vector<PredictedLayer> predicted; ///< of these; not empty
    const LayerInfo* measured = nullptr;   ///< among infos; nullptr: the session holds none
    std::string truth;                     ///< file of the measured section; empty without one
};

/// Errors: see sectionReport().
Result<ReportSource> openReportSource(const ReportInputs& inputs);

/// A part for each region of the session: against all other spots, in the measurement or else in the first
/// prediction.
Result<void> addRegionParts(std::vector<ReportPart>& parts, const ReportSource& source,
                            const ProgressFn& progress, const std::stop_token& stop);

} // namespace transcope::core
