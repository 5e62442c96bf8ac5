#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace transcope::core {

/// Values of genes at spots, float32; a gene's column is contiguous. Missing values are NaN.
class ExpressionMatrix
{
public:
    ExpressionMatrix() = default;
    /// All values NaN ("not known yet").
    ExpressionMatrix(std::size_t spots, std::size_t genes);

    std::size_t spots() const { return m_spots; }
    std::size_t genes() const { return m_genes; }
    bool empty() const { return m_values.empty(); }

    float at(std::size_t spot, std::size_t gene) const { return m_values[gene * m_spots + spot]; }
    float& at(std::size_t spot, std::size_t gene) { return m_values[gene * m_spots + spot]; }

    /// One gene over all spots; length spots().
    std::span<const float> gene(std::size_t index) const
    {
        return {m_values.data() + index * m_spots, m_spots};
    }
    std::span<float> gene(std::size_t index) { return {m_values.data() + index * m_spots, m_spots}; }
    /// One spot over all genes, copied; length genes().
    std::vector<float> spot(std::size_t index) const;
    /// Writes one spot's genes; row has length genes().
    void setSpot(std::size_t index, std::span<const float> row);

private:
    std::size_t m_spots = 0;
    std::size_t m_genes = 0;
    std::vector<float> m_values;
};

} // namespace transcope::core
