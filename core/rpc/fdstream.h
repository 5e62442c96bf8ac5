#pragma once

#include "core/base/fd.h"
#include "core/base/result.h"

#include <array>
#include <mutex>
#include <string_view>

namespace transcope::core {

/// A pipe that wakes a thread out of waiting for bytes. wake() may be called from a signal handler.
class WakePipe
{
public:
    WakePipe();
    void wake() noexcept;
    /// Takes back what wake() said, so that readEnd() can be waited for again.
    void drain() noexcept;
    int readEnd() const { return *m_readEnd; }

private:
    Fd m_readEnd, m_writeEnd;
};

/// Reads a file descriptor in pieces. The descriptor is not owned.
class FdReader
{
public:
    FdReader(int fd, const WakePipe& wake) : m_fd(fd), m_wakeFd(wake.readEnd()) {}
    /// Waits for bytes; empty at the end of the stream, after wake(), or when reading fails. Valid until the
    /// next call.
    std::string_view read();

private:
    int m_fd;
    int m_wakeFd;
    std::array<char, 1 << 16> m_buffer{};
};

/// Writes whole messages to a file descriptor from any thread. The descriptor is not owned.
class FdWriter
{
public:
    explicit FdWriter(int fd) : m_fd(fd) {}
    /// Frames and writes a body; blocks while the other side does not read. WriteFailed when it is gone, also
    /// for all later calls. SIGPIPE must be ignored.
    Result<void> send(std::string_view body);

private:
    int m_fd;
    bool m_broken = false;
    std::mutex m_mutex;
};

} // namespace transcope::core
