#pragma once

#include "core/base/arrayinfo.h"
#include "core/base/fd.h"
#include "core/base/result.h"
#include "core/h5/chunkpacker.h"
#include "core/h5/rawlayout.h"

#include <filesystem>
#include <limits>
#include <memory>
#include <span>
#include <string>

namespace transcope::core {

/// A vector of numbers that is read from its file directly, without the HDF5 library and its process. The
/// layout may be anybody's: nothing is read or held but what fits it. Immutable; any thread.
class RawArray
{
public:
    /// Nothing where the layout is none that can be read this way. name: of the vector, for messages.
    static std::shared_ptr<const RawArray> open(const std::filesystem::path& path, const std::string& name,
                                                RawLayout layout);

    /// What a thread that reads keeps from one part to the next. A copy keeps nothing.
    class Cursor
    {
    public:
        Cursor() = default;
        Cursor(const Cursor&) : Cursor() {}
        Cursor& operator=(const Cursor&) { return *this; }

    private:
        friend class RawArray;
        std::unique_ptr<ChunkUnpacker> m_unpacker;
        std::vector<std::byte> m_packed, m_piece;
        std::size_t m_pieceIndex = std::numeric_limits<std::size_t>::max(); ///< which m_piece holds
    };
    /// Elements [first, first + count) as numbers of that type, which fill out; numbers that it cannot hold
    /// become its nearest. Errors: BadInput.
    Result<void> read(std::uint64_t first, std::uint64_t count, NumberType type, std::span<std::byte> out,
                      Cursor& cursor) const;
    /// Of the file, wherever they lie. Errors: BadInput.
    Result<void> readBytes(std::uint64_t offset, std::span<std::byte> out) const;

    std::uint64_t elements() const { return m_layout.elements; }
    std::uint64_t fileBytes() const { return m_fileBytes; } ///< as it was when it was opened

private:
    RawArray(std::filesystem::path path, std::string name, RawLayout layout, Fd file,
             std::uint64_t fileBytes);
    tl::unexpected<Error> damaged() const;
    Result<void> unpack(std::size_t piece, Cursor& cursor) const;

    std::filesystem::path m_path;
    std::string m_name;
    RawLayout m_layout;
    Fd m_file;
    std::uint64_t m_fileBytes;
};

} // namespace transcope::core
