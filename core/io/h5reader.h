#pragma once

#include "core/base/guarded.h"
#include "core/base/try.h"
#include "core/h5/h5number.h"

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

class H5Connection;

/// A numeric dataset, read some rows at a time (of a vector, some elements).
class H5Rows
{
public:
    std::uint64_t rows() const { return m_info.shape.front(); }
    std::size_t rowSize() const { return h5RowSize(m_info.shape); } ///< elements of a row; 1 in a vector
    /// How many rows to read at once: whole chunks of the file, some hundred thousand elements.
    std::size_t rowsAtOnce() const { return m_info.rowsAtOnce; }

    /// Rows [first, first + count), one after another, whatever their width in the file; numbers that `out`'s
    /// type cannot hold become its nearest. out: count × rowSize(). Errors: BadInput.
    Result<void> read(std::uint64_t first, std::size_t count, std::span<float> out) const;
    Result<void> read(std::uint64_t first, std::size_t count, std::span<std::int32_t> out) const;

private:
    friend class H5Reader;
    std::shared_ptr<H5Connection> m_connection;
    std::string m_dataset;
    H5DatasetInfo m_info; ///< one size or two
};

/// Reads parts of one HDF5 file through a transcope-reader process of its own, since the library ends its
/// process on many damaged files. `object` is a path inside the file, such as "obs/_index". The text in
/// errors names both. Errors are BadInput, but DeviceFailure where the process cannot be started or was ended
/// from outside. Used from one thread at a time.
class H5Reader
{
public:
    /// Errors besides: NotFound.
    static Result<H5Reader> open(const std::filesystem::path& path);

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
    /// Why nothing can be read any more; then has() and the like say that nothing is there. Whoever has read
    /// a file asks this at the end, as readH5() does.
    std::optional<Error> failure() const;

private:
    Result<H5DatasetInfo> describe(const std::string& dataset) const;
    template <class T> Result<std::vector<T>> numbers(const std::string& dataset, H5Number type) const;

    std::shared_ptr<H5Connection> m_connection;
    std::filesystem::path m_path;
};

/// Opens a file, and gives what `work` makes of it, unless the library failed on the way. work: H5Reader →
/// Result or a value. Errors: H5Reader's, and work's own.
template <class Work> auto readH5(const std::filesystem::path& path, const Work& work)
{
    using Made = typename GuardedResult<std::invoke_result_t<Work, const H5Reader&>>::type;
    return [&]() -> Made {
        TRY(const auto reader, H5Reader::open(path));
        Made made = work(reader);
        if (auto failure = reader.failure())
            return tl::unexpected(std::move(*failure));
        return made;
    }();
}

} // namespace transcope::core
