#include "core/base/progress.h"

namespace transcope::core {

namespace {
constexpr auto ReportInterval = std::chrono::milliseconds(50);
}

ProgressMeter::ProgressMeter(ProgressFn fn, std::string stage, std::int64_t total)
    : m_fn(std::move(fn)), m_start(Clock::now()), m_lastReport(m_start)
{
    m_progress.stage = std::move(stage);
    m_progress.total = total;
    report(m_start);
}

void ProgressMeter::advance(std::int64_t units)
{
    m_progress.done += units;
    const auto now = Clock::now();
    const bool finished = m_progress.total > 0 && m_progress.done >= m_progress.total;
    if (finished || now - m_lastReport >= ReportInterval)
        report(now);
}

void ProgressMeter::report(Clock::time_point now)
{
    if (!m_fn)
        return;
    m_lastReport = now;
    m_progress.elapsedSeconds = std::chrono::duration<double>(now - m_start).count();
    if (m_progress.done > 0 && m_progress.total > 0) {
        const double secondsPerUnit = m_progress.elapsedSeconds / static_cast<double>(m_progress.done);
        m_progress.secondsLeft = secondsPerUnit * static_cast<double>(m_progress.total - m_progress.done);
    }
    m_fn(m_progress);
}

} // namespace transcope::core
