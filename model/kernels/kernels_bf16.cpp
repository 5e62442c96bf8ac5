#include "model/kernels/detail/maketable.h"
#include "model/kernels/detail/tables.h"

namespace transcope::model::detail {

const KernelTable& bf16Kernels()
{
    static constexpr KernelTable table = makeTable<Bf16Operands>(Isa::Avx512Bf16, Precision::Bfloat16);
    return table;
}

} // namespace transcope::model::detail
