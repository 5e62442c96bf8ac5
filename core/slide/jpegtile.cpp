#include "core/slide/jpegtile.h"

#include <csetjmp>
#include <cstdio>

#include <jpeglib.h>

namespace transcope::core {

namespace {

struct Failure
{
    jpeg_error_mgr manager;
    std::jmp_buf jump;
};

void leave(j_common_ptr info)
{
    std::longjmp(reinterpret_cast<Failure*>(info->err)->jump, 1);
}

// libjpeg would go on after some damage and leave grey.
void countWarning(j_common_ptr info, int level)
{
    if (level < 0)
        leave(info);
}

void say(j_common_ptr) {}

} // namespace

// longjmp passes over this frame: no object with a destructor may live in it.
bool decodeJpegTile(std::span<const std::uint8_t> tables, std::span<const std::uint8_t> stream,
                    JpegColour colour, int width, int height, std::uint8_t* const* rows)
{
    jpeg_decompress_struct info;
    Failure failure;
    info.err = jpeg_std_error(&failure.manager);
    failure.manager.error_exit = leave;
    failure.manager.emit_message = countWarning;
    failure.manager.output_message = say;
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
