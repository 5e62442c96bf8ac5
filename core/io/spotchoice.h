#pragma once

#include "core/base/result.h"
#include "core/io/section.h"

namespace transcope::core {

/// Reduces section.spots to those that occur in `rows` with a sum > 0, fills section.counts in their order
/// from `counts` (rows × genes), and notes what was left out.
/// The row of each kept spot comes back. file: for the message. Errors: BadInput when no spot remains; those
/// of reading the counts.
Result<std::vector<int>> keepMeasuredSpots(Section& section, const std::vector<std::string>& rows,
                                           std::shared_ptr<const Expression> counts,
                                           const std::filesystem::path& file);

/// The same where each row of `counts` is the spot of its index. The indices of the spots that are kept come
/// back.
Result<std::vector<int>> keepMeasuredSpots(Section& section, std::shared_ptr<const Expression> counts,
                                           const std::filesystem::path& file);

/// Reduces a file's spots to those that occur in `rows`, with a note of what was left out. Errors: BadInput
/// when none does; file.spots is as it was then.
Result<void> keepNamedSpots(SpotFile& spots, const std::vector<std::string>& rows,
                            const std::filesystem::path& file);

} // namespace transcope::core
