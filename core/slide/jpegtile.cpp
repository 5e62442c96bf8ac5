#include "core/slide/jpegtile.h"

#include "core/slide/jpegfailure.h"

namespace transcope::core {

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
