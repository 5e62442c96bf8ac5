#pragma once

#include "core/h5/h5object.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace transcope::core {

/// Writes AnnData's on-disk elements into a new HDF5 file, in memory: HDF5 cannot let go of a file on a full
/// disk, and crashes at the program's end. Failures are remembered: close() tells. Hold an H5Lock.
class H5Writer
{
public:
    /// name: for HDF5's own bookkeeping; nothing is written there.
    explicit H5Writer(const std::string& name);

    /// A group with its encoding; "/" gives the root its attributes.
    void group(const std::string& path, const std::string& encoding, const std::string& version);
    void textAttribute(const std::string& object, const std::string& name, const std::string& value);
    void textListAttribute(const std::string& object, const std::string& name,
                           const std::vector<std::string>& values);

    void textScalar(const std::string& path, const std::string& value);
    void numberScalar(const std::string& path, double value);
    void texts(const std::string& path, const std::vector<std::string>& values);
    void integers(const std::string& path, const std::vector<std::int64_t>& values);
    void floats(const std::string& path, std::span<const float> values);
    void flags(const std::string& path, const std::vector<std::uint8_t>& values);
    /// codes: per row the index of its category, −1 unknown.
    void categorical(const std::string& path, const std::vector<std::string>& categories,
                     const std::vector<int>& codes);
    /// Row-major. shape: at least one size.
    void doubleMatrix(const std::string& path, const std::vector<double>& values, std::size_t columns);
    /// Packed.
    void floatArray(const std::string& path, std::span<const float> values,
                    const std::vector<std::size_t>& shape);
    /// A vector that is made in parts, on all of the machine's threads, and packed. make(first, part) fills
    /// one part from that element on; several are called at a time. Errors: make's.
    Result<void> floatVector(const std::string& path, std::size_t size,
                             const std::function<Result<void>(std::size_t, std::span<float>)>& make);
    Result<void> integerVector(const std::string& path, std::size_t size,
                               const std::function<Result<void>(std::size_t, std::span<std::int32_t>)>& make);
    void integersAttribute(const std::string& object, const std::string& name,
                           const std::vector<std::int64_t>& values);

    /// The file's bytes, which stay as long as this does and nothing is written any more; nothing when
    /// anything failed.
    std::optional<std::string_view> bytes();

private:
    /// Fills a chunk, which is zero so far. start: its first element in each dimension.
    using MakeChunk = std::function<Result<void>(const std::vector<hsize_t>& start, std::span<std::byte>)>;
    void dataset(const std::string& path, hid_t fileType, hid_t memoryType, const std::vector<hsize_t>& shape,
                 const void* data);
    Result<void> packedDataset(const std::string& path, hid_t type, const std::vector<hsize_t>& shape,
                               const std::vector<hsize_t>& chunk, const MakeChunk& make);
    template <class T>
    Result<void> packedVector(const std::string& path, hid_t type, std::size_t size,
                              const std::function<Result<void>(std::size_t, std::span<T>)>& make);
    void encode(const std::string& object, const std::string& encoding, const std::string& version);
    void encodeArray(const std::string& dataset);

    H5Id m_file;
    bool m_ok = true;
};

} // namespace transcope::core
