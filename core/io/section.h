#pragma once

#include "core/expression/expression.h"
#include "core/expression/gene.h"
#include "core/expression/observations.h"
#include "core/spots/spottable.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace transcope::core {

/// One measured section as its files hold it. spots and rows of counts are in the same order.
struct Section
{
    std::string name;    ///< e.g. "C3"
    std::string patient; ///< e.g. "C"; the section's name where the files do not tell patients apart
    GeneList genes;      ///< columns of counts, all different
    std::shared_ptr<const Expression> counts; ///< ≥ 0, finite
    SpotTable spots;
    std::shared_ptr<const Observations> observations; ///< of the spots; nullptr where the files have none
    std::optional<std::filesystem::path> image; ///< the picture that the spots refer to, where it lies beside
    /// What was dropped and why, one sentence each: "2 of 183 selected spots have no counts and were left
    /// out: …".
    std::vector<std::string> notes;
};

/// Positions alone.
struct SpotFile
{
    SpotTable spots;
    std::string umPerPxSource{};    ///< in words; empty: the pitch of the platform, if any
    std::vector<std::string> notes; ///< as in Section
};

} // namespace transcope::core
