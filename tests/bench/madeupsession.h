#pragma once

#include <filesystem>

namespace transcope::bench {

/// Makes a session over a picture, where the file is not there yet: `spots` measured spots in a square
/// lattice over all of it, `genes` genes named G0, G1 … with values 0 … 8 that vary over the slide in waves
/// and from spot to spot, the same each time. Ends the program where it cannot be written.
void makeSession(const std::filesystem::path& file, const std::filesystem::path& picture, int spots,
                 int genes);

} // namespace transcope::bench
