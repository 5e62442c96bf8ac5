#include "core/slide/slide.h"

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

Result<std::string> quickHash(const std::filesystem::path& path)
{
    constexpr std::uintmax_t Piece = 1 << 20;
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
    std::vector<char> piece(std::min(size, Piece));
    for (const std::uintmax_t from : {std::uintmax_t(0), size - piece.size()}) {
        file.seekg(static_cast<std::streamoff>(from));
        if (!file.read(piece.data(), static_cast<std::streamsize>(piece.size())))
            return fail(ErrorCode::BadInput, path.string() + ": reading failed",
                        "Check the disk or copy the file again");
        sha.update(piece.data(), piece.size());
    }
    return sha.hexDigest();
}

} // namespace transcope::core
