#include "core/base/freedmemory.h"

#include <cstdlib> // defines __GLIBC__
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace transcope::core {

void returnLargeBlocks()
{
#ifdef __GLIBC__
    constexpr int Bytes = 128 * 1024; // glibc's own bounds, which are fixed by being set
    mallopt(M_MMAP_THRESHOLD, Bytes);
    mallopt(M_TRIM_THRESHOLD, Bytes);
#endif
}

} // namespace transcope::core
