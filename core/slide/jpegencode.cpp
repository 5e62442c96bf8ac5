#include "core/slide/jpegencode.h"

#include "core/slide/jpegfailure.h"

#include <cstdlib>

namespace transcope::core {

namespace {

// longjmp passes over this frame: no object with a destructor may live in it. `stream` is malloc's.
bool encode(const std::uint8_t* rgb, int width, int height, int quality, unsigned char** stream,
            unsigned long* size)
{
    jpeg_compress_struct info;
    JpegFailure failure;
    info.err = jumpingOnError(failure);
    jpeg_create_compress(&info);
    if (setjmp(failure.jump) != 0) {
        jpeg_destroy_compress(&info);
        return false;
    }
    jpeg_mem_dest(&info, stream, size);
    info.image_width = static_cast<JDIMENSION>(width);
    info.image_height = static_cast<JDIMENSION>(height);
    info.input_components = 3;
    info.in_color_space = JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, quality, TRUE);
    for (int i = 0; i < 3; ++i)
        info.comp_info[i].h_samp_factor = info.comp_info[i].v_samp_factor = 1;
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < info.image_height) {
        JSAMPROW row = const_cast<JSAMPROW>(rgb + static_cast<std::size_t>(info.next_scanline) * width * 3);
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    return true;
}

} // namespace

std::vector<std::uint8_t> encodeJpeg(const std::uint8_t* rgb, int width, int height, int quality)
{
    unsigned char* stream = nullptr;
    unsigned long size = 0;
    std::vector<std::uint8_t> result;
    if (encode(rgb, width, height, quality, &stream, &size))
        result.assign(stream, stream + size);
    std::free(stream);
    return result;
}

} // namespace transcope::core
