#include "core/io/textfile.h"

#include "core/base/filewait.h"
#include "core/base/try.h"

#include <algorithm>
#include <memory>
#include <zlib.h>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

constexpr unsigned ChunkBytes = 1u << 20;
constexpr std::size_t LongestFirstLines = 64u << 20;

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
    const FileWait wait(path);
    std::error_code error;
    if (!fs::exists(path, error))
        return fail(ErrorCode::NotFound, path.string() + ": no such file", "Check the path");
    if (fs::is_directory(path, error))
        return fail(ErrorCode::BadInput, path.string() + ": is a folder, not a file", "Name a file in it");
    if (!fs::is_regular_file(path, error))
        return fail(ErrorCode::BadInput, path.string() + ": is a pipe or a device, not a file",
                    "Write what it gives into a file first");
    GzFile file(gzopen(path.c_str(), "rb"));
    if (!file)
        return fail(ErrorCode::BadInput, path.string() + ": cannot be opened", "Check its permissions");
    gzbuffer(file.get(), ChunkBytes);
    return file;
}

/// Appends up to a chunk; false at the end.
Result<bool> readChunk(gzFile_s* file, const fs::path& path, std::string& text)
{
    const FileWait wait(path);
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

constexpr const char* Utf8Mark = "\xEF\xBB\xBF";

enum class Utf16 { No, LittleEndian, BigEndian };

/// By the mark, else by the zeros beside two plain letters: no text in UTF-8 has any.
Utf16 utf16Of(std::string_view text)
{
    const auto letter = [&](std::size_t i) { return static_cast<unsigned char>(text[i] - 1) < 127; };
    if (text.starts_with("\xFF\xFE"))
        return Utf16::LittleEndian;
    if (text.starts_with("\xFE\xFF"))
        return Utf16::BigEndian;
    if (text.size() < 4)
        return Utf16::No;
    if (letter(0) && text[1] == 0 && letter(2) && text[3] == 0)
        return Utf16::LittleEndian;
    return text[0] == 0 && letter(1) && text[2] == 0 && letter(3) ? Utf16::BigEndian : Utf16::No;
}

void appendUtf8(std::string& text, char32_t c)
{
    if (c < 0x80) {
        text += static_cast<char>(c);
        return;
    }
    const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    constexpr unsigned char starts[] = {0, 0xC0, 0xE0, 0xF0};
    text += static_cast<char>(starts[more] | (c >> (6 * more)));
    for (int shift = 6 * (more - 1); shift >= 0; shift -= 6)
        text += static_cast<char>(0x80 | ((c >> shift) & 0x3F));
}

std::string fromUtf16(std::string_view bytes, bool bigEndian)
{
    const auto unit = [&](std::size_t i) {
        const auto a = static_cast<unsigned char>(bytes[i]), b = static_cast<unsigned char>(bytes[i + 1]);
        return static_cast<char32_t>(bigEndian ? a << 8 | b : b << 8 | a);
    };
    std::string text;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        char32_t c = unit(i);
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size()) {
            i += 2;
            c = 0x10000 + ((c - 0xD800) << 10) + (unit(i) - 0xDC00);
        }
        appendUtf8(text, c);
    }
    return text;
}

/// UTF-8 without a byte order mark, lines ending in \n.
void normalise(std::string& text)
{
    if (const auto utf16 = utf16Of(text); utf16 != Utf16::No)
        text = fromUtf16(text, utf16 == Utf16::BigEndian); // a mark becomes UTF-8's
    if (text.starts_with(Utf8Mark))
        text.erase(0, 3);
    if (text.find('\n') == std::string::npos)
        std::replace(text.begin(), text.end(), '\r', '\n'); // of old Macs, and of Excel for these
}

} // namespace

Result<std::string> readTextFile(const fs::path& path, std::size_t atMostBytes)
{
    TRY(const auto file, openGz(path));
    std::string text;
    while (true) {
        TRY(const auto more, readChunk(file.get(), path, text));
        if (!more)
            break;
        if (text.size() > atMostBytes)
            return fail(ErrorCode::BadInput,
                        path.string() + ": holds more than " + std::to_string(atMostBytes >> 20) +
                            " MiB of text",
                        "Split the file, or name another one");
    }
    normalise(text);
    return text;
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

Result<std::string> readFirstLines(const fs::path& path, int lines)
{
    TRY(const auto file, openGz(path));
    std::string text;
    const auto ends = [&] { return std::count(text.begin(), text.end(), '\n'); };
    for (bool more = true;
         more && text.size() < LongestFirstLines && (ends() < lines || utf16Of(text) != Utf16::No);) {
        TRY(more, readChunk(file.get(), path, text));
    }
    normalise(text);
    std::size_t end = 0;
    for (int i = 0; i < lines && end < text.size(); ++i)
        end = std::min(text.find('\n', end), text.size() - 1) + 1;
    text.resize(end);
    return text;
}

} // namespace transcope::core
