#pragma once

#include "core/h5/h5object.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
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
    /// Row-major; floats are compressed. shape: at least one size.
    void doubleMatrix(const std::string& path, const std::vector<double>& values, std::size_t columns);
    void floatArray(const std::string& path, std::span<const float> values,
                    const std::vector<std::size_t>& shape);

    /// The file's bytes, once; nothing when anything failed.
    std::optional<std::string> close();

private:
    void dataset(const std::string& path, hid_t fileType, hid_t memoryType, const std::vector<hsize_t>& shape,
                 const void* data, bool compressed);
    void encode(const std::string& object, const std::string& encoding, const std::string& version);

    H5Id m_file;
    bool m_ok = true;
};

} // namespace transcope::core
