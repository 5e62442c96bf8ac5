#include "model/kernels/detail/maketable.h"
#include "model/kernels/detail/tables.h"

namespace transcope::model::detail {

const KernelTable& portableKernels()
{
    static constexpr KernelTable table = makeTable<FloatOperands>(Isa::Portable, Precision::Float32);
    return table;
}

} // namespace transcope::model::detail
