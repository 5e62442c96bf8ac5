#include "core/rpc/fdstream.h"

#include "core/rpc/framing.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace transcope::core {

WakePipe::WakePipe()
{
    // Without descriptors nothing can be woken; FdReader then waits for its own stream alone.
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) == 0) {
        m_readEnd = Fd(ends[0]);
        m_writeEnd = Fd(ends[1]);
    }
}

void WakePipe::wake() noexcept
{
    const int errnoBefore = errno; // a signal handler must leave it as it was
    // A full pipe means that it is awake already.
    [[maybe_unused]] const auto written = ::write(*m_writeEnd, "w", 1);
    errno = errnoBefore;
}

void WakePipe::drain() noexcept
{
    std::array<char, 64> bytes;
    while (::read(*m_readEnd, bytes.data(), bytes.size()) > 0)
        ;
}

std::string_view FdReader::read()
{
    while (true) {
        std::array<pollfd, 2> waiting = {{{m_fd, POLLIN, 0}, {m_wakeFd, POLLIN, 0}}};
        if (::poll(waiting.data(), waiting.size(), -1) < 0) {
            if (errno == EINTR)
                continue;
            return {};
        }
        if (waiting[1].revents != 0)
            return {};
        const auto count = ::read(m_fd, m_buffer.data(), m_buffer.size());
        if (count >= 0)
            return {m_buffer.data(), static_cast<std::size_t>(count)};
        if (errno != EINTR && errno != EAGAIN)
            return {};
    }
}

Result<void> FdWriter::send(std::string_view body)
{
    const std::string message = frame(body);
    // Held over the write on purpose: messages must not mix.
    const std::lock_guard lock(m_mutex);
    std::string_view rest = message;
    while (!rest.empty() && !m_broken) {
        const auto count = ::write(m_fd, rest.data(), rest.size());
        if (count >= 0) {
            rest.remove_prefix(static_cast<std::size_t>(count));
        } else if (errno == EAGAIN) { // an inherited pipe may be non-blocking
            pollfd waiting{m_fd, POLLOUT, 0};
            ::poll(&waiting, 1, -1);
        } else if (errno != EINTR) {
            m_broken = true;
        }
    }
    if (m_broken)
        return fail(ErrorCode::WriteFailed, "The viewer does not listen any more");
    return {};
}

} // namespace transcope::core
