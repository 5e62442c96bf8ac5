#pragma once

#include "core/run/plan.h"
#include "core/run/runrows.h"

#include <functional>

namespace transcope::core {

struct RunOptions
{
    int batchSize = 0;        ///< spots per batch; 0 = the predictor's preference
    int readerThreads = 0;    ///< 0 = as many as keep the predictor's device busy
    int readAheadBatches = 2; ///< how many finished batches of patches may wait: bounds memory
    RunId run = 0;            ///< the name that rows carry
    /// Where a person looks, in level-0 px: runInto() predicts what is there first, and asks again as it goes
    /// on. Empty: all in one sweep. Not for methods that see the whole section.
    std::function<RectI()> lookedAt = {};
};

struct RunSummary
{
    std::int64_t predicted = 0;
    std::int64_t paddedSpots = 0;
    double seconds = 0;      ///< wall time of the run
    double readSeconds = 0;  ///< sum of the time reader threads spent reading and resampling
    double modelSeconds = 0; ///< time inside Predictor::predict
    std::int64_t tilesDecoded = 0;
};

/// Where the rows of a run come from: a model in this process, or a worker. Used from one thread at a time.
class RowSource
{
public:
    virtual ~RowSource() = default;

    /// Gets the weights ready, at once where they are. Errors: those of the weights; Cancelled, promptly.
    virtual Result<PredictorInfo> load(std::stop_token stop) = 0;

    /// Predicts the spots `pending` (indices into plan.spots) with the weights loaded last. Batches come in
    /// an order that is the same for the same pending set; a spot's row does not depend on the batch it is
    /// in. Ends in exactly one way: a summary (finished), Error Cancelled, or another Error (failed).
    /// Whatever reached the sink before stays valid, so a run resumes with the spots that are missing. A
    /// batch that is in the model while the stop comes reaches the sink too. A method that sees the whole
    /// section (PredictorInfo::kind) predicts all of plan.spots, whatever is pending, and only then hands on
    /// the rows of those that are: all or none.
    virtual Result<RunSummary> predict(const RunPlan& plan, const std::vector<int>& pending,
                                       const RunOptions& options, const RowSink& sink,
                                       const ProgressFn& progress, std::stop_token stop) = 0;

    /// False when it is gone (a worker that died); load() then begins anew.
    virtual bool isAlive() const { return true; }
};

/// Rows from a model in this process.
class PredictorRows final : public RowSource
{
public:
    /// predictor: outlives this object; its weights are loaded.
    explicit PredictorRows(Predictor& predictor) : m_predictor(predictor) {}

    Result<PredictorInfo> load(std::stop_token) override { return m_predictor.info(); }
    /// Reader threads read ahead while the model runs on the calling thread.
    Result<RunSummary> predict(const RunPlan& plan, const std::vector<int>& pending,
                               const RunOptions& options, const RowSink& sink, const ProgressFn& progress,
                               std::stop_token stop) override;

private:
    Predictor& m_predictor;
};

} // namespace transcope::core
