#include "model/kernels/kerneltable.h"

#include "model/kernels/detail/tables.h"

#include <algorithm>

namespace transcope::model {

namespace {

std::size_t roundUp(int value, int multiple)
{
    return static_cast<std::size_t>((value + multiple - 1) / multiple) * static_cast<std::size_t>(multiple);
}

} // namespace

std::size_t packedElements(const KernelTable& kernels, int depth, int columns)
{
    return roundUp(depth, kernels.group) * roundUp(columns, kernels.lanes);
}

std::size_t attentionScratchFloats(int keyCount)
{
    return detail::kQueryBlock * roundUp(keyCount, detail::kWidestLanes);
}

core::Result<const KernelTable*> kernelsFor(Isa isa, Precision precision)
{
    const std::vector<Isa> supported = supportedIsas();
    if (std::find(supported.begin(), supported.end(), isa) == supported.end())
        return core::fail(core::ErrorCode::Unsupported,
                          "this processor cannot run the " + std::string(isaName(isa)) + " kernels");
    if (precision == Precision::Bfloat16 && isa < Isa::Avx512Bf16)
        return core::fail(core::ErrorCode::Unsupported,
                          "there are no bfloat16 kernels for " + std::string(isaName(isa)), "Use float32");
#ifdef TRANSCOPE_AMX_KERNELS
    if (precision == Precision::Bfloat16 && isa == Isa::Amx)
        return &detail::amxKernels();
#endif
#ifdef TRANSCOPE_X86_KERNELS
    if (precision == Precision::Bfloat16)
        return &detail::bf16Kernels();
    switch (isa) {
    case Isa::Portable:
        break;
    case Isa::Avx2:
        return &detail::avx2Kernels();
    case Isa::Avx512:
    case Isa::Avx512Bf16:
    case Isa::Amx:
        return &detail::avx512Kernels();
    }
#endif
    return &detail::portableKernels();
}

} // namespace transcope::model
