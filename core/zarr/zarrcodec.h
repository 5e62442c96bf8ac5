#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <vector>

namespace transcope::core {

/// Unpacks what one of numcodecs' packers made: zlib, gzip, zstd, lz4, blosc with whatever it has inside.
/// most: bytes that may come out. name: of store and array, for messages. Errors: BadInput where the bytes
/// are damaged or give more; Unsupported for another packer, which is named.
Result<std::vector<char>> zarrUnpacked(const std::string& packer, const std::vector<char>& packed,
                                       std::size_t most, const std::string& name);

} // namespace transcope::core
