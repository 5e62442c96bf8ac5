#include "model/kernels/amx.h"

#include "model/kernels/alignedbuffer.h"
#include "model/kernels/detail/tables.h"

#include <cmath>
#include <vector>

#if defined(TRANSCOPE_AMX_KERNELS)
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace transcope::model::detail {

#if defined(TRANSCOPE_AMX_KERNELS)

namespace {

bool processorHasAmx()
{
    unsigned a = 0, b = 0, c = 0, d = 0;
    const unsigned bfloat16 = 1u << 22, tiles = 1u << 24;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (d & bfloat16) && (d & tiles);
}

/// Linux keeps the tiles' large state off until a process asks for it.
bool kernelPermits()
{
    constexpr long kRequestPermission = 0x1023, kTileData = 18; // ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA
    return syscall(SYS_arch_prctl, kRequestPermission, kTileData) == 0;
}

std::vector<float> productWith(const KernelTable& kernels)
{
    constexpr int kRows = 37, kDepth = 74, kColumns = 100;
    std::vector<float> a(kRows * kDepth), weight(kColumns * kDepth), out(kRows * kColumns);
    for (std::size_t i = 0; i < a.size(); ++i)
        a[i] = static_cast<float>(static_cast<int>(i * 37 % 101) - 50);
    for (std::size_t i = 0; i < weight.size(); ++i)
        weight[i] = static_cast<float>(static_cast<int>(i * 53 % 61) - 30);
    AlignedBuffer operands(a.size() * 2), packed(packedElements(kernels, kDepth, kColumns) * 2);
    kernels.toOperands(a.data(), kDepth, kRows, kDepth, 1.0f, operands.as(), kDepth);
    kernels.packWeight(weight.data(), kColumns, kDepth, nullptr, packed.as());
    kernels.gemm(operands.as(), kDepth, kRows, {packed.as(), kDepth, kColumns},
                 {Finish::Store, nullptr, out.data(), nullptr, kColumns});
    return out;
}

} // namespace

bool amxWorks()
{
    // Small integers: exact in bfloat16, and so are their sums in float32, in any order.
    static const bool works =
        processorHasAmx() && kernelPermits() && productWith(amxKernels()) == productWith(bf16Kernels());
    return works;
}

#else

bool amxWorks()
{
    return false;
}

#endif

} // namespace transcope::model::detail
