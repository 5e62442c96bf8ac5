#pragma once

#include "model/training/trainoptions.h"

namespace transcope::app {

/// What runs an encoder that is a program (TorchScript): transcope-worker, in a process of its own, once the
/// program is trusted. trust: it is, now and from now on. Nothing in a build without a worker.
model::EncoderOfProgram encoderInWorker(bool trust);

} // namespace transcope::app
