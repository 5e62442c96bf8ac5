#include "core/slide/slide.h"

#include "core/base/filewait.h"
#include "core/base/sha256.h"
#include "core/slide/tilegrid.h"

#include <algorithm>
#include <fstream>

namespace transcope::core {

int Slide::levelAtOrBelow(double wantedDownsample) const
{
    int best = 0;
    for (std::size_t i = 1; i < levels().size(); ++i)
        if (levels()[i].downsample <= wantedDownsample * LevelTolerance)
            best = static_cast<int>(i);
    return best;
}

namespace {

constexpr std::uintmax_t EndPiece = 1 << 20;
constexpr std::uintmax_t ReadWhole = 16 << 20;
constexpr std::uintmax_t MiddlePiece = 16 << 10, MiddlePieces = 256;

struct Piece
{
    std::uintmax_t at, size;
};

// All of a small file; of a large one both ends and pieces at even distances between.
std::vector<Piece> piecesOf(std::uintmax_t size)
{
    if (size <= ReadWhole)
        return {{0, size}};
    std::vector<Piece> pieces = {{0, EndPiece}};
    const std::uintmax_t middle = size - 2 * EndPiece;
    for (std::uintmax_t i = 0; i < MiddlePieces; ++i)
        pieces.push_back({EndPiece + middle / MiddlePieces * i, MiddlePiece});
    pieces.push_back({size - EndPiece, EndPiece});
    return pieces;
}

// As sessions had it until 2026: the ends alone.
std::vector<Piece> endsOf(std::uintmax_t size)
{
    const auto piece = std::min(size, EndPiece);
    return {{0, piece}, {size - piece, piece}};
}

Result<std::string> hashOf(const std::filesystem::path& path, std::vector<Piece> (*pieces)(std::uintmax_t))
{
    const FileWait wait(path);
    std::error_code ec;
    const auto status = std::filesystem::status(path, ec);
    if (!std::filesystem::exists(status))
        return fail(ErrorCode::NotFound, path.string() + ": no such file", "Check the path");
    const std::uintmax_t size = std::filesystem::file_size(path, ec);
    std::ifstream file(path, std::ios::binary);
    if (ec || !file)
        return fail(ErrorCode::BadInput, path.string() + ": cannot be read",
                    "Check that it is a file you may read");

    Sha256 sha;
    const std::string sizeText = std::to_string(size) + "\n";
    sha.update(sizeText.data(), sizeText.size());
    std::vector<char> bytes;
    for (const auto& piece : pieces(size)) {
        bytes.resize(piece.size);
        file.seekg(static_cast<std::streamoff>(piece.at));
        if (!file.read(bytes.data(), static_cast<std::streamsize>(bytes.size())))
            return fail(ErrorCode::BadInput, path.string() + ": reading failed",
                        "Check the disk or copy the file again");
        sha.update(bytes.data(), bytes.size());
    }
    return sha.hexDigest();
}

} // namespace

Result<std::string> quickHash(const std::filesystem::path& path)
{
    return hashOf(path, piecesOf);
}

std::string presentHash(const std::filesystem::path& path, const std::string& stored)
{
    const auto before = hashOf(path, endsOf);
    const auto now = before && *before == stored ? hashOf(path, piecesOf) : before;
    return before && *before == stored && now ? *now : stored;
}

} // namespace transcope::core
