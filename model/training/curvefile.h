#pragma once

#include "model/training/trainer.h"

namespace transcope::model {

/// Writes the loss curve as CSV (epoch, train_loss, validation_loss, validation_score, seconds; empty where
/// undefined). Replaces the file only when complete. Errors: WriteFailed.
core::Result<void> writeCurveCsv(const std::filesystem::path& file, const std::vector<EpochRecord>& curve);

/// Draws training and validation loss over epochs as SVG. Errors: WriteFailed.
core::Result<void> writeCurveSvg(const std::filesystem::path& file, const std::vector<EpochRecord>& curve);

} // namespace transcope::model
