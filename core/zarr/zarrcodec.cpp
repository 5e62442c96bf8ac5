#include "core/zarr/zarrcodec.h"

#include <blosc.h>
#include <lz4.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <climits>
#include <memory>
#include <optional>

namespace transcope::core {

namespace {

using Chunk = std::vector<char>;
constexpr std::size_t Piece = 1 << 20;

/// Grows by pieces until `step`, which fills [begin, begin + size) and gives how much it filled, says that
/// all is there (or gives nothing where it fails).
struct Step
{
    std::size_t filled = 0;
    bool finished = false;
};
template <class F> std::optional<Chunk> grown(std::size_t most, const F& step)
{
    Chunk out;
    while (true) {
        const std::size_t before = out.size();
        out.resize(std::min(most + 1, before + Piece));
        const std::optional<Step> done = step(out.data() + before, out.size() - before);
        if (!done)
            return std::nullopt;
        out.resize(before + done->filled);
        if (done->finished)
            return out;
        if (done->filled == 0 || out.size() > most)
            return std::nullopt;
    }
}

/// zlib and gzip alike.
std::optional<Chunk> inflated(const Chunk& packed, std::size_t most)
{
    constexpr int EitherHeader = 15 + 32;
    z_stream stream{};
    if (packed.size() > UINT_MAX || inflateInit2(&stream, EitherHeader) != Z_OK)
        return std::nullopt;
    const std::unique_ptr<z_stream, int (*)(z_stream*)> end(&stream, &inflateEnd);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    return grown(most, [&](char* to, std::size_t size) -> std::optional<Step> {
        stream.next_out = reinterpret_cast<Bytef*>(to);
        stream.avail_out = static_cast<uInt>(size);
        const int result = inflate(&stream, Z_NO_FLUSH);
        if (result != Z_OK && result != Z_STREAM_END)
            return std::nullopt;
        return Step{size - stream.avail_out, result == Z_STREAM_END};
    });
}

std::optional<Chunk> fromZstd(const Chunk& packed, std::size_t most)
{
    const std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
    if (!context)
        return std::nullopt;
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    return grown(most, [&](char* to, std::size_t size) -> std::optional<Step> {
        ZSTD_outBuffer out{to, size, 0};
        const auto left = ZSTD_decompressStream(context.get(), &out, &in);
        if (ZSTD_isError(left) != 0)
            return std::nullopt;
        return Step{out.pos, left == 0 && in.pos == in.size};
    });
}

/// Four bytes of size, then a block.
std::optional<Chunk> fromLz4(const Chunk& packed, std::size_t most)
{
    constexpr std::size_t SizeBytes = 4;
    if (packed.size() < SizeBytes || packed.size() > INT_MAX)
        return std::nullopt;
    std::size_t size = 0;
    for (std::size_t i = SizeBytes; i-- > 0;)
        size = size << 8 | static_cast<unsigned char>(packed[i]);
    if (size > std::min<std::size_t>(most, INT_MAX))
        return std::nullopt;
    Chunk out(size);
    const int got = LZ4_decompress_safe(packed.data() + SizeBytes, out.data(),
                                        static_cast<int>(packed.size() - SizeBytes), static_cast<int>(size));
    return got == static_cast<int>(size) ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<Chunk> fromBlosc(const Chunk& packed, std::size_t most)
{
    std::size_t size = 0;
    if (packed.size() < BLOSC_MIN_HEADER_LENGTH ||
        blosc_cbuffer_validate(packed.data(), packed.size(), &size) < 0 || size > most)
        return std::nullopt;
    Chunk out(size);
    const int got = blosc_decompress_ctx(packed.data(), out.data(), out.size(), 1);
    return got >= 0 && static_cast<std::size_t>(got) == size ? std::optional(std::move(out)) : std::nullopt;
}

} // namespace

Result<Chunk> zarrUnpacked(const std::string& packer, const Chunk& packed, std::size_t most,
                           const std::string& name)
{
    std::optional<Chunk> out;
    if (packer == "zlib" || packer == "gzip")
        out = inflated(packed, most);
    else if (packer == "zstd")
        out = fromZstd(packed, most);
    else if (packer == "lz4")
        out = fromLz4(packed, most);
    else if (packer == "blosc")
        out = fromBlosc(packed, most);
    else
        return fail(ErrorCode::Unsupported,
                    name + " is packed with \"" + packer + "\", which cannot be read here",
                    "Write it again as AnnData does: adata.write_zarr(path)");
    if (out)
        return *std::move(out);
    return fail(ErrorCode::BadInput, name + ": a chunk is damaged: " + packer + " cannot unpack it",
                "Copy or write the store again");
}

} // namespace transcope::core
