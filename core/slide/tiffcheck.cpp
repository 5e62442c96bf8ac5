#include "core/slide/tiffcheck.h"

#include "core/base/namelist.h"
#include "core/base/try.h"
#include "core/slide/jpegtile.h"
#include "core/slide/tiffdirectory.h"
#include "core/slide/tiffpages.h"

#include <algorithm>
#include <set>

namespace transcope::core {

namespace {

enum Tag {
    ImageWidth = 256,
    ImageLength = 257,
    BitsPerSample = 258,
    Compression = 259,
    Photometric = 262,
    ImageDescription = 270,
    StripOffsets = 273,
    Orientation = 274,
    SamplesPerPixel = 277,
    RowsPerStrip = 278,
    StripByteCounts = 279,
    XResolution = 282,
    YResolution = 283,
    PlanarConfiguration = 284,
    ResolutionUnit = 296,
    TileWidth = 322,
    TileLength = 323,
    TileOffsets = 324,
    TileByteCounts = 325,
    SubDirectories = 330,
    SampleFormat = 339,
    MaxSampleValue = 281,
    YCbCrSubSampling = 530,
};
enum CompressionKind {
    None = 1,
    Lzw = 5,
    OldJpeg = 6,
    Jpeg = 7,
    AdobeDeflate = 8,
    PackBits = 32773,
    Deflate = 32946,
    Lzma = 34925,
    Zstd = 50000,
    WebP = 50001,
};
enum ColourModel { Rgb = 2, YCbCr = 6 };

constexpr std::int64_t MaxSidePx = 1'000'000;
// Deflate, LZW and baseline JPEG reach 500 to 1,400 on even areas, Zstandard 30,000; more is a lie.
constexpr std::int64_t MaxExpansion = 100'000;
constexpr std::int64_t MaxChunkPx = std::int64_t{1} << 30;
// Where directories are lost, so small a picture is an icon of what was in them.
constexpr std::int64_t SmallestSlidePx = 64;
constexpr std::uint64_t MaxSubDirectories = 100;
constexpr std::uint64_t LongestStream = 64u << 20;

// How the pixels of the picture's directory lie in the file.
struct Layout
{
    std::int64_t width = 0, height = 0, samples = 0, bits = 0, compression = 0;
    std::int64_t chunkWidth = 0, chunkHeight = 0; // strips are as wide as the picture
    bool tiled = false, planesApart = false;
};

class Checker
{
public:
    Checker(TiffReader& reader, const std::filesystem::path& path) : m_reader(reader), m_path(path) {}

    Result<TiffSummary> run();
    /// Of one directory alone.
    Result<TiffSummary> runAt(std::uint64_t offset);

private:
    Result<void> describe(TiffSummary& summary);
    Result<void> choosePage(TiffSummary& summary);
    Result<void> findPlanes(const std::vector<TiffPage>& pages, TiffSummary& summary);
    std::string description();
    int usedBits(const Layout& layout);
    bool isYcbcrCalledRgb(const Layout& layout);
    std::int64_t rowsBytes(const Layout& layout, std::int64_t rows);
    std::int64_t value(Tag tag, std::int64_t otherwise);
    Result<Layout> layout();
    Result<void> checkKind(const Layout& layout);
    Result<void> checkChunks(const Layout& layout, TiffSummary& summary);
    tl::unexpected<Error> unsupported(const std::string& what) const;

    TiffReader& m_reader;
    std::filesystem::path m_path;
    TiffDirectory m_directory;
};

Result<TiffSummary> Checker::run()
{
    TiffSummary summary;
    TRY_RUN(choosePage(summary));
    TRY_RUN(describe(summary));
    return summary;
}

Result<TiffSummary> Checker::runAt(std::uint64_t offset)
{
    TiffSummary summary;
    summary.offset = offset;
    TRY(m_directory, m_reader.directory(offset));
    TRY_RUN(describe(summary));
    return summary;
}

Result<void> Checker::describe(TiffSummary& summary)
{
    TRY(const auto found, layout());
    TRY_RUN(checkKind(found));
    TRY_RUN(checkChunks(found, summary));
    const std::int64_t orientation = value(Orientation, 1);
    summary.width = found.width;
    summary.height = found.height;
    summary.orientation = orientation >= 1 && orientation <= 8 ? static_cast<int>(orientation) : 1;
    summary.storedBits = static_cast<int>(found.bits);
    summary.bits = usedBits(found);
    summary.ycbcrCalledRgb = isYcbcrCalledRgb(found);
    summary.subsampledChroma =
        found.compression != Jpeg && found.compression != OldJpeg && value(Photometric, 1) == YCbCr;
    summary.samples = static_cast<int>(found.samples);
    summary.photometric = static_cast<int>(value(Photometric, 1));
    if (found.tiled)
        summary.tileWidth = found.chunkWidth, summary.tileHeight = found.chunkHeight;
    if (const auto below = m_directory.entries.find(SubDirectories);
        below != m_directory.entries.end() && below->second.count <= MaxSubDirectories)
        summary.subDirectories = m_reader.numbers(below->second);
    return {};
}

Result<void> Checker::choosePage(TiffSummary& summary)
{
    TRY(const auto found, pagesOf(m_reader));
    summary.pages = static_cast<int>(found.pages.size());
    summary.page = pictureIn(found.pages);
    const auto& picture = found.pages[static_cast<std::size_t>(summary.page)];
    if (!found.ended.empty() && std::max(picture.width, picture.height) < SmallestSlidePx)
        return m_reader.damaged(found.ended +
                                ", and what comes before it is no slide: " + std::to_string(picture.width) +
                                " × " + std::to_string(picture.height) + " px");
    if (!found.ended.empty())
        summary.warnings.push_back(found.ended + "; what comes before it is used");
    summary.offset = picture.offset;
    TRY(m_directory, m_reader.directory(summary.offset));
    for (const int tag : {ImageDescription, XResolution, YResolution, ResolutionUnit})
        if (m_directory.passedOver.contains(tag))
            summary.warnings.push_back("the entry with its tag " + std::to_string(tag) +
                                       ", which may tell the scale, makes no sense and is passed over");
    return findPlanes(found.pages, summary);
}

// Where a picture's planes are pages of their own, the first is only its red.
Result<void> Checker::findPlanes(const std::vector<TiffPage>& pages, TiffSummary& summary)
{
    const auto& picture = pages[static_cast<std::size_t>(summary.page)];
    std::vector<int> alike;
    for (std::size_t i = 0; i < pages.size(); ++i)
        if (pages[i].samples == 1 && !pages[i].reduced && pages[i].hasSizeOf(picture))
            alike.push_back(static_cast<int>(i));
    if (picture.samples != 1 || alike.size() < 2)
        return {};
    const auto channels = channelsIn(description());
    if (areRgb(channels) && alike.size() >= 3) {
        alike.resize(3);
        summary.planePages = std::move(alike);
        return {};
    }
    if (channels.count > 1)
        return fail(ErrorCode::Unsupported,
                    m_path.string() + ": has " + std::to_string(channels.count) +
                        " channels on pages of their own" +
                        (channels.names.empty() ? "" : " (" + nameList(channels.names) + ")") +
                        ", which is no picture of a stain in red, green and blue",
                    "Export it as one RGB picture");
    summary.warnings.push_back("it has " + std::to_string(alike.size()) +
                               " grey pages of one size and does not say what they are; the first is used");
    return {};
}

std::string Checker::description()
{
    const auto it = m_directory.entries.find(ImageDescription);
    if (it == m_directory.entries.end())
        return {};
    const auto bytes = m_reader.bytes(it->second);
    return {bytes.begin(), bytes.end()};
}

// Of 16 stored bits.
int Checker::usedBits(const Layout& layout)
{
    if (layout.bits != 16)
        return static_cast<int>(layout.bits);
    const int said = channelsIn(description()).significantBits;
    if (said >= 8 && said <= 16)
        return said;
    const auto largest = value(MaxSampleValue, UINT16_MAX);
    for (const int bits : {8, 10, 12, 14})
        if (largest == (1 << bits) - 1)
            return bits;
    return 16;
}

bool Checker::isYcbcrCalledRgb(const Layout& layout)
{
    if (layout.compression != Jpeg || value(Photometric, 1) != Rgb || layout.samples != 3 ||
        layout.planesApart)
        return false;
    const auto offsets = m_directory.entries.find(layout.tiled ? TileOffsets : StripOffsets);
    const auto counts = m_directory.entries.find(layout.tiled ? TileByteCounts : StripByteCounts);
    if (offsets == m_directory.entries.end() || counts == m_directory.entries.end())
        return false;
    const auto at = m_reader.numbers(offsets->second), bytes = m_reader.numbers(counts->second);
    for (std::size_t i = 0; i < std::min(at.size(), bytes.size()); ++i)
        if (bytes[i] > 0 && bytes[i] < LongestStream)
            return colourSaidBy(m_reader.raw(at[i], bytes[i])) == JpegColour::YCbCr;
    return false;
}

// The first of a tag's values. -1 where the tag has none or one beyond any sense.
std::int64_t Checker::value(Tag tag, std::int64_t otherwise)
{
    const auto it = m_directory.entries.find(tag);
    if (it == m_directory.entries.end())
        return otherwise;
    TiffEntry one = it->second;
    one.count = std::min<std::uint64_t>(one.count, 1);
    const auto values = m_reader.numbers(one);
    return values.empty() || values[0] > UINT32_MAX ? -1 : static_cast<std::int64_t>(values[0]);
}

Result<Layout> Checker::layout()
{
    Layout layout;
    layout.width = value(ImageWidth, -1);
    layout.height = value(ImageLength, -1);
    layout.samples = value(SamplesPerPixel, 1);
    layout.bits = value(BitsPerSample, 1);
    layout.compression = value(Compression, None);
    layout.planesApart = value(PlanarConfiguration, 1) == 2;
    layout.tiled = m_directory.entries.contains(TileWidth);
    layout.chunkWidth = layout.tiled ? value(TileWidth, -1) : layout.width;
    layout.chunkHeight =
        layout.tiled ? value(TileLength, -1) : std::min(value(RowsPerStrip, layout.height), layout.height);
    if (layout.width < 1 || layout.height < 1 || layout.width > MaxSidePx || layout.height > MaxSidePx)
        return m_reader.damaged("a picture of " + std::to_string(layout.width) + " × " +
                                std::to_string(layout.height) + " px is not believable");
    if (layout.chunkWidth < 1 || layout.chunkHeight < 1 || layout.chunkWidth > MaxSidePx ||
        layout.chunkHeight > MaxSidePx)
        return m_reader.damaged("its strips or tiles have no believable size");
    return layout;
}

Result<void> Checker::checkKind(const Layout& layout)
{
    static const std::set<std::int64_t> compressions = {None,     Lzw,     OldJpeg, Jpeg, AdobeDeflate,
                                                        PackBits, Deflate, Lzma,    Zstd, WebP};
    static const std::set<std::int64_t> photometrics = {0, 1, 2, 3, 5, 6};
    if (!compressions.contains(layout.compression))
        return unsupported("compression " + std::to_string(layout.compression));
    if (!photometrics.contains(value(Photometric, 1)))
        return unsupported("colour model " + std::to_string(value(Photometric, 1)));
    if (layout.samples < 1 || layout.samples > 5)
        return unsupported(std::to_string(layout.samples) + " samples per px");
    if ((layout.bits != 8 && layout.bits != 16) || value(SampleFormat, 1) != 1)
        return unsupported(std::to_string(layout.bits) + " bits per sample of format " +
                           std::to_string(value(SampleFormat, 1)));
    return {};
}

// Of uncompressed rows of a strip or tile. YCbCr keeps fewer colour samples than px (TIFF 6.0, section 21).
std::int64_t Checker::rowsBytes(const Layout& layout, std::int64_t rows)
{
    const std::int64_t samples = layout.planesApart ? 1 : layout.samples;
    if (value(Photometric, 1) != YCbCr || layout.planesApart || samples != 3)
        return rows * layout.chunkWidth * samples * (layout.bits / 8);
    std::int64_t across = 2, down = 2;
    if (const auto it = m_directory.entries.find(YCbCrSubSampling); it != m_directory.entries.end())
        if (const auto values = m_reader.numbers(it->second);
            values.size() == 2 && values[0] > 0 && values[1] > 0)
            across = static_cast<std::int64_t>(values[0]), down = static_cast<std::int64_t>(values[1]);
    return (layout.chunkWidth + across - 1) / across * ((rows + down - 1) / down) * (across * down + 2);
}

Result<void> Checker::checkChunks(const Layout& layout, TiffSummary& summary)
{
    const auto offsetsEntry = m_directory.entries.find(layout.tiled ? TileOffsets : StripOffsets);
    const auto countsEntry = m_directory.entries.find(layout.tiled ? TileByteCounts : StripByteCounts);
    if (offsetsEntry == m_directory.entries.end())
        return m_reader.damaged("it does not say where its pixels are");
    const auto offsets = m_reader.numbers(offsetsEntry->second);
    const bool counted =
        countsEntry != m_directory.entries.end(); // else libtiff tells by the next one's place
    const auto counts = counted ? m_reader.numbers(countsEntry->second) : std::vector<std::uint64_t>();

    const std::int64_t across = (layout.width + layout.chunkWidth - 1) / layout.chunkWidth;
    const std::int64_t down = (layout.height + layout.chunkHeight - 1) / layout.chunkHeight;
    const std::int64_t planes = layout.planesApart ? layout.samples : 1;
    const auto chunks = static_cast<std::uint64_t>(across * down * planes);
    if (offsets.size() < chunks || (counted && counts.size() < chunks))
        return m_reader.damaged(
            "it lists " + std::to_string(counted ? std::min(offsets.size(), counts.size()) : offsets.size()) +
            " of " + std::to_string(chunks) + " strips or tiles");

    std::int64_t stored = 0, claimedPx = 0;
    for (std::uint64_t i = 0; i < chunks; ++i) {
        const std::uint64_t bytes = counted ? counts[i] : 0;
        if (offsets[i] > m_reader.fileSize() || bytes > m_reader.fileSize() - offsets[i])
            return m_reader.damaged("strip or tile " + std::to_string(i) + " lies outside the file");
        if (counted && bytes == 0) {
            summary.sparse = true;
            continue;
        }
        const std::int64_t firstRow = static_cast<std::int64_t>(i) / across % down * layout.chunkHeight;
        const std::int64_t rows =
            layout.tiled ? layout.chunkHeight : std::min(layout.chunkHeight, layout.height - firstRow);
        if (counted && layout.compression == None &&
            static_cast<std::int64_t>(bytes) < rowsBytes(layout, rows))
            return m_reader.damaged("strip or tile " + std::to_string(i) + " is too short for its rows");
        stored += static_cast<std::int64_t>(bytes);
        claimedPx += rows * std::min(layout.chunkWidth, layout.width);
    }
    if (counted && claimedPx / MaxExpansion > stored)
        return m_reader.damaged("it claims " + std::to_string(layout.width) + " × " +
                                std::to_string(layout.height) + " px in " + std::to_string(stored) +
                                " bytes");
    // One strip or tile is in memory as a whole while it is decoded.
    if (layout.chunkWidth * layout.chunkHeight > MaxChunkPx)
        return unsupported("a strip or tile of " + std::to_string(layout.chunkWidth) + " × " +
                           std::to_string(layout.chunkHeight) + " px");
    return {};
}

tl::unexpected<Error> Checker::unsupported(const std::string& what) const
{
    return fail(ErrorCode::Unsupported, m_path.string() + ": a TIFF with " + what + " cannot be used",
                "Save it as 8-bit RGB with LZW, Deflate or JPEG compression");
}

} // namespace

Result<TiffSummary> checkTiff(const std::filesystem::path& path)
{
    TRY(auto reader, TiffReader::open(path));
    return Checker(reader, path).run();
}

Result<TiffSummary> checkTiffDirectory(const std::filesystem::path& path, std::uint64_t offset)
{
    TRY(auto reader, TiffReader::open(path));
    return Checker(reader, path).runAt(offset);
}

} // namespace transcope::core
