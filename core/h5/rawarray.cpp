#include "core/h5/rawarray.h"

#include "core/base/filewait.h"
#include "core/base/try.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fcntl.h>
#include <type_traits>
#include <unistd.h>
#include <utility>

namespace transcope::core {

namespace {

/// A damaged file can claim any size; what is packed is at best this part of what it was.
constexpr std::uint64_t LargestPiece = std::uint64_t{1} << 26, MostTimesPacked = 1032;

bool isNumber(const RawLayout& layout)
{
    const auto size = layout.elementBytes;
    const bool isWhole = layout.kind == RawLayout::Kind::Signed || layout.kind == RawLayout::Kind::Unsigned;
    return (isWhole && (size == 1 || size == 2)) ||
           ((isWhole || layout.kind == RawLayout::Kind::Float) && (size == 4 || size == 8));
}

bool canBeRead(const RawLayout& layout, std::uint64_t fileBytes)
{
    constexpr std::uint64_t Most = std::uint64_t{1} << 48;
    if (!isNumber(layout) || layout.elements - 1 >= Most || layout.pieceElements - 1 >= Most ||
        layout.pieces.size() != (layout.elements - 1) / layout.pieceElements + 1)
        return false;
    const auto pieceBytes = layout.pieceElements * layout.elementBytes;
    if (layout.deflated ? pieceBytes > LargestPiece : layout.shuffled)
        return false;
    return std::ranges::all_of(layout.pieces, [&](const RawLayout::Piece& piece) {
        const bool fits = piece.bytes <= fileBytes && piece.offset <= fileBytes - piece.bytes;
        return fits && (layout.deflated
                            ? piece.bytes <= 2 * LargestPiece && pieceBytes <= MostTimesPacked * piece.bytes
                            : piece.bytes == pieceBytes);
    });
}

/// Numbers that To cannot hold become its nearest.
template <class From, class To> To converted(From value)
{
    if constexpr (std::is_same_v<From, To> || std::is_floating_point_v<To>) {
        return static_cast<To>(value);
    } else if constexpr (std::is_floating_point_v<From>) {
        constexpr auto least = static_cast<From>(std::numeric_limits<To>::min());
        if (!(value > least)) // NaN too
            return std::numeric_limits<To>::min();
        return value >= -least ? std::numeric_limits<To>::max() : static_cast<To>(value);
    } else {
        if (std::cmp_less(value, std::numeric_limits<To>::min()))
            return std::numeric_limits<To>::min();
        return std::cmp_greater(value, std::numeric_limits<To>::max()) ? std::numeric_limits<To>::max()
                                                                       : static_cast<To>(value);
    }
}

template <class From, class To> void convertAll(std::span<const std::byte> in, To* out)
{
    for (std::size_t at = 0; at < in.size(); at += sizeof(From)) {
        From value;
        std::memcpy(&value, in.data() + at, sizeof value);
        *out++ = converted<From, To>(value);
    }
}

template <class To> void convertTo(const RawLayout& layout, std::span<const std::byte> in, To* out)
{
    const bool isSigned = layout.kind == RawLayout::Kind::Signed;
    if (layout.kind == RawLayout::Kind::Float)
        return layout.elementBytes == 4 ? convertAll<float>(in, out) : convertAll<double>(in, out);
    switch (layout.elementBytes) {
    case 1:
        return isSigned ? convertAll<std::int8_t>(in, out) : convertAll<std::uint8_t>(in, out);
    case 2:
        return isSigned ? convertAll<std::int16_t>(in, out) : convertAll<std::uint16_t>(in, out);
    case 4:
        return isSigned ? convertAll<std::int32_t>(in, out) : convertAll<std::uint32_t>(in, out);
    default:
        return isSigned ? convertAll<std::int64_t>(in, out) : convertAll<std::uint64_t>(in, out);
    }
}

/// Whether the file has the numbers as they are wanted.
bool isSame(const RawLayout& layout, NumberType type)
{
    switch (type) {
    case NumberType::Int32:
        return layout.kind == RawLayout::Kind::Signed && layout.elementBytes == 4;
    case NumberType::Int64:
        return layout.kind == RawLayout::Kind::Signed && layout.elementBytes == 8;
    case NumberType::Float:
        return layout.kind == RawLayout::Kind::Float && layout.elementBytes == 4;
    default:
        return layout.kind == RawLayout::Kind::Float && layout.elementBytes == 8;
    }
}

} // namespace

RawArray::RawArray(std::filesystem::path path, std::string name, RawLayout layout, Fd file,
                   std::uint64_t fileBytes)
    : m_path(std::move(path)), m_name(std::move(name)), m_layout(std::move(layout)), m_file(std::move(file)),
      m_fileBytes(fileBytes)
{
}

std::shared_ptr<const RawArray> RawArray::open(const std::filesystem::path& path, const std::string& name,
                                               RawLayout layout)
{
    const FileWait wait(path);
    Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    const auto bytes = *file < 0 ? -1 : ::lseek(*file, 0, SEEK_END);
    if (bytes < 0 || !canBeRead(layout, static_cast<std::uint64_t>(bytes)))
        return nullptr;
    return std::shared_ptr<const RawArray>(
        new RawArray(path, name, std::move(layout), std::move(file), static_cast<std::uint64_t>(bytes)));
}

tl::unexpected<Error> RawArray::damaged() const
{
    return fail(ErrorCode::BadInput,
                m_path.string() + ": " + m_name + " cannot be read: the file is damaged or cut short",
                "Copy or export the file again");
}

Result<void> RawArray::readBytes(std::uint64_t offset, std::span<std::byte> out) const
{
    const FileWait wait(m_path);
    while (!out.empty()) {
        const auto got = ::pread(*m_file, out.data(), out.size(), static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return damaged();
        out = out.subspan(static_cast<std::size_t>(got));
        offset += static_cast<std::uint64_t>(got);
    }
    return {};
}

/// Into the cursor.
Result<void> RawArray::unpack(std::size_t piece, Cursor& cursor) const
{
    if (cursor.m_pieceIndex == piece)
        return {};
    cursor.m_pieceIndex = std::numeric_limits<std::size_t>::max();
    if (!cursor.m_unpacker)
        cursor.m_unpacker = std::make_unique<ChunkUnpacker>();
    const auto& [offset, bytes] = m_layout.pieces[piece];
    cursor.m_packed.resize(bytes);
    cursor.m_piece.resize(m_layout.pieceElements * m_layout.elementBytes);
    TRY_RUN(readBytes(offset, cursor.m_packed));
    const auto shuffledBytes = m_layout.shuffled ? m_layout.elementBytes : 1;
    if (!cursor.m_unpacker->unpack(cursor.m_packed, shuffledBytes, cursor.m_piece))
        return damaged();
    cursor.m_pieceIndex = piece;
    return {};
}

Result<void> RawArray::read(std::uint64_t first, std::uint64_t count, NumberType type,
                            std::span<std::byte> out, Cursor& cursor) const
{
    if (first > m_layout.elements || count > m_layout.elements - first)
        return damaged();
    const auto outBytes = withNumberType(type, []<class T>(T*) { return sizeof(T); });
    const auto size = m_layout.elementBytes;
    while (count > 0) {
        const auto piece = first / m_layout.pieceElements, within = first % m_layout.pieceElements;
        const auto part = std::min(count, m_layout.pieceElements - within);
        const auto to = out.first(part * outBytes);
        const bool direct = !m_layout.deflated && isSame(m_layout, type);
        std::span<const std::byte> from = to;
        if (m_layout.deflated) {
            TRY_RUN(unpack(piece, cursor));
            from = std::span(cursor.m_piece).subspan(within * size, part * size);
        } else {
            if (!direct)
                cursor.m_piece.resize(part * size);
            const auto raw = direct ? to : std::span(cursor.m_piece);
            TRY_RUN(readBytes(m_layout.pieces[piece].offset + within * size, raw));
            from = raw;
        }
        if (!direct)
            withNumberType(type,
                           [&]<class T>(T*) { convertTo(m_layout, from, reinterpret_cast<T*>(to.data())); });
        out = out.subspan(to.size());
        first += part;
        count -= part;
    }
    return {};
}

} // namespace transcope::core
