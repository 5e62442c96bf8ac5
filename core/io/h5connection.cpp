#include "core/io/h5connection.h"

#include "core/base/filewait.h"
#include "core/base/resources.h"
#include "core/base/try.h"

#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

namespace transcope::core {

namespace {

/// For one answer; a disk that gives 16 MB in that time is slow enough to be told.
constexpr std::chrono::seconds Patience{120};
constexpr std::uint64_t LongestAnswer = std::uint64_t{1} << 31;
constexpr std::size_t PageBytes = std::size_t{1} << 20;

} // namespace

Result<std::shared_ptr<H5Connection>> H5Connection::open(const std::filesystem::path& path)
{
    std::shared_ptr<H5Connection> connection(new H5Connection);
    connection->m_path = path;
    connection->m_window = Fd(::memfd_create("transcope-reader", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    // Whatever becomes of the other side, what we have mapped stays.
    if (*connection->m_window < 0 || ::fcntl(*connection->m_window, F_ADD_SEALS, F_SEAL_SHRINK) != 0)
        return fail(ErrorCode::DeviceFailure, path.string() + ": no shared memory to read it through",
                    "Close other programs");
    TRY(auto process,
        ChildProcess::start({programBeside("transcope-reader").string()}, *connection->m_window));
    connection->m_process = std::move(process);
    TRY_RUN(connection->ask(H5Message().add(H5Request::Open).add(path.string())));
    return connection;
}

H5Connection::~H5Connection()
{
    if (m_process)
        ChildProcess::discard(std::move(m_process)); // it has nothing to put in order
    if (m_mapped > 0)
        ::munmap(m_memory, m_mapped);
}

Result<std::string> H5Connection::ask(const H5Message& request)
{
    if (m_failure)
        return tl::unexpected(*m_failure);
    m_process->write(request.framed());
    awaitAhead();
    return answer();
}

/// Of the oldest request.
Result<std::string> H5Connection::answer()
{
    if (m_failure)
        return tl::unexpected(*m_failure);
    TRY(const auto answer, receive());
    auto said = saidBy(answer);
    if (!said)
        return broken("gave an answer that is none");
    return *std::move(said);
}

Result<std::string> H5Connection::receive()
{
    const FileWait wait(m_path);
    const auto until = ChildProcess::Clock::now() + Patience;
    for (std::string bytes;;) {
        std::uint64_t length = 0;
        const bool isBegun = m_received.size() >= sizeof length;
        if (isBegun)
            std::memcpy(&length, m_received.data(), sizeof length);
        if (length > LongestAnswer)
            return broken("gave an answer that is none");
        if (isBegun && m_received.size() - sizeof length >= length) {
            std::string rest = m_received.substr(sizeof length + length);
            auto answer = std::exchange(m_received, std::move(rest));
            answer.resize(sizeof length + length);
            answer.erase(0, sizeof length);
            return answer;
        }
        switch (m_process->wait(bytes, -1, until)) {
        case ChildProcess::Event::Output:
            m_received += bytes;
            break;
        case ChildProcess::Event::Ended:
            return ended();
        default:
            return broken("does not come to an end with it");
        }
    }
}

/// Remembers that nothing can be read any more.
tl::unexpected<Error> H5Connection::broken(std::string what)
{
    m_failure = Error{ErrorCode::BadInput,
                      m_path.string() + ": the HDF5 library " + std::move(what) + ": the file is damaged",
                      "Copy or download the file again"};
    return tl::unexpected(*m_failure);
}

tl::unexpected<Error> H5Connection::ended()
{
    const int signal = m_process->endingSignal();
    if (signal == SIGXCPU)
        return broken("does not come to an end with it");
    if (signal != SIGKILL && signal != SIGTERM)
        return broken("failed on it");
    m_failure = Error{ErrorCode::DeviceFailure,
                      m_path.string() + ": the program that reads it was ended by the system",
                      "Close other programs, if memory was short, and try again"};
    return tl::unexpected(*m_failure);
}

std::uint64_t H5Connection::number(H5Request kind, const std::string& object)
{
    return H5Fields(ask(H5Message().add(kind).add(object)).value_or(std::string())).number();
}

Result<std::string> H5Connection::layoutOf(const std::string& dataset)
{
    return ask(H5Message().add(H5Request::Layout).add(dataset));
}

Result<void> H5Connection::map(std::size_t wanted)
{
    void* const memory = ::ftruncate(*m_window, static_cast<off_t>(wanted)) == 0
                             ? ::mmap(nullptr, wanted, PROT_READ, MAP_SHARED, *m_window, 0)
                             : MAP_FAILED;
    if (memory == MAP_FAILED)
        return fail(ErrorCode::DeviceFailure, m_path.string() + ": not enough memory to read it",
                    "Close other programs");
    if (m_mapped > 0)
        ::munmap(m_memory, m_mapped);
    m_memory = memory;
    m_mapped = wanted;
    return {};
}

/// Waits for all parts that were asked for before they are wanted.
void H5Connection::awaitAhead()
{
    for (; !m_awaited.empty(); m_awaited.pop_front())
        m_slots[m_awaited.front()].ahead->answer = answer();
}

/// The dataset's own, or that which was not used last.
std::size_t H5Connection::slotFor(const std::string& dataset)
{
    std::size_t slot = 1 - m_lastSlot;
    for (std::size_t i = 0; i < m_slots.size(); ++i)
        if (m_slots[i].dataset == dataset)
            slot = i;
    m_lastSlot = slot;
    return slot;
}

/// In each slot; what was read ahead is lost where it had too little.
Result<void> H5Connection::makeRoom(std::size_t bytes)
{
    if (bytes <= m_slotBytes)
        return {};
    awaitAhead();
    m_slots = {};
    const std::size_t wanted = (bytes + PageBytes - 1) / PageBytes * PageBytes;
    TRY_RUN(map(m_slots.size() * wanted));
    m_slotBytes = wanted;
    return {};
}

void H5Connection::send(const Part& part, std::size_t slot, std::size_t bytes)
{
    m_process->write(H5Message()
                         .add(H5Request::Read)
                         .add(part.dataset)
                         .add(part.first)
                         .add(part.count)
                         .add(part.type)
                         .add(slot * m_slotBytes)
                         .add(bytes)
                         .framed());
    m_slots[slot] = {part.dataset, Ahead{part, std::nullopt}};
    m_awaited.push_back(slot);
}

Result<void> H5Connection::read(const Part& part, std::span<std::byte> out, std::uint64_t next)
{
    if (m_failure)
        return tl::unexpected(*m_failure);
    TRY_RUN(makeRoom(out.size()));
    const auto slot = slotFor(part.dataset);
    if (!m_slots[slot].ahead || m_slots[slot].ahead->part != part) {
        awaitAhead();
        send(part, slot, out.size());
    }
    while (!m_slots[slot].ahead->answer) {
        m_slots[m_awaited.front()].ahead->answer = answer();
        m_awaited.pop_front();
    }
    const auto done = *std::move(m_slots[slot].ahead->answer);
    m_slots[slot].ahead.reset();
    if (!done)
        return tl::unexpected(done.error());
    if (!out.empty())
        std::memcpy(out.data(), static_cast<const std::byte*>(m_memory) + slot * m_slotBytes, out.size());
    if (next > 0 && next <= part.count)
        send({part.dataset, part.first + part.count, next, part.type}, slot, out.size() / part.count * next);
    return {};
}

} // namespace transcope::core
