#pragma once

namespace transcope::core {

/// From now on what is freed goes back to the system where it was large (128 KiB and more: tiles, values of
/// a gene over all spots). To be called by programs that run for hours, before they have threads. glibc
/// raises that bound to whatever was freed last and keeps a heap for each thread, which are left with holes:
/// after some 20 slides the viewer held 298 MB instead of 173, and not always the same (docs/reliability.md).
void returnLargeBlocks();

} // namespace transcope::core
