#pragma once

#include "core/base/result.h"
#include "core/spots/spottable.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace transcope::core {

/// Leaves out the spots of a file that have no place or are not in tissue, and tells how many these were.
class SpotFilter
{
public:
    /// what: the column, for messages: "in tissue", "selected".
    explicit SpotFilter(std::string what = "in tissue") : m_what(std::move(what)) {}

    /// hasPlace: whether the file has one for the spot; inTissue: nothing where the file does not say.
    bool keeps(bool hasPlace, std::optional<bool> inTissue);
    /// Errors: BadInput where no spot was kept.
    Result<void> finish(const std::filesystem::path& file, std::vector<std::string>& notes) const;

private:
    std::string m_what;
    std::size_t m_all = 0, m_unplaced = 0, m_outside = 0, m_unsaid = 0;
};

} // namespace transcope::core
