#pragma once

#include "core/base/fd.h"
#include "core/base/result.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace transcope::core {

/// A program with pipes at its standard input, output and error. Used from one thread at a time.
class ChildProcess
{
public:
    using Clock = std::chrono::steady_clock;
    enum class Event {
        Output,   ///< the program has said something
        Ended,    ///< it is gone, and all that it said was read before
        Woken,    ///< bytes lie in the descriptor that wakes
        TimedOut, ///< the time is over
    };

    /// command: the program, looked for as a shell does, and its arguments. shared: a descriptor of ours that
    /// the program finds as its SharedFd; -1 for none. Errors: DeviceFailure when it cannot be started.
    static Result<std::unique_ptr<ChildProcess>> start(const std::vector<std::string>& command,
                                                       int shared = -1);
    static constexpr int SharedFd = 3;
    /// Closes its input, which ends a worker, and kills it if it has not gone within a second.
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    pid_t id() const { return m_pid; }
    /// Ends it at once, whatever it does.
    void kill();
    /// Ends it at once and does not wait until the system has let go of it.
    static void discard(std::unique_ptr<ChildProcess> child);
    /// Queues bytes for its input; they leave while wait() waits, so neither side can block the other.
    void write(std::string bytes);
    /// Waits for whatever comes first. output: what it said; for Event::Output.
    Event wait(std::string& output, int wakeFd, std::optional<Clock::time_point> until);
    /// How it ended, with its last words on standard error; after Event::Ended: "ended with exit code 1".
    std::string ending() const;
    /// The number of the signal that ended it; 0 when none did. After Event::Ended.
    int endingSignal() const;

private:
    ChildProcess() = default;
    void sendQueued();
    bool readOutput(std::string& output);
    void readLog();
    void end();
    bool reap(std::chrono::milliseconds patience);

    pid_t m_pid = -1;
    Fd m_input, m_output, m_error;
    Fd m_pidFd; ///< readable when the process is gone; -1 where the system has none
    std::string m_unsent;
    std::size_t m_sent = 0;      ///< of m_unsent; moved out at the end alone, since patches are megabytes
    std::string m_log;           ///< the end of what it printed on standard error
    std::optional<int> m_status; ///< as waitpid() says; known when it is gone
};

} // namespace transcope::core
