#include "core/io/h5reader.h"

#include "core/io/h5connection.h"

#include <algorithm>

namespace transcope::core {

namespace {

/// Elements. A damaged file can claim any size; nothing that is read whole is larger.
constexpr std::uint64_t LargestDataset = std::uint64_t{1} << 29;
/// Elements that are read at once.
constexpr std::uint64_t LargestPart = std::uint64_t{1} << 23;

/// Elements of a dataset, as far as they can be counted.
std::uint64_t elementsOf(std::span<const std::uint64_t> shape)
{
    std::uint64_t count = 1;
    for (const auto size : shape)
        if (__builtin_mul_overflow(count, size, &count))
            return UINT64_MAX;
    return count;
}

} // namespace

Result<void> H5Rows::read(std::uint64_t first, std::size_t count, std::span<float> out) const
{
    return m_connection->read(m_dataset, first, count, H5Number::Float, std::as_writable_bytes(out));
}

Result<void> H5Rows::read(std::uint64_t first, std::size_t count, std::span<std::int32_t> out) const
{
    return m_connection->read(m_dataset, first, count, H5Number::Int32, std::as_writable_bytes(out));
}

Result<H5Reader> H5Reader::open(const std::filesystem::path& path)
{
    std::error_code error;
    if (!std::filesystem::exists(path, error))
        return fail(ErrorCode::NotFound, path.string() + ": no such file", "Check the path");
    if (!std::filesystem::is_regular_file(path, error))
        return fail(ErrorCode::BadInput, path.string() + ": is not a file", "Name a file");
    H5Reader reader;
    reader.m_path = path;
    TRY(auto connection, H5Connection::open(path));
    reader.m_connection = std::move(connection);
    return reader;
}

tl::unexpected<Error> H5Reader::bad(const std::string& object, const std::string& what) const
{
    if (auto failed = failure())
        return tl::unexpected(std::move(*failed));
    return fail(ErrorCode::BadInput, m_path.string() + ": " + object + " " + what, "Export the file again");
}

std::optional<Error> H5Reader::failure() const
{
    return m_connection->failure();
}

bool H5Reader::has(const std::string& object) const
{
    return m_connection->number(H5Request::Has, object) != 0;
}

bool H5Reader::isGroup(const std::string& object) const
{
    return m_connection->number(H5Request::IsGroup, object) != 0;
}

bool H5Reader::isNull(const std::string& object) const
{
    return m_connection->number(H5Request::IsNull, object) != 0;
}

bool H5Reader::isText(const std::string& dataset) const
{
    const auto info = has(dataset) && !isGroup(dataset) ? describe(dataset) : Result<H5DatasetInfo>();
    return info && info->content == H5Content::Texts;
}

std::vector<std::string> H5Reader::children(const std::string& group) const
{
    const auto request = H5Message().add(H5Request::Children).add(group);
    return H5Fields(m_connection->ask(request).value_or(std::string())).texts();
}

Result<H5DatasetInfo> H5Reader::describe(const std::string& dataset) const
{
    TRY(const auto answer, m_connection->ask(H5Message().add(H5Request::Dataset).add(dataset)));
    H5Fields fields(answer);
    H5DatasetInfo info;
    info.content = static_cast<H5Content>(fields.number());
    info.rowsAtOnce = fields.number();
    info.shape = fields.numbers<std::uint64_t>();
    const auto rowSize = elementsOf(std::span(info.shape).subspan(info.shape.empty() ? 0 : 1));
    if (!fields.ok() || rowSize > LargestDataset)
        return bad(dataset, "cannot be read");
    info.rowsAtOnce = std::clamp<std::uint64_t>(
        info.rowsAtOnce, 1, std::max<std::uint64_t>(1, LargestPart / std::max<std::uint64_t>(1, rowSize)));
    return info;
}

Result<std::vector<std::uint64_t>> H5Reader::shape(const std::string& dataset) const
{
    TRY(auto info, describe(dataset));
    return std::move(info.shape);
}

template <class T> Result<std::vector<T>> H5Reader::numbers(const std::string& dataset, H5Number type) const
{
    TRY(const auto info, describe(dataset));
    if (info.content != H5Content::Numbers && info.content != H5Content::Flags)
        return bad(dataset, "does not hold numbers");
    const auto count = elementsOf(info.shape);
    if (count > LargestDataset)
        return bad(dataset, "cannot be read");
    std::vector<T> values; // grows with what arrives: a damaged file claims what it likes
    const std::uint64_t rows = info.shape.empty() ? 1 : info.shape.front();
    const auto rowSize = h5RowSize(info.shape);
    for (std::uint64_t first = 0; first < rows && count > 0; first += info.rowsAtOnce) {
        const auto part = std::min(info.rowsAtOnce, rows - first);
        values.resize((first + part) * rowSize);
        const auto out = std::span(values).subspan(first * rowSize, part * rowSize);
        TRY_RUN(m_connection->read(dataset, first, part, type, std::as_writable_bytes(out)));
    }
    return values;
}

Result<std::vector<double>> H5Reader::doubles(const std::string& dataset) const
{
    return numbers<double>(dataset, H5Number::Double);
}

Result<std::vector<std::int64_t>> H5Reader::integers(const std::string& dataset) const
{
    return numbers<std::int64_t>(dataset, H5Number::Int64);
}

Result<H5Rows> H5Reader::rows(const std::string& dataset, int rank) const
{
    TRY(auto info, describe(dataset));
    if (info.content != H5Content::Numbers || info.shape.size() != static_cast<std::size_t>(rank))
        return bad(dataset, rank == 1 ? "is not a list of numbers" : "is not a matrix of numbers");
    H5Rows rows;
    rows.m_connection = m_connection;
    rows.m_dataset = dataset;
    rows.m_info = std::move(info);
    return rows;
}

Result<std::vector<std::string>> H5Reader::strings(const std::string& dataset) const
{
    TRY(const auto answer, m_connection->ask(H5Message().add(H5Request::Strings).add(dataset)));
    return H5Fields(answer).texts();
}

std::optional<std::string> H5Reader::textAttribute(const std::string& object, const std::string& name) const
{
    auto texts = textsAttribute(object, name);
    return texts.size() == 1 ? std::optional(std::move(texts.front())) : std::nullopt;
}

std::vector<std::string> H5Reader::textsAttribute(const std::string& object, const std::string& name) const
{
    const auto request = H5Message().add(H5Request::Texts).add(object).add(name);
    return H5Fields(m_connection->ask(request).value_or(std::string())).texts();
}

std::vector<std::int64_t> H5Reader::integerAttribute(const std::string& object, const std::string& name) const
{
    const auto request = H5Message().add(H5Request::Integers).add(object).add(name);
    return H5Fields(m_connection->ask(request).value_or(std::string())).numbers<std::int64_t>();
}

} // namespace transcope::core
