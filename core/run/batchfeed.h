#pragma once

#include "core/predict/patchextractor.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace transcope::core {

/// Reads patches ahead: threads fill the batches of a fixed order of spots together, spot by spot, and one
/// consumer takes finished batches in that order. At most readAhead finished or begun batches wait, so memory
/// does not grow with the number of spots. The first batches are smaller, so that the consumer need not wait
/// long for its first. A spot that cannot be read ends the feed at its batch; the batches
/// before it still come.
class BatchFeed
{
public:
    struct Options
    {
        int batchSize = 32;
        int threads = 2;
        int readAhead = 2;
    };

    /// The arguments outlive the feed. order: indices into spots, all valid.
    BatchFeed(PatchExtractor& extractor, const SpotTable& spots, const std::vector<int>& order,
              Options options, std::stop_token stop);
    ~BatchFeed();

    /// Waits for the next batch; empty after the last. Errors: those of extractInto; Cancelled.
    Result<std::optional<PatchBatch>> next();
    /// Gives a batch's memory back for a later one.
    void recycle(PatchBatch batch);
    /// Seconds that all threads together have spent reading and resampling.
    double readSeconds() const;

private:
    /// Positions in m_order where batches begin, and the end of the last.
    static std::vector<std::size_t> boundaries(std::size_t spots, std::size_t batchSize);

    struct Pending
    {
        PatchBatch batch;
        int missing = 0; ///< spots not filled yet
    };
    void work(std::stop_token stop);
    bool mayRead() const;
    std::size_t batchCount() const { return m_begins.size() - 1; }
    Pending& pendingOf(std::size_t batch);
    void fillOne(std::unique_lock<std::mutex>& lock, const std::stop_token& stop);

    PatchExtractor& m_extractor;
    const SpotTable& m_spots;
    const std::vector<int>& m_order;
    const Options m_options;
    const std::vector<std::size_t> m_begins;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<std::shared_ptr<Pending>> m_ahead; ///< batches m_taken, m_taken + 1, …
    std::vector<PatchBatch> m_spare;
    std::size_t m_taken = 0;     ///< batches handed out
    std::size_t m_nextRead = 0;  ///< position in m_order of the next spot to read
    std::size_t m_nextBatch = 0; ///< the batch that it belongs to
    std::size_t m_failedBatch;   ///< the first batch with a failure; past the end while there is none
    Error m_error;
    double m_readSeconds = 0;
    std::stop_source m_stop;
    std::stop_callback<std::function<void()>> m_passOnStop;
    std::vector<std::jthread> m_threads;
};

} // namespace transcope::core
