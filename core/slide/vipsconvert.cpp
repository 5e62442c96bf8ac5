#include "core/slide/vipsconvert.h"

#include "core/base/guarded.h"
#include "core/base/try.h"
#include "core/slide/pyramidwriter.h"
#include "core/slide/rgbatiff.h"
#include "core/slide/vipspicture.h"

#include <vips/vips.h>

#include <condition_variable>
#include <cstring>
#include <fstream>
#include <memory>
#include <mutex>

namespace transcope::core {

namespace {

constexpr std::int64_t MaxSidePx = 1'000'000;

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

Result<void> checkHeader(VipsImage* image, const std::filesystem::path& path)
{
    const std::int64_t width = vips_image_get_width(image), height = vips_image_get_height(image);
    const VipsBandFormat format = vips_image_get_format(image);
    const std::string name = path.string();
    if (format != VIPS_FORMAT_UCHAR && format != VIPS_FORMAT_USHORT)
        return fail(ErrorCode::Unsupported, name + ": its samples are neither 8-bit nor 16-bit whole numbers",
                    "Save it as 8-bit RGB");
    if (width <= MaxSidePx && height <= MaxSidePx)
        return {};
    return fail(ErrorCode::Unsupported,
                name + ": " + std::to_string(width) + " × " + std::to_string(height) + " px are too many",
                "Cut it into pieces of at most 1,000,000 px on a side");
}

// Takes the rows as libvips makes them, from top to bottom, and writes the pyramid. libvips 8.14's own
// pyramid writer crashes when it is stopped or cannot write.
struct RowSink
{
    PyramidWriter& writer;
    ProgressMeter meter;
    std::stop_token stop;
    Result<void> result{};

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

Result<void> writePyramid(VipsImage* image, const PictureSource& source, const std::filesystem::path& to,
                          const std::string& note, const ProgressFn& progress, const std::stop_token& stop)
{
    const SizeI size{vips_image_get_width(image), vips_image_get_height(image)};
    TRY(const auto writer, PyramidWriter::create(to, size, source.umPerPx, note));
    RowSink sink{*writer, ProgressMeter(progress, "importing", size.height), stop};
    const bool decoded = vips_sink_disc(image, &RowSink::take, &sink) == 0;
    const std::string reason = decoded ? std::string() : takeVipsError();
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled, source.path.string() + ": import cancelled");
    if (!sink.result)
        return sink.result;
    if (!decoded)
        return failedDecoding(source.path, reason);
    if (const std::string damage = damageLog().damage(); !damage.empty())
        return failedDecoding(source.path, damage);
    return writer->finish();
}

Result<void> convert(const PictureSource& source, const std::filesystem::path& to, const ProgressFn& progress,
                     const std::stop_token& stop)
{
    std::string note;
    ImagePtr image = loadPicture(source, true);
    if (!image)
        return failedDecoding(source.path, takeVipsError());
    TRY_RUN(checkHeader(image.get(), source.path));
    // Turning needs the rows in another order than they are stored in.
    if (vips_image_get_orientation(image.get()) != 1)
        image = loadPicture(source, false);
    if (image && vips_image_get_format(image.get()) == VIPS_FORMAT_USHORT) {
        const auto bits = source.usedBits ? source.usedBits : bitsInUse(source);
        if (!bits)
            return failedDecoding(source.path, takeVipsError());
        if (*bits < 16)
            note =
                ImportNote + ("its 16-bit samples use " + std::to_string(*bits) + " bits and are shown so");
        image = stretched(std::move(image), *bits);
    }
    if (image && vips_image_get_interpretation(image.get()) == VIPS_INTERPRETATION_CMYK)
        note = ImportNote +
               std::string("its colours are inks (CMYK) and were turned into RGB: they may differ a little");
    image = uprightRgb(std::move(image));
    if (!image || vips_image_get_bands(image.get()) != 3)
        return fail(ErrorCode::Unsupported,
                    source.path.string() + ": its colours cannot be turned into RGB: " + takeVipsError(),
                    "Save it as 8-bit RGB");
    return writePyramid(image.get(), source, to, note, progress, stop);
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

Result<void> convertToPyramid(const PictureSource& source, const std::filesystem::path& to,
                              const ProgressFn& progress, std::stop_token stop)
{
    const auto name = source.path.string();
    const Turn turn(stop);
    if (!turn.taken())
        return fail(ErrorCode::Cancelled, name + ": import cancelled");
    if (!startVips())
        return fail(ErrorCode::Unsupported, name + ": libvips cannot be started: " + takeVipsError(),
                    "Reinstall Transcope");
    vips_error_clear();
    damageLog().clear();
    return source.byLibtiff ? convertByLibtiff(source, to, progress, stop)
                            : convert(source, to, progress, stop);
}

} // namespace transcope::core
