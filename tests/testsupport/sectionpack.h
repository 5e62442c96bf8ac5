#pragma once

#include "model/training/packfile.h"

namespace transcope::tests {

/// What a packed file of sections lacks, to be asked for.
struct SectionPackOptions
{
    bool places = true;
    bool counts = true;
};

constexpr int SectionPackPx = 20;

/// Writes and opens a packed file of 40 spots of 20 px, in sections A1 and A2 of patient A (12 and 16 spots)
/// and B1 of B (12), on grids of 4 columns. Each spot's middle 14 px have one of four colours, in which red
/// and green are 40 or 160; what is around them is black. Gene LIGHT's label is 0, 1, 2 or 3 (red counts 1,
/// green 2) and DARK's 3 − LIGHT; counts are 2 · label + 1.
core::Result<std::shared_ptr<const model::PackFile>> writeSectionPack(const std::filesystem::path& path,
                                                                      const SectionPackOptions& options = {});

} // namespace transcope::tests
