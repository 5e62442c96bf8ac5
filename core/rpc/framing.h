#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace transcope::core {

/// A message body behind its "Content-Length: N" header, as the language server protocol frames it.
std::string frame(std::string_view body);

/// Cuts a byte stream into message bodies. Holds at most one unfinished message and never trusts an announced
/// length with memory: the buffer grows with what really arrives. Not thread-safe.
class FrameDecoder
{
public:
    static constexpr std::size_t MaxHeaderBytes = 4096;
    static constexpr std::size_t DefaultMaxBodyBytes = 64u << 20;

    explicit FrameDecoder(std::size_t maxBodyBytes = DefaultMaxBodyBytes) : m_maxBodyBytes(maxBodyBytes) {}

    /// Adds bytes as they come, in pieces of any size.
    void append(std::string_view bytes);
    /// The next complete body, or nothing until more bytes come. BadInput when the stream is no sequence of
    /// frames; that is final, since no later boundary can be trusted.
    Result<std::optional<std::string>> next();
    /// Whether the stream may end here: no message has begun.
    bool atBoundary() const { return m_begin == m_buffer.size() && !m_bodyBytes; }

private:
    Result<bool> readHeader();

    std::size_t m_maxBodyBytes;
    std::string m_buffer;
    std::size_t m_begin = 0;                ///< bytes before it are used up
    std::optional<std::size_t> m_bodyBytes; ///< known when the header was read
};

} // namespace transcope::core
