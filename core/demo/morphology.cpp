#include "core/demo/morphology.h"

#include <algorithm>
#include <cmath>

namespace transcope::core::demo {

namespace {

constexpr double SpotRadiusUm = 50;
constexpr double NearRadiusUm = 225;

struct Scale
{
    float mean, deviation;
};

/// Mean and standard deviation of the raw factors over the spots of seeds 1000–1019, in the order of
/// DemoFactor.
constexpr Scale Scales[DemoFactorCount] = {{0.311f, 0.389f}, {0.295f, 0.275f},  {30.6f, 30.2f},
                                           {35.7f, 23.4f},   {0.311f, 0.288f},  {26.9f, 12.3f},
                                           {0.136f, 0.153f}, {0.0631f, 0.134f}, {0.0926f, 0.2f}};

} // namespace

struct Morphology::Sums
{
    int cells = 0, tissue = 0, tumour = 0, fat = 0, necrosis = 0;
    int lymphocytes = 0, spindles = 0;
    float collagen = 0, grade = 0;
    double areaMm2 = 1;

    float share(int part) const { return static_cast<float>(part) / static_cast<float>(std::max(1, cells)); }
    float rootDensity(int count) const { return static_cast<float>(std::sqrt(count / areaMm2)); }
};

Morphology::Morphology(const Anatomy& anatomy, const std::vector<Nucleus>& nuclei, double umPerPx)
    : m_side(anatomy.sidePx / Field::Step), m_umPerPx(umPerPx),
      m_cells(static_cast<std::size_t>(m_side) * m_side)
{
    for (int row = 0; row < m_side; ++row)
        for (int column = 0; column < m_side; ++column) {
            const float x = (static_cast<float>(column) + 0.5f) * Field::Step,
                        y = (static_cast<float>(row) + 0.5f) * Field::Step;
            Cell& cell = m_cells[static_cast<std::size_t>(row) * m_side + column];
            cell.kind = anatomy.kindAt(x, y);
            cell.collagen = cell.kind == TissueKind::Stroma ? 0.3f + 0.7f * anatomy.collagen.at(x, y) : 0;
            cell.grade = cell.kind == TissueKind::Tumour ? anatomy.grade.at(x, y) : 0;
        }
    for (const Nucleus& n : nuclei) {
        const int column = static_cast<int>(n.x) / Field::Step, row = static_cast<int>(n.y) / Field::Step;
        if (column < 0 || row < 0 || column >= m_side || row >= m_side)
            continue;
        Cell& cell = m_cells[static_cast<std::size_t>(row) * m_side + column];
        cell.lymphocytes += n.kind == NucleusKind::Lymphocyte;
        cell.spindles += n.kind == NucleusKind::Spindle;
    }
}

Morphology::Sums Morphology::sumDisc(float xPx, float yPx, double radiusUm) const
{
    Sums sums;
    const auto radius = static_cast<float>(radiusUm / m_umPerPx / Field::Step);
    const float centreX = xPx / Field::Step - 0.5f, centreY = yPx / Field::Step - 0.5f;
    for (int row = static_cast<int>(std::ceil(centreY - radius)); row <= static_cast<int>(centreY + radius);
         ++row)
        for (int column = static_cast<int>(std::ceil(centreX - radius));
             column <= static_cast<int>(centreX + radius); ++column) {
            const float dx = static_cast<float>(column) - centreX, dy = static_cast<float>(row) - centreY;
            if (dx * dx + dy * dy > radius * radius)
                continue;
            ++sums.cells;
            if (row < 0 || column < 0 || row >= m_side || column >= m_side)
                continue; // beyond the slide is glass
            const Cell& cell = m_cells[static_cast<std::size_t>(row) * m_side + column];
            sums.tissue += cell.kind != TissueKind::Glass;
            sums.tumour += cell.kind == TissueKind::Tumour;
            sums.fat += cell.kind == TissueKind::Fat;
            sums.necrosis += cell.kind == TissueKind::Necrosis;
            sums.lymphocytes += cell.lymphocytes;
            sums.spindles += cell.spindles;
            sums.collagen += cell.collagen;
            sums.grade += cell.grade;
        }
    const double cellMm = Field::Step * m_umPerPx / 1000;
    sums.areaMm2 = std::max(1, sums.cells) * cellMm * cellMm;
    return sums;
}

std::array<float, DemoFactorCount> Morphology::rawFactorsAt(float xPx, float yPx) const
{
    const Sums spot = sumDisc(xPx, yPx, SpotRadiusUm), near = sumDisc(xPx, yPx, NearRadiusUm);
    const auto perCell = [](const Sums& sums, float sum) {
        return sum / static_cast<float>(std::max(1, sums.cells));
    };
    return {spot.share(spot.tumour),
            near.share(near.tumour),
            spot.rootDensity(spot.lymphocytes),
            near.rootDensity(near.lymphocytes),
            perCell(spot, spot.collagen),
            near.rootDensity(near.spindles),
            perCell(near, near.grade),
            std::sqrt(near.share(near.necrosis)),
            near.share(near.fat)};
}

std::array<float, DemoFactorCount> Morphology::factorsAt(float xPx, float yPx) const
{
    std::array<float, DemoFactorCount> factors = rawFactorsAt(xPx, yPx);
    for (std::size_t f = 0; f < DemoFactorCount; ++f)
        factors[f] = std::clamp((factors[f] - Scales[f].mean) / Scales[f].deviation, -2.5f, 2.5f);
    return factors;
}

float Morphology::tissueShare(float xPx, float yPx) const
{
    const Sums spot = sumDisc(xPx, yPx, SpotRadiusUm);
    return spot.share(spot.tissue);
}

} // namespace transcope::core::demo
