#pragma once

#include "core/base/arrayinfo.h"
#include "core/base/result.h"
#include "core/h5/rawlayout.h"

#include <hdf5.h>

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace transcope::core {

/// Owns an HDF5 identifier of any kind.
class H5Id
{
public:
    explicit H5Id(hid_t id = H5I_INVALID_HID) : m_id(id) {}
    H5Id(H5Id&& other) noexcept : m_id(std::exchange(other.m_id, H5I_INVALID_HID)) {}
    H5Id& operator=(H5Id&& other) noexcept
    {
        std::swap(m_id, other.m_id);
        return *this;
    }
    H5Id(const H5Id&) = delete;
    H5Id& operator=(const H5Id&) = delete;
    ~H5Id()
    {
        if (m_id >= 0)
            H5Idec_ref(m_id);
    }

    hid_t get() const { return m_id; }
    bool valid() const { return m_id >= 0; }

private:
    hid_t m_id;
};

/// HDF5 is used from one thread at a time; whoever uses it holds this, which also keeps the library from
/// printing its error stack.
class H5Lock
{
public:
    H5Lock();

private:
    std::lock_guard<std::mutex> m_guard;
};

/// A dataset open for reading some rows at a time (of a vector, some elements).
class H5Dataset
{
public:
    ArrayInfo info() const;
    /// Rows [first, first + count), one after another, whatever their width in the file; numbers that `type`
    /// cannot hold become its nearest. out: count × row size numbers of that type. Errors: BadInput, also
    /// where the dataset does not hold numbers.
    Result<void> read(std::uint64_t first, std::uint64_t count, NumberType type, void* out) const;

    /// Nothing where it is no vector of numbers or of texts of variable length, or not every part of it lies
    /// in the file as it is or packed by the filters "shuffle" and "deflate".
    std::optional<RawLayout> layout() const;

private:
    friend class H5File;
    std::optional<RawLayout> inOnePiece(RawLayout layout) const;
    std::optional<RawLayout> inChunks(RawLayout layout, hid_t properties) const;
    std::uint64_t rowsAtOnce() const;
    Result<void> readFlags(std::uint64_t first, std::uint64_t count, NumberType type, void* out) const;
    bool readAs(std::uint64_t first, std::uint64_t count, hid_t memoryType, void* out) const;

    H5Id m_id, m_type, m_space;
    std::vector<std::uint64_t> m_shape;
    std::string m_name; ///< of file and dataset, for messages
};

/// Reads parts of one file; `object` is a path inside it, such as "obs/_index". The text in errors names
/// both. Errors are BadInput, but open()\'s NotFound, and Unsupported where a
/// filter of HDF5 that is not here packed the data. Hold an H5Lock, or be alone. A damaged file can
/// end the process within the library: everything but the program that H5Reader starts reads by H5Reader.
class H5File
{
public:
    /// Errors: NotFound; BadInput when it is not HDF5 or damaged.
    static Result<H5File> open(const std::filesystem::path& path);

    bool has(const std::string& object) const;
    bool isGroup(const std::string& object) const;
    /// Names in a group, in alphabetical order; empty where there is no such group.
    std::vector<std::string> children(const std::string& group) const;
    Result<H5Dataset> dataset(const std::string& name) const;
    /// Strings of fixed or variable length.
    Result<std::vector<std::string>> strings(const std::string& dataset) const;
    /// Whether it stands for nothing: no elements at all, as anndata writes a None.
    bool isNull(const std::string& object) const;
    /// An attribute of one or more texts; empty where it is absent or something else.
    std::vector<std::string> textsAttribute(const std::string& object, const std::string& name) const;
    /// A numeric attribute such as a sparse matrix's "shape"; empty where it is absent.
    std::vector<std::int64_t> integerAttribute(const std::string& object, const std::string& name) const;

private:
    tl::unexpected<Error> bad(const std::string& object, const std::string& what) const;

    H5Id m_file;
    std::filesystem::path m_path;
};

} // namespace transcope::core
