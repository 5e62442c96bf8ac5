#include "core/slide/vipspicture.h"

#include <vips/vips.h>

namespace transcope::core {

namespace {

ImagePtr loadPage(const PictureSource& source, int page, VipsAccess access)
{
    VipsImage* image = nullptr;
    const std::string path = source.path.string();
    switch (source.kind) {
    case PictureKind::Jpeg:
        vips_jpegload(path.c_str(), &image, "access", access, "fail_on", VIPS_FAIL_ON_TRUNCATED, nullptr);
        break;
    case PictureKind::Png:
        vips_pngload(path.c_str(), &image, "access", access, "fail_on", VIPS_FAIL_ON_TRUNCATED, nullptr);
        break;
    case PictureKind::Tiff:
        vips_tiffload(path.c_str(), &image, "access", access, "fail_on", VIPS_FAIL_ON_TRUNCATED, "page", page,
                      nullptr);
        break;
    }
    return ImagePtr(image);
}

// Runs one libvips operation of one input and one output; empty on failure.
template <class Operation> ImagePtr applied(const ImagePtr& in, Operation operation)
{
    VipsImage* out = nullptr;
    if (!in || operation(in.get(), &out) != 0)
        return {};
    return ImagePtr(out);
}

bool isCmykWithoutProfile(VipsImage* image)
{
    return vips_image_get_interpretation(image) == VIPS_INTERPRETATION_CMYK &&
           vips_image_get_bands(image) == 4 && vips_image_get_format(image) == VIPS_FORMAT_UCHAR &&
           vips_image_get_typeof(image, VIPS_META_ICC_NAME) == 0;
}

// Without a profile nobody knows the inks: ideal ones, as libtiff and most programs have it.
ImagePtr rgbOfInks(ImagePtr image)
{
    const auto paper =
        applied(image, [](VipsImage* in, VipsImage** out) { return vips_invert(in, out, nullptr); });
    const auto colours = applied(
        paper, [](VipsImage* in, VipsImage** out) { return vips_extract_band(in, out, 0, "n", 3, nullptr); });
    const auto black =
        applied(paper, [](VipsImage* in, VipsImage** out) { return vips_extract_band(in, out, 3, nullptr); });
    auto rgb = !black ? ImagePtr() : applied(colours, [&](VipsImage* in, VipsImage** out) {
        return vips_multiply(in, black.get(), out, nullptr);
    });
    rgb = applied(
        rgb, [](VipsImage* in, VipsImage** out) { return vips_linear1(in, out, 1 / 255.0, 0, nullptr); });
    rgb = applied(rgb, [](VipsImage* in, VipsImage** out) { return vips_cast_uchar(in, out, nullptr); });
    return applied(rgb, [](VipsImage* in, VipsImage** out) {
        return vips_copy(in, out, "interpretation", VIPS_INTERPRETATION_sRGB, nullptr);
    });
}

} // namespace

void Unref::operator()(VipsImage* image) const
{
    g_object_unref(image);
}

std::string takeVipsError()
{
    std::string text = vips_error_buffer();
    vips_error_clear();
    text = text.substr(0, text.find('\n'));
    const auto last = text.find_last_not_of(" \t\r");
    return last == std::string::npos ? "no reason given" : text.substr(0, last + 1);
}

ImagePtr loadPicture(const PictureSource& source, bool sequential)
{
    const VipsAccess access = sequential ? VIPS_ACCESS_SEQUENTIAL : VIPS_ACCESS_RANDOM;
    if (source.planePages.empty())
        return loadPage(source, source.page, access);
    std::vector<ImagePtr> planes;
    std::vector<VipsImage*> pointers;
    for (const int page : source.planePages) {
        planes.push_back(loadPage(source, page, access));
        if (!planes.back())
            return {};
        pointers.push_back(planes.back().get());
    }
    VipsImage *joined = nullptr, *rgb = nullptr;
    if (vips_bandjoin(pointers.data(), &joined, static_cast<int>(pointers.size()), nullptr) != 0)
        return {};
    const ImagePtr owned(joined);
    const auto meaning = vips_image_get_format(joined) == VIPS_FORMAT_USHORT ? VIPS_INTERPRETATION_RGB16
                                                                             : VIPS_INTERPRETATION_sRGB;
    vips_copy(joined, &rgb, "interpretation", meaning, nullptr);
    return ImagePtr(rgb);
}

ImagePtr stretched(ImagePtr image, int usedBits)
{
    if (!image || vips_image_get_format(image.get()) != VIPS_FORMAT_USHORT || usedBits >= 16)
        return image;
    const double factor = 1 << (16 - usedBits);
    const VipsInterpretation meaning = vips_image_get_interpretation(image.get());
    image = applied(
        image, [&](VipsImage* in, VipsImage** out) { return vips_linear1(in, out, factor, 0, nullptr); });
    image = applied(image, [](VipsImage* in, VipsImage** out) { return vips_cast_ushort(in, out, nullptr); });
    return applied(image, [&](VipsImage* in, VipsImage** out) {
        return vips_copy(in, out, "interpretation", meaning, nullptr);
    });
}

std::optional<int> bitsInUse(const PictureSource& source)
{
    const auto image = loadPicture(source, true);
    double largest = 0;
    if (!image || vips_max(image.get(), &largest, nullptr) != 0)
        return std::nullopt;
    for (const int bits : {8, 10, 12, 14})
        if (largest < (1 << bits))
            return bits;
    return 16;
}

ImagePtr uprightRgb(ImagePtr image)
{
    image = applied(image, [](VipsImage* in, VipsImage** out) { return vips_autorot(in, out, nullptr); });
    if (image && isCmykWithoutProfile(image.get()))
        image = rgbOfInks(std::move(image));
    image = applied(image, [](VipsImage* in, VipsImage** out) {
        return vips_colourspace(in, out, VIPS_INTERPRETATION_sRGB, nullptr);
    });
    if (image && vips_image_hasalpha(image.get()))
        image = applied(image, [](VipsImage* in, VipsImage** out) {
            const std::unique_ptr<VipsArrayDouble, void (*)(VipsArrayDouble*)> white(
                vips_array_double_newv(1, 255.0),
                [](VipsArrayDouble* array) { vips_area_unref(VIPS_AREA(array)); });
            return vips_flatten(in, out, "background", white.get(), nullptr);
        });
    return applied(image, [](VipsImage* in, VipsImage** out) { return vips_cast_uchar(in, out, nullptr); });
}

} // namespace transcope::core
