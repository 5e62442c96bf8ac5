#pragma once

#include "core/base/progress.h"
#include "model/training/packfile.h"
#include "model/training/split.h"
#include "model/training/trainoptions.h"
#include "model/weights/tensor.h"

#include <functional>
#include <stop_token>

namespace transcope::model {

/// One line of the loss curve.
struct EpochRecord
{
    int epoch = 0;             ///< from 1
    double trainLoss = 0;      ///< mean of the method's loss over the epoch's batches
    double validationLoss = 0; ///< mean squared error; NaN without validation spots
    double validationScore =
        0;              ///< mean over sections and genes of the correlation within a section; NaN likewise
    double seconds = 0; ///< wall time of the epoch, validation included
};

/// What training made.
struct TrainResult
{
    TensorMap weights; ///< of the kept epoch: the best on the validation spots; the last without any, or as
                       ///< keepLast says
    core::PatchSpec patches; ///< that they take
    int epochsRun = 0;       ///< over all resumed runs
    int bestEpoch = 0;
    std::vector<EpochRecord> curve;
    std::vector<float>
        heldOutScores; ///< per gene: mean over validation sections of the correlation within; NaN undefined
    std::vector<float> heldOutBeyondDepth; ///< the same given the spots' depth
    nlohmann::json configuration;          ///< of the model card where only training can tell it; else null
    std::vector<std::string> notes;        ///< what the user should know
    double spotsPerSecond = 0;             ///< training steps alone, of this run; of an encoder's features
    std::string precision;                 ///< what "auto" became
};

/// The patches that data must be packed with. Errors: Unsupported (an unknown method); those of
/// encoderPatches, and InvalidArgument where an encoder is missing or is not wanted.
core::Result<core::PatchSpec> patchesFor(const TrainOptions& options);

/// Called after each epoch, on the training thread.
using EpochFn = std::function<void(const EpochRecord&)>;

/// What trainMethod would refuse before it begins. Errors: its InvalidArgument and Unsupported.
core::Result<void> checkTraining(const PackFile& data, const Split& split, const TrainOptions& options);

/// Trains a method on the packed spots of split.train; chooses the epoch by the loss on split.validation.
/// The head's bias starts at the mean of the training labels. Runs on the calling thread (and LibTorch's
/// own). With the same options, data and machine the result is the same, also when the run was interrupted
/// after any epoch and resumed from its checkpoint.
/// With options.rendezvous every process calls this with the same options and data, gets the same result, and
/// only rank 0 reads and writes the checkpoint; losses are those of one process to within rounding. When one
/// fails or is cancelled, all end with its code. Errors: InvalidArgument (options, an empty split, patches
/// that do not fit the configuration), BadInput (a checkpoint of another run), Cancelled (the last checkpoint
/// stays), WriteFailed (checkpoint), ModelFailure (the loss is not finite), DeviceFailure (also a process
/// that is missing or was lost), Unsupported (a method that this trainer does not train, or not with this
/// data; several processes for a method that one alone trains, or in a build without process groups).
core::Result<TrainResult> trainMethod(const PackFile& data, const Split& split, TrainOptions options,
                                      const core::ProgressFn& progress = {}, const EpochFn& epochDone = {},
                                      std::stop_token stop = {});

/// What a trained network says of packed spots.
struct PackedPrediction
{
    std::vector<float> rows; ///< [spots × genes] row by row, all tokens seen
    /// Of the passes: from packed patches to rows in the CPU's memory. Of a method that looks at packed
    /// features also these spots' share of what making them took.
    double seconds = 0;
};

/// Of a method that sees sections, spots are whole sections one after the other. options: those it was
/// trained with. Errors: ModelFailure, DeviceFailure.
core::Result<PackedPrediction> predictPacked(const PackFile& data, std::span<const std::int64_t> spots,
                                             const TrainResult& trained, const TrainOptions& options);

} // namespace transcope::model
