#include "core/zarr/zarrarray.h"

#include "core/base/try.h"
#include "core/zarr/zarrcodec.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>
#include <utility>

namespace transcope::core {

namespace {

/// Of texts, whose bytes no shape tells.
constexpr std::size_t LargestTextChunk = std::size_t{1} << 30;

template <class To, class From> To nearest(From value)
{
    if constexpr (std::is_floating_point_v<To>) {
        return static_cast<To>(value);
    } else if constexpr (std::is_floating_point_v<From>) {
        if (std::isnan(value))
            return 0;
        constexpr auto largest = static_cast<double>(std::numeric_limits<To>::max());
        constexpr auto smallest = static_cast<double>(std::numeric_limits<To>::min());
        return value >= largest    ? std::numeric_limits<To>::max()
               : value <= smallest ? std::numeric_limits<To>::min()
                                   : static_cast<To>(value);
    } else {
        if (std::cmp_greater(value, std::numeric_limits<To>::max()))
            return std::numeric_limits<To>::max();
        if (std::cmp_less(value, std::numeric_limits<To>::min()))
            return std::numeric_limits<To>::min();
        return static_cast<To>(value);
    }
}

template <class T> T elementAt(const char* bytes, bool bigEndian)
{
    char ordered[sizeof(T)];
    std::memcpy(ordered, bytes, sizeof(T));
    if (bigEndian)
        std::reverse(std::begin(ordered), std::end(ordered));
    T value;
    std::memcpy(&value, ordered, sizeof(T));
    return value;
}

/// Calls f with a null pointer to the type of the elements, which are numbers.
template <class F> void withElementType(ZarrType type, std::size_t bytes, const F& f)
{
    if (type == ZarrType::Float)
        bytes == 4 ? f(static_cast<float*>(nullptr)) : f(static_cast<double*>(nullptr));
    else if (type == ZarrType::Signed)
        bytes == 1   ? f(static_cast<std::int8_t*>(nullptr))
        : bytes == 2 ? f(static_cast<std::int16_t*>(nullptr))
        : bytes == 4 ? f(static_cast<std::int32_t*>(nullptr))
                     : f(static_cast<std::int64_t*>(nullptr));
    else
        bytes == 1   ? f(static_cast<std::uint8_t*>(nullptr))
        : bytes == 2 ? f(static_cast<std::uint16_t*>(nullptr))
        : bytes == 4 ? f(static_cast<std::uint32_t*>(nullptr))
                     : f(static_cast<std::uint64_t*>(nullptr));
}

void addUtf8(std::uint32_t code, std::string& text)
{
    const auto rest = [&](int shift) { text += static_cast<char>(0x80 | (code >> shift & 0x3f)); };
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xc0 | code >> 6);
        rest(0);
    } else if (code < 0x10000) {
        text += static_cast<char>(0xe0 | code >> 12);
        rest(6);
        rest(0);
    } else {
        text += static_cast<char>(0xf0 | (code >> 18 & 7));
        rest(12);
        rest(6);
        rest(0);
    }
}

std::string fromUtf32(const char* bytes, std::size_t size, bool bigEndian)
{
    std::string text;
    for (std::size_t at = 0; at + 4 <= size; at += 4) {
        const auto code = elementAt<std::uint32_t>(bytes + at, bigEndian);
        if (code == 0) // it is filled up to its length
            break;
        addUtf8(code, text);
    }
    return text;
}

} // namespace

ZarrArray::ZarrArray(ZarrMetadata metadata, std::filesystem::path folder, std::string name)
    : m_array(std::move(metadata)), m_folder(std::move(folder)), m_name(std::move(name))
{
}

tl::unexpected<Error> ZarrArray::bad(const std::string& what) const
{
    return fail(ErrorCode::BadInput, m_name + " " + what, "Copy or write the store again");
}

ArrayInfo ZarrArray::info() const
{
    const auto content = isText()                         ? ArrayContent::Texts
                         : m_array.shape.size() > 2       ? ArrayContent::Other
                         : m_array.type == ZarrType::Flag ? ArrayContent::Flags
                                                          : ArrayContent::Numbers;
    return {content, m_array.shape, rowsAtOnceOf(m_array.shape, chunkRows())};
}

std::filesystem::path ZarrArray::chunkPath(std::uint64_t row, std::uint64_t column) const
{
    std::string key = m_array.keyPrefix;
    const std::uint64_t indices[] = {row, column};
    for (std::size_t i = 0; i < m_array.shape.size(); ++i)
        key += (key.empty() ? "" : std::string(1, m_array.keySeparator)) + std::to_string(indices[i]);
    return m_folder / (key.empty() ? "0" : key);
}

Result<const std::vector<char>*> ZarrArray::chunk(std::uint64_t row, std::uint64_t column) const
{
    const auto path = chunkPath(row, column);
    if (path != m_lastPath) {
        m_lastPath.clear();
        std::error_code error;
        TRY(m_lastChunk, std::filesystem::exists(path, error) ? unpackedChunk(path) : filledChunk());
        m_lastPath = path;
    }
    return &m_lastChunk;
}

Result<std::vector<char>> ZarrArray::unpackedChunk(const std::filesystem::path& path) const
{
    const std::size_t size = chunkRows() * chunkColumns() * m_array.elementBytes;
    const std::size_t most = size > 0 ? size : LargestTextChunk;
    std::error_code error;
    const auto stored = std::filesystem::file_size(path, error);
    std::vector<char> bytes(error || stored > 2 * LargestTextChunk ? 0 : stored);
    std::ifstream file(path, std::ios::binary);
    if (bytes.size() != stored || !file.read(bytes.data(), static_cast<std::streamsize>(bytes.size())))
        return bad("has a chunk, " + path.filename().string() + ", that cannot be read");
    for (const auto& packer : m_array.packers) {
        TRY(bytes, zarrUnpacked(packer, bytes, most, m_name));
    }
    if (size > 0 && bytes.size() != size)
        return bad("has a chunk, " + path.filename().string() + ", of another size than it says");
    return bytes;
}

/// Of a chunk that is not there: zarr leaves out those that hold nothing else.
Result<std::vector<char>> ZarrArray::filledChunk() const
{
    std::vector<char> bytes(chunkRows() * chunkColumns() * m_array.elementBytes, 0);
    const auto& fill = m_array.fill;
    const bool isZero = fill.is_null() || (fill.is_number() && fill.get<double>() == 0) ||
                        (fill.is_boolean() && !fill.get<bool>()) || fill == "";
    if (isText() || isZero)
        return bytes;
    const bool isNan = fill == "NaN";
    if (!isNan && !fill.is_number() && !fill.is_boolean())
        return bad("has chunks left out, and stands for them what is no number");
    const double value = isNan ? NAN : fill.is_boolean() ? 1 : fill.get<double>();
    withElementType(m_array.type, m_array.elementBytes, [&]<class T>(T*) {
        const T element = nearest<T>(value);
        char ordered[sizeof(T)];
        std::memcpy(ordered, &element, sizeof(T));
        if (m_array.bigEndian)
            std::reverse(std::begin(ordered), std::end(ordered));
        for (std::size_t at = 0; at < bytes.size(); at += sizeof(T))
            std::memcpy(bytes.data() + at, ordered, sizeof(T));
    });
    return bytes;
}

Result<void> ZarrArray::read(std::uint64_t first, std::uint64_t count, NumberType type,
                             std::span<std::byte> out) const
{
    const std::uint64_t columns = rowSizeOf(m_array.shape),
                        rows = m_array.shape.empty() ? 1 : m_array.shape[0];
    if (isText() || m_array.shape.size() > 2)
        return bad("does not hold a vector or a matrix of numbers");
    if (first > rows || count > rows - first)
        return bad("has fewer rows than are wanted");
    const std::uint64_t high = chunkRows(), wide = chunkColumns(), last = first + count;
    for (std::uint64_t top = first / high * high; top < last; top += high) {
        for (std::uint64_t left = 0; left < columns; left += wide) {
            TRY(const auto* const bytes, chunk(top / high, left / wide));
            const auto y0 = std::max(first, top), y1 = std::min(last, top + high);
            const auto x1 = std::min(columns, left + wide);
            withElementType(m_array.type, m_array.elementBytes, [&]<class From>(From*) {
                withNumberType(type, [&]<class To>(To*) {
                    const std::uint64_t down = m_array.columnMajor ? 1 : wide;
                    const std::uint64_t across = m_array.columnMajor ? high : 1;
                    auto* const to = reinterpret_cast<To*>(out.data());
                    for (auto y = y0; y < y1; ++y)
                        for (auto x = left; x < x1; ++x)
                            to[(y - first) * columns + x] = nearest<To>(elementAt<From>(
                                bytes->data() + ((y - top) * down + (x - left) * across) * sizeof(From),
                                m_array.bigEndian));
                });
            });
        }
    }
    return {};
}

/// Of a chunk, in order.
Result<void> ZarrArray::addTexts(const std::vector<char>& chunk, std::vector<std::string>& texts) const
{
    const std::size_t each = m_array.elementBytes;
    if (m_array.type == ZarrType::Utf32)
        for (std::size_t at = 0; at < chunk.size(); at += each)
            texts.push_back(fromUtf32(chunk.data() + at, each, m_array.bigEndian));
    if (m_array.type == ZarrType::Bytes)
        for (std::size_t at = 0; at < chunk.size(); at += each)
            texts.emplace_back(chunk.data() + at, strnlen(chunk.data() + at, each));
    if (m_array.type != ZarrType::AnyLongText)
        return {};
    if (chunk.empty()) { // left out
        texts.resize(texts.size() + chunkRows());
        return {};
    }
    constexpr std::size_t LengthBytes = 4;
    for (std::size_t at = LengthBytes; at < chunk.size();) { // after the count
        if (chunk.size() - at < LengthBytes)
            return bad("has a chunk of texts that is cut short");
        const std::size_t length = elementAt<std::uint32_t>(chunk.data() + at, false);
        at += LengthBytes;
        if (length > chunk.size() - at)
            return bad("has a chunk of texts that is cut short");
        texts.emplace_back(chunk.data() + at, length);
        at += length;
    }
    return {};
}

Result<std::vector<std::string>> ZarrArray::strings() const
{
    if (!isText() || m_array.shape.size() > 1)
        return bad("does not hold a list of texts");
    const std::uint64_t count = m_array.shape.empty() ? 1 : m_array.shape[0];
    std::vector<std::string> texts;
    for (std::uint64_t index = 0; index * chunkRows() < count; ++index) {
        TRY(const auto* const bytes, chunk(index, 0));
        TRY_RUN(addTexts(*bytes, texts));
        if (texts.size() < std::min(count, (index + 1) * chunkRows()))
            return bad("has a chunk with too few texts");
        texts.resize(std::min<std::uint64_t>(count, (index + 1) * chunkRows())); // the last one is filled up
    }
    return texts;
}

} // namespace transcope::core
