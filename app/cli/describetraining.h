#pragma once

#include "app/cli/command.h"
#include "model/inference/loadpredictor.h"
#include "model/training/packfile.h"

#include <filesystem>
#include <span>

namespace transcope::app {

/// Writes into a weights file what its training looked like: how each section looks and, for a method that
/// gives what its head takes, where the spots lie there. The network stays as it is, bit for bit, the file's
/// hash does not. spots: of the packed file, those that it was trained on. Errors: those of readWeights,
/// loadPredictor and writeWeights; Unsupported (levels that were not packed).
core::Result<void> describeTraining(const std::filesystem::path& weights, const model::PackFile& data,
                                    std::span<const std::int64_t> spots, const model::LoadOptions& load,
                                    const Context& context);

} // namespace transcope::app
