#include "core/base/try.h"
#include "core/io/h5filters.h"
#include "core/io/h5object.h"

#include <algorithm>

namespace transcope::core {

namespace {

/// Read at once from large datasets.
constexpr std::size_t ElementsAtOnce = std::size_t{1} << 18;
/// Larger chunks, as multiples of that, are rather decompressed several times than held.
constexpr std::size_t LargestChunk = 16;

} // namespace

Result<H5Rows> H5Reader::rows(const std::string& dataset, int rank) const
{
    TRY(const auto sizes, shape(dataset));
    H5Rows rows;
    rows.m_dataset = H5Id(H5Dopen2(m_file, dataset.c_str(), H5P_DEFAULT));
    rows.m_space = H5Id(H5Dget_space(rows.m_dataset.get()));
    rows.m_shape.assign(sizes.begin(), sizes.end());
    rows.m_name = m_path.string() + ": " + dataset;
    const H5Id type(H5Dget_type(rows.m_dataset.get()));
    if (!isNumeric(type.get()) || isBoolean(type.get()) || sizes.size() != static_cast<std::size_t>(rank))
        return bad(dataset, rank == 1 ? "is not a list of numbers" : "is not a matrix of numbers");
    if (rank == 2)
        rows.m_rowSize = sizes.back();
    return rows;
}

std::size_t H5Rows::rowsAtOnce() const
{
    const std::size_t wanted = std::max<std::size_t>(1, ElementsAtOnce / std::max<std::size_t>(1, m_rowSize));
    const H5Id plist(H5Dget_create_plist(m_dataset.get()));
    std::vector<hsize_t> chunk(m_shape.size());
    if (H5Pget_layout(plist.get()) != H5D_CHUNKED ||
        H5Pget_chunk(plist.get(), static_cast<int>(chunk.size()), chunk.data()) < 0 || chunk.front() == 0 ||
        chunk.front() > LargestChunk * wanted)
        return wanted;
    return std::max<std::size_t>(wanted / chunk.front(), 1) * chunk.front();
}

Result<void> H5Rows::read(std::uint64_t first, std::size_t count, hid_t memoryType, void* out) const
{
    std::vector<hsize_t> start(m_shape.size(), 0), size = m_shape;
    start.front() = first;
    size.front() = count;
    const hsize_t elements = count * m_rowSize;
    const H5Id memory(H5Screate_simple(1, &elements, nullptr));
    if (elements == 0 ||
        (H5Sselect_hyperslab(m_space.get(), H5S_SELECT_SET, start.data(), nullptr, size.data(), nullptr) >=
             0 &&
         H5Dread(m_dataset.get(), memoryType, memory.get(), m_space.get(), H5P_DEFAULT, out) >= 0))
        return {};
    return cannotRead(m_dataset.get(), m_name);
}

Result<void> H5Rows::read(std::uint64_t first, std::size_t count, std::span<float> out) const
{
    return read(first, count, H5T_NATIVE_FLOAT, out.data());
}

Result<void> H5Rows::read(std::uint64_t first, std::size_t count, std::span<std::int32_t> out) const
{
    return read(first, count, H5T_NATIVE_INT32, out.data());
}

} // namespace transcope::core
