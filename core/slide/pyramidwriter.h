#pragma once

#include "core/base/geometry.h"
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace transcope::core {

/// Writes a picture, given row by row from the top, as a tiled pyramidal JPEG TIFF (BigTIFF) that OpenSlide
/// opens. Each level is the 2 × 2 mean of the one before, down to one tile; the tiles of all levels are
/// appended as they become full, so memory holds about 512 rows. Tiles of a band are compressed by several
/// threads.
class PyramidWriter
{
public:
    static constexpr int TilePx = 256;
    static constexpr int JpegQuality = 92;

    /// sizePx: of level 0. umPerPx is stored where known; software: for TIFF's tag Software, if not empty.
    /// Errors: WriteFailed.
    static Result<std::unique_ptr<PyramidWriter>> create(const std::filesystem::path& path, SizeI sizePx,
                                                         std::optional<double> umPerPx = {},
                                                         const std::string& software = {});
    ~PyramidWriter();
    PyramidWriter(const PyramidWriter&) = delete;
    PyramidWriter& operator=(const PyramidWriter&) = delete;

    /// The next row: sizePx.width · 3 bytes of RGB. Errors: WriteFailed.
    Result<void> addRow(const std::uint8_t* rgb);
    /// After the last row: writes the directories. Without it the file is no TIFF. Errors: WriteFailed.
    Result<void> finish();

private:
    struct Impl;
    explicit PyramidWriter(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace transcope::core
