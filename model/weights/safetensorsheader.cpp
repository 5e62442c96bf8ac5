#include "model/weights/safetensorsheader.h"

#include "core/base/parsejson.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;
using nlohmann::json;

namespace {

constexpr const char* Advice = "The file is damaged or not a .safetensors file: fetch or export it again";

struct TypeName
{
    StoredType type;
    const char* name;
};
constexpr TypeName TypeNames[] = {{StoredType::Float32, "F32"},
                                  {StoredType::BFloat16, "BF16"},
                                  {StoredType::Float16, "F16"},
                                  {StoredType::Byte, "U8"}};

/// Bytes of the tensor, or nothing where an extent is no whole number ≥ 0 or the product overflows.
std::optional<std::uint64_t> readShape(const json& shape, TensorEntry& entry)
{
    if (!shape.is_array())
        return std::nullopt;
    std::uint64_t bytes = byteSize(entry.type);
    for (const auto& extent : shape) {
        if (!extent.is_number_unsigned())
            return std::nullopt;
        const auto value = extent.get<std::uint64_t>();
        constexpr auto Most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
        if (value > Most || (value != 0 && bytes > Most / value))
            return std::nullopt;
        bytes *= value;
        entry.shape.push_back(static_cast<std::int64_t>(value));
    }
    return bytes;
}

/// Reads one tensor's description; the failure's message does not name the file yet.
Result<TensorEntry> readEntry(const json& description)
{
    if (!description.is_object() || !description.contains("dtype") || !description.contains("shape") ||
        !description.contains("data_offsets"))
        return fail(ErrorCode::BadInput, "lacks dtype, shape or data_offsets", Advice);
    TensorEntry entry;
    const auto dtype = description["dtype"].is_string() ? description["dtype"].get<std::string>() : "?";
    const auto* type = std::find_if(std::begin(TypeNames), std::end(TypeNames),
                                    [&](const TypeName& candidate) { return dtype == candidate.name; });
    if (type == std::end(TypeNames))
        return fail(ErrorCode::Unsupported, "has the data type " + dtype,
                    "Transcope reads F32, BF16, F16 and U8");
    entry.type = type->type;
    const auto bytes = readShape(description["shape"], entry);
    if (!bytes)
        return fail(ErrorCode::BadInput, "has an impossible shape " + description["shape"].dump(), Advice);
    const auto& offsets = description["data_offsets"];
    if (!offsets.is_array() || offsets.size() != 2 || !offsets[0].is_number_unsigned() ||
        !offsets[1].is_number_unsigned())
        return fail(ErrorCode::BadInput, "has impossible data_offsets " + offsets.dump(), Advice);
    entry.begin = offsets[0].get<std::uint64_t>();
    entry.end = offsets[1].get<std::uint64_t>();
    if (entry.end < entry.begin || entry.end - entry.begin != *bytes)
        return fail(ErrorCode::BadInput,
                    "needs " + std::to_string(*bytes) + " bytes for its shape, but data_offsets are " +
                        offsets.dump(),
                    Advice);
    return entry;
}

/// Empty, or what is wrong with how the tensors fill the data.
std::string layoutFault(const std::map<std::string, TensorEntry>& tensors, std::uint64_t dataSize)
{
    std::vector<std::pair<TensorEntry, std::string>> order;
    for (const auto& [name, entry] : tensors)
        order.emplace_back(entry, name);
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
        return std::pair(a.first.begin, a.first.end) < std::pair(b.first.begin, b.first.end);
    });
    std::uint64_t filled = 0;
    for (const auto& [entry, name] : order) {
        if (entry.begin < filled)
            return "tensor " + name + " overlaps another";
        if (entry.begin > filled)
            return "there is a gap before tensor " + name;
        filled = entry.end;
    }
    if (filled != dataSize)
        return "the tensors need " + std::to_string(filled) + " bytes, but " + std::to_string(dataSize) +
               " follow";
    return {};
}

/// Parses, and finds keys that stand twice, which nlohmann-json would silently drop.
json parseStrictly(std::string_view text, std::string& repeatedKey)
{
    std::vector<std::vector<std::string>> keys;
    const auto watch = [&](int, json::parse_event_t event, json& value) {
        if (event == json::parse_event_t::object_start) {
            keys.emplace_back();
        } else if (event == json::parse_event_t::object_end) {
            auto& seen = keys.back();
            std::sort(seen.begin(), seen.end());
            if (const auto twice = std::adjacent_find(seen.begin(), seen.end()); twice != seen.end())
                repeatedKey = *twice;
            keys.pop_back();
        } else if (event == json::parse_event_t::key) {
            keys.back().push_back(value.get<std::string>());
        }
        return true;
    };
    return json::parse(core::isTooDeep(text) ? std::string_view() : text, watch, false);
}

} // namespace

Result<SafetensorsHeader> parseSafetensorsHeader(std::string_view text, std::uint64_t dataSize,
                                                 const std::string& name)
{
    std::string repeated;
    const json root = parseStrictly(text, repeated);
    if (!root.is_object())
        return fail(ErrorCode::BadInput, name + ": the header is not a JSON object", Advice);
    if (!repeated.empty())
        return fail(ErrorCode::BadInput, name + ": " + repeated + " stands twice in the header", Advice);
    SafetensorsHeader header;
    for (const auto& [key, value] : root.items()) {
        if (key == "__metadata__") {
            if (!value.is_object() ||
                std::any_of(value.begin(), value.end(), [](const json& v) { return !v.is_string(); }))
                return fail(ErrorCode::BadInput, name + ": __metadata__ is not a table of strings", Advice);
            header.metadata = value.get<std::map<std::string, std::string>>();
            continue;
        }
        auto entry = readEntry(value);
        if (!entry)
            return fail(entry.error().code, name + ": tensor " + key + " " + entry.error().message,
                        entry.error().whatToDo);
        header.tensors.emplace(key, std::move(*entry));
    }
    if (const auto fault = layoutFault(header.tensors, dataSize); !fault.empty())
        return fail(ErrorCode::BadInput, name + ": " + fault, Advice);
    return header;
}

std::string safetensorsHeaderText(const SafetensorsHeader& header)
{
    json root = json::object();
    if (!header.metadata.empty())
        root["__metadata__"] = header.metadata;
    for (const auto& [name, entry] : header.tensors) {
        const auto* type = std::find_if(
            std::begin(TypeNames), std::end(TypeNames),
            [wanted = entry.type](const TypeName& candidate) { return wanted == candidate.type; });
        root[name] = {
            {"dtype", type->name}, {"shape", entry.shape}, {"data_offsets", {entry.begin, entry.end}}};
    }
    std::string text = root.dump(-1, ' ', false, json::error_handler_t::replace);
    text.resize((text.size() + 7) / 8 * 8, ' ');
    return text;
}

} // namespace transcope::model
