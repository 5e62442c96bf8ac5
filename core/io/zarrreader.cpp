#include "core/io/zarrreader.h"

#include "core/io/textfile.h"

#include <algorithm>

namespace transcope::core {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr const char *Group2 = ".zgroup", *Array2 = ".zarray", *Attributes2 = ".zattrs", *Any3 = "zarr.json";

/// Null where there is no such file, or no JSON in it.
json jsonIn(const fs::path& file)
{
    std::error_code error;
    const auto text = fs::exists(file, error) ? readTextFile(file) : Result<std::string>();
    auto object = text ? json::parse(*text, nullptr, false) : json();
    return object.is_object() ? object : json();
}

/// A name in a file may not lead out of the store.
bool staysInside(const std::string& object)
{
    const fs::path path(object);
    return path.is_relative() &&
           std::none_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".."; });
}

} // namespace

bool isZarrStore(const fs::path& path)
{
    std::error_code error;
    return fs::is_directory(path, error) &&
           (fs::exists(path / Group2, error) || fs::exists(path / Array2, error) ||
            fs::exists(path / Any3, error));
}

Result<ZarrReader> ZarrReader::open(const fs::path& path)
{
    if (!isZarrStore(path))
        return fail(ErrorCode::NotFound, path.string() + ": no zarr store in this folder", "Check the path");
    ZarrReader reader(path);
    if (!reader.node("/").isGroup())
        return fail(ErrorCode::BadInput, path.string() + ": is no group of zarr, or its JSON is damaged",
                    "Name the folder that AnnData wrote, or copy it again");
    return reader;
}

const ZarrReader::Node& ZarrReader::node(const std::string& object) const
{
    const auto known = m_nodes.find(object);
    return known != m_nodes.end() ? known->second : m_nodes.emplace(object, readNode(object)).first->second;
}

ZarrReader::Node ZarrReader::readNode(const std::string& object) const
{
    const bool isRoot = object == "/";
    if (!isRoot && (object.empty() || !staysInside(object)))
        return {};
    const auto folder = isRoot ? path() : path() / object;
    const auto name = path().string() + ": " + object;
    std::error_code error;
    Node node;
    const bool isArray2 = fs::exists(folder / Array2, error), is3 = fs::exists(folder / Any3, error);
    node.exists = isArray2 || is3 || fs::exists(folder / Group2, error);
    const auto description = jsonIn(folder / (is3 ? Any3 : Array2));
    if (is3 && description.is_object())
        node.attributes = description.value("attributes", json::object());
    else
        node.attributes = jsonIn(folder / Attributes2);
    const bool isArray =
        is3 ? !description.is_object() || description.value("node_type", json()) == "array" : isArray2;
    if (!isArray)
        return node;
    auto metadata = is3 ? zarrMetadata3(description, name) : zarrMetadata2(description, name);
    if (metadata)
        node.array = std::make_shared<const ZarrArray>(*std::move(metadata), folder, name);
    else
        node.unreadable = metadata.error();
    return node;
}

bool ZarrReader::has(const std::string& object) const
{
    return node(object).exists;
}

bool ZarrReader::isGroup(const std::string& object) const
{
    return node(object).isGroup();
}

std::vector<std::string> ZarrReader::children(const std::string& group) const
{
    std::vector<std::string> names;
    if (!isGroup(group))
        return names;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(group == "/" ? path() : path() / group, error))
        if (isZarrStore(entry.path()))
            names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

bool ZarrReader::isNull(const std::string& object) const
{
    return textsAttribute(object, "encoding-type") == std::vector<std::string>{"null"};
}

Result<std::shared_ptr<const ZarrArray>> ZarrReader::array(const std::string& name) const
{
    const auto& found = node(name);
    if (found.unreadable)
        return tl::unexpected(*found.unreadable);
    return found.array ? Result<std::shared_ptr<const ZarrArray>>(found.array) : bad(name, "is missing");
}

Result<std::vector<std::string>> ZarrReader::strings(const std::string& name) const
{
    TRY(const auto found, array(name));
    return found->strings();
}

Result<ArrayInfo> ZarrReader::describe(const std::string& name) const
{
    TRY(const auto found, array(name));
    return found->info();
}

Result<void> ZarrReader::readRows(const std::string& name, std::uint64_t first, std::uint64_t count,
                                  NumberType type, std::span<std::byte> out, std::uint64_t) const
{
    TRY(const auto found, array(name));
    return found->read(first, count, type, out);
}

std::vector<std::string> ZarrReader::textsAttribute(const std::string& object, const std::string& name) const
{
    const auto& attributes = node(object).attributes;
    const auto value = attributes.is_object() ? attributes.value(name, json()) : json();
    std::vector<std::string> texts;
    for (const auto& item : value.is_array() ? value : json::array({value})) {
        if (!item.is_string())
            return {};
        texts.push_back(item.get<std::string>());
    }
    return texts;
}

std::vector<std::int64_t> ZarrReader::integerAttribute(const std::string& object,
                                                       const std::string& name) const
{
    const auto& attributes = node(object).attributes;
    const auto value = attributes.is_object() ? attributes.value(name, json()) : json();
    std::vector<std::int64_t> numbers;
    for (const auto& item : value.is_array() ? value : json::array({value})) {
        if (!item.is_number_integer())
            return {};
        numbers.push_back(item.get<std::int64_t>());
    }
    return numbers;
}

} // namespace transcope::core
