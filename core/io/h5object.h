#pragma once

#include "core/base/result.h"

#include <hdf5.h>

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <span>
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

/// HDF5 is used from one thread at a time; whoever opens a file holds this, which also keeps the library from
/// printing its error stack.
class H5Lock
{
public:
    H5Lock();

private:
    std::lock_guard<std::mutex> m_guard;
};

/// HDF5's enumerations of FALSE and TRUE, and these or numbers.
bool isBoolean(hid_t type);
bool isNumeric(hid_t type);

/// Opens a file for reading. Errors: NotFound; BadInput when it is not HDF5 or damaged.
Result<H5Id> openH5(const std::filesystem::path& path);

/// A numeric dataset, read some rows at a time (of a vector, some elements). Use and destroy under an H5Lock.
class H5Rows
{
public:
    std::uint64_t rows() const { return m_shape.front(); }
    std::size_t rowSize() const { return m_rowSize; } ///< elements of a row; 1 in a vector
    /// How many rows to read at once: whole chunks of the file, some hundred thousand elements.
    std::size_t rowsAtOnce() const;

    /// Rows [first, first + count), one after another, whatever their width in the file; numbers that `out`'s
    /// type cannot hold become its nearest. out: count × rowSize(). Errors: BadInput.
    Result<void> read(std::uint64_t first, std::size_t count, std::span<float> out) const;
    Result<void> read(std::uint64_t first, std::size_t count, std::span<std::int32_t> out) const;

private:
    friend class H5Reader;
    Result<void> read(std::uint64_t first, std::size_t count, hid_t memoryType, void* out) const;

    H5Id m_dataset, m_space;
    std::vector<hsize_t> m_shape; ///< one size or two
    std::size_t m_rowSize = 1;
    std::string m_name; ///< of file and dataset, for messages
};

/// Reads parts of one file; `object` is a path inside it, such as "obs/_index". The text in errors names
/// both. All errors are BadInput, or Unsupported where a filter of HDF5 that is not here packed the data.
class H5Reader
{
public:
    H5Reader(const H5Id& file, std::filesystem::path path) : m_file(file.get()), m_path(std::move(path)) {}

    const std::filesystem::path& path() const { return m_path; }
    bool has(const std::string& object) const;
    bool isGroup(const std::string& object) const;
    /// Names in a group, in alphabetical order; empty where there is no such group.
    std::vector<std::string> children(const std::string& group) const;
    bool isText(const std::string& dataset) const;
    /// Whether it stands for nothing: no elements at all, as anndata writes a None.
    bool isNull(const std::string& object) const;
    /// Sizes of a dataset's dimensions; empty for a scalar.
    Result<std::vector<std::uint64_t>> shape(const std::string& dataset) const;

    /// A whole numeric (or boolean) dataset, row by row, whatever its width in the file.
    Result<std::vector<double>> doubles(const std::string& dataset) const;
    Result<std::vector<float>> floats(const std::string& dataset) const;
    Result<std::vector<std::int64_t>> integers(const std::string& dataset) const;
    /// The same, to be read in parts. rank: 1 for a vector, 2 for a matrix; another one is an error.
    Result<H5Rows> rows(const std::string& dataset, int rank) const;
    /// Strings of fixed or variable length.
    Result<std::vector<std::string>> strings(const std::string& dataset) const;

    /// A text attribute; nothing where it is absent or not text.
    std::optional<std::string> textAttribute(const std::string& object, const std::string& name) const;
    /// A list of texts; empty where it is absent or something else.
    std::vector<std::string> textsAttribute(const std::string& object, const std::string& name) const;
    /// A numeric attribute such as a sparse matrix's "shape"; empty where it is absent.
    std::vector<std::int64_t> integerAttribute(const std::string& object, const std::string& name) const;

    tl::unexpected<Error> bad(const std::string& object, const std::string& what) const;

private:
    struct Dataset
    {
        H5Id id, type, space;
        std::size_t count = 0; ///< elements, bounded
    };
    Result<Dataset> open(const std::string& dataset) const;
    template <class T> Result<std::vector<T>> numbers(const std::string& dataset, hid_t memoryType) const;

    hid_t m_file;
    std::filesystem::path m_path;
};

} // namespace transcope::core
