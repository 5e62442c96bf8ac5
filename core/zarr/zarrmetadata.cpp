#include "core/zarr/zarrmetadata.h"

#include "core/base/try.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace transcope::core {

using nlohmann::json;

namespace {

constexpr std::uint64_t LargestChunk = std::uint64_t{1} << 30; ///< bytes; what the JSON claims may be wrong
constexpr std::size_t LargestElement = 1 << 16;
constexpr std::size_t Utf32Bytes = 4;

tl::unexpected<Error> damaged(const std::string& name)
{
    return fail(ErrorCode::BadInput, name + ": zarr's description of the array is damaged",
                "Copy or write the store again");
}

tl::unexpected<Error> unknown(const std::string& name, const std::string& what)
{
    return fail(ErrorCode::Unsupported, name + " is stored with " + what + ", which cannot be read here",
                "Write it again as AnnData does: adata.write_zarr(path)");
}

std::string textOf(const json& object, const char* key)
{
    const auto it = object.find(key);
    return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

json partOf(const json& object, const char* key)
{
    const auto it = object.is_object() ? object.find(key) : object.end();
    return it != object.end() ? *it : json();
}

/// A name, or an object with one.
std::string nameOf(const json& named)
{
    return named.is_string() ? named.get<std::string>() : named.is_object() ? textOf(named, "name") : "";
}

Result<std::vector<std::uint64_t>> sizesOf(const json& list, const std::string& name)
{
    std::vector<std::uint64_t> sizes;
    if (!list.is_array())
        return damaged(name);
    for (const auto& size : list) {
        if (!size.is_number_unsigned())
            return damaged(name);
        sizes.push_back(size.get<std::uint64_t>());
    }
    return sizes;
}

Result<void> readShapes(const json& shape, const json& chunks, const std::string& name, ZarrMetadata& array)
{
    TRY(array.shape, sizesOf(shape, name));
    TRY(array.chunkShape, sizesOf(chunks, name));
    return array.shape.size() == array.chunkShape.size() ? Result<void>() : damaged(name);
}

Result<void> readType(ZarrType type, std::size_t bytes, const std::string& said, const std::string& name,
                      ZarrMetadata& array)
{
    const bool isText = type == ZarrType::Utf32 || type == ZarrType::Bytes;
    const bool isWord = bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8;
    const bool known = isText                    ? bytes > 0 && bytes <= LargestElement
                       : type == ZarrType::Float ? bytes == 4 || bytes == 8
                                                 : isWord && (type != ZarrType::Flag || bytes == 1);
    array.type = type;
    array.elementBytes = bytes;
    return known ? Result<void>() : unknown(name, "elements of the type \"" + said + "\"");
}

Result<ZarrMetadata> checked(ZarrMetadata array, const std::string& name)
{
    std::uint64_t bytes = std::max<std::size_t>(1, array.elementBytes);
    for (const auto size : array.chunkShape)
        if (size == 0 || __builtin_mul_overflow(bytes, size, &bytes) || bytes > LargestChunk)
            return damaged(name);
    return array;
}

/// NumPy's: byte order, kind, bytes (of U: characters).
Result<void> readType2(const std::string& said, const std::string& name, ZarrMetadata& array)
{
    static const std::map<char, ZarrType> kinds = {{'b', ZarrType::Flag},     {'i', ZarrType::Signed},
                                                   {'u', ZarrType::Unsigned}, {'f', ZarrType::Float},
                                                   {'U', ZarrType::Utf32},    {'S', ZarrType::Bytes}};
    std::size_t bytes = 0;
    if (said == "|O") {
        array.type = ZarrType::AnyLongText;
        return {};
    }
    const auto kind = said.size() > 2 ? kinds.find(said[1]) : kinds.end();
    if (kind == kinds.end() ||
        std::from_chars(said.data() + 2, said.data() + said.size(), bytes).ec != std::errc())
        return unknown(name, "elements of the type \"" + said + "\"");
    array.bigEndian = said[0] == '>';
    if (kind->second == ZarrType::Utf32)
        bytes *= Utf32Bytes;
    return readType(kind->second, bytes, said, name, array);
}

Result<void> readFilters2(const json& filters, const std::string& name, ZarrMetadata& array)
{
    bool isText = false;
    for (const auto& filter : filters.is_array() ? filters : json::array()) {
        const auto id = filter.is_object() ? textOf(filter, "id") : std::string();
        if (id != "vlen-utf8" || array.type != ZarrType::AnyLongText)
            return unknown(name, "the filter \"" + id + "\"");
        isText = true;
    }
    if (array.type == ZarrType::AnyLongText && !isText)
        return unknown(name, "objects of Python");
    return {};
}

Result<void> readType3(const json& type, const std::string& name, ZarrMetadata& array)
{
    static const std::map<std::string, std::pair<ZarrType, std::size_t>> types = {
        {"bool", {ZarrType::Flag, 1}},       {"int8", {ZarrType::Signed, 1}},
        {"int16", {ZarrType::Signed, 2}},    {"int32", {ZarrType::Signed, 4}},
        {"int64", {ZarrType::Signed, 8}},    {"uint8", {ZarrType::Unsigned, 1}},
        {"uint16", {ZarrType::Unsigned, 2}}, {"uint32", {ZarrType::Unsigned, 4}},
        {"uint64", {ZarrType::Unsigned, 8}}, {"float32", {ZarrType::Float, 4}},
        {"float64", {ZarrType::Float, 8}}};
    const auto said = nameOf(type);
    if (said == "string") {
        array.type = ZarrType::AnyLongText;
        return {};
    }
    if (said == "fixed_length_utf32") {
        const auto bytes = partOf(partOf(type, "configuration"), "length_bytes");
        return readType(ZarrType::Utf32, bytes.is_number_unsigned() ? bytes.get<std::size_t>() : 0, said,
                        name, array);
    }
    const auto known = types.find(said);
    if (known == types.end())
        return unknown(name, "elements of the type \"" + said + "\"");
    return readType(known->second.first, known->second.second, said, name, array);
}

/// The first makes bytes of elements, the others pack these.
Result<void> readCodecs3(const json& codecs, const std::string& name, ZarrMetadata& array)
{
    const std::string first = array.type == ZarrType::AnyLongText ? "vlen-utf8" : "bytes";
    if (!codecs.is_array() || codecs.empty() || nameOf(codecs.front()) != first)
        return unknown(name, "the codec \"" +
                                 nameOf(codecs.is_array() && !codecs.empty() ? codecs.front() : json()) +
                                 "\"");
    array.bigEndian = nameOf(partOf(partOf(codecs.front(), "configuration"), "endian")) == "big";
    for (std::size_t i = codecs.size() - 1; i > 0; --i)
        array.packers.push_back(nameOf(codecs[i]));
    return {};
}

} // namespace

Result<ZarrMetadata> zarrMetadata2(const json& object, const std::string& name)
{
    ZarrMetadata array;
    TRY_RUN(readShapes(partOf(object, "shape"), partOf(object, "chunks"), name, array));
    const auto type = partOf(object, "dtype");
    TRY_RUN(readType2(type.is_string() ? type.get<std::string>() : "a record", name, array));
    TRY_RUN(readFilters2(partOf(object, "filters"), name, array));
    if (const auto compressor = partOf(object, "compressor"); compressor.is_object())
        array.packers = {textOf(compressor, "id")};
    array.columnMajor = nameOf(partOf(object, "order")) == "F";
    array.fill = partOf(object, "fill_value");
    array.keySeparator = nameOf(partOf(object, "dimension_separator")) == "/" ? '/' : '.';
    return checked(std::move(array), name);
}

Result<ZarrMetadata> zarrMetadata3(const json& object, const std::string& name)
{
    ZarrMetadata array;
    if (!object.is_object())
        return damaged(name);
    const auto grid = partOf(object, "chunk_grid");
    if (nameOf(grid) != "regular")
        return unknown(name, "the chunk grid \"" + nameOf(grid) + "\"");
    TRY_RUN(readShapes(partOf(object, "shape"), partOf(partOf(grid, "configuration"), "chunk_shape"), name,
                       array));
    TRY_RUN(readType3(partOf(object, "data_type"), name, array));
    TRY_RUN(readCodecs3(partOf(object, "codecs"), name, array));
    array.fill = partOf(object, "fill_value");
    const auto keys = partOf(object, "chunk_key_encoding");
    const auto separator = nameOf(partOf(partOf(keys, "configuration"), "separator"));
    const bool asFormat2 = nameOf(keys) == "v2";
    array.keyPrefix = asFormat2 ? "" : "c";
    array.keySeparator = separator.empty() ? (asFormat2 ? '.' : '/') : separator.front();
    return checked(std::move(array), name);
}

} // namespace transcope::core
