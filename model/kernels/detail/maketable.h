#pragma once

#include "model/kernels/detail/attention.h"
#include "model/kernels/detail/attentionbackward.h"
#include "model/kernels/detail/conversions.h"
#include "model/kernels/detail/rows.h"

namespace transcope::model::detail {
namespace {

template <class Ops> constexpr KernelTable makeTable(Isa isa, Precision precision)
{
    KernelTable table{};
    table.isa = isa;
    table.precision = precision;
    table.operandBytes = sizeof(typename Ops::Element);
    table.group = Ops::kGroup;
    table.lanes = kLanes;
    table.panel = kPanel;
    table.gemm = gemm<Ops>;
    table.attention = attention<Ops>;
    table.attentionBackward = attentionBackward<Ops>;
    table.packWeight = packWeight<Ops>;
    table.packKeys = packKeys<Ops>;
    table.packValues = packValues<Ops>;
    table.layerNorm = layerNorm<Ops>;
    table.layerNormFloat = layerNormFloat;
    table.scaleRows = scaleRows<Ops>;
    table.toOperands = toOperands<Ops>;
    table.widen = widen;
    table.narrow = narrow;
    table.rowDots = rowDots;
    table.normalisePatches = normalisePatches<Ops>;
    table.columnSums = columnSums;
    table.matrixVector = matrixVector;
    table.gelu = gelu;
    return table;
}

} // namespace
} // namespace transcope::model::detail
