#pragma once

#include "core/base/progress.h"

#include <stop_token>
#include <thread>

namespace transcope::app {

/// Progress on stderr: a bar that redraws itself on a terminal, plain lines every few seconds elsewhere.
core::ProgressFn terminalProgress();

/// Turns Ctrl+C and SIGTERM into a stop request while it exists. One at a time. Says which file is waited for
/// where that takes long (core::FileWait); a stop request then ends the program, exit code 5, since nobody
/// else can.
class StopOnSignal
{
public:
    StopOnSignal();
    ~StopOnSignal();
    std::stop_token token() const { return m_source.get_token(); }

private:
    std::stop_source m_source;
    std::jthread m_waiter;
};

} // namespace transcope::app
