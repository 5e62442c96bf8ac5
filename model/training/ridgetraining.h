#pragma once

#include "model/training/trainer.h"

namespace transcope::model {

/// What trainMethod does for a method on an encoder: features of all training spots, standardised; their
/// options.components largest principal components; ridge regression of every gene on those. options.alpha is
/// the penalty as HEST writes it, on Σ‖y − b − zB‖² + alpha·‖B‖²; 0 = the one of least error among 16, where
/// the training sections are left out in turn. One "epoch". Errors: those of loadEncoder and
/// options.encoderOfProgram; InvalidArgument (fewer than two spots), Unsupported (several processes; the
/// encoder is a program, and there is no options.encoderOfProgram), Cancelled.
core::Result<TrainResult> trainOnEncoder(const PackFile& data, const Split& split,
                                         const TrainOptions& options, const core::ProgressFn& progress,
                                         const EpochFn& epochDone, std::stop_token stop);

/// What predictPacked does for it.
core::Result<PackedPrediction> predictOnEncoder(const PackFile& data, std::span<const std::int64_t> spots,
                                                const TrainResult& trained, const TrainOptions& options);

/// Writes a backbone of the table as training would start it, to stand for an encoder that is not at hand.
/// Such a file says that it is random. Errors: Unsupported (no backbone), WriteFailed.
core::Result<void> writeRandomBackbone(const Method& method, std::uint64_t seed,
                                       const std::filesystem::path& out);

} // namespace transcope::model
