#include "core/slide/pyramidwriter.h"

#include "core/base/runtogether.h"
#include "core/base/try.h"
#include "core/slide/jpegencode.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <thread>
#include <vector>

namespace transcope::core {

namespace {

constexpr int TilePx = PyramidWriter::TilePx;

void append(std::vector<std::uint8_t>& to, std::uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        to.push_back(static_cast<std::uint8_t>(value >> 8 * i));
}

// One level while it is written: a band of rows that waits to become a row of tiles.
struct Level
{
    SizeI sizePx;
    std::vector<std::uint8_t> band; ///< [TilePx, columns · TilePx, 3]; the right edge is repeated
    int rowsInBand = 0;
    std::vector<std::uint8_t> evenRow; ///< waits for the odd row below, to be halved with it
    std::int64_t rowsHalved = 0;
    std::vector<std::uint64_t> offsets, bytes;

    explicit Level(SizeI size) : sizePx(size), band(static_cast<std::size_t>(TilePx) * stride()) {}
    std::int64_t columns() const { return (sizePx.width + TilePx - 1) / TilePx; }
    std::size_t stride() const { return static_cast<std::size_t>(columns()) * TilePx * 3; }
    std::uint8_t* row(int i) { return band.data() + static_cast<std::size_t>(i) * stride(); }
};

// The 2 × 2 mean of two rows of `level`; an odd last column is dropped, as the next level's size says.
std::vector<std::uint8_t> halved(const Level& level, const std::uint8_t* upper, const std::uint8_t* lower)
{
    const std::int64_t width = std::max<std::int64_t>(1, level.sizePx.width / 2);
    const std::int64_t right = level.sizePx.width > 1 ? 3 : 0;
    std::vector<std::uint8_t> row(static_cast<std::size_t>(width) * 3);
    for (std::int64_t x = 0; x < width; ++x)
        for (std::int64_t c = 0, i = 6 * x; c < 3; ++c, ++i)
            row[3 * x + c] = static_cast<std::uint8_t>(
                (upper[i] + upper[i + right] + lower[i] + lower[i + right] + 2) >> 2);
    return row;
}

Result<std::vector<std::vector<std::uint8_t>>> encodeBand(Level& level)
{
    std::vector<std::vector<std::uint8_t>> streams(static_cast<std::size_t>(level.columns()));
    std::atomic<std::size_t> next = 0;
    const auto work = [&]() -> Result<void> {
        std::vector<std::uint8_t> tile(static_cast<std::size_t>(TilePx) * TilePx * 3);
        for (std::size_t i = next++; i < streams.size(); i = next++) {
            for (int y = 0; y < TilePx; ++y)
                std::memcpy(tile.data() + y * TilePx * 3, level.row(y) + i * TilePx * 3, TilePx * 3);
            streams[i] = encodeJpeg(tile.data(), TilePx, TilePx, PyramidWriter::JpegQuality);
            if (streams[i].empty())
                throw std::bad_alloc(); // the one failure that compressing can have
        }
        return {};
    };
    const std::size_t threads = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 8);
    TRY_RUN(runTogether(static_cast<int>(std::min(threads, streams.size() / 2)), work));
    return streams;
}

} // namespace

struct PyramidWriter::Impl
{
    ~Impl()
    {
        if (file)
            std::fclose(file);
    }

    Result<void> addRow(std::size_t level, const std::uint8_t* rgb);
    Result<void> flushBand(Level& level);
    Result<void> write(const void* data, std::size_t size);
    Result<std::uint64_t> writeNumbers(const std::vector<std::uint64_t>& numbers);
    Result<void> writeDirectory(const Level& level, bool reduced, bool last);
    tl::unexpected<Error> failed() const;

    std::filesystem::path path;
    std::FILE* file = nullptr;
    std::uint64_t position = 0;
    std::optional<double> umPerPx;
    std::uint64_t softwareAt = 0, softwareBytes = 0; ///< where the tag Software's text lies
    std::vector<Level> levels;
};

tl::unexpected<Error> PyramidWriter::Impl::failed() const
{
    return fail(ErrorCode::WriteFailed, path.string() + ": cannot be written: " + std::strerror(errno),
                "Free some space or choose another folder");
}

Result<void> PyramidWriter::Impl::write(const void* data, std::size_t size)
{
    if (std::fwrite(data, 1, size, file) != size)
        return failed();
    position += size;
    return {};
}

Result<void> PyramidWriter::Impl::addRow(std::size_t index, const std::uint8_t* rgb)
{
    Level& level = levels[index];
    const std::size_t bytes = static_cast<std::size_t>(level.sizePx.width) * 3;
    std::uint8_t* row = level.row(level.rowsInBand);
    std::memcpy(row, rgb, bytes);
    // What lies beyond the edge repeats it, so that compression does not let anything ring into the picture.
    for (std::size_t i = bytes; i < level.stride(); ++i)
        row[i] = row[i - 3];
    if (++level.rowsInBand == TilePx)
        TRY_RUN(flushBand(level));

    if (index + 1 == levels.size() || level.rowsHalved == levels[index + 1].sizePx.height)
        return {};
    if (level.evenRow.empty() && level.sizePx.height > 1) {
        level.evenRow.assign(rgb, rgb + bytes);
        return {};
    }
    const auto below = halved(level, level.evenRow.empty() ? rgb : level.evenRow.data(), rgb);
    level.evenRow.clear();
    ++level.rowsHalved;
    return addRow(index + 1, below.data());
}

Result<void> PyramidWriter::Impl::flushBand(Level& level)
{
    for (int y = level.rowsInBand; y < TilePx; ++y)
        std::memcpy(level.row(y), level.row(level.rowsInBand - 1), level.stride());
    level.rowsInBand = 0;
    const auto streams = encodeBand(level);
    if (!streams)
        return fail(streams.error().code, path.string() + ": " + streams.error().message,
                    streams.error().whatToDo);
    for (const auto& stream : *streams) {
        level.offsets.push_back(position);
        level.bytes.push_back(stream.size());
        TRY_RUN(write(stream.data(), stream.size()));
    }
    return {};
}

Result<std::uint64_t> PyramidWriter::Impl::writeNumbers(const std::vector<std::uint64_t>& numbers)
{
    std::vector<std::uint8_t> raw;
    for (const std::uint64_t number : numbers)
        append(raw, number, 8);
    const std::uint64_t at = position;
    TRY_RUN(write(raw.data(), raw.size()));
    return at;
}

// TIFF 6.0 with BigTIFF's wide fields; types 2: text, 3: 16 bits, 4: 32 bits, 5: two 32-bit numbers, 16: 64
// bits.
Result<void> PyramidWriter::Impl::writeDirectory(const Level& level, bool reduced, bool last)
{
    std::uint64_t offsets = level.offsets.front(), bytes = level.bytes.front();
    if (level.offsets.size() > 1) {
        const auto offsetsAt = writeNumbers(level.offsets), bytesAt = writeNumbers(level.bytes);
        if (!offsetsAt || !bytesAt)
            return failed();
        offsets = *offsetsAt, bytes = *bytesAt;
    }
    struct Entry
    {
        std::uint64_t tag, type, count, value;
    };
    const std::uint64_t tiles = level.offsets.size();
    std::vector<Entry> entries = {{254, 4, 1, reduced},
                                  {256, 4, 1, static_cast<std::uint64_t>(level.sizePx.width)},
                                  {257, 4, 1, static_cast<std::uint64_t>(level.sizePx.height)},
                                  {258, 3, 3, 0x0008'0008'0008},
                                  {259, 3, 1, 7},
                                  {262, 3, 1, 6},
                                  {274, 3, 1, 1},
                                  {277, 3, 1, 3},
                                  {284, 3, 1, 1},
                                  {322, 3, 1, TilePx},
                                  {323, 3, 1, TilePx},
                                  {324, 16, tiles, offsets},
                                  {325, 16, tiles, bytes},
                                  {530, 3, 2, 0x0001'0001}};
    if (umPerPx && !reduced) {
        const auto perMetre = static_cast<std::uint64_t>(std::llround(1e6 / *umPerPx));
        const std::uint64_t perCentimetre = 100ull << 32 | perMetre;
        entries.insert(entries.end(),
                       {{282, 5, 1, perCentimetre}, {283, 5, 1, perCentimetre}, {296, 3, 1, 3}});
    }
    if (softwareBytes > 0 && !reduced)
        entries.push_back({305, 2, softwareBytes, softwareAt});
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.tag < b.tag; });
    std::vector<std::uint8_t> raw;
    append(raw, entries.size(), 8);
    for (const Entry& entry : entries) {
        append(raw, entry.tag, 2);
        append(raw, entry.type, 2);
        append(raw, entry.count, 8);
        append(raw, entry.value, 8);
    }
    // The next directory follows its own tables.
    const std::uint64_t end = position + raw.size() + 8;
    const std::size_t next = static_cast<std::size_t>(&level - levels.data()) + 1;
    const std::uint64_t tables =
        last || levels[next].offsets.size() == 1 ? 0 : 16 * levels[next].offsets.size();
    append(raw, last ? 0 : end + tables, 8);
    return write(raw.data(), raw.size());
}

PyramidWriter::PyramidWriter(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

PyramidWriter::~PyramidWriter() = default;

Result<std::unique_ptr<PyramidWriter>> PyramidWriter::create(const std::filesystem::path& path, SizeI sizePx,
                                                             std::optional<double> umPerPx,
                                                             const std::string& software)
{
    auto impl = std::make_unique<Impl>();
    impl->path = path;
    impl->umPerPx = umPerPx;
    impl->file = std::fopen(path.c_str(), "wb");
    if (!impl->file)
        return impl->failed();
    impl->levels.emplace_back(sizePx);
    for (SizeI size = sizePx; std::max(size.width, size.height) > TilePx;) {
        size = {std::max<std::int64_t>(1, size.width / 2), std::max<std::int64_t>(1, size.height / 2)};
        impl->levels.emplace_back(size);
    }
    const std::vector<std::uint8_t> header(16); // filled in by finish()
    TRY_RUN(impl->write(header.data(), header.size()));
    if (!software.empty()) {
        impl->softwareAt = impl->position;
        // A value of up to 8 bytes would lie in the entry itself: the zeros at the end make it longer.
        impl->softwareBytes = std::max<std::size_t>(software.size() + 1, 9);
        std::string text = software;
        text.resize(impl->softwareBytes);
        TRY_RUN(impl->write(text.data(), text.size()));
    }
    return std::unique_ptr<PyramidWriter>(new PyramidWriter(std::move(impl)));
}

Result<void> PyramidWriter::addRow(const std::uint8_t* rgb)
{
    return m_impl->addRow(0, rgb);
}

Result<void> PyramidWriter::finish()
{
    for (Level& level : m_impl->levels)
        if (level.rowsInBand > 0)
            TRY_RUN(m_impl->flushBand(level));
    const std::size_t tiles = m_impl->levels.front().offsets.size();
    const std::uint64_t firstDirectory = m_impl->position + (tiles == 1 ? 0 : 16 * tiles);
    for (Level& level : m_impl->levels) {
        const auto done = m_impl->writeDirectory(level, &level != &m_impl->levels.front(),
                                                 &level == &m_impl->levels.back());
        if (!done)
            return done;
    }
    std::vector<std::uint8_t> header = {'I', 'I', 43, 0, 8, 0, 0, 0};
    append(header, firstDirectory, 8);
    std::rewind(m_impl->file);
    TRY_RUN(m_impl->write(header.data(), header.size()));
    std::FILE* file = m_impl->file;
    m_impl->file = nullptr;
    return std::fclose(file) == 0 ? Result<void>() : m_impl->failed();
}

} // namespace transcope::core
