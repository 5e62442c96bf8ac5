#include "tests/fuzz/h5recorder.h"

#include "core/base/try.h"
#include "core/h5/h5server.h"
#include "core/io/h5connection.h"

#include <array>
#include <sys/mman.h>
#include <thread>

namespace transcope {

namespace {

std::string recorded;

/// The program that reads HDF5, as a thread: the files here are sound.
class Reader
{
public:
    explicit Reader(int window)
    {
        std::array<int, 2> requests{-1, -1}, answers{-1, -1};
        if (::pipe(requests.data()) != 0 || ::pipe(answers.data()) != 0)
            std::abort();
        m_input = core::Fd(requests[0]), m_requests = core::Fd(requests[1]);
        m_answers = core::Fd(answers[0]), m_output = core::Fd(answers[1]);
        m_thread = std::jthread([this, window] { core::serveH5(*m_input, *m_output, window); });
    }
    ~Reader() { m_requests = core::Fd(); }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    std::string ask(const core::H5Message& request)
    {
        const std::string bytes = request.framed();
        if (::write(*m_requests, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
            std::abort();
        std::uint64_t length = 0;
        take(reinterpret_cast<char*>(&length), sizeof length);
        std::string answer(length, '\0');
        take(answer.data(), answer.size());
        return answer;
    }

private:
    void take(char* to, std::size_t size)
    {
        while (size > 0) {
            const auto count = ::read(*m_answers, to, size);
            if (count <= 0)
                std::abort();
            to += count, size -= static_cast<std::size_t>(count);
        }
    }

    core::Fd m_input, m_requests, m_answers, m_output;
    std::jthread m_thread; ///< ends when nobody can ask any more
};

std::unique_ptr<Reader> reader; // of the one file that is open

void record(const std::string& answer)
{
    const std::uint64_t length = answer.size();
    recorded.append(reinterpret_cast<const char*>(&length), sizeof length);
    recorded += answer;
}

} // namespace

std::string fuzz::takeRecordedAnswers()
{
    return std::exchange(recorded, {});
}

// Linked in place of core/io's.
namespace core {

Result<std::shared_ptr<H5Connection>> H5Connection::open(const std::filesystem::path& path)
{
    std::shared_ptr<H5Connection> connection(new H5Connection);
    connection->m_window = Fd(::memfd_create("recorder", MFD_CLOEXEC));
    reader = std::make_unique<Reader>(*connection->m_window);
    (void)reader->ask(H5Message().add(H5Request::Open).add(path.string()));
    return connection;
}

H5Connection::~H5Connection()
{
    reader.reset();
}

Result<std::string> H5Connection::ask(const H5Message& request)
{
    const auto answer = reader->ask(request);
    record(answer);
    return saidBy(answer).value();
}

/// Numbers are to come in answers.
Result<std::string> H5Connection::layoutOf(const std::string&)
{
    return fail(ErrorCode::Unsupported, "in answers alone");
}

std::uint64_t H5Connection::number(H5Request kind, const std::string& object)
{
    return H5Fields(ask(H5Message().add(kind).add(object)).value_or(std::string())).number();
}

Result<void> H5Connection::read(const Part& part, std::span<std::byte> out, std::uint64_t)
{
    const std::size_t size = std::max<std::size_t>(out.size(), 1);
    if (::ftruncate(*m_window, static_cast<off_t>(size)) != 0)
        std::abort();
    std::string answer = reader->ask(H5Message()
                                         .add(H5Request::Read)
                                         .add(part.dataset)
                                         .add(part.first)
                                         .add(part.count)
                                         .add(part.type)
                                         .add(std::size_t{0})
                                         .add(size));
    if (::pread(*m_window, out.data(), out.size(), 0) != static_cast<ssize_t>(out.size()))
        std::abort();
    answer.append(reinterpret_cast<const char*>(out.data()), out.size());
    record(answer);
    return {};
}

} // namespace core

} // namespace transcope
