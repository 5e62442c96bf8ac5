#include "model/kernels/largeproduct.h"

#include <vector>

namespace transcope::model {

namespace {

constexpr int kRows = 96, kBlocks = 16, kDepth = 1024, kColumns = 1024;

/// [kColumns, kDepth], -0.5 … 0.5.
std::vector<float> someWeight()
{
    std::vector<float> weight(static_cast<std::size_t>(kColumns) * kDepth);
    std::uint32_t state = 1;
    for (float& value : weight) {
        state = state * 1664525u + 1013904223u;
        value = static_cast<float>(state >> 8) / 16777216.0f - 0.5f;
    }
    return weight;
}

} // namespace

LargeProduct::LargeProduct(const KernelTable& kernels, int threads)
    : m_kernels(kernels), m_pool(threads),
      m_a(static_cast<std::size_t>(kRows) * kBlocks * kDepth * kernels.operandBytes),
      m_packed(packedElements(kernels, kDepth, kColumns) * kernels.operandBytes),
      m_out(static_cast<std::size_t>(kRows) * kBlocks * kColumns * sizeof(float))
{
    const std::vector<float> weight = someWeight();
    kernels.packWeight(weight.data(), kColumns, kDepth, nullptr, m_packed.as());
    for (int first = 0; first < kRows * kBlocks; first += kColumns / 2)
        kernels.toOperands(weight.data(), kDepth, kColumns / 2, kDepth, 1.0f,
                           m_a.as() + static_cast<std::ptrdiff_t>(first) * kDepth * kernels.operandBytes,
                           kDepth);
}

void LargeProduct::run()
{
    m_pool.run(kBlocks, [&](int block, int) {
        const std::ptrdiff_t row = static_cast<std::ptrdiff_t>(block) * kRows;
        m_kernels.gemm(m_a.as() + row * kDepth * m_kernels.operandBytes, kDepth, kRows,
                       {m_packed.as(), kDepth, kColumns},
                       {Finish::Store, nullptr, m_out.as<float>() + row * kColumns, nullptr, kColumns});
    });
}

double LargeProduct::gflop() const
{
    return 2e-9 * kRows * kBlocks * kDepth * kColumns;
}

} // namespace transcope::model
