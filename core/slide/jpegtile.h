#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace transcope::core {

/// How the three components of a JPEG in a TIFF are meant; the TIFF says it, the stream need not.
enum class JpegColour { YCbCr, Rgb };

/// What a stream itself says of its colours: Adobe's marker, JFIF's, the names of its components, chroma of
/// half the size; nothing where it has none of these. Where TIFF's tag says otherwise (QuPath before 0.3 and
/// others write RGB over YCbCr) the stream is right.
std::optional<JpegColour> colourSaidBy(std::span<const std::uint8_t> stream);

/// Decodes one tile, a JPEG stream of three components that may leave its tables to `tables` (TIFF's
/// JPEGTables; may be empty), as RGB into rows[0..height), each `width` px long. Returns false when the
/// stream is damaged in any way or is not of just this size; rows may be half-written then.
bool decodeJpegTile(std::span<const std::uint8_t> tables, std::span<const std::uint8_t> stream,
                    JpegColour colour, int width, int height, std::uint8_t* const* rows);

} // namespace transcope::core
