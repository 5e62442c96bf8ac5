#pragma once

#include "core/base/result.h"
#include "model/weights/safetensorsheader.h"
#include "model/weights/tensor.h"

#include <filesystem>

namespace transcope::model {

/// Tensors and free text metadata of one .safetensors file
/// (8 bytes little-endian header length, JSON header, row-major little-endian data).
struct Safetensors
{
    TensorMap tensors;
    std::map<std::string, std::string> metadata;
    std::map<std::string, std::string> blobs = {}; ///< tensors of the type U8, by name: what is no number
    std::map<std::string, StoredType> types = {};  ///< when writing, of tensors that are stored otherwise
};

/// Reads only the header: cheap whatever the file's size. Checks everything that the file's length and header
/// say. Errors: NotFound, BadInput, Unsupported.
core::Result<SafetensorsHeader> readSafetensorsHeader(const std::filesystem::path& path);

/// Reads all tensors, as float32, and blobs. Errors: those of readSafetensorsHeader.
core::Result<Safetensors> readSafetensors(const std::filesystem::path& path);

/// Writes tensors as `type` and blobs, under a temporary name in the same folder that is renamed when all is
/// written: an older file stays as it is on failure. Errors: WriteFailed.
core::Result<void> writeSafetensors(const std::filesystem::path& path, const Safetensors& content,
                                    StoredType type = StoredType::Float32);

} // namespace transcope::model
