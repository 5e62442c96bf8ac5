#include "core/base/runtogether.h"
#include "core/base/try.h"
#include "core/h5/chunkpacker.h"
#include "core/h5/h5writer.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <numeric>
#include <thread>

namespace transcope::core {

namespace {

constexpr unsigned DeflateLevel = 4; ///< that the file states; ChunkPacker packs
constexpr hsize_t ChunkSide = 256;
constexpr std::size_t ChunkElements = std::size_t{1} << 16; ///< of a vector

/// The chunks of a dataset, in order.
class ChunkGrid
{
public:
    ChunkGrid(const std::vector<hsize_t>& shape, std::vector<hsize_t> chunk) : m_chunk(std::move(chunk))
    {
        for (std::size_t i = 0; i < shape.size(); ++i)
            m_counts.push_back((shape[i] + m_chunk[i] - 1) / m_chunk[i]);
    }
    hsize_t count() const { return product(m_counts); }
    hsize_t elements() const { return product(m_chunk); } ///< of a chunk
    /// Of a chunk, the first element in each dimension.
    std::vector<hsize_t> start(hsize_t index) const
    {
        std::vector<hsize_t> start(m_counts.size());
        for (std::size_t i = m_counts.size(); i-- > 0; index /= m_counts[i])
            start[i] = index % m_counts[i] * m_chunk[i];
        return start;
    }

private:
    static hsize_t product(const std::vector<hsize_t>& sizes)
    {
        return std::accumulate(sizes.begin(), sizes.end(), hsize_t{1}, std::multiplies<>());
    }

    std::vector<hsize_t> m_chunk, m_counts;
};

/// Copies the part of a row-major array that a chunk holds.
void copyBox(const float* from, std::span<const hsize_t> shape, std::span<const hsize_t> start,
             std::span<const hsize_t> chunk, float* to)
{
    const auto count = std::min(chunk.front(), shape.front() - start.front());
    if (shape.size() == 1) {
        std::copy_n(from + start.front(), count, to);
        return;
    }
    const auto below = [](std::span<const hsize_t> sizes) {
        return std::accumulate(sizes.begin() + 1, sizes.end(), hsize_t{1}, std::multiplies<>());
    };
    for (hsize_t i = 0; i < count; ++i)
        copyBox(from + (start.front() + i) * below(shape), shape.subspan(1), start.subspan(1),
                chunk.subspan(1), to + i * below(chunk));
}

} // namespace

Result<void> H5Writer::packedDataset(const std::string& path, hid_t type, const std::vector<hsize_t>& shape,
                                     const std::vector<hsize_t>& chunk, const MakeChunk& make)
{
    const H5Id properties(H5Pcreate(H5P_DATASET_CREATE));
    H5Pset_chunk(properties.get(), static_cast<int>(chunk.size()), chunk.data());
    H5Pset_shuffle(properties.get());
    H5Pset_deflate(properties.get(), DeflateLevel);
    const H5Id space(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr));
    const H5Id id(H5Dcreate2(m_file.get(), path.c_str(), type, space.get(), H5P_DEFAULT, properties.get(),
                             H5P_DEFAULT));
    m_ok = m_ok && id.valid();
    const ChunkGrid grid(shape, chunk);
    const auto elementBytes = H5Tget_size(type);
    std::atomic<hsize_t> next = 0;
    std::mutex mutex; // HDF5 takes one at a time
    const auto threads = std::min<hsize_t>(grid.count(), std::thread::hardware_concurrency());
    return runTogether(static_cast<int>(threads), [&]() -> Result<void> {
        ChunkPacker packer;
        std::vector<std::byte> bytes;
        for (auto i = next++; i < grid.count(); i = next++) {
            const auto start = grid.start(i);
            bytes.assign(grid.elements() * elementBytes, std::byte{0});
            TRY_RUN(make(start, bytes));
            const auto packed = packer.pack(bytes, elementBytes);
            const std::lock_guard lock(mutex);
            m_ok = m_ok &&
                   H5Dwrite_chunk(id.get(), H5P_DEFAULT, 0, start.data(), packed.size(), packed.data()) >= 0;
        }
        return {};
    });
}

template <class T>
Result<void> H5Writer::packedVector(const std::string& path, hid_t type, std::size_t size,
                                    const std::function<Result<void>(std::size_t, std::span<T>)>& make)
{
    if (size == 0) {
        dataset(path, type, type, {0}, nullptr);
    } else {
        const auto chunk = std::min(size, ChunkElements);
        TRY_RUN(packedDataset(path, type, {size}, {chunk},
                              [&](const std::vector<hsize_t>& start, std::span<std::byte> bytes) {
                                  const auto count = std::min<std::size_t>(chunk, size - start.front());
                                  return make(start.front(), {reinterpret_cast<T*>(bytes.data()), count});
                              }));
    }
    encodeArray(path);
    return {};
}

Result<void> H5Writer::floatVector(const std::string& path, std::size_t size,
                                   const std::function<Result<void>(std::size_t, std::span<float>)>& make)
{
    return packedVector(path, H5T_NATIVE_FLOAT, size, make);
}

Result<void>
H5Writer::integerVector(const std::string& path, std::size_t size,
                        const std::function<Result<void>(std::size_t, std::span<std::int32_t>)>& make)
{
    return packedVector(path, H5T_NATIVE_INT32, size, make);
}

void H5Writer::floatArray(const std::string& path, std::span<const float> values,
                          const std::vector<std::size_t>& shape)
{
    const std::vector<hsize_t> sizes(shape.begin(), shape.end());
    if (values.empty()) {
        dataset(path, H5T_NATIVE_FLOAT, H5T_NATIVE_FLOAT, sizes, nullptr);
    } else {
        std::vector<hsize_t> chunk = sizes;
        for (auto& side : chunk)
            side = std::min(side, ChunkSide);
        const auto made = packedDataset(path, H5T_NATIVE_FLOAT, sizes, chunk,
                                        [&](const auto& start, std::span<std::byte> bytes) -> Result<void> {
                                            copyBox(values.data(), sizes, start, chunk,
                                                    reinterpret_cast<float*>(bytes.data()));
                                            return {};
                                        });
        m_ok = m_ok && made;
    }
    encodeArray(path);
}

} // namespace transcope::core
