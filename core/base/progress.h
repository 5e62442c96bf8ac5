#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace transcope::core {

/// How far a long piece of work is.
struct Progress
{
    std::string stage;                 ///< what is being done, e.g. "predicting"; English
    std::int64_t done = 0;             ///< units finished, 0..total
    std::int64_t total = 0;            ///< units in all; 0 when unknown
    double elapsedSeconds = 0;         ///< since the meter was made
    std::optional<double> secondsLeft; ///< from the rate so far; absent until it can be told
};

/// Receives progress on whichever thread does the work.
using ProgressFn = std::function<void(const Progress&)>;

/// Counts units of one stage and reports at most 20 times a second, and always at the end.
/// Not thread-safe: one thread advances it.
class ProgressMeter
{
public:
    /// fn may be empty. total: units in all, 0 if unknown.
    ProgressMeter(ProgressFn fn, std::string stage, std::int64_t total);
    /// Adds units. Reports if 50 ms have passed since the last report or the total is reached.
    void advance(std::int64_t units = 1);

private:
    using Clock = std::chrono::steady_clock;
    void report(Clock::time_point now);

    ProgressFn m_fn;
    Progress m_progress;
    Clock::time_point m_start;
    Clock::time_point m_lastReport;
};

} // namespace transcope::core
