#pragma once

#include "core/base/result.h"

#include <hdf5.h>

#include <string>

namespace transcope::core {

/// Lets HDF5 read the chunks that h5py compresses with LZF (filter 32000), which it lacks itself. Once for
/// the process; hold an H5Lock.
void registerLzf();

/// The error for a dataset that could not be read: Unsupported with the name of a filter that is not here,
/// else BadInput for damage. name: of file and dataset.
tl::unexpected<Error> cannotRead(hid_t dataset, const std::string& name);

} // namespace transcope::core
