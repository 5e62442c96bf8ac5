#pragma once

#include "core/base/result.h"

#include <map>
#include <string>
#include <string_view>

namespace transcope::model {

/// Reads a zip archive whose entries are stored without compression, as PyTorch writes them.
class ZipArchive
{
public:
    /// Takes the archive's bytes. `name` stands in the messages.
    /// Errors: BadInput (no zip archive, or damaged), Unsupported (compressed, encrypted or over 4 GB).
    static core::Result<ZipArchive> fromBytes(std::string bytes, const std::string& name);

    /// Entries by name; the views live as long as the archive.
    std::map<std::string, std::string_view> entries() const;

private:
    struct Span
    {
        std::size_t offset = 0;
        std::size_t size = 0;
    };
    /// Finds an entry's data from its record at `record` in the central directory; moves `record` past it.
    core::Result<void> addEntry(std::size_t& record);

    std::string m_bytes;
    std::string m_name;
    std::map<std::string, Span> m_spans;
};

} // namespace transcope::model
