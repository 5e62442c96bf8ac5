#pragma once

#include "core/expression/expressionmatrix.h"

#include <vector>

namespace transcope::core {

/// Principal components of spots × genes. Genes are centred, not scaled; spots with missing values are left
/// out of the fit and get NaN scores. Signs are fixed so that each component's largest loading is positive.
struct Pca
{
    ExpressionMatrix scores;               ///< spots × components
    ExpressionMatrix loadings;             ///< genes × components (its "spots" are genes)
    std::vector<double> explainedVariance; ///< share of the total per component, descending
};
/// components: at most; fewer when the data has lower rank.
Pca principalComponents(const ExpressionMatrix& values, int components);

} // namespace transcope::core
