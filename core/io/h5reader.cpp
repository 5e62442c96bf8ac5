#include "core/io/h5reader.h"

#include "core/base/filewait.h"
#include "core/h5/rawtexts.h"
#include "core/io/h5connection.h"

namespace transcope::core {

Result<H5Reader> H5Reader::open(const std::filesystem::path& path)
{
    const FileWait wait(path);
    std::error_code error;
    if (!std::filesystem::exists(path, error))
        return fail(ErrorCode::NotFound, path.string() + ": no such file", "Check the path");
    if (!std::filesystem::is_regular_file(path, error))
        return fail(ErrorCode::BadInput, path.string() + ": is not a file", "Name a file");
    H5Reader reader(path);
    TRY(reader.m_connection, H5Connection::open(path));
    return reader;
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

std::vector<std::string> H5Reader::children(const std::string& group) const
{
    const auto request = H5Message().add(H5Request::Children).add(group);
    return H5Fields(m_connection->ask(request).value_or(std::string())).texts();
}

Result<ArrayInfo> H5Reader::describe(const std::string& dataset) const
{
    TRY(const auto answer, m_connection->ask(H5Message().add(H5Request::Dataset).add(dataset)));
    H5Fields fields(answer);
    ArrayInfo info;
    info.content = static_cast<ArrayContent>(fields.number());
    info.rowsAtOnce = fields.number();
    info.shape = fields.numbers<std::uint64_t>();
    if (!fields.ok())
        return bad(dataset, "cannot be read");
    return info;
}

std::shared_ptr<const RawArray> H5Reader::raw(const std::string& dataset) const
{
    auto layout = layoutOf(dataset);
    return layout ? RawArray::open(path(), dataset, *std::move(layout)) : nullptr;
}

std::optional<RawLayout> H5Reader::layoutOf(const std::string& dataset) const
{
    const auto answer = m_connection->layoutOf(dataset);
    if (!answer)
        return std::nullopt;
    H5Fields fields(*answer);
    RawLayout layout;
    layout.kind = static_cast<RawLayout::Kind>(fields.number());
    layout.elementBytes = fields.number();
    layout.elements = fields.number();
    layout.pieceElements = fields.number();
    layout.deflated = fields.number() != 0;
    layout.shuffled = fields.number() != 0;
    const auto offsets = fields.numbers<std::uint64_t>(), bytes = fields.numbers<std::uint64_t>();
    if (!fields.ok() || offsets.size() != bytes.size())
        return std::nullopt;
    for (std::size_t i = 0; i < offsets.size(); ++i)
        layout.pieces.push_back({offsets[i], bytes[i]});
    return layout;
}

Result<void> H5Reader::readRows(const std::string& dataset, std::uint64_t first, std::uint64_t count,
                                NumberType type, std::span<std::byte> out, std::uint64_t next) const
{
    return m_connection->read({dataset, first, count, type}, out, next);
}

Result<std::vector<std::string>> H5Reader::strings(const std::string& dataset) const
{
    // Names of spots are many; whatever is not as usual is left to the library.
    if (auto layout = layoutOf(dataset); layout && layout->kind == RawLayout::Kind::Text)
        if (auto texts = readRawTexts(path(), dataset, *std::move(layout)))
            return *std::move(texts);
    TRY(const auto answer, m_connection->ask(H5Message().add(H5Request::Strings).add(dataset)));
    return H5Fields(answer).texts();
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
