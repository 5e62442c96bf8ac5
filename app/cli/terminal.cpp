#include "app/cli/terminal.h"

#include "core/base/filewait.h"
#include "core/base/guarded.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <memory>
#include <optional>
#include <semaphore.h>
#include <string>
#include <unistd.h>

namespace transcope::app {

namespace {

constexpr auto PlainLineInterval = std::chrono::seconds(3);
constexpr int BarWidth = 30;
constexpr auto LongFileWait = std::chrono::seconds(5);
/// What a stop request takes where it is heard.
constexpr auto StopPatience = std::chrono::seconds(2);

std::string clockText(double seconds)
{
    const auto whole = static_cast<long>(seconds + 0.5);
    char text[32];
    std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
    return text;
}

std::string describe(const core::Progress& p)
{
    std::string text = p.stage + " " + std::to_string(p.done);
    if (p.total > 0)
        text += " of " + std::to_string(p.total);
    if (p.elapsedSeconds > 0.5 && p.done > 0) {
        char rate[48];
        std::snprintf(rate, sizeof rate, ", %.1f/s", static_cast<double>(p.done) / p.elapsedSeconds);
        text += rate;
    }
    if (p.secondsLeft && p.done < p.total)
        text += ", " + clockText(*p.secondsLeft) + " left";
    return text;
}

void drawBar(const core::Progress& p)
{
    const double share = p.total > 0 ? static_cast<double>(p.done) / static_cast<double>(p.total) : 0;
    const int filled = static_cast<int>(share * BarWidth);
    const std::string bar = std::string(filled, '#') + std::string(BarWidth - filled, '.');
    const bool finished = p.total > 0 && p.done >= p.total;
    std::fprintf(stderr, "\r\033[K[%s] %s%s", bar.c_str(), describe(p).c_str(), finished ? "\n" : "");
}

// The one thing a signal handler may touch. A handler, and not a blocked mask with sigwait: libraries start
// threads before main() (OpenBLAS does), which would take the signal unblocked.
sem_t stopSignalArrived;

void postStop(int)
{
    sem_post(&stopSignalArrived);
}

/// A signal that is on its way to a thread which a file system holds: the kernel gives it to no other by
/// itself.
bool tookPendingSignal()
{
    sigset_t stops;
    sigemptyset(&stops);
    sigaddset(&stops, SIGINT);
    sigaddset(&stops, SIGTERM);
    constexpr timespec Now{};
    return sigtimedwait(&stops, nullptr, &Now) > 0;
}

/// Waits a second for a signal, or the end.
bool stopArrived()
{
    timespec until{};
    clock_gettime(CLOCK_MONOTONIC, &until);
    ++until.tv_sec;
    return sem_clockwait(&stopSignalArrived, CLOCK_MONOTONIC, &until) == 0 || tookPendingSignal();
}

/// Says once of every file that it is waited for.
void tellOfWait(std::string& told)
{
    const auto wait = core::longestFileWait();
    if (!wait || wait->since < LongFileWait || wait->file == told)
        return;
    told = wait->file;
    std::fprintf(stderr, "still waiting for %s; Ctrl+C ends the program\n", told.c_str());
}

/// Where the thread that should stop has been waiting for a file since before the request.
void leaveIfStuck(std::chrono::steady_clock::time_point asked)
{
    const auto wait = core::longestFileWait();
    const auto sinceAsked = std::chrono::steady_clock::now() - asked;
    if (!wait || sinceAsked < StopPatience || wait->since < sinceAsked)
        return;
    std::fprintf(stderr, "transcope-cli: cancelled while waiting for %s\n", wait->file.c_str());
    _exit(core::exitCode(core::ErrorCode::Cancelled));
}

void watch(std::stop_source source, const std::stop_token& ended)
{
    std::string told;
    std::optional<std::chrono::steady_clock::time_point> asked;
    while (!ended.stop_requested()) {
        if (stopArrived() && !ended.stop_requested() && source.request_stop())
            asked = std::chrono::steady_clock::now();
        if (asked)
            leaveIfStuck(*asked);
        else
            tellOfWait(told);
    }
}

} // namespace

core::ProgressFn terminalProgress()
{
    if (isatty(STDERR_FILENO))
        return drawBar;
    auto last = std::make_shared<std::chrono::steady_clock::time_point>(std::chrono::steady_clock::now());
    return [last](const core::Progress& p) {
        const auto now = std::chrono::steady_clock::now();
        if (now - *last < PlainLineInterval)
            return;
        *last = now;
        std::fprintf(stderr, "%s\n", describe(p).c_str());
    };
}

StopOnSignal::StopOnSignal()
{
    sem_init(&stopSignalArrived, 0, 0);
    struct sigaction action
    {
    };
    action.sa_handler = postStop;
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    m_waiter = std::jthread([source = m_source](const std::stop_token& ended) {
        (void)core::guardedCall([&] { watch(source, ended); });
    });
}

StopOnSignal::~StopOnSignal()
{
    m_waiter.request_stop();
    sem_post(&stopSignalArrived);
}

} // namespace transcope::app
