#pragma once

namespace transcope::model::detail {

/// True where the processor has AMX with bfloat16, Linux lets this process use it, and a product computed
/// with it agrees with the vector kernels'. Asked once; needs Isa::Avx512Bf16.
bool amxWorks();

} // namespace transcope::model::detail
