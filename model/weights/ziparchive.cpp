#include "model/weights/ziparchive.h"

#include "core/base/try.h"

#include <array>
#include <cstdint>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

// Signatures and record sizes of the zip format (PKWARE's APPNOTE, 4.3).
constexpr std::uint32_t EndSignature = 0x06054b50;
constexpr std::uint32_t CentralSignature = 0x02014b50;
constexpr std::uint32_t LocalSignature = 0x04034b50;
constexpr std::size_t EndSize = 22;
constexpr std::size_t CentralSize = 46;
constexpr std::size_t LocalSize = 30;
constexpr std::size_t MostComment = 0xffff;
constexpr std::uint32_t TooLarge = 0xffffffff; // the true value stands in a zip64 record

constexpr const char* Damaged = "The file is damaged: fetch it again";

std::uint32_t number(std::string_view bytes, std::size_t at, int size)
{
    std::uint32_t value = 0;
    for (int i = 0; i < size; ++i)
        value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    return value;
}

std::uint32_t crc32(std::string_view data)
{
    static const auto table = [] {
        std::array<std::uint32_t, 256> entries{};
        for (std::uint32_t i = 0; i < 256; ++i) {
            entries[i] = i;
            for (int bit = 0; bit < 8; ++bit)
                entries[i] = (entries[i] >> 1) ^ (entries[i] & 1 ? 0xedb88320u : 0);
        }
        return entries;
    }();
    std::uint32_t crc = ~0u;
    for (const char byte : data)
        crc = table[(crc ^ static_cast<unsigned char>(byte)) & 0xff] ^ (crc >> 8);
    return ~crc;
}

/// Where the end-of-central-directory record begins; npos if there is none.
std::size_t findEnd(std::string_view bytes)
{
    if (bytes.size() < EndSize)
        return std::string_view::npos;
    const std::size_t last = bytes.size() - EndSize;
    for (std::size_t back = 0; back <= std::min(last, MostComment); ++back)
        if (number(bytes, last - back, 4) == EndSignature)
            return last - back;
    return std::string_view::npos;
}

} // namespace

Result<ZipArchive> ZipArchive::fromBytes(std::string bytes, const std::string& name)
{
    ZipArchive archive;
    archive.m_bytes = std::move(bytes);
    archive.m_name = name;
    const std::size_t end = findEnd(archive.m_bytes);
    if (end == std::string::npos)
        return fail(ErrorCode::BadInput,
                    name + " is not a zip archive, as PyTorch's files are since version 1.6",
                    "Save it again with a newer PyTorch: torch.save(model.state_dict(), ...)");
    const std::uint32_t count = number(archive.m_bytes, end + 10, 2);
    const std::uint32_t start = number(archive.m_bytes, end + 16, 4);
    if (start == TooLarge || count == 0xffff)
        return fail(ErrorCode::Unsupported, name + " is a zip archive of over 4 GB or 65,534 entries",
                    "No weights that Transcope knows are that large");
    std::size_t record = start;
    for (std::uint32_t i = 0; i < count; ++i)
        TRY_RUN(archive.addEntry(record));
    return archive;
}

Result<void> ZipArchive::addEntry(std::size_t& record)
{
    const std::string_view bytes = m_bytes;
    const auto damaged = [this] {
        return fail(ErrorCode::BadInput, m_name + " is a damaged zip archive", Damaged);
    };
    if (record + CentralSize > bytes.size() || number(bytes, record, 4) != CentralSignature)
        return damaged();
    const std::uint32_t flags = number(bytes, record + 8, 2);
    const std::uint32_t method = number(bytes, record + 10, 2);
    const std::uint32_t crc = number(bytes, record + 16, 4);
    const std::uint32_t packed = number(bytes, record + 20, 4);
    const std::uint32_t size = number(bytes, record + 24, 4);
    const std::size_t nameSize = number(bytes, record + 28, 2);
    const std::size_t tail = number(bytes, record + 30, 2) + number(bytes, record + 32, 2);
    const std::size_t local = number(bytes, record + 42, 4);
    if (record + CentralSize + nameSize + tail > bytes.size())
        return damaged();
    const std::string entry(bytes.substr(record + CentralSize, nameSize));
    record += CentralSize + nameSize + tail;
    if (method != 0 || (flags & 1) || packed == TooLarge || size == TooLarge || local == TooLarge)
        return fail(ErrorCode::Unsupported,
                    m_name + ": entry " + entry + " is compressed, encrypted or too large",
                    "PyTorch stores entries as they are: save the file again with torch.save");
    if (packed != size || local + LocalSize > bytes.size() || number(bytes, local, 4) != LocalSignature)
        return damaged();
    const std::size_t data = local + LocalSize + number(bytes, local + 26, 2) + number(bytes, local + 28, 2);
    if (data > bytes.size() || size > bytes.size() - data || crc32(bytes.substr(data, size)) != crc)
        return fail(ErrorCode::BadInput, m_name + ": entry " + entry + " is damaged", Damaged);
    m_spans[entry] = {data, size};
    return {};
}

std::map<std::string, std::string_view> ZipArchive::entries() const
{
    std::map<std::string, std::string_view> views;
    for (const auto& [name, span] : m_spans)
        views[name] = std::string_view(m_bytes).substr(span.offset, span.size);
    return views;
}

} // namespace transcope::model
