#pragma once

#include "core/expression/expression.h"
#include "core/expression/gene.h"
#include "core/expression/observations.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace transcope::core {

struct SpotTable;

/// Measured on this section; predicted from its slide by a method; read from somebody else's file; made from
/// other layers.
enum class LayerKind { Measured, Predicted, Imported, Derived };

/// How raw counts become the values of a layer (docs/evaluation.md). Names in files and on the command line:
/// "cpm-selected", "cpm-all", "log1p", "pearson-residuals", "none". NotStated ("not-stated", in files alone):
/// values of somebody else that are no counts and of which nothing is said; they are shown, and compared with
/// nothing but by z scores.
enum class Normalisation { CpmSelected, CpmAll, Log1p, PearsonResiduals, None, NotStated };

/// Where a layer's numbers come from; printed with every number and written in every export.
struct Provenance
{
    std::string method;      ///< "measured", "m2ost", …
    std::string weightsName; ///< file name of the weights; empty when measured
    std::string weightsHash; ///< hex SHA-256 of the weights file; empty when measured
    Normalisation normalisation = Normalisation::CpmSelected;
    std::string precision;       ///< "float32", "bfloat16", "float16"; empty when measured
    std::string precisionReason; ///< why that precision, in words
    std::string device;          ///< "cpu", "cuda:0"; empty when measured
    double umPerPx = 0;          ///< scale the patches were cut at; 0 when level-0 px were used as they are
    std::string date;            ///< ISO 8601, UTC
    std::string version;         ///< Transcope's
    int views = 1;               ///< 8: the mean over a patch's flips and quarter turns
    std::string part;            ///< of a layer that a run gives besides its prediction: a name of rowpart.h
    /// Names of the sections that the weights were trained on, as "C2, C3"; empty: not known.
    std::string trainedSections;
};

/// Values of genes over a spot table of its own, with their provenance. Cheap to copy: the table and the
/// values are shared. Rows not predicted yet are NaN.
struct Layer
{
    std::string name; ///< unique within a session, e.g. "Measured", "M2OST"
    LayerKind kind = LayerKind::Measured;
    GeneList genes;                           ///< columns of values
    std::shared_ptr<const SpotTable> spots;   ///< rows of values
    std::shared_ptr<const Expression> values; ///< spots × genes
    Provenance provenance;
    /// Per gene, the held-out correlation that the weights' metadata reports; empty or NaN when unknown.
    std::vector<float> heldOutScore;
    /// Per spot, 1 where a patch reached beyond the slide; empty when unknown.
    std::vector<std::uint8_t> padded;
    std::shared_ptr<const Observations>
        observations; ///< what else the file said of the spots; may be nullptr
};

} // namespace transcope::core
