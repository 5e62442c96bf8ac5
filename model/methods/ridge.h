#pragma once

#include "model/methods/method.h"

namespace transcope::model {

/// Ridge regression on the principal components of a frozen encoder's features, as the HEST benchmark fits it
/// (Jaume et al. 2024). The weights file holds the tensors below; the encoder stays a file of its own, named
/// in the configuration by file, path and SHA-256, and is looked for beside the weights, then at that path.
Method ridgeMethod();

/// Tensors of d features, k components and the genes.
struct RidgeTensors
{
    static constexpr const char* Mean = "features.mean";        ///< [d]
    static constexpr const char* Deviation = "features.sd";     ///< [d], 1 where a feature is constant
    static constexpr const char* Components = "components";     ///< [k, d], of standardised features
    static constexpr const char* Coefficients = "ridge.weight"; ///< [genes, k]
    static constexpr const char* Intercept = "ridge.bias";      ///< [genes]
};

/// From features to genes.
class RidgeHead
{
public:
    /// Errors: ModelFailure (tensors that do not fit).
    static core::Result<RidgeHead> from(const TensorMap& tensors, std::size_t features, std::size_t genes,
                                        const std::string& name);
    /// features: [spots, d] row by row → [spots, genes].
    std::vector<float> rows(const std::vector<float>& features) const;

private:
    std::size_t m_features = 0;
    std::vector<double> m_weight; ///< [genes, d]: all linear steps in one
    std::vector<double> m_bias;
};

} // namespace transcope::model
