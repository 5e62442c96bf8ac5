#pragma once

#include "core/io/datatree.h"

namespace transcope::core {

class H5Connection;

/// Reads parts of one HDF5 file through a transcope-reader process of its own, since the library ends its
/// process on many damaged files. Errors besides: Unsupported where a filter that is not here packed the
/// data; DeviceFailure where the process cannot be started or was ended from outside.
class H5Reader : public DataTree
{
public:
    /// Errors besides: NotFound.
    static Result<H5Reader> open(const std::filesystem::path& path);

    bool has(const std::string& object) const override;
    bool isGroup(const std::string& object) const override;
    std::vector<std::string> children(const std::string& group) const override;
    bool isNull(const std::string& object) const override;
    Result<std::vector<std::string>> strings(const std::string& dataset) const override;
    std::vector<std::string> textsAttribute(const std::string& object,
                                            const std::string& name) const override;
    std::vector<std::int64_t> integerAttribute(const std::string& object,
                                               const std::string& name) const override;
    std::optional<Error> failure() const override;

private:
    explicit H5Reader(const std::filesystem::path& path) : DataTree(path) {}
    std::shared_ptr<const RawArray> raw(const std::string& dataset) const override;
    /// Nothing where nobody can read it by that.
    std::optional<RawLayout> layoutOf(const std::string& dataset) const;
    Result<ArrayInfo> describe(const std::string& dataset) const override;
    Result<void> readRows(const std::string& dataset, std::uint64_t first, std::uint64_t count,
                          NumberType type, std::span<std::byte> out, std::uint64_t next) const override;

    std::shared_ptr<H5Connection> m_connection;
};

} // namespace transcope::core
