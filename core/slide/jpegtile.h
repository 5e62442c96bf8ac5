#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace transcope::core {

/// How the three components of a JPEG in a TIFF are meant; the TIFF says it, the stream need not.
enum class JpegColour { YCbCr, Rgb };

/// Decodes one tile, a JPEG stream of three components that may leave its tables to `tables` (TIFF's
/// JPEGTables; may be empty), as RGB into rows[0..height), each `width` px long. Returns false when the
/// stream is damaged in any way or is not of just this size; rows may be half-written then.
bool decodeJpegTile(std::span<const std::uint8_t> tables, std::span<const std::uint8_t> stream,
                    JpegColour colour, int width, int height, std::uint8_t* const* rows);

} // namespace transcope::core
