#pragma once

#include "core/expression/expressionmatrix.h"
#include "core/expression/gene.h"

#include <cstdint>

#include <string>
#include <vector>

namespace transcope::core {

enum class LayerKind { Measured, Predicted };

/// How raw counts become the values of a layer (DATA.md). Names in files and on the command line:
/// "cpm-selected", "cpm-all", "log1p", "none".
enum class Normalisation { CpmSelected, CpmAll, Log1p, None };

/// Where a layer's numbers come from; printed with every number and written in every export.
struct Provenance
{
    std::string method;      ///< "measured", "m2ost", …
    std::string weightsName; ///< file name of the weights; empty when measured
    std::string weightsHash; ///< hex SHA-256 of the weights file; empty when measured
    Normalisation normalisation = Normalisation::CpmSelected;
    std::string precision;       ///< "float32", "bfloat16"; empty when measured
    std::string precisionReason; ///< why that precision, in words
    std::string device;          ///< "cpu", "cuda:0"; empty when measured
    double umPerPx = 0;          ///< scale the patches were cut at; 0 when level-0 px were used as they are
    std::string date;            ///< ISO 8601, UTC
    std::string version;         ///< Transcope's
};

/// A named expression matrix over a spot table, with its provenance. Rows not predicted yet are NaN.
struct Layer
{
    std::string name; ///< unique within a session, e.g. "Measured", "M2OST"
    LayerKind kind = LayerKind::Measured;
    GeneList genes;
    ExpressionMatrix values;
    Provenance provenance;
    /// Per gene, the held-out correlation that the weights' metadata reports; empty or NaN when unknown.
    std::vector<float> heldOutScore;
    /// Per spot, 1 where a patch reached beyond the slide; empty when unknown.
    std::vector<std::uint8_t> padded;
};

} // namespace transcope::core
