#include "core/base/filewait.h"

#include <map>
#include <mutex>

namespace transcope::core {

namespace {

using Clock = std::chrono::steady_clock;

struct Begun
{
    std::filesystem::path file;
    Clock::time_point at;
};

struct Waits
{
    std::mutex mutex;
    std::map<const FileWait*, Begun> begun;
};

/// Never destroyed: threads may wait still when the program ends.
Waits& waits()
{
    static auto* const all = new Waits;
    return *all;
}

} // namespace

FileWait::FileWait(const std::filesystem::path& file)
{
    const std::lock_guard lock(waits().mutex);
    waits().begun[this] = {file, Clock::now()};
}

FileWait::~FileWait()
{
    const std::lock_guard lock(waits().mutex);
    waits().begun.erase(this);
}

std::optional<Clock::duration> waitFor(const std::filesystem::path& file)
{
    const std::lock_guard lock(waits().mutex);
    std::optional<Clock::duration> longest;
    const auto now = Clock::now();
    for (const auto& [wait, begun] : waits().begun)
        if (begun.file == file && (!longest || now - begun.at > *longest))
            longest = now - begun.at;
    return longest;
}

std::optional<WaitedFile> longestFileWait()
{
    const std::lock_guard lock(waits().mutex);
    const Begun* first = nullptr;
    for (const auto& [wait, begun] : waits().begun)
        if (first == nullptr || begun.at < first->at)
            first = &begun;
    return first == nullptr ? std::nullopt : std::optional(WaitedFile{first->file, Clock::now() - first->at});
}

} // namespace transcope::core
