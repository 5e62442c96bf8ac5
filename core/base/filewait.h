#pragma once

#include <chrono>
#include <filesystem>
#include <optional>

namespace transcope::core {

/// While it lives, its thread opens or reads that file and can do nothing else: where a network file system
/// hangs, not even stop. Whoever watches (the command line, the window) can then say which file it is.
class FileWait
{
public:
    explicit FileWait(const std::filesystem::path& file);
    ~FileWait();
    FileWait(const FileWait&) = delete;
    FileWait& operator=(const FileWait&) = delete;
};

/// What any thread has been waiting for the longest; nothing where none waits. Any thread.
struct WaitedFile
{
    std::filesystem::path file;
    std::chrono::steady_clock::duration since{};
};
std::optional<WaitedFile> longestFileWait();
/// How long some thread has been waiting for that file; nothing where none waits. Any thread.
std::optional<std::chrono::steady_clock::duration> waitFor(const std::filesystem::path& file);

} // namespace transcope::core
