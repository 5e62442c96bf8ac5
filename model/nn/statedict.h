#pragma once

#include "model/nn/torch.h"
#include "model/weights/tensor.h"

namespace transcope::model {

/// Copies tensors into the module's parameters and buffers of the same names, converting to their dtype and
/// device. Tensors that the module does not have are left alone. Throws c10::Error naming the first parameter
/// or buffer that is missing or has another shape; what came before it is then already overwritten.
void loadTensors(torch::nn::Module& module, const TensorMap& tensors);

/// The module's parameters and floating-point buffers, copied to main memory as float32.
TensorMap tensorsOf(const torch::nn::Module& module);

/// A float32 copy of one tensor.
HostTensor toHostTensor(const torch::Tensor& tensor);

/// A float32 tensor on the CPU that copies the host's.
torch::Tensor toTorch(const HostTensor& tensor);

} // namespace transcope::model
