#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <vector>

namespace transcope::core {

/// One entry of a TIFF directory; its values lie within the file.
struct TiffEntry
{
    int type = 0;
    std::uint64_t count = 0;
    std::uint64_t valuesAt = 0; ///< file offset of the first value
};

/// One directory: entries by tag, and where the next one is (0: none).
struct TiffDirectory
{
    std::map<int, TiffEntry> entries;
    std::set<int> passedOver; ///< tags of entries that make no sense
    std::uint64_t next = 0;
};

/// Reads TIFF structure, classic and BigTIFF, both byte orders, with every offset checked against the file's
/// size.
class TiffReader
{
public:
    /// Errors: BadInput (no TIFF, or cut off).
    static Result<TiffReader> open(const std::filesystem::path& path);

    std::uint64_t firstDirectory() const { return m_firstDirectory; }
    std::uint64_t fileSize() const { return m_size; }
    /// Entries of unknown types, and those whose values would lie outside the file, are left out: who needs
    /// them finds them missing. Errors: BadInput.
    Result<TiffDirectory> directory(std::uint64_t offset);
    /// An entry's values as whole numbers; of other types, an empty list.
    std::vector<std::uint64_t> numbers(const TiffEntry& entry);
    /// An entry's raw bytes.
    std::vector<std::uint8_t> bytes(const TiffEntry& entry);
    /// Bytes of the file; empty where it ends before them.
    std::vector<std::uint8_t> raw(std::uint64_t at, std::uint64_t size);
    /// A BadInput that names this file.
    tl::unexpected<Error> damaged(const std::string& what) const;

private:
    explicit TiffReader(std::filesystem::path path) : m_path(std::move(path)) {}
    bool read(std::uint64_t at, void* to, std::size_t size);
    std::uint64_t number(std::uint64_t at, int bytes);
    std::uint64_t decode(const std::uint8_t* bytes, int count) const;
    void addEntry(std::uint64_t at, TiffDirectory& directory);

    std::filesystem::path m_path;
    std::ifstream m_file;
    std::uint64_t m_size = 0;
    std::uint64_t m_firstDirectory = 0;
    bool m_bigEndian = false;
    bool m_bigTiff = false;
};

} // namespace transcope::core
