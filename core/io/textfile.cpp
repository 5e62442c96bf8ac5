#include "core/io/textfile.h"

#include "core/base/try.h"

#include <memory>
#include <zlib.h>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

constexpr unsigned ChunkBytes = 1u << 20;
constexpr std::size_t LongestFirstLine = 64u << 20;

struct GzCloser
{
    void operator()(gzFile_s* file) const { gzclose_r(file); }
};
using GzFile = std::unique_ptr<gzFile_s, GzCloser>;

tl::unexpected<Error> damaged(const fs::path& path, const std::string& why)
{
    return fail(ErrorCode::BadInput, path.string() + ": " + why, "Copy or download the file again");
}

Result<GzFile> openGz(const fs::path& path)
{
    std::error_code error;
    if (!fs::exists(path, error))
        return fail(ErrorCode::NotFound, path.string() + ": no such file", "Check the path");
    if (fs::is_directory(path, error))
        return fail(ErrorCode::BadInput, path.string() + ": is a folder, not a file", "Name a file in it");
    GzFile file(gzopen(path.c_str(), "rb"));
    if (!file)
        return fail(ErrorCode::BadInput, path.string() + ": cannot be opened", "Check its permissions");
    gzbuffer(file.get(), ChunkBytes);
    return file;
}

/// Appends up to a chunk; false at the end.
Result<bool> readChunk(gzFile_s* file, const fs::path& path, std::string& text)
{
    const std::size_t before = text.size();
    text.resize(before + ChunkBytes);
    const int count = gzread(file, text.data() + before, ChunkBytes);
    text.resize(before + static_cast<std::size_t>(std::max(count, 0)));
    int code = Z_OK;
    const char* reason = gzerror(file, &code);
    // A stream that ends early gives its bytes first and tells only by this code.
    if (code == Z_BUF_ERROR)
        return damaged(path, "the gzip file is cut short");
    if (count < 0)
        return damaged(path, std::string("cannot be read: ") + reason);
    return count > 0;
}

} // namespace

Result<std::string> readTextFile(const fs::path& path)
{
    TRY(const auto file, openGz(path));
    std::string text;
    while (true) {
        TRY(const auto more, readChunk(file.get(), path, text));
        if (!more)
            return text;
    }
}

LinePieces::LinePieces(fs::path path, std::shared_ptr<gzFile_s> file)
    : m_path(std::move(path)), m_file(std::move(file))
{
}

Result<LinePieces> LinePieces::open(const fs::path& path)
{
    return openGz(path).map([&](GzFile file) { return LinePieces(path, std::move(file)); });
}

Result<std::string_view> LinePieces::next()
{
    m_text.erase(0, m_given);
    std::size_t end = std::string::npos;
    for (bool more = true; more && end == std::string::npos;) {
        TRY(const auto read, readChunk(m_file.get(), m_path, m_text));
        more = read;
        end = m_text.rfind('\n');
    }
    m_given = end == std::string::npos ? m_text.size() : end + 1;
    return std::string_view(m_text).substr(0, m_given);
}

Result<std::string> readFirstLine(const fs::path& path)
{
    TRY(const auto file, openGz(path));
    std::string text;
    while (text.find('\n') == std::string::npos && text.size() < LongestFirstLine) {
        TRY(const auto more, readChunk(file.get(), path, text));
        if (!more)
            break;
    }
    text.resize(std::min(text.find('\n'), text.size()));
    if (!text.empty() && text.back() == '\r')
        text.pop_back();
    return text;
}

} // namespace transcope::core
