#pragma once

#include "core/expression/expression.h"
#include "core/expression/gene.h"

#include <span>
#include <stop_token>

namespace transcope::core {

/// One training section as gene selection sees it. Both must outlive the call.
struct SectionCounts
{
    const Expression* counts = nullptr; ///< spots × genes
    const GeneList* genes = nullptr;    ///< its columns
};

/// The selection of docs/evaluation.md, over training sections only: per section the `perSection` genes of
/// highest raw-count variance, intersected over the sections, then the `wanted` of highest mean variance.
/// Variance divides by the number of spots; ties go by name, so the result is deterministic; sorted by
/// descending mean variance. Fewer genes come back where the intersection is smaller; none without sections.
/// Unknown values count nothing. Errors: those of reading counts; Cancelled.
Result<GeneList> selectGenes(std::span<const SectionCounts> sections, int wanted = 250, int perSection = 1500,
                             std::stop_token stop = {});

} // namespace transcope::core
