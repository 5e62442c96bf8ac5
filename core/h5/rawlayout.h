#pragma once

#include <cstdint>
#include <vector>

namespace transcope::core {

/// Where the numbers of a vector lie in a file, or what says of each text where it lies, for whoever reads
/// them without the HDF5 library. Numbers have the machine's order of bytes.
struct RawLayout
{
    enum class Kind : std::uint8_t { Signed, Unsigned, Float, Text };
    static constexpr std::uint64_t TextBytes = 16; ///< of each element that leads to a text
    struct Piece
    {
        std::uint64_t offset = 0, bytes = 0; ///< in the file
    };

    Kind kind = Kind::Float;
    std::uint64_t elementBytes = 0;
    std::uint64_t elements = 0;
    std::uint64_t pieceElements = 0; ///< of each piece; of the last some may lie beyond the end
    bool deflated = false, shuffled = false;
    std::vector<Piece> pieces;
};

} // namespace transcope::core
