#include "model/kernels/isa.h"

#include "model/kernels/amx.h"

#include <array>
#include <cstdlib>
#include <utility>

namespace transcope::model {

namespace {

constexpr std::array<std::pair<Isa, std::string_view>, 5> kNames = {{{Isa::Portable, "portable"},
                                                                     {Isa::Avx2, "avx2"},
                                                                     {Isa::Avx512, "avx512"},
                                                                     {Isa::Avx512Bf16, "avx512bf16"},
                                                                     {Isa::Amx, "amx"}}};

bool canRun(Isa isa)
{
#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
    __builtin_cpu_init();
    const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    const bool avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
    switch (isa) {
    case Isa::Portable:
        return true;
    case Isa::Avx2:
        return avx2;
    case Isa::Avx512:
        return avx512;
    case Isa::Avx512Bf16:
        return avx512 && __builtin_cpu_supports("avx512bf16");
    case Isa::Amx:
        return avx512 && __builtin_cpu_supports("avx512bf16") && detail::amxWorks();
    }
    return false;
#else
    return isa == Isa::Portable;
#endif
}

} // namespace

std::string_view isaName(Isa isa)
{
    for (const auto& [value, name] : kNames)
        if (value == isa)
            return name;
    return "unknown";
}

std::optional<Isa> isaFromName(std::string_view name)
{
    for (const auto& [value, known] : kNames)
        if (known == name)
            return value;
    return std::nullopt;
}

std::vector<Isa> supportedIsas()
{
    std::vector<Isa> isas;
    for (const auto& [isa, name] : kNames)
        if (canRun(isa))
            isas.push_back(isa);
    return isas;
}

core::Result<Isa> chooseIsa()
{
    const char* forced = std::getenv("TRANSCOPE_ISA");
    if (!forced || !*forced)
        return supportedIsas().back();
    const std::optional<Isa> isa = isaFromName(forced);
    if (!isa)
        return core::fail(core::ErrorCode::InvalidArgument,
                          "TRANSCOPE_ISA is \"" + std::string(forced) + "\", which is no instruction set",
                          "Use portable, avx2, avx512, avx512bf16 or amx, or unset it");
    if (!canRun(*isa))
        return core::fail(core::ErrorCode::Unsupported,
                          "TRANSCOPE_ISA asks for " + std::string(forced) + ", which this processor lacks",
                          "Unset it, or name one that the processor has");
    return *isa;
}

std::string_view precisionName(Precision precision)
{
    return precision == Precision::Bfloat16 ? "bfloat16" : "float32";
}

core::Result<PrecisionChoice> choosePrecision(std::string_view request, Isa isa)
{
    const bool fast = isa >= Isa::Avx512Bf16;
    if (request == "float32")
        return PrecisionChoice{Precision::Float32, "float32 was asked for"};
    if (request == "auto" && fast)
        return PrecisionChoice{Precision::Bfloat16,
                               std::string("the processor multiplies bfloat16 natively (") +
                                   (isa == Isa::Amx ? "AMX)" : "AVX512-BF16)")};
    if (request == "auto")
        return PrecisionChoice{Precision::Float32, "the kernels in use (" + std::string(isaName(isa)) +
                                                       ") have no bfloat16 product"};
    if (request != "bfloat16")
        return core::fail(core::ErrorCode::InvalidArgument,
                          "unknown precision \"" + std::string(request) + "\"",
                          "Use auto, float32 or bfloat16");
    if (!fast)
        return core::fail(core::ErrorCode::Unsupported,
                          "bfloat16 is not available with the " + std::string(isaName(isa)) + " kernels",
                          "Use --precision float32 or auto");
    return PrecisionChoice{Precision::Bfloat16, "bfloat16 was asked for"};
}

} // namespace transcope::model
