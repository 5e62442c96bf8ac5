#include "model/weights/legacypth.h"

#include "core/base/try.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

using Kind = PickleObject::Kind;

/// The first pickle of every such file: the number 0x1950a86a20f9469cfc6c.
constexpr std::string_view Magic = "\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";

struct StorageSize
{
    const char* type;
    std::size_t bytes; ///< of an element
};
constexpr StorageSize Sizes[] = {
    {"torch.FloatStorage", 4},    {"torch.DoubleStorage", 8}, {"torch.HalfStorage", 2},
    {"torch.BFloat16Storage", 2}, {"torch.LongStorage", 8},   {"torch.IntStorage", 4},
    {"torch.ShortStorage", 2},    {"torch.CharStorage", 1},   {"torch.ByteStorage", 1},
    {"torch.BoolStorage", 1},
};

tl::unexpected<core::Error> damaged(const std::string& name)
{
    return fail(ErrorCode::BadInput, name + " is damaged: its tensors' numbers are not all there",
                "Fetch it again");
}

/// Element size of the storage that the pickle calls `key`.
std::optional<std::size_t> elementBytes(const Pickle& pickle, const std::string& key)
{
    for (const PickleObject& object : pickle.objects) {
        if (object.kind != Kind::Storage || object.items.size() < 5 || pickle[object.items[2]].text != key)
            continue;
        const auto size = std::ranges::find_if(Sizes, [&](const StorageSize& candidate) {
            return pickle[object.items[1]].text == candidate.type;
        });
        return size == std::end(Sizes) ? std::nullopt : std::optional(size->bytes);
    }
    return std::nullopt;
}

bool isLittleEndian(const Pickle& system)
{
    const auto& items = system[system.root].items;
    for (std::size_t i = 0; system[system.root].kind == Kind::Dict && i + 1 < items.size(); i += 2)
        if (system[items[i]].text == "little_endian")
            return system[items[i + 1]].integer == 1;
    return true;
}

/// Per key: the number of elements (8 bytes) and the elements.
Result<std::map<std::string, std::string_view>> storagesOf(const Pickle& pickle, const Pickle& keys,
                                                           std::string_view rest, const std::string& name)
{
    std::map<std::string, std::string_view> storages;
    for (const int item : keys[keys.root].items) {
        const std::string& key = keys[item].text;
        const auto size = elementBytes(pickle, key);
        std::uint64_t count = 0;
        if (!size || rest.size() < sizeof count)
            return damaged(name);
        std::memcpy(&count, rest.data(), sizeof count);
        rest.remove_prefix(sizeof count);
        if (count > rest.size() / *size)
            return damaged(name);
        storages[key] = rest.substr(0, count * *size);
        rest.remove_prefix(count * *size);
    }
    return storages;
}

} // namespace

bool looksLikeLegacyPth(std::string_view bytes)
{
    return bytes.starts_with('\x80'); // a pickle of protocol 2 or later
}

Result<LegacyPth> readLegacyPth(std::string_view bytes, const std::string& name)
{
    enum Part { MagicNumber, Protocol, System, Saved, Keys, Count };
    std::array<Pickle, Count> parts;
    for (int part = 0; part < Count; ++part) {
        TRY(parts[static_cast<std::size_t>(part)], readPickle(bytes, name));
        bytes.remove_prefix(parts[static_cast<std::size_t>(part)].size);
        const Pickle& first = parts[MagicNumber];
        if (first[first.root].kind != Kind::Integer || first[first.root].text != Magic)
            return fail(ErrorCode::BadInput, name + " is a pickle, but not one that torch.save wrote",
                        "Save the weights with torch.save(model.state_dict(), ...)");
    }
    if (!isLittleEndian(parts[System]))
        return fail(ErrorCode::Unsupported, name + " was written on a big-endian machine",
                    "Save it on another");
    TRY(auto storages, storagesOf(parts[Saved], parts[Keys], bytes, name));
    return LegacyPth{std::move(parts[Saved]), std::move(storages)};
}

} // namespace transcope::model
