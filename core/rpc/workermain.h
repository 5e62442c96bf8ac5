#pragma once

#include "core/rpc/predictionservice.h"

namespace transcope::core {

/// The main function of a worker process: serves the protocol on standard input and output until the input
/// ends, shutdown is asked for, or SIGTERM or SIGINT arrives. Whatever libraries print on standard output
/// goes to standard error instead, where the log goes too. Gives the process's exit code: 0, or 1 when the
/// client broke the protocol.
int runWorker(PredictorFactory factory);

} // namespace transcope::core
