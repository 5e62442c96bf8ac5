#include "core/slide/jpegtile.h"

#include "core/slide/jpegfailure.h"

#include <array>
#include <cstring>

namespace transcope::core {

namespace {

using Bytes = std::span<const std::uint8_t>;

// ITU T.81, table B.1.
enum Marker {
    Sof0 = 0xc0,
    Sof15 = 0xcf,
    Dht = 0xc4,
    Jpg = 0xc8,
    Dac = 0xcc,
    Soi = 0xd8,
    Sos = 0xda,
    App0 = 0xe0,
    App14 = 0xee
};

bool isFrame(int marker)
{
    return marker >= Sof0 && marker <= Sof15 && marker != Dht && marker != Jpg && marker != Dac;
}

bool startsWith(Bytes segment, const char* text)
{
    return segment.size() >= std::strlen(text) && std::memcmp(segment.data(), text, std::strlen(text)) == 0;
}

/// segment: of a frame: precision, height and width (5 bytes), then name and sampling of the components.
std::optional<JpegColour> colourOfFrame(Bytes segment)
{
    constexpr std::size_t Components = 6, Bytes3 = Components + 3 * 3;
    if (segment.size() < Bytes3 || segment[5] != 3)
        return std::nullopt;
    const std::array names = {segment[6], segment[9], segment[12]};
    const std::array sampling = {segment[7], segment[10], segment[13]};
    if (names == std::array<std::uint8_t, 3>{'R', 'G', 'B'})
        return JpegColour::Rgb;
    const bool numbered = names == std::array<std::uint8_t, 3>{1, 2, 3}; // as JFIF has them
    return numbered || sampling[0] != sampling[1] ? std::optional(JpegColour::YCbCr) : std::nullopt;
}

} // namespace

std::optional<JpegColour> colourSaidBy(std::span<const std::uint8_t> stream)
{
    std::optional<JpegColour> said;
    for (std::size_t at = 2; at + 4 <= stream.size() && stream[at] == 0xff;) {
        const int marker = stream[at + 1];
        const std::size_t length = static_cast<std::size_t>(stream[at + 2]) << 8 | stream[at + 3];
        if (marker == Sos || length < 2 || length > stream.size() - at - 2)
            break;
        const Bytes segment = stream.subspan(at + 4, length - 2);
        constexpr std::size_t AdobeTransform = 11;
        if (marker == App14 && startsWith(segment, "Adobe") && segment.size() > AdobeTransform)
            return segment[AdobeTransform] == 0 ? JpegColour::Rgb : JpegColour::YCbCr;
        if (marker == App0 && startsWith(segment, "JFIF"))
            said = JpegColour::YCbCr;
        if (isFrame(marker) && !said)
            said = colourOfFrame(segment);
        at += 2 + length;
    }
    return said;
}

// longjmp passes over this frame: no object with a destructor may live in it.
bool decodeJpegTile(std::span<const std::uint8_t> tables, std::span<const std::uint8_t> stream,
                    JpegColour colour, int width, int height, std::uint8_t* const* rows)
{
    jpeg_decompress_struct info;
    JpegFailure failure;
    info.err = jumpingOnError(failure);
    jpeg_create_decompress(&info);
    if (setjmp(failure.jump) != 0) {
        jpeg_destroy_decompress(&info);
        return false;
    }
    if (!tables.empty()) {
        jpeg_mem_src(&info, tables.data(), tables.size());
        jpeg_read_header(&info, FALSE);
    }
    jpeg_mem_src(&info, stream.data(), stream.size());
    jpeg_read_header(&info, TRUE);
    if (info.num_components != 3 || info.image_width != static_cast<JDIMENSION>(width) ||
        info.image_height != static_cast<JDIMENSION>(height)) {
        jpeg_destroy_decompress(&info);
        return false;
    }
    info.jpeg_color_space = colour == JpegColour::Rgb ? JCS_RGB : JCS_YCbCr;
    info.out_color_space = JCS_RGB;
    jpeg_start_decompress(&info);
    while (info.output_scanline < info.output_height)
        jpeg_read_scanlines(&info, const_cast<JSAMPARRAY>(rows + info.output_scanline),
                            info.output_height - info.output_scanline);
    jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    return true;
}

} // namespace transcope::core
