#pragma once

#include "core/base/progress.h"
#include "model/training/batches.h"
#include "model/training/checkpoint.h"
#include "model/training/deptheffect.h"
#include "model/training/heldoutscores.h"
#include "model/training/processgroup.h"
#include "model/weights/weightsfile.h"

#include <stop_token>

namespace transcope::model {

/// One run of the optimiser over the data, epoch by epoch, shared by a group of processes: each works on its
/// part of every batch, and all hold the same weights. Its methods throw c10::Error.
class TrainingRun
{
public:
    /// Weights start from the seed or, where they match, from `start` (null: none), and where the training
    /// labels say (TrainNetwork::startAt).
    TrainingRun(const PackFile& data, const Split& split, const TrainOptions& options,
                const TrainSetup& setup, const WeightsFile* start, ProcessGroup& group, std::stop_token stop);

    TrainState& state() { return m_state; }
    MixedModel& model() { return *m_model; }
    double stepSeconds() const { return m_stepSeconds; } ///< spent in training steps so far
    std::int64_t spotsTrained() const { return m_spotsTrained; }
    /// The kept weights, and what the method's file holds of the training spots. Errors: ModelFailure.
    core::Result<TensorMap> bestWeights() { return weightsOf(m_state.best); }

    /// Goes on from a state that was read from a checkpoint.
    void resume(TrainState state);
    /// Goes on from rank 0's state, in every process. Errors: DeviceFailure.
    core::Result<void> startAsRankZero();
    /// Trains and validates once over the data; number counts from 1.
    /// Errors: Cancelled, ModelFailure (the loss is not finite), DeviceFailure (a process was lost).
    core::Result<EpochRecord> epoch(int number, core::ProgressMeter& meter);
    /// Scores of the kept weights; empty without validation spots. Errors: DeviceFailure.
    core::Result<HeldOutScores> bestScores() { return scoresOf(m_state.best); }

private:
    void startAtLabels();
    core::Result<double> trainOnce(int number, core::ProgressMeter& meter);
    core::Result<double> step(std::span<const std::int64_t> spots, std::mt19937_64& random);
    /// Gradients of this process's part of a batch, weighted by its share of the spots; that part's loss.
    core::Result<double> gradients(std::span<const std::int64_t> spots, const BatchDraws& draws);
    /// Running statistics, which each process made of its part of the batch, as their mean by spots.
    core::Result<void> shareStatistics(double share);
    core::Result<TensorMap> weightsOf(const std::vector<torch::Tensor>& values) const;
    /// Computes with these values from now on. Errors: ModelFailure.
    core::Result<void> predictWith(const std::vector<torch::Tensor>& values);
    core::Result<HeldOutScores> scoresOf(const std::vector<torch::Tensor>& values);
    void keepParameters();
    void keepIfBest(const EpochRecord& record);
    /// What an epoch may keep: the running average where there is one.
    const std::vector<torch::Tensor>& candidates() const;

    const PackFile& m_data;
    const Split& m_split;
    TrainOptions m_options;
    TrainSetup m_setup;
    ProcessGroup& m_group;
    std::stop_token m_stop;
    torch::Device m_device;
    std::unique_ptr<BatchSource> m_source;
    DepthEffect m_depth; ///< none without depthInput
    std::unique_ptr<MixedModel> m_model;
    TrainState m_state;
    double m_stepSeconds = 0;
    std::int64_t m_spotsTrained = 0;
};

} // namespace transcope::model
