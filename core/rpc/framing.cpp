#include "core/rpc/framing.h"

#include "core/base/try.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace transcope::core {

namespace {

tl::unexpected<Error> badFrame(const std::string& what)
{
    return fail(ErrorCode::BadInput, "The other side does not speak Transcope's worker protocol: " + what,
                "Check the worker's command; nothing else may print on its standard output");
}

bool equalIgnoringCase(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// The text for a message, without control characters and not too long.
std::string quoted(std::string_view line)
{
    std::string text = "\"";
    for (const char c : line.substr(0, 60))
        text += std::isprint(static_cast<unsigned char>(c)) ? c : '?';
    return text + "\"";
}

} // namespace

std::string frame(std::string_view body)
{
    std::string framed = "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    framed.append(body);
    return framed;
}

void FrameDecoder::append(std::string_view bytes)
{
    if (m_begin > 0) {
        m_buffer.erase(0, m_begin);
        m_begin = 0;
    }
    m_buffer.append(bytes);
}

/// Reads header lines up to the empty one; false while lines are missing. Every line is judged as soon as it
/// is there, so that a login banner is an error at once and not a wait for its end.
Result<bool> FrameDecoder::readHeader()
{
    const std::string_view rest = std::string_view(m_buffer).substr(m_begin);
    std::optional<std::size_t> length;
    std::size_t at = 0;
    while (true) {
        const auto end = rest.find('\n', at);
        if (std::min(end, rest.size()) >= MaxHeaderBytes)
            return badFrame("a header has no end");
        if (end == std::string_view::npos)
            return false;
        std::string_view line = rest.substr(at, end - at);
        at = end + 1;
        if (!line.ends_with('\r'))
            return badFrame("it says " + quoted(line));
        line.remove_suffix(1);
        if (line.empty())
            break;
        const auto colon = line.find(':');
        if (colon == std::string_view::npos)
            return badFrame("it says " + quoted(line));
        if (!equalIgnoringCase(trimmed(line.substr(0, colon)), "Content-Length"))
            continue;
        const auto digits = trimmed(line.substr(colon + 1));
        std::size_t value = 0;
        const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (length || digits.empty() || parsed.ec != std::errc() ||
            parsed.ptr != digits.data() + digits.size())
            return badFrame("a wrong length in " + quoted(line));
        length = value;
    }
    if (!length)
        return badFrame("a header without Content-Length");
    if (*length > m_maxBodyBytes)
        return badFrame("a message of " + std::to_string(*length) + " bytes, more than " +
                        std::to_string(m_maxBodyBytes));
    m_bodyBytes = length;
    m_begin += at;
    return true;
}

Result<std::optional<std::string>> FrameDecoder::next()
{
    if (!m_bodyBytes) {
        TRY(const auto complete, readHeader());
        if (!complete)
            return std::nullopt;
    }
    if (m_buffer.size() - m_begin < *m_bodyBytes)
        return std::nullopt;
    std::string body = m_buffer.substr(m_begin, *m_bodyBytes);
    m_begin += *m_bodyBytes;
    m_bodyBytes.reset();
    return body;
}

} // namespace transcope::core
