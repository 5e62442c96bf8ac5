#pragma once

#include "core/io/datatree.h"
#include "core/zarr/zarrarray.h"

#include <map>
#include <nlohmann/json.hpp>

namespace transcope::core {

/// Whether a path is a group or an array of zarr in a folder, format 2 or 3.
bool isZarrStore(const std::filesystem::path& path);

/// Reads a group of a zarr store in a folder, format 2 or 3. Consolidated metadata are not needed, since they
/// repeat what stands beside the arrays. Errors besides: Unsupported for filters, packers and types of
/// elements that are not known, which are named.
class ZarrReader : public DataTree
{
public:
    /// Errors besides: NotFound.
    static Result<ZarrReader> open(const std::filesystem::path& path);

    bool has(const std::string& object) const override;
    bool isGroup(const std::string& object) const override;
    std::vector<std::string> children(const std::string& group) const override;
    bool isNull(const std::string& object) const override;
    Result<std::vector<std::string>> strings(const std::string& array) const override;
    std::vector<std::string> textsAttribute(const std::string& object,
                                            const std::string& name) const override;
    std::vector<std::int64_t> integerAttribute(const std::string& object,
                                               const std::string& name) const override;

private:
    /// A group or an array, as far as it was asked for.
    struct Node
    {
        bool exists = false;
        nlohmann::json attributes;
        std::shared_ptr<const ZarrArray> array;
        std::optional<Error> unreadable; ///< why an array that is there cannot be read
        bool isGroup() const { return exists && !array && !unreadable; }
    };
    explicit ZarrReader(const std::filesystem::path& path) : DataTree(path) {}
    const Node& node(const std::string& object) const;
    Node readNode(const std::string& object) const;
    Result<std::shared_ptr<const ZarrArray>> array(const std::string& name) const;
    Result<ArrayInfo> describe(const std::string& name) const override;
    Result<void> readRows(const std::string& name, std::uint64_t first, std::uint64_t count, NumberType type,
                          std::span<std::byte> out, std::uint64_t next) const override;

    mutable std::map<std::string, Node> m_nodes;
};

} // namespace transcope::core
