#pragma once

namespace transcope::core {

/// Answers one H5Reader's requests (h5message.h) until the input ends. window: the shared memory for numbers.
/// All are descriptors, and stay open. HDF5 may end the process at any request: nothing else belongs into it.
void serveH5(int input, int output, int window);

} // namespace transcope::core
