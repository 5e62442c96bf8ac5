#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace transcope::core {

/// What an element of a zarr array is.
enum class ZarrType : std::uint8_t {
    Flag,
    Signed,
    Unsigned,
    Float,
    Utf32,       ///< texts of a fixed number of characters
    Bytes,       ///< texts of a fixed number of bytes
    AnyLongText, ///< vlen-utf8: a count, then each with its length
};

/// What zarr's JSON says of an array, in either format.
struct ZarrMetadata
{
    std::vector<std::uint64_t> shape, chunkShape; ///< of one rank
    ZarrType type = ZarrType::Float;
    std::size_t elementBytes = 0; ///< 0 for AnyLongText
    bool bigEndian = false;
    bool columnMajor = false;         ///< within a chunk
    std::vector<std::string> packers; ///< of a chunk, the one that packed last first: "blosc", "zlib" …
    nlohmann::json fill;              ///< of chunks that are not there
    std::string keyPrefix;            ///< of a chunk's name: "c" in format 3
    char keySeparator = '.';
};

/// Of .zarray (format 2). name: of store and array, for messages. Errors: BadInput; Unsupported for types,
/// filters and layouts that are not known, which are named.
Result<ZarrMetadata> zarrMetadata2(const nlohmann::json& object, const std::string& name);
/// Of zarr.json (format 3). Errors: as above.
Result<ZarrMetadata> zarrMetadata3(const nlohmann::json& object, const std::string& name);

} // namespace transcope::core
