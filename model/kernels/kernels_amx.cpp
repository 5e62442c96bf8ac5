#include "model/kernels/detail/amxoperands.h"
#include "model/kernels/detail/maketable.h"
#include "model/kernels/detail/tables.h"

namespace transcope::model::detail {

const KernelTable& amxKernels()
{
    static constexpr KernelTable table = makeTable<AmxOperands>(Isa::Amx, Precision::Bfloat16);
    return table;
}

} // namespace transcope::model::detail
