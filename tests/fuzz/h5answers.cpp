#include "tests/fuzz/h5answers.h"

#include "core/base/try.h"
#include "core/io/h5connection.h"

#include <cstring>

namespace transcope {

namespace {

std::string_view left;

/// The next answer, whatever was asked.
std::string_view nextAnswer()
{
    std::uint64_t length = 0;
    const auto head = left.substr(0, sizeof length);
    std::memcpy(&length, head.data(), head.size());
    left.remove_prefix(head.size());
    const auto answer = left.substr(0, length);
    left.remove_prefix(answer.size());
    return answer;
}

} // namespace

void fuzz::answerWith(std::string_view answers)
{
    left = answers;
}

// Linked in place of core/io's, which would start a process for every input.
namespace core {

Result<std::shared_ptr<H5Connection>> H5Connection::open(const std::filesystem::path& path)
{
    std::shared_ptr<H5Connection> connection(new H5Connection);
    connection->m_path = path;
    return connection;
}

H5Connection::~H5Connection() = default;

Result<std::string> H5Connection::ask(const H5Message&)
{
    return saidBy(nextAnswer()).value_or(fail(ErrorCode::BadInput, "refused"));
}

/// There is no file to read numbers from: they come in answers (fuzz_rawarray reads files).
Result<std::string> H5Connection::layoutOf(const std::string&)
{
    return fail(ErrorCode::Unsupported, "in answers alone");
}

std::uint64_t H5Connection::number(H5Request kind, const std::string& object)
{
    return H5Fields(ask(H5Message().add(kind).add(object)).value_or(std::string())).number();
}

Result<void> H5Connection::read(const Part&, std::span<std::byte> out, std::uint64_t)
{
    TRY(const auto bytes, ask(H5Message()));
    for (std::size_t at = 0; !bytes.empty() && at < out.size(); at += bytes.size())
        std::memcpy(out.data() + at, bytes.data(), std::min(bytes.size(), out.size() - at));
    return {};
}

} // namespace core

} // namespace transcope
