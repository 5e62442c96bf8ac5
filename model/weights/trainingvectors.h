#pragma once

#include "model/weights/tensor.h"

#include <optional>

namespace transcope::model {

/// Where the vectors that the head takes lay for the training spots, to tell spots that are unlike them. In a
/// weights file the float32 tensors training.mean, training.covariance and training.distances.
struct TrainingVectors
{
    HostTensor mean;       ///< [d]
    HostTensor covariance; ///< [d, d], shrunk
    /// Quantiles, evenly spaced from 0 to 1, of the training spots' Mahalanobis distances, each from the
    /// others' sections.
    HostTensor distances;

    /// As tensors of a file.
    TensorMap tensors() const;
};

/// Takes them out of a file's tensors; nothing where one of them is missing or has an odd shape.
std::optional<TrainingVectors> takeTrainingVectors(TensorMap& tensors);

} // namespace transcope::model
