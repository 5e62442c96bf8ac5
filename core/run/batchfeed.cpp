#include "core/run/batchfeed.h"

#include "core/base/guarded.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace transcope::core {

namespace {

constexpr std::size_t FewSpots = 4; // read in some ten milliseconds: nobody waits for a smaller first batch

} // namespace

BatchFeed::BatchFeed(PatchExtractor& extractor, const SpotTable& spots, const std::vector<int>& order,
                     Options options, std::stop_token stop)
    : m_extractor(extractor), m_spots(spots), m_order(order), m_options(options),
      m_begins(boundaries(order.size(), static_cast<std::size_t>(options.batchSize))),
      m_failedBatch(std::numeric_limits<std::size_t>::max()),
      m_passOnStop(std::move(stop), [this] { m_stop.request_stop(); })
{
    try {
        for (int i = 0; i < m_options.threads; ++i)
            m_threads.emplace_back([this] { work(m_stop.get_token()); });
    } catch (...) { // no more threads: those that run must not be waited for for ever
        m_stop.request_stop();
        throw;
    }
}

std::vector<std::size_t> BatchFeed::boundaries(std::size_t spots, std::size_t batchSize)
{
    std::vector<std::size_t> begins = {0};
    for (std::size_t size = std::min(batchSize, std::max(FewSpots, batchSize / 8)); begins.back() < spots;
         size = std::min(batchSize, 2 * size))
        begins.push_back(std::min(spots, begins.back() + size));
    return begins;
}

BatchFeed::~BatchFeed()
{
    m_stop.request_stop();
}

Result<std::optional<PatchBatch>> BatchFeed::next()
{
    std::unique_lock lock(m_mutex);
    if (m_taken == batchCount())
        return std::nullopt;
    const bool ready = m_changed.wait(lock, m_stop.get_token(), [this] {
        return m_failedBatch == m_taken || (!m_ahead.empty() && m_ahead.front()->missing == 0);
    });
    if (!ready || m_stop.stop_requested())
        return fail(ErrorCode::Cancelled, "The run was cancelled");
    if (m_failedBatch == m_taken)
        return tl::unexpected(m_error);
    PatchBatch batch = std::move(m_ahead.front()->batch);
    m_ahead.pop_front();
    ++m_taken;
    m_changed.notify_all();
    return batch;
}

void BatchFeed::recycle(PatchBatch batch)
{
    const std::lock_guard lock(m_mutex);
    m_spare.push_back(std::move(batch));
}

double BatchFeed::readSeconds() const
{
    const std::lock_guard lock(m_mutex);
    return m_readSeconds;
}

void BatchFeed::work(std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, stop, [this] { return m_nextRead >= m_order.size() || mayRead(); })) {
        if (stop.stop_requested() || m_nextRead >= m_order.size() || m_nextBatch >= m_failedBatch)
            return;
        fillOne(lock, stop);
    }
}

bool BatchFeed::mayRead() const
{
    return m_nextBatch < m_taken + m_options.readAhead || m_nextBatch >= m_failedBatch;
}

// A batch not taken yet, begun if need be. Needs the lock.
BatchFeed::Pending& BatchFeed::pendingOf(std::size_t batch)
{
    while (m_taken + m_ahead.size() <= batch) {
        const std::size_t number = m_taken + m_ahead.size();
        auto pending = std::make_shared<Pending>();
        if (!m_spare.empty()) {
            pending->batch = std::move(m_spare.back());
            m_spare.pop_back();
        }
        pending->missing = static_cast<int>(m_begins[number + 1] - m_begins[number]);
        m_extractor.prepare(pending->batch, pending->missing);
        m_ahead.push_back(std::move(pending));
    }
    return *m_ahead[batch - m_taken];
}

void BatchFeed::fillOne(std::unique_lock<std::mutex>& lock, const std::stop_token& stop)
{
    using Clock = std::chrono::steady_clock;
    const std::size_t position = m_nextRead++, batch = m_nextBatch;
    if (m_nextRead == m_begins[batch + 1])
        ++m_nextBatch;
    Pending* pending = nullptr;
    // The batch stays in m_ahead, at the same address, until its last spot is filled.
    auto done = guardedCall([&] { pending = &pendingOf(batch); });
    if (done) {
        lock.unlock();
        const auto start = Clock::now();
        done = guardedCall([&] {
            return m_extractor.extractInto(pending->batch, static_cast<int>(position - m_begins[batch]),
                                           m_spots.spots[m_order[position]], stop);
        });
        const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
        lock.lock();
        m_readSeconds += seconds;
    }
    if (done && --pending->missing > 0)
        return;
    if (!done && batch < m_failedBatch) {
        m_failedBatch = batch;
        m_error = done.error();
    }
    m_changed.notify_all();
}

} // namespace transcope::core
