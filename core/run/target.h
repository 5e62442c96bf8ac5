#pragma once

#include "core/run/plan.h"
#include "core/session/session.h"

namespace transcope::core {

/// Where some of a row's values go.
struct TargetLayer
{
    std::int64_t layer = 0;
    std::vector<int> columns; ///< of the predictor's rows, in the layer's order of genes
};

/// Where a run's rows go, and which are not there yet.
struct RunTarget
{
    std::shared_ptr<Session> session;
    std::int64_t layer = 0;
    std::vector<int> missing;       ///< spots without a row there or in one of the parts, ascending
    std::vector<int> columns;       ///< of the predictor's rows, in the layer's order of genes
    std::vector<TargetLayer> parts; ///< what the rows hold besides: PredictorInfo::parts
};

/// The session at `path`; nullptr where there is no file. Errors: those of openSession().
Result<std::shared_ptr<Session>> sessionIfThere(const std::filesystem::path& path);

/// The scale that holds for a slide in a session: what the session remembers comes before the slide's own.
Scale scaleIn(const Session& session, std::optional<double> slideUmPerPx);

/// Fails unless the session is about the plan's slide file at the plan's scale, so that two sections never
/// mix. Errors: InvalidArgument, which names the session and what differs.
Result<void> checkSessionSlide(const Session& session, const RunPlan& plan);

/// The same, and unless its first spots are the plan's: for a file that a person named for just these spots.
/// Errors: InvalidArgument, which names the session and what differs.
Result<void> checkSessionMatches(const Session& session, const RunPlan& plan);

/// `there`, checked, or a new session at `path` where that is nullptr. A dense grid goes into any session of
/// the slide, beside its own spots. Errors: those of checkSessionMatches() and createSession().
Result<std::shared_ptr<Session>> sessionFor(const RunPlan& plan, const std::filesystem::path& path,
                                            std::shared_ptr<Session> there);

/// What a layer predicted by `predictor` is, before it has rows. The name is the method's as people write it
/// ("M2OST"); date and version are now's and this program's. The scale it records is that at which patches
/// are cut.
LayerInfo predictedLayerInfo(const PredictorInfo& predictor, const Scale& scale);

/// The session's layer that a run goes on filling: the one with the same method, weights hash, precision,
/// genes, cut scale and spots, so that a run resumes with the spots it lacks; else a new one, its name made
/// unique ("M2OST", "M2OST 2", …; of cells "M2OST, dense 50 µm"), over the plan's spots, which the session
/// takes in where it does not have them. What the rows hold besides is a layer for each part ("M2OST:
/// deviation of 8 views"), likewise. What the weights say of their training is kept beside them
/// (core/run/training.h). columns: of the predictor's genes to keep; empty = all. Errors: those of Session.
Result<RunTarget> findTarget(std::shared_ptr<Session> session, const RunPlan& plan,
                             const PredictorInfo& predictor, std::vector<int> columns = {});

} // namespace transcope::core
