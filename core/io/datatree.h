#pragma once

#include "core/base/arrayinfo.h"
#include "core/base/guarded.h"
#include "core/base/try.h"
#include "core/h5/rawarray.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace transcope::core {

class DataTree;

/// A numeric array, read some rows at a time (of a vector, some elements). Valid as long as its tree.
class ArrayRows
{
public:
    std::uint64_t rows() const { return m_info.shape.front(); }
    std::size_t rowSize() const { return rowSizeOf(m_info.shape); } ///< elements of a row; 1 in a vector
    /// How many rows to read at once: whole chunks of the file, some hundred thousand elements.
    std::size_t rowsAtOnce() const { return m_info.rowsAtOnce; }

    /// Whether it is read without its tree: copies of it can then be read in as many threads.
    bool isIndependent() const { return m_raw != nullptr; }

    /// Rows [first, first + count), one after another, whatever their width in the file; numbers that `out`'s
    /// type cannot hold become its nearest. out: count × rowSize(). Errors: those of the tree.
    Result<void> read(std::uint64_t first, std::size_t count, std::span<float> out) const;
    Result<void> read(std::uint64_t first, std::size_t count, std::span<std::int32_t> out) const;
    Result<void> read(std::uint64_t first, std::size_t count, std::span<double> out) const;

private:
    friend class DataTree;
    Result<void> read(std::uint64_t first, std::size_t count, NumberType type,
                      std::span<std::byte> out) const;

    const DataTree* m_tree = nullptr;
    std::shared_ptr<const RawArray> m_raw;
    mutable RawArray::Cursor m_cursor;
    std::string m_name;
    ArrayInfo m_info; ///< one size or two
};

/// Named groups and arrays with attributes, as HDF5 files and zarr stores hold them. `object` is a path
/// inside, such as "obs/_index". Errors name both, and are BadInput unless something else is said. Used from
/// one thread at a time.
class DataTree
{
public:
    virtual ~DataTree() = default;

    const std::filesystem::path& path() const { return m_path; }
    virtual bool has(const std::string& object) const = 0;
    virtual bool isGroup(const std::string& object) const = 0;
    /// Names in a group, in alphabetical order; empty where there is no such group.
    virtual std::vector<std::string> children(const std::string& group) const = 0;
    /// Whether it stands for nothing: no elements at all, as anndata writes a None.
    virtual bool isNull(const std::string& object) const = 0;
    /// Strings of fixed or variable length.
    virtual Result<std::vector<std::string>> strings(const std::string& array) const = 0;
    /// A list of texts; empty where it is absent or something else.
    virtual std::vector<std::string> textsAttribute(const std::string& object,
                                                    const std::string& name) const = 0;
    /// A numeric attribute such as a sparse matrix's "shape"; empty where it is absent.
    virtual std::vector<std::int64_t> integerAttribute(const std::string& object,
                                                       const std::string& name) const = 0;
    /// Why nothing can be read any more; then has() and the like say that nothing is there. Whoever has read
    /// a tree asks this at the end, as readTree() does.
    virtual std::optional<Error> failure() const { return std::nullopt; }

    bool isText(const std::string& array) const;
    /// Sizes of an array's dimensions; empty for a scalar.
    Result<std::vector<std::uint64_t>> shape(const std::string& array) const;
    /// A whole numeric (or boolean) array, row by row, whatever its width in the file.
    Result<std::vector<double>> doubles(const std::string& array) const;
    Result<std::vector<std::int64_t>> integers(const std::string& array) const;
    /// The same, to be read in parts. rank: 1 for a vector, 2 for a matrix; another one is an error.
    Result<ArrayRows> rows(const std::string& array, int rank) const;
    /// A text attribute; nothing where it is absent or not text.
    std::optional<std::string> textAttribute(const std::string& object, const std::string& name) const;

    tl::unexpected<Error> bad(const std::string& object, const std::string& what) const;

protected:
    explicit DataTree(std::filesystem::path path) : m_path(std::move(path)) {}
    DataTree(const DataTree&) = default;
    DataTree(DataTree&&) = default;
    DataTree& operator=(const DataTree&) = default;
    DataTree& operator=(DataTree&&) = default;

private:
    friend class ArrayRows;
    /// What the file says of an array; sizes are not checked yet.
    virtual Result<ArrayInfo> describe(const std::string& array) const = 0;
    /// Rows [first, first + count), which fill out. next: as many after them will be asked for.
    virtual Result<void> readRows(const std::string& array, std::uint64_t first, std::uint64_t count,
                                  NumberType type, std::span<std::byte> out, std::uint64_t next) const = 0;
    /// A vector that can be read by itself; nothing where it cannot.
    virtual std::shared_ptr<const RawArray> raw(const std::string&) const { return nullptr; }
    Result<ArrayInfo> checkedInfo(const std::string& array) const;
    template <class T> Result<std::vector<T>> numbers(const std::string& array, NumberType type) const;

    std::filesystem::path m_path;
};

/// An HDF5 file or a zarr store. Errors: NotFound; BadInput; Unsupported for a zarr store of another kind.
Result<std::unique_ptr<const DataTree>> openDataTree(const std::filesystem::path& path);

/// Opens one, and gives what `work` makes of it, unless reading failed for good on the way. work: DataTree →
/// Result or a value. Errors: openDataTree's, and work's own.
template <class Work> auto readTree(const std::filesystem::path& path, const Work& work)
{
    using Made = typename GuardedResult<std::invoke_result_t<Work, const DataTree&>>::type;
    return [&]() -> Made {
        TRY(const auto tree, openDataTree(path));
        Made made = work(*tree);
        if (auto failure = tree->failure())
            return tl::unexpected(std::move(*failure));
        return made;
    }();
}

} // namespace transcope::core
