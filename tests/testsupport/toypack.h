#pragma once

#include "model/training/packfile.h"
#include "model/training/trainoptions.h"

namespace transcope::tests {

/// Options for a network of a few thousand weights over the toy pack's first two levels.
model::TrainOptions toyOptions();

constexpr int ToyPackPx = 32;

/// Writes and opens a packed file of 48 spots, side × side px: section A1 of patient A (32 spots), B1 of B
/// (16). Pictures are stripes whose width at level 0 gives the gene FINE and at the other levels COARSE.
/// depth: of each spot, which is added to both; empty: unknown.
core::Result<std::shared_ptr<const model::PackFile>> writeToyPack(const std::filesystem::path& path,
                                                                  const std::vector<int>& levels = {0, 1},
                                                                  int side = ToyPackPx,
                                                                  std::vector<float> depth = {});

} // namespace transcope::tests
