#pragma once

#include "core/base/result.h"

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace transcope::core {

/// What H5Reader asks of the program that reads for it. A message is its length in 8 bytes and that many
/// bytes; whole numbers take 8 bytes in the machine's order, texts their length and their bytes. A request
/// begins with its kind, an answer with H5Answer.
enum class H5Request : std::uint64_t {
    Open,     ///< path →
    Has,      ///< object → 0 or 1
    IsGroup,  ///< object → 0 or 1
    Children, ///< group → texts
    Dataset,  ///< name → content, rowsAtOnce, shape (ArrayInfo)
    Read,     ///< name, first row, count, NumberType, offset, bytes → these lie there in the shared memory
    Strings,  ///< name → texts
    IsNull,   ///< object → 0 or 1
    Texts,    ///< object, attribute → texts
    Integers, ///< object, attribute → numbers
    Layout,   ///< name → a RawLayout's fields in their order; the pieces' offsets, then their bytes
};
enum class H5Answer : std::uint64_t {
    Done,
    Failed, ///< error code, message, advice
};

/// Writes the fields of a message.
class H5Message
{
public:
    template <class T>
    requires std::integral<T> || std::is_enum_v<T> H5Message& add(T value)
    {
        const auto number = static_cast<std::uint64_t>(value);
        m_bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
        return *this;
    }
    H5Message& add(std::string_view text)
    {
        add(text.size());
        m_bytes += text;
        return *this;
    }
    template <class T> H5Message& add(const std::vector<T>& list)
    {
        add(list.size());
        for (const auto& item : list)
            add(item);
        return *this;
    }
    /// With its length before it.
    std::string framed() const { return H5Message().add(m_bytes.size()).m_bytes + m_bytes; }

private:
    std::string m_bytes;
};

/// Reads the fields of a message, whoever wrote it: what is not there reads as 0 or empty, and ok() says so.
class H5Fields
{
public:
    explicit H5Fields(std::string_view bytes) : m_rest(bytes) {}

    std::uint64_t number();
    std::string text() { return std::string(take(number())); }
    std::vector<std::string> texts()
    {
        std::vector<std::string> list;
        auto left = number();
        list.reserve(std::min<std::uint64_t>(left, m_rest.size() / sizeof left));
        for (; left > 0 && m_ok; --left)
            list.push_back(text());
        return list;
    }
    template <class T> std::vector<T> numbers()
    {
        std::vector<T> list;
        for (auto left = number(); left > 0 && m_ok; --left)
            list.push_back(static_cast<T>(number()));
        return list;
    }
    /// Whether all that was read was there.
    bool ok() const { return m_ok; }

private:
    std::string_view take(std::uint64_t count)
    {
        m_ok = m_ok && count <= m_rest.size();
        if (!m_ok)
            return {};
        const auto bytes = m_rest.substr(0, count);
        m_rest.remove_prefix(count);
        return bytes;
    }

    std::string_view m_rest;
    bool m_ok = true;
};

/// The fields of an answer that is done, or the failure that it tells; nothing where it is no answer.
std::optional<Result<std::string>> saidBy(std::string_view answer);

} // namespace transcope::core
