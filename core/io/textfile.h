#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <limits>
#include <memory>
#include <string>
#include <string_view>

struct gzFile_s;

namespace transcope::core {

/// The text of a file, plain or gzip (told by its content, not its name), as UTF-8 without a byte order mark;
/// UTF-16 is told by its mark.
/// Errors: NotFound; BadInput when it cannot be read, has more than `atMostBytes` (unpacked), or the gzip
/// stream is damaged or cut short.
Result<std::string> readTextFile(const std::filesystem::path& path,
                                 std::size_t atMostBytes = std::numeric_limits<std::size_t>::max());

/// Reads a text file, plain or gzip, in pieces of whole lines, for those that are large.
class LinePieces
{
public:
    /// Errors: those of readTextFile.
    static Result<LinePieces> open(const std::filesystem::path& path);

    /// Some whole lines with their ends (the file's last may lack it), valid until the next call; empty at
    /// the end. Errors: BadInput when the gzip stream is damaged or cut short.
    Result<std::string_view> next();

private:
    LinePieces(std::filesystem::path path, std::shared_ptr<gzFile_s> file);

    std::filesystem::path m_path;
    std::shared_ptr<gzFile_s> m_file;
    std::string m_text;      ///< what next() gave, and the begin of a line after it
    std::size_t m_given = 0; ///< bytes of m_text that next() gave
};

/// The first so many lines; reads little more than it needs. Errors as above.
Result<std::string> readFirstLines(const std::filesystem::path& path, int lines);

} // namespace transcope::core
