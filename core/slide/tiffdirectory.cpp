#include "core/slide/tiffdirectory.h"

#include "core/base/try.h"

#include <array>

namespace transcope::core {

namespace {

// TIFF 6.0 section 2 and the BigTIFF proposal: bytes per value of types 1..18; 0 where there is no such type.
constexpr std::array<int, 19> TypeBytes = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

/// Signed ones too: who writes sizes so means what libtiff reads.
bool isWholeNumber(int type)
{
    return type == 1 || type == 3 || type == 4 || type == 6 || type == 8 || type == 9 || type == 13 ||
           (type >= 16 && type <= 18);
}

} // namespace

Result<TiffReader> TiffReader::open(const std::filesystem::path& path)
{
    TiffReader reader(path);
    std::error_code ec;
    reader.m_size = std::filesystem::file_size(path, ec);
    reader.m_file.open(path, std::ios::binary);
    std::uint8_t order[2] = {};
    if (ec || !reader.read(0, order, 2) || order[0] != order[1] || (order[0] != 'I' && order[0] != 'M'))
        return reader.damaged("not a TIFF");
    reader.m_bigEndian = order[0] == 'M';

    const std::uint64_t version = reader.number(2, 2);
    reader.m_bigTiff = version == 43;
    if (version != 42 && version != 43)
        return reader.damaged("its TIFF version is " + std::to_string(version) + " instead of 42 or 43");
    if (reader.m_bigTiff && reader.number(4, 2) != 8)
        return reader.damaged("its BigTIFF header is wrong");
    reader.m_firstDirectory = reader.m_bigTiff ? reader.number(8, 8) : reader.number(4, 4);
    if (!reader.m_file)
        return reader.damaged("it ends within the header");
    return reader;
}

Result<TiffDirectory> TiffReader::directory(std::uint64_t offset)
{
    const int countBytes = m_bigTiff ? 8 : 2, entryBytes = m_bigTiff ? 20 : 12, nextBytes = m_bigTiff ? 8 : 4;
    if (offset < 8 || offset > m_size || m_size - offset < static_cast<std::uint64_t>(countBytes))
        return damaged("a directory is said to be at byte " + std::to_string(offset) + ", outside the file");
    const std::uint64_t count = number(offset, countBytes);
    const std::uint64_t entriesAt = offset + countBytes;
    if (count == 0 || count > (m_size - entriesAt) / entryBytes ||
        m_size - entriesAt - count * entryBytes < static_cast<std::uint64_t>(nextBytes))
        return damaged("the directory at byte " + std::to_string(offset) + " does not fit in the file");

    TiffDirectory directory;
    for (std::uint64_t i = 0; i < count; ++i)
        addEntry(entriesAt + i * entryBytes, directory);
    directory.next = number(entriesAt + count * entryBytes, nextBytes);
    return directory;
}

void TiffReader::addEntry(std::uint64_t at, TiffDirectory& directory)
{
    const int offsetBytes = m_bigTiff ? 8 : 4;
    const int tag = static_cast<int>(number(at, 2));
    TiffEntry entry;
    entry.type = static_cast<int>(number(at + 2, 2));
    entry.count = number(at + 4, offsetBytes);
    const bool isKnown = entry.type < static_cast<int>(TypeBytes.size()) && TypeBytes[entry.type] != 0;
    const std::uint64_t valueBytes = isKnown ? TypeBytes[entry.type] : 0;
    if (!isKnown || entry.count > m_size / valueBytes) {
        directory.passedOver.insert(tag);
        return;
    }
    const std::uint64_t bytes = entry.count * valueBytes;
    const std::uint64_t field = at + 4 + offsetBytes;
    entry.valuesAt = bytes <= static_cast<std::uint64_t>(offsetBytes) ? field : number(field, offsetBytes);
    if (entry.valuesAt <= m_size && m_size - entry.valuesAt >= bytes)
        directory.entries.emplace(tag, entry);
    else
        directory.passedOver.insert(tag);
}

std::vector<std::uint64_t> TiffReader::numbers(const TiffEntry& entry)
{
    if (!isWholeNumber(entry.type))
        return {};
    const int width = TypeBytes[entry.type];
    const std::vector<std::uint8_t> raw = bytes(entry);
    std::vector<std::uint64_t> values(raw.size() / width);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = decode(raw.data() + i * width, width);
    return values;
}

std::vector<std::uint8_t> TiffReader::bytes(const TiffEntry& entry)
{
    return raw(entry.valuesAt, entry.count * TypeBytes[entry.type]);
}

std::vector<std::uint8_t> TiffReader::raw(std::uint64_t at, std::uint64_t size)
{
    if (at > m_size || size > m_size - at)
        return {};
    std::vector<std::uint8_t> bytes(size);
    if (!read(at, bytes.data(), bytes.size())) {
        bytes.clear();
        m_file.clear(); // the next read may succeed
    }
    return bytes;
}

tl::unexpected<Error> TiffReader::damaged(const std::string& what) const
{
    return fail(ErrorCode::BadInput, m_path.string() + ": damaged TIFF: " + what,
                "Copy the file again or export it again");
}

bool TiffReader::read(std::uint64_t at, void* to, std::size_t size)
{
    m_file.seekg(static_cast<std::streamoff>(at));
    return static_cast<bool>(m_file.read(static_cast<char*>(to), static_cast<std::streamsize>(size)));
}

std::uint64_t TiffReader::number(std::uint64_t at, int bytes)
{
    std::uint8_t raw[8] = {};
    return read(at, raw, bytes) ? decode(raw, bytes) : 0;
}

std::uint64_t TiffReader::decode(const std::uint8_t* bytes, int count) const
{
    std::uint64_t value = 0;
    for (int i = 0; i < count; ++i)
        value = value << 8 | bytes[m_bigEndian ? i : count - 1 - i];
    return value;
}

} // namespace transcope::core
