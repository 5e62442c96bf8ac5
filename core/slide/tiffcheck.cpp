#include "core/slide/tiffcheck.h"

#include "core/base/try.h"
#include "core/slide/tiffdirectory.h"

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
    PlanarConfiguration = 284,
    TileWidth = 322,
    TileLength = 323,
    TileOffsets = 324,
    TileByteCounts = 325,
    SampleFormat = 339,
};
enum CompressionKind {
    None = 1,
    Lzw = 5,
    Jpeg = 7,
    AdobeDeflate = 8,
    PackBits = 32773,
    Deflate = 32946,
    Zstd = 50000
};

constexpr std::int64_t MaxSidePx = 1'000'000;
constexpr int MaxPages = 10'000;
// Deflate, LZW and baseline JPEG reach 500 to 1,400 on even areas; more is a lie.
constexpr std::int64_t MaxExpansion = 2'000;
constexpr int AsciiType = 2;

// How the pixels of the first directory lie in the file.
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

private:
    Result<int> walkChain(TiffDirectory& first);
    std::int64_t value(Tag tag, std::int64_t otherwise);
    Result<Layout> layout();
    Result<void> checkKind(const Layout& layout);
    Result<void> checkChunks(const Layout& layout);
    tl::unexpected<Error> unsupported(const std::string& what) const;

    TiffReader& m_reader;
    std::filesystem::path m_path;
    TiffDirectory m_directory;
};

Result<TiffSummary> Checker::run()
{
    TRY(const auto pages, walkChain(m_directory));
    const auto described = m_directory.entries.find(ImageDescription);
    if (described != m_directory.entries.end() && described->second.type != AsciiType)
        return m_reader.damaged("its description is not text");
    TRY(const auto found, layout());
    TRY_RUN(checkKind(found));
    TRY_RUN(checkChunks(found));
    const std::int64_t orientation = value(Orientation, 1);
    const bool known = orientation >= 1 && orientation <= 8;
    return TiffSummary{found.width, found.height, known ? static_cast<int>(orientation) : 1, pages};
}

Result<int> Checker::walkChain(TiffDirectory& first)
{
    std::set<std::uint64_t> seen;
    for (std::uint64_t at = m_reader.firstDirectory(); at != 0;) {
        if (!seen.insert(at).second)
            return m_reader.damaged("its directories form a loop");
        if (seen.size() > MaxPages)
            return m_reader.damaged("it has more than 10,000 directories");
        TRY(auto directory, m_reader.directory(at));
        at = directory.next;
        if (seen.size() == 1)
            first = std::move(directory);
    }
    if (seen.empty())
        return m_reader.damaged("it has no directory");
    return static_cast<int>(seen.size());
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
    static const std::set<std::int64_t> compressions = {None,     Lzw,     Jpeg, AdobeDeflate,
                                                        PackBits, Deflate, Zstd};
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

Result<void> Checker::checkChunks(const Layout& layout)
{
    const auto offsetsEntry = m_directory.entries.find(layout.tiled ? TileOffsets : StripOffsets);
    const auto countsEntry = m_directory.entries.find(layout.tiled ? TileByteCounts : StripByteCounts);
    if (offsetsEntry == m_directory.entries.end() || countsEntry == m_directory.entries.end())
        return m_reader.damaged("it does not say where its pixels are");
    const auto offsets = m_reader.numbers(offsetsEntry->second),
               counts = m_reader.numbers(countsEntry->second);

    const std::int64_t across = (layout.width + layout.chunkWidth - 1) / layout.chunkWidth;
    const std::int64_t down = (layout.height + layout.chunkHeight - 1) / layout.chunkHeight;
    const std::int64_t planes = layout.planesApart ? layout.samples : 1;
    const auto chunks = static_cast<std::uint64_t>(across * down * planes);
    if (offsets.size() < chunks || counts.size() < chunks)
        return m_reader.damaged("it lists " + std::to_string(std::min(offsets.size(), counts.size())) +
                                " of " + std::to_string(chunks) + " strips or tiles");

    const std::int64_t rowBytes = layout.chunkWidth * (layout.samples / planes) * (layout.bits / 8);
    std::int64_t stored = 0;
    for (std::uint64_t i = 0; i < chunks; ++i) {
        if (offsets[i] > m_reader.fileSize() || counts[i] > m_reader.fileSize() - offsets[i])
            return m_reader.damaged("strip or tile " + std::to_string(i) + " lies outside the file");
        const std::int64_t firstRow = static_cast<std::int64_t>(i) / across % down * layout.chunkHeight;
        const std::int64_t rows =
            layout.tiled ? layout.chunkHeight : std::min(layout.chunkHeight, layout.height - firstRow);
        if (layout.compression == None && static_cast<std::int64_t>(counts[i]) < rows * rowBytes)
            return m_reader.damaged("strip or tile " + std::to_string(i) + " is too short for its rows");
        stored += static_cast<std::int64_t>(counts[i]);
    }
    if (layout.width * layout.height / MaxExpansion > stored)
        return m_reader.damaged("it claims " + std::to_string(layout.width) + " × " +
                                std::to_string(layout.height) + " px in " + std::to_string(stored) +
                                " bytes");
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

} // namespace transcope::core
