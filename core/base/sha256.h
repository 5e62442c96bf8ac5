#pragma once

#include "core/base/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace transcope::core {

/// SHA-256 (FIPS 180-4), fed in pieces. Not for secrets: it names slides and weights files.
class Sha256
{
public:
    Sha256();
    /// Adds `size` bytes.
    void update(const void* data, std::size_t size);
    /// The digest of everything added, as 64 lower-case hex digits. Ends the object's use.
    std::string hexDigest();

private:
    void compress(const std::uint8_t* block);

    std::array<std::uint32_t, 8> m_state;
    std::array<std::uint8_t, 64> m_block{};
    std::size_t m_inBlock = 0;  ///< bytes waiting in m_block
    std::uint64_t m_length = 0; ///< bytes added so far
};

/// Hex SHA-256 of a whole file, read in pieces of 1 MiB.
/// Errors: NotFound, BadInput (a folder, or reading failed).
Result<std::string> sha256OfFile(const std::filesystem::path& path);

} // namespace transcope::core
