#include "model/kernels/detail/maketable.h"
#include "model/kernels/detail/tables.h"

namespace transcope::model::detail {

const KernelTable& avx512Kernels()
{
    static constexpr KernelTable table = makeTable<FloatOperands>(Isa::Avx512, Precision::Float32);
    return table;
}

} // namespace transcope::model::detail
