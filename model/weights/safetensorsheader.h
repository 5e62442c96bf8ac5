#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace transcope::model {

/// How a tensor lies in a file.
enum class StoredType { Float32, BFloat16, Float16, Byte };

/// Bytes per element.
constexpr std::size_t byteSize(StoredType type)
{
    return type == StoredType::Float32 ? 4 : type == StoredType::Byte ? 1 : 2;
}

/// One tensor of a .safetensors header.
struct TensorEntry
{
    StoredType type = StoredType::Float32;
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0; ///< bytes from the end of the header
    std::uint64_t end = 0;
};

struct SafetensorsHeader
{
    std::map<std::string, TensorEntry> tensors;
    std::map<std::string, std::string> metadata; ///< __metadata__
};

/// Checks and takes apart a header's JSON text. dataSize: bytes that follow the header in the file. Tensors
/// must fill these without gap or overlap. `name` stands in the messages. Errors: BadInput, Unsupported (a
/// dtype other than F32, BF16, F16, U8).
core::Result<SafetensorsHeader> parseSafetensorsHeader(std::string_view json, std::uint64_t dataSize,
                                                       const std::string& name);

/// The header's JSON text, padded with blanks to a multiple of 8 bytes.
std::string safetensorsHeaderText(const SafetensorsHeader& header);

} // namespace transcope::model
