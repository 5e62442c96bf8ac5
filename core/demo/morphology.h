#pragma once

#include "core/demo/anatomy.h"
#include "core/demo/demogenes.h"
#include "core/demo/nuclei.h"

namespace transcope::core::demo {

/// What a pathologist would count around a place, for every factor that drives genes.
class Morphology
{
public:
    Morphology(const Anatomy& anatomy, const std::vector<Nucleus>& nuclei, double umPerPx);

    /// The factors at a position in level-0 px, each with mean about 0 and standard deviation about 1 over
    /// the spots of many sections, cut at ± 2.5.
    std::array<float, DemoFactorCount> factorsAt(float xPx, float yPx) const;
    /// The same before centring and scaling, in the units of DemoFactor's comments (areas in mm²).
    std::array<float, DemoFactorCount> rawFactorsAt(float xPx, float yPx) const;
    /// Share of the spot's disc that is tissue, 0..1.
    float tissueShare(float xPx, float yPx) const;

private:
    /// Sums over a disc: numbers of cells of the map by kind, and of nuclei.
    struct Sums;
    Sums sumDisc(float xPx, float yPx, double radiusUm) const;

    /// One square of Field::Step px.
    struct Cell
    {
        TissueKind kind = TissueKind::Glass;
        std::uint8_t lymphocytes = 0;
        std::uint8_t spindles = 0;
        float collagen = 0;
        float grade = 0;
    };
    int m_side = 0;
    double m_umPerPx = 1;
    std::vector<Cell> m_cells;
};

} // namespace transcope::core::demo
