#pragma once

#include "model/training/processgroup.h"

#include <vector>

namespace transcope::model {

/// Adds up the parameters' gradients over all processes, in place. A parameter without a gradient anywhere
/// keeps none; one that has it in some process has the sum in all. loss: this process's part of the loss, or
/// why it has none. Result: the sum of the parts. Errors: those of ProcessGroup::sum().
core::Result<double> sumGradients(ProcessGroup& group, const std::vector<torch::Tensor>& parameters,
                                  const core::Result<double>& loss);

} // namespace transcope::model
