#pragma once

#include "model/kernels/alignedbuffer.h"
#include "model/kernels/kerneltable.h"
#include "model/kernels/workerpool.h"

namespace transcope::model {

/// A 1536 × 1024 × 1024 product, shared out over threads by blocks of rows: the rate that it reaches is what
/// the network's own rate is held against.
class LargeProduct
{
public:
    /// threads: 0 = one per core.
    LargeProduct(const KernelTable& kernels, int threads);
    /// Multiplies once.
    void run();
    /// Billions of operations in a run, two per multiply-accumulate.
    double gflop() const;

private:
    const KernelTable& m_kernels;
    WorkerPool m_pool;
    AlignedBuffer m_a, m_packed, m_out;
};

} // namespace transcope::model
