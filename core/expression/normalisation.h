#pragma once

#include "core/expression/expressionmatrix.h"
#include "core/expression/layer.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace transcope::core {

/// The name in files and on the command line: "cpm-selected", "cpm-all", "log1p", "none".
std::string_view name(Normalisation normalisation);
std::optional<Normalisation> normalisationNamed(std::string_view name);
const std::vector<Normalisation>& allNormalisations();
/// What the values are, for legends: "ln(1 + CPM of the selected genes)".
std::string_view valueLabel(Normalisation normalisation);

/// One value. sum: over the denominator's genes of the spot; NaN where it is not > 0.
float normalisedValue(double count, double sum, Normalisation normalisation);

/// Normalised expression of chosen genes.
struct Normalised
{
    ExpressionMatrix values;     ///< spots × columns; rows of emptySpots are NaN
    std::vector<int> emptySpots; ///< spots whose sum over the denominator's genes is not > 0, ascending
};

/// The preparation of docs/evaluation.md. counts: spots × all genes, ≥ 0 and finite. columns: the chosen
/// genes, indices into counts' genes. The denominator is the sum over the chosen genes (CpmSelected) or over
/// all (the others; Log1p and None use it only to tell empty spots). Errors: those of reading `counts`.
Result<Normalised> normalise(const Expression& counts, std::span<const int> columns,
                             Normalisation normalisation);

} // namespace transcope::core
