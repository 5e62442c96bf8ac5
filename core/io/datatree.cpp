#include "core/io/datatree.h"

#include "core/io/h5reader.h"
#include "core/io/zarrreader.h"

#include <algorithm>

namespace transcope::core {

namespace {

/// Elements. A damaged file can claim any size; nothing that is read whole, columns and places, is larger.
constexpr std::uint64_t LargestArray = std::uint64_t{1} << 25;
/// Elements that are read at once.
constexpr std::uint64_t LargestPart = std::uint64_t{1} << 23;

/// Elements of an array, as far as they can be counted.
std::uint64_t elementsOf(std::span<const std::uint64_t> shape)
{
    std::uint64_t count = 1;
    for (const auto size : shape)
        if (__builtin_mul_overflow(count, size, &count))
            return UINT64_MAX;
    return count;
}

/// Of those that come after [first, first + count), as many as will be read at once.
std::uint64_t rowsAfter(std::uint64_t rows, std::uint64_t first, std::uint64_t count)
{
    return rows - first > count ? std::min(count, rows - first - count) : 0;
}

template <class Tree> Result<std::unique_ptr<const DataTree>> opened(const std::filesystem::path& path)
{
    return Tree::open(path).map([](Tree&& tree) -> std::unique_ptr<const DataTree> {
        return std::make_unique<Tree>(std::move(tree));
    });
}

} // namespace

Result<void> ArrayRows::read(std::uint64_t first, std::size_t count, std::span<float> out) const
{
    return read(first, count, NumberType::Float, std::as_writable_bytes(out));
}

Result<void> ArrayRows::read(std::uint64_t first, std::size_t count, std::span<std::int32_t> out) const
{
    return read(first, count, NumberType::Int32, std::as_writable_bytes(out));
}

Result<void> ArrayRows::read(std::uint64_t first, std::size_t count, std::span<double> out) const
{
    return read(first, count, NumberType::Double, std::as_writable_bytes(out));
}

Result<void> ArrayRows::read(std::uint64_t first, std::size_t count, NumberType type,
                             std::span<std::byte> out) const
{
    if (m_raw)
        return m_raw->read(first, count, type, out, m_cursor);
    return m_tree->readRows(m_name, first, count, type, out, rowsAfter(rows(), first, count));
}

tl::unexpected<Error> DataTree::bad(const std::string& object, const std::string& what) const
{
    if (auto failed = failure())
        return tl::unexpected(std::move(*failed));
    return fail(ErrorCode::BadInput, m_path.string() + ": " + object + " " + what, "Export the file again");
}

bool DataTree::isText(const std::string& array) const
{
    const auto info = has(array) && !isGroup(array) ? checkedInfo(array) : Result<ArrayInfo>();
    return info && info->content == ArrayContent::Texts;
}

Result<ArrayInfo> DataTree::checkedInfo(const std::string& array) const
{
    TRY(auto info, describe(array));
    const auto rowSize = elementsOf(std::span(info.shape).subspan(info.shape.empty() ? 0 : 1));
    if (rowSize > LargestArray)
        return bad(array, "cannot be read");
    info.rowsAtOnce = std::clamp<std::uint64_t>(
        info.rowsAtOnce, 1, std::max<std::uint64_t>(1, LargestPart / std::max<std::uint64_t>(1, rowSize)));
    return info;
}

Result<std::vector<std::uint64_t>> DataTree::shape(const std::string& array) const
{
    TRY(auto info, checkedInfo(array));
    return std::move(info.shape);
}

template <class T> Result<std::vector<T>> DataTree::numbers(const std::string& array, NumberType type) const
{
    TRY(const auto info, checkedInfo(array));
    if (info.content != ArrayContent::Numbers && info.content != ArrayContent::Flags)
        return bad(array, "does not hold numbers");
    const auto count = elementsOf(info.shape);
    if (count > LargestArray)
        return bad(array, "cannot be read");
    std::vector<T> values; // grows with what arrives: a damaged file claims what it likes
    const std::uint64_t rows = info.shape.empty() ? 1 : info.shape.front();
    const auto rowSize = rowSizeOf(info.shape);
    for (std::uint64_t first = 0; first < rows && count > 0; first += info.rowsAtOnce) {
        const auto part = std::min(info.rowsAtOnce, rows - first);
        values.resize((first + part) * rowSize);
        const auto out = std::span(values).subspan(first * rowSize, part * rowSize);
        TRY_RUN(
            readRows(array, first, part, type, std::as_writable_bytes(out), rowsAfter(rows, first, part)));
    }
    return values;
}

Result<std::vector<double>> DataTree::doubles(const std::string& array) const
{
    return numbers<double>(array, NumberType::Double);
}

Result<std::vector<std::int64_t>> DataTree::integers(const std::string& array) const
{
    return numbers<std::int64_t>(array, NumberType::Int64);
}

Result<ArrayRows> DataTree::rows(const std::string& array, int rank) const
{
    TRY(auto info, checkedInfo(array));
    if (info.content != ArrayContent::Numbers || info.shape.size() != static_cast<std::size_t>(rank))
        return bad(array, rank == 1 ? "is not a list of numbers" : "is not a matrix of numbers");
    ArrayRows rows;
    rows.m_tree = this;
    if (rank == 1)
        rows.m_raw = raw(array);
    rows.m_name = array;
    rows.m_info = std::move(info);
    return rows;
}

std::optional<std::string> DataTree::textAttribute(const std::string& object, const std::string& name) const
{
    auto texts = textsAttribute(object, name);
    return texts.size() == 1 ? std::optional(std::move(texts.front())) : std::nullopt;
}

Result<std::unique_ptr<const DataTree>> openDataTree(const std::filesystem::path& path)
{
    return isZarrStore(path) ? opened<ZarrReader>(path) : opened<H5Reader>(path);
}

} // namespace transcope::core
