#include "core/base/childprocess.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <mutex>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace transcope::core {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds EndPatience{1000};
constexpr std::size_t KeptLogBytes = 2000;
constexpr int PipeBytes = 1 << 20;

/// Ours and the child's end of a pipe. A socket where we write: writing to one raises no SIGPIPE.
struct Ends
{
    Fd ours, childs;

    bool open(bool weWrite)
    {
        std::array<int, 2> ends{-1, -1};
        const int failed = weWrite ? ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data())
                                   : ::pipe2(ends.data(), O_CLOEXEC);
        ours = Fd(ends[0]);
        childs = Fd(ends[1]);
        if (failed == 0 && !weWrite)
            (void)::fcntl(ends[0], F_SETPIPE_SZ, PipeBytes); // else it takes more turns
        return failed == 0 && ::fcntl(*ours, F_SETFL, O_NONBLOCK) == 0;
    }
};

/// The error number of posix_spawnp(), 0 for none.
int spawn(const std::vector<std::string>& command, const std::array<int, 4>& given, pid_t& pid)
{
    std::vector<char*> arguments;
    for (const std::string& argument : command)
        arguments.push_back(const_cast<char*>(argument.c_str())); // posix_spawnp() does not write there
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (int fd = 0; fd < 4; ++fd)
        if (given[static_cast<std::size_t>(fd)] >= 0)
            posix_spawn_file_actions_adddup2(&actions, given[static_cast<std::size_t>(fd)], fd);
    const int error = ::posix_spawnp(&pid, arguments.front(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

tl::unexpected<Error> notStarted(const std::vector<std::string>& command, const std::string& why)
{
    return fail(ErrorCode::DeviceFailure,
                (command.empty() ? "The program" : command.front()) + " could not be started: " + why,
                "Check the command");
}

/// Milliseconds for poll(), rounded up; -1 for ever.
int timeoutMs(const std::optional<ChildProcess::Clock::time_point>& until)
{
    if (!until)
        return -1;
    const auto left = std::chrono::ceil<milliseconds>(*until - ChildProcess::Clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000));
}

std::string lastLine(std::string_view log)
{
    const auto end = log.find_last_not_of(" \t\r\n");
    if (end == std::string_view::npos)
        return {};
    log = log.substr(0, end + 1);
    return std::string(log.substr(log.find_last_of('\n') + 1));
}

} // namespace

Result<std::unique_ptr<ChildProcess>> ChildProcess::start(const std::vector<std::string>& command, int shared)
{
    if (command.empty() || command.front().empty())
        return notStarted({}, "no program is named");
    Ends input, output, error;
    if (!input.open(true) || !output.open(false) || !error.open(false))
        return notStarted(command, std::strerror(errno));
    std::unique_ptr<ChildProcess> child(new ChildProcess);
    if (const int failed =
            spawn(command, {*input.childs, *output.childs, *error.childs, shared}, child->m_pid))
        return notStarted(command, std::strerror(failed));
    child->m_pidFd = Fd(static_cast<int>(::syscall(SYS_pidfd_open, child->m_pid, 0)));
    child->m_input = std::move(input.ours);
    child->m_output = std::move(output.ours);
    child->m_error = std::move(error.ours);
    return child;
}

ChildProcess::~ChildProcess()
{
    m_input = Fd();
    if (m_pid > 0)
        end();
}

void ChildProcess::kill()
{
    if (!m_status)
        ::kill(m_pid, SIGKILL);
}

void ChildProcess::discard(std::unique_ptr<ChildProcess> child)
{
    static std::mutex mutex;
    static std::vector<pid_t> ending; // whom the system asks us to look at once more
    child->kill();
    const std::lock_guard lock(mutex);
    if (!child->m_status)
        ending.push_back(std::exchange(child->m_pid, -1));
    std::erase_if(ending, [](pid_t pid) { return ::waitpid(pid, nullptr, WNOHANG) != 0; });
}

void ChildProcess::write(std::string bytes)
{
    if (m_unsent.empty())
        m_unsent = std::move(bytes);
    else
        m_unsent += bytes;
    sendQueued();
}

void ChildProcess::sendQueued()
{
    while (m_sent < m_unsent.size()) {
        const auto count = ::send(*m_input, m_unsent.data() + m_sent, m_unsent.size() - m_sent, MSG_NOSIGNAL);
        if (count >= 0)
            m_sent += static_cast<std::size_t>(count);
        else if (errno == EAGAIN)
            return;
        else if (errno != EINTR)
            break; // nobody reads any more; that it ended is told by wait()
    }
    m_unsent.clear();
    m_sent = 0;
}

/// False at the end of its output.
bool ChildProcess::readOutput(std::string& output)
{
    output.resize(1 << 16);
    ssize_t count = 0;
    do
        count = ::read(*m_output, output.data(), output.size());
    while (count < 0 && errno == EINTR);
    output.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    return count > 0 || (count < 0 && errno == EAGAIN);
}

void ChildProcess::readLog()
{
    std::array<char, 4096> bytes;
    ssize_t count = 0;
    while ((count = ::read(*m_error, bytes.data(), bytes.size())) > 0 || (count < 0 && errno == EINTR))
        m_log.append(bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    if (m_log.size() > KeptLogBytes)
        m_log.erase(0, m_log.size() - KeptLogBytes);
    if (count == 0) { // closed: it would seem readable for ever
        m_error = Fd();
    }
}

ChildProcess::Event ChildProcess::wait(std::string& output, int wakeFd,
                                       std::optional<Clock::time_point> until)
{
    while (true) {
        std::array<pollfd, 5> fds = {{{*m_output, POLLIN, 0},
                                      {*m_error, POLLIN, 0},
                                      {m_unsent.empty() ? -1 : *m_input, POLLOUT, 0},
                                      {*m_pidFd, POLLIN, 0},
                                      {wakeFd, POLLIN, 0}}};
        const int ready = ::poll(fds.data(), fds.size(), timeoutMs(until));
        if (ready < 0 && errno != EINTR)
            return Event::TimedOut;
        if (ready == 0 && until && Clock::now() >= *until)
            return Event::TimedOut;
        if (ready <= 0)
            continue;
        if (fds[1].revents != 0)
            readLog();
        if (fds[2].revents != 0)
            sendQueued();
        // What it said before it went lies in the pipe still.
        if (fds[0].revents != 0 || fds[3].revents != 0) {
            const bool open = readOutput(output);
            if (!output.empty())
                return Event::Output;
            if (!open || fds[3].revents != 0) {
                end(); // one that only closed its output has nothing to say any more
                readLog();
                return Event::Ended;
            }
        }
        if (fds[4].revents != 0)
            return Event::Woken;
    }
}

/// Kills it if it has not gone within a second.
void ChildProcess::end()
{
    if (reap(EndPatience))
        return;
    kill();
    reap(EndPatience);
}

/// Whether the process was gone within that time.
bool ChildProcess::reap(milliseconds patience)
{
    const auto until = Clock::now() + patience;
    while (!m_status) {
        int status = 0;
        if (const pid_t gone = ::waitpid(m_pid, &status, WNOHANG); gone == m_pid)
            m_status = status;
        else if (gone < 0 && errno != EINTR)
            m_status = 0; // somebody else has waited for it
        else if (Clock::now() >= until)
            return false;
        else if (pollfd waiting{*m_pidFd, POLLIN, 0};
                 *m_pidFd < 0 || ::poll(&waiting, 1, timeoutMs(until)) < 0)
            std::this_thread::sleep_for(milliseconds(2)); // a system that cannot be waited for with a limit
    }
    return true;
}

int ChildProcess::endingSignal() const
{
    const int status = m_status.value_or(0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

std::string ChildProcess::ending() const
{
    const int status = m_status.value_or(0);
    std::string text = WIFSIGNALED(status) ? "was ended by signal " + std::to_string(WTERMSIG(status))
                                           : "ended with exit code " + std::to_string(WEXITSTATUS(status));
    if (const std::string line = lastLine(m_log); !line.empty())
        text += "; its last words: " + line;
    return text;
}

} // namespace transcope::core
