#pragma once

#include <cstdint>
#include <vector>

namespace transcope::core::demo {

/// What the tissue is at a place.
enum class TissueKind : std::uint8_t { Glass, Stroma, Tumour, Lymphoid, Fat, Necrosis };

/// A smooth quantity over the section, sampled every Step level-0 px.
class Field
{
public:
    static constexpr int Step = 8;

    Field() = default;
    /// Covers [0, sidePx] in both directions.
    explicit Field(int sidePx)
        : m_side(sidePx / Step + 2), m_values(static_cast<std::size_t>(m_side) * m_side)
    {
    }

    /// Samples per row.
    int side() const { return m_side; }
    float& node(int column, int row) { return m_values[static_cast<std::size_t>(row) * m_side + column]; }
    float node(int column, int row) const
    {
        return m_values[static_cast<std::size_t>(row) * m_side + column];
    }
    /// Bilinear value at a position in level-0 px, clamped to the section.
    float at(float xPx, float yPx) const;
    /// Values at x = 0, 1, … sidePx − 1 of one px row, bilinear.
    void row(int yPx, std::vector<float>& values) const;

private:
    int m_side = 0;
    std::vector<float> m_values;
};

/// A cut blood vessel, or (without wall) the lumen of a tumour gland. Lengths in level-0 px.
struct Opening
{
    float x = 0, y = 0;
    float radiusX = 0, radiusY = 0;
    float angle = 0;    ///< radians
    float wall = 0;     ///< thickness; 0 for a gland's lumen
    float redCells = 0; ///< share of the lumen filled with red blood cells, 0..1
};

/// A position in level-0 px.
struct CellCentre
{
    float x = 0, y = 0;
};

/// Where everything lies in a synthetic section: tissue kinds and the gradual quantities that vary within
/// them. A field named after a kind is > 0 inside it.
struct Anatomy
{
    std::uint64_t seed = 0;
    int sidePx = 0;
    Field tissue, tumour, fat, lymphoid, necrosis;
    Field grade;         ///< 0..1: small even nuclei and glands → large vesicular ones, solid growth
    Field collagen;      ///< 0..1: loose → dense stroma
    Field fibroblasts;   ///< 0..1: few → many spindle cells
    Field infiltration;  ///< 0..1: lymphocytes scattered outside aggregates
    Field across, along; ///< px across and along the collagen fibres
    Field cellX, cellY;  ///< px in the bent frame in which tumour cells stand on a jittered grid
    float cellAngle = 0; ///< turn of that frame, radians
    std::vector<Opening> vessels, glands;

    /// Kind at a position in level-0 px, openings not considered.
    TissueKind kindAt(float xPx, float yPx) const;
    /// The position in level-0 px whose cellX, cellY are the given ones.
    CellCentre fromCellFrame(float cellXPx, float cellYPx) const;
    /// Kind from the five fields' values, which the painter has at hand for a whole row.
    static TissueKind kind(float tissue, float tumour, float fat, float lymphoid, float necrosis);
    /// Whether a position lies in a vessel (wall included) or a gland's lumen.
    bool inOpening(float xPx, float yPx) const;

private:
    friend Anatomy makeAnatomy(std::uint64_t seed, int sidePx);
    void markOpenings();
    std::vector<std::uint8_t> m_opening; ///< per Field node
};

/// Lays out a section of sidePx × sidePx level-0 px. Every section has all kinds, in shares that vary with
/// the seed: tumour 28–45 % of the tissue, fat 7–15 %, necrosis up to a tenth of the tumour.
Anatomy makeAnatomy(std::uint64_t seed, int sidePx);

} // namespace transcope::core::demo
