#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace transcope::model {

/// The instruction sets that the native kernels are compiled for, each including the ones before it.
enum class Isa {
    Portable,   ///< plain C++ with 128-bit vectors; any processor
    Avx2,       ///< x86-64 with AVX2 and FMA
    Avx512,     ///< AVX-512 F, BW, DQ and VL
    Avx512Bf16, ///< Avx512 and VDPBF16PS: from here on bfloat16 products are fast
    Amx,        ///< Avx512Bf16 and the AMX matrix unit (Linux)
};

/// "portable", "avx2", "avx512", "avx512bf16", "amx".
std::string_view isaName(Isa isa);

/// Inverse of isaName(); nothing for any other text.
std::optional<Isa> isaFromName(std::string_view name);

/// What this processor and operating system can run, in ascending order; never empty.
std::vector<Isa> supportedIsas();

/// The best of supportedIsas(), or what the environment variable TRANSCOPE_ISA names.
/// Errors: InvalidArgument (the variable holds no known name), Unsupported (this processor cannot run it).
core::Result<Isa> chooseIsa();

/// Operand precision of the native kernels. Accumulation, softmax, norms and the residual stream are float32
/// in both.
enum class Precision { Float32, Bfloat16 };

/// "float32" or "bfloat16".
std::string_view precisionName(Precision precision);

/// A precision and, in words, why it was taken (for logs and for a layer's provenance).
struct PrecisionChoice
{
    Precision precision = Precision::Float32;
    std::string reason;
};

/// `request` is "auto", "float32" or "bfloat16"; auto takes bfloat16 where `isa` is fast at it.
/// Errors: InvalidArgument (another word), Unsupported (bfloat16 asked for below Isa::Avx512Bf16).
core::Result<PrecisionChoice> choosePrecision(std::string_view request, Isa isa);

} // namespace transcope::model
