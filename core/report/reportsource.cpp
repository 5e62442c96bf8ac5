#include "core/report/reportsource.h"

#include "core/base/try.h"

namespace transcope::core {

Result<ReportSource> openReportSource(const ReportInputs& inputs)
{
    ReportSource source;
    TRY(source.session, openSession(inputs.session));
    TRY(source.infos, source.session->layers());
    for (const auto& info : source.infos) {
        if (info.kind == LayerKind::Measured && source.measured == nullptr)
            source.measured = &info;
        if (info.kind != LayerKind::Predicted)
            continue;
        TRY(auto training, trainingOf(*source.session, info.provenance));
        source.predicted.push_back({info, std::move(training)});
    }
    source.truth = source.measured != nullptr ? inputs.session.string() : inputs.truth.string();
    if (source.predicted.empty())
        return fail(ErrorCode::NotFound, inputs.session.string() + ": nothing was predicted in this session",
                    "Predict into it first");
    return source;
}

} // namespace transcope::core
