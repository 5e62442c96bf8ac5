#include "core/slide/vipsconvert.h"

#include "core/base/guarded.h"
#include "core/base/try.h"
#include "core/slide/pyramidgeometry.h"
#include "core/slide/pyramidwriter.h"

#include <vips/vips.h>

#include <condition_variable>
#include <cstring>
#include <fstream>
#include <memory>
#include <mutex>

namespace transcope::core {

namespace {

constexpr std::int64_t MaxSidePx = 1'000'000;
constexpr std::int64_t MaxExpansion = 2'000; // see tiffcheck.cpp

struct Unref
{
    void operator()(VipsImage* image) const { g_object_unref(image); }
};
using ImagePtr = std::unique_ptr<VipsImage, Unref>;

// What libvips and the decoders under it say while pixels are read. They go on after some damage and only
// warn; a slide with a grey lower half must not pass for tissue.
class DamageLog
{
public:
    void clear()
    {
        const std::lock_guard lock(m_mutex);
        m_damage.clear();
    }
    std::string damage()
    {
        const std::lock_guard lock(m_mutex);
        return m_damage;
    }
    void add(const char* message)
    {
        const std::lock_guard lock(m_mutex);
        if (m_damage.empty() &&
            (std::strstr(message, "Premature end") || std::strstr(message, "error in tile")))
            m_damage = message;
    }

private:
    std::mutex m_mutex;
    std::string m_damage;
};

DamageLog& damageLog()
{
    static DamageLog log;
    return log;
}

bool startVips()
{
    static const bool started = [] {
        if (VIPS_INIT("transcope") != 0)
            return false;
        vips_cache_set_max(0); // a finished import holds no file open
        const auto levels =
            static_cast<GLogLevelFlags>(G_LOG_LEVEL_MASK | G_LOG_FLAG_FATAL | G_LOG_FLAG_RECURSION);
        g_log_set_handler(
            "VIPS", levels,
            [](const char*, GLogLevelFlags, const char* message, void*) {
                // What cannot be noted for want of memory will fail for it, too.
                (void)guardedCall([&] { damageLog().add(message ? message : ""); });
            },
            nullptr);
        return true;
    }();
    return started;
}

// Lets one conversion run at a time; who waits can be stopped.
class Turn
{
public:
    explicit Turn(std::stop_token stop)
    {
        std::unique_lock lock(mutex());
        m_taken = changed().wait(lock, std::move(stop), [] { return !busy(); });
        if (m_taken)
            busy() = true;
    }
    ~Turn()
    {
        if (!m_taken)
            return;
        const std::lock_guard lock(mutex());
        busy() = false;
        changed().notify_one();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    bool taken() const { return m_taken; }

private:
    static std::mutex& mutex()
    {
        static std::mutex mutex;
        return mutex;
    }
    static std::condition_variable_any& changed()
    {
        static std::condition_variable_any changed;
        return changed;
    }
    static bool& busy()
    {
        static bool busy = false;
        return busy;
    }
    bool m_taken = false;
};

std::string takeVipsError()
{
    std::string text = vips_error_buffer();
    vips_error_clear();
    text = text.substr(0, text.find('\n'));
    const auto last = text.find_last_not_of(" \t\r");
    return last == std::string::npos ? "no reason given" : text.substr(0, last + 1);
}

ImagePtr load(const std::string& path, PictureKind kind, VipsAccess access)
{
    VipsImage* image = nullptr;
    switch (kind) {
    case PictureKind::Jpeg:
        vips_jpegload(path.c_str(), &image, "access", access, "fail_on", VIPS_FAIL_ON_TRUNCATED, nullptr);
        break;
    case PictureKind::Png:
        vips_pngload(path.c_str(), &image, "access", access, "fail_on", VIPS_FAIL_ON_TRUNCATED, nullptr);
        break;
    case PictureKind::Tiff:
        vips_tiffload(path.c_str(), &image, "access", access, "fail_on", VIPS_FAIL_ON_TRUNCATED, nullptr);
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

ImagePtr uprightRgb(ImagePtr image)
{
    image = applied(image, [](VipsImage* in, VipsImage** out) { return vips_autorot(in, out, nullptr); });
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

Result<void> checkHeader(VipsImage* image, const std::filesystem::path& path)
{
    const std::int64_t width = vips_image_get_width(image), height = vips_image_get_height(image);
    const VipsBandFormat format = vips_image_get_format(image);
    const std::string name = path.string();
    if (format != VIPS_FORMAT_UCHAR && format != VIPS_FORMAT_USHORT)
        return fail(ErrorCode::Unsupported, name + ": its samples are neither 8-bit nor 16-bit whole numbers",
                    "Save it as 8-bit RGB");
    std::error_code ec;
    const auto bytes = static_cast<std::int64_t>(std::filesystem::file_size(path, ec));
    if (width > MaxSidePx || height > MaxSidePx || width * height / MaxExpansion > bytes)
        return fail(ErrorCode::BadInput,
                    name + ": claims " + std::to_string(width) + " × " + std::to_string(height) + " px in " +
                        std::to_string(bytes) + " bytes",
                    "The file is damaged: copy it again or export it again");
    return {};
}

std::optional<double> umPerPxOf(VipsImage* image)
{
    const double x = 1000 / vips_image_get_xres(image), y = 1000 / vips_image_get_yres(image); // px per mm
    const double mean = (x + y) / 2;
    return isMicroscopeScale(mean) ? std::optional(mean) : std::nullopt;
}

// Takes the rows as libvips makes them, from top to bottom, and writes the pyramid. libvips 8.14's own
// pyramid writer crashes when it is stopped or cannot write.
struct RowSink
{
    PyramidWriter& writer;
    ProgressMeter meter;
    std::stop_token stop;
    Result<void> result;

    static int take(VipsRegion* region, VipsRect* area, void* data)
    {
        auto* sink = static_cast<RowSink*>(data);
        sink->result = guardedCall([&] { return sink->addRows(region, *area); });
        return sink->result && !sink->stop.stop_requested() ? 0 : -1;
    }
    Result<void> addRows(VipsRegion* region, const VipsRect& area)
    {
        for (int y = area.top; y < area.top + area.height; ++y)
            TRY_RUN(writer.addRow(VIPS_REGION_ADDR(region, 0, y)));
        if (!stop.stop_requested())
            meter.advance(area.height);
        return {};
    }
};

tl::unexpected<Error> failedDecoding(const std::filesystem::path& from, const std::string& reason)
{
    return fail(ErrorCode::BadInput, from.string() + ": the picture cannot be decoded: " + reason,
                "The file is damaged: copy it again or export it again");
}

Result<void> writePyramid(VipsImage* image, const std::filesystem::path& from,
                          const std::filesystem::path& to, const ProgressFn& progress,
                          const std::stop_token& stop)
{
    const SizeI size{vips_image_get_width(image), vips_image_get_height(image)};
    TRY(const auto writer, PyramidWriter::create(to, size, umPerPxOf(image)));
    RowSink sink{*writer, ProgressMeter(progress, "importing", size.height), stop, {}};
    const bool decoded = vips_sink_disc(image, &RowSink::take, &sink) == 0;
    const std::string reason = decoded ? std::string() : takeVipsError();
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled, from.string() + ": import cancelled");
    if (!sink.result)
        return sink.result;
    if (!decoded)
        return failedDecoding(from, reason);
    if (const std::string damage = damageLog().damage(); !damage.empty())
        return failedDecoding(from, damage);
    return writer->finish();
}

Result<void> convert(const std::filesystem::path& from, PictureKind kind, const std::filesystem::path& to,
                     const ProgressFn& progress, const std::stop_token& stop)
{
    ImagePtr image = load(from.string(), kind, VIPS_ACCESS_SEQUENTIAL);
    if (!image)
        return failedDecoding(from, takeVipsError());
    TRY_RUN(checkHeader(image.get(), from));
    // Turning needs the rows in another order than they are stored in.
    if (vips_image_get_orientation(image.get()) != 1)
        image = load(from.string(), kind, VIPS_ACCESS_RANDOM);
    image = uprightRgb(std::move(image));
    if (!image || vips_image_get_bands(image.get()) != 3)
        return fail(ErrorCode::Unsupported,
                    from.string() + ": its colours cannot be turned into RGB: " + takeVipsError(),
                    "Save it as 8-bit RGB");
    return writePyramid(image.get(), from, to, progress, stop);
}

} // namespace

Result<PictureKind> pictureKind(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    char start[8] = {};
    file.read(start, sizeof start);
    const std::string head(start, static_cast<std::size_t>(file.gcount()));
    if (head.empty())
        return fail(ErrorCode::BadInput, path.string() + ": empty or unreadable", "Copy the file again");
    if (head.starts_with("\xff\xd8\xff"))
        return PictureKind::Jpeg;
    if (head == "\x89PNG\r\n\x1a\n")
        return PictureKind::Png;
    if (head.starts_with("II") || head.starts_with("MM"))
        return PictureKind::Tiff;
    return fail(ErrorCode::Unsupported,
                path.string() + ": neither a slide that OpenSlide knows nor a JPG, PNG or TIFF",
                "Export it as SVS, pyramidal TIFF, TIFF, PNG or JPG");
}

Result<void> convertToPyramid(const std::filesystem::path& from, PictureKind kind,
                              const std::filesystem::path& to, const ProgressFn& progress,
                              std::stop_token stop)
{
    const Turn turn(stop);
    if (!turn.taken())
        return fail(ErrorCode::Cancelled, from.string() + ": import cancelled");
    if (!startVips())
        return fail(ErrorCode::Unsupported, from.string() + ": libvips cannot be started: " + takeVipsError(),
                    "Reinstall Transcope");
    vips_error_clear();
    damageLog().clear();
    return convert(from, kind, to, progress, stop);
}

} // namespace transcope::core
