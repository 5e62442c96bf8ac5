#include "core/demo/nuclei.h"

#include "core/demo/noise.h"

#include <cmath>
#include <numbers>

namespace transcope::core::demo {

namespace {

constexpr float Pi = std::numbers::pi_v<float>;

/// A candidate place of a jittered grid, with its own random numbers.
struct Candidate
{
    float x, y;
    std::uint64_t key;
    float random(int which) const { return hashUniform(key, which, 3); }
    float between(int which, float low, float high) const { return low + (high - low) * random(which); }
    std::uint32_t look() const { return static_cast<std::uint32_t>(mix(key)); }
};

Candidate candidateOf(std::uint64_t seed, int column, int row, CellCentre at)
{
    return {at.x, at.y,
            mix(seed + static_cast<std::uint64_t>(row) * 100003 + static_cast<std::uint64_t>(column))};
}

template <class Visit>
void forEachCandidate(std::uint64_t seed, int sidePx, float spacing, float jitter, Visit visit)
{
    const int cells = static_cast<int>(static_cast<float>(sidePx) / spacing) + 1;
    for (int row = 0; row < cells; ++row)
        for (int column = 0; column < cells; ++column)
            visit(candidateOf(seed, column, row, cellCentre(seed, column, row, spacing, jitter)));
}

/// The same over the grid of tumour cells, which stands in the section's bent frame.
template <class Visit> void forEachTumourCell(const Anatomy& a, Visit visit)
{
    const int cells = static_cast<int>(static_cast<float>(a.sidePx) / TumourCellPx) + 1;
    for (int row = -cells; row < 2 * cells; ++row)
        for (int column = -cells; column < 2 * cells; ++column) {
            const CellCentre c = cellCentre(a.seed + 1, column, row, TumourCellPx, TumourCellJitter);
            const CellCentre p = a.fromCellFrame(c.x, c.y);
            if (p.x >= 0 && p.y >= 0 && p.x < static_cast<float>(a.sidePx) &&
                p.y < static_cast<float>(a.sidePx))
                visit(candidateOf(a.seed + 1, column, row, p));
        }
}

/// Direction along the collagen fibres, from the gradient of the coordinate across them.
float fibreAngle(const Anatomy& a, float x, float y)
{
    const float dx = a.across.at(x + 12, y) - a.across.at(x - 12, y);
    const float dy = a.across.at(x, y + 12) - a.across.at(x, y - 12);
    return std::atan2(dy, dx) + Pi / 2;
}

void placeTumourCells(const Anatomy& a, std::vector<Nucleus>& out)
{
    forEachTumourCell(a, [&](const Candidate& c) {
        if (a.kindAt(c.x, c.y) != TissueKind::Tumour || a.inOpening(c.x, c.y) || c.random(0) < 0.04f)
            return;
        const float grade = a.grade.at(c.x, c.y);
        Nucleus n;
        n.x = c.x;
        n.y = c.y;
        const float size = 5.3f + 3.4f * grade;
        n.radiusLong = size * c.between(1, 1 - 0.16f - 0.12f * grade, 1.14f + 0.22f * grade);
        n.radiusShort = n.radiusLong * c.between(2, 0.62f, 0.95f);
        n.angle = c.between(3, 0, Pi);
        n.vesicular = std::min(1.0f, std::max(0.0f, grade * 1.25f - 0.2f + 0.35f * (c.random(4) - 0.5f)));
        n.look = c.look();
        if (c.random(5) < 0.002f + 0.011f * grade) {
            n.kind = NucleusKind::Mitosis;
            n.radiusLong = 6;
            n.radiusShort = 2.4f;
        }
        out.push_back(n);
    });
}

void placeSpindleCells(const Anatomy& a, std::vector<Nucleus>& out)
{
    forEachCandidate(a.seed + 2, a.sidePx, 19, 1.0f, [&](const Candidate& c) {
        if (a.kindAt(c.x, c.y) != TissueKind::Stroma || a.inOpening(c.x, c.y))
            return;
        const float density = 0.10f + 0.55f * a.fibroblasts.at(c.x, c.y) * a.fibroblasts.at(c.x, c.y);
        if (c.random(0) > density)
            return;
        Nucleus n;
        n.kind = NucleusKind::Spindle;
        n.x = c.x;
        n.y = c.y;
        n.radiusLong = c.between(1, 7, 15);
        n.radiusShort = c.between(2, 1.7f, 3.1f);
        n.angle = fibreAngle(a, c.x, c.y) + 0.5f * (c.random(3) - 0.5f);
        n.vesicular = 0.5f * c.random(4);
        n.look = c.look();
        out.push_back(n);
    });
}

/// Chance that a place holds a lymphocyte.
float lymphocyteChance(const Anatomy& a, float x, float y)
{
    const float spread = a.infiltration.at(x, y) * a.infiltration.at(x, y);
    // Aggregates fray out into what surrounds them.
    const float halo = std::max(0.0f, 1 + 2.2f * std::min(0.0f, a.lymphoid.at(x, y)));
    switch (a.kindAt(x, y)) {
    case TissueKind::Lymphoid:
        return 0.93f;
    case TissueKind::Stroma:
        return 0.012f + 0.11f * spread + 0.3f * halo * halo;
    case TissueKind::Tumour:
        return 0.006f + 0.05f * spread + 0.08f * halo * halo;
    default:
        return 0;
    }
}

void placeLymphocytes(const Anatomy& a, std::vector<Nucleus>& out)
{
    forEachCandidate(a.seed + 3, a.sidePx, 11.5f, 0.95f, [&](const Candidate& c) {
        if (c.random(0) >= lymphocyteChance(a, c.x, c.y) || a.inOpening(c.x, c.y))
            return;
        Nucleus n;
        n.kind = NucleusKind::Lymphocyte;
        n.x = c.x;
        n.y = c.y;
        n.radiusLong = c.between(1, 3.8f, 5.2f) + (c.random(4) < 0.08f ? 1.2f : 0);
        n.radiusShort = n.radiusLong * c.between(2, 0.75f, 1.0f);
        n.angle = c.between(3, 0, Pi);
        n.look = c.look();
        out.push_back(n);
    });
}

/// A flat nucleus in some septa: halfway between the centres of two neighbouring fat cells.
void placeFatNuclei(const Anatomy& a, std::vector<Nucleus>& out)
{
    const int cells = static_cast<int>(static_cast<float>(a.sidePx) / FatCellPx);
    for (int row = 0; row < cells; ++row)
        for (int column = 0; column < cells; ++column) {
            const Candidate here = candidateOf(a.seed + 4, column, row,
                                               cellCentre(a.seed + 4, column, row, FatCellPx, FatCellJitter));
            const bool below = here.random(1) < 0.5f;
            const CellCentre other =
                cellCentre(a.seed + 4, column + !below, row + below, FatCellPx, FatCellJitter);
            Nucleus n;
            n.kind = NucleusKind::Adipocyte;
            n.x = 0.5f * (here.x + other.x);
            n.y = 0.5f * (here.y + other.y);
            if (a.kindAt(n.x, n.y) != TissueKind::Fat || here.random(0) > 0.45f)
                continue;
            n.radiusLong = here.between(2, 5, 8);
            n.radiusShort = 2.3f;
            n.angle = std::atan2(other.y - here.y, other.x - here.x) + Pi / 2;
            n.look = here.look();
            out.push_back(n);
        }
}

void placeDebris(const Anatomy& a, std::vector<Nucleus>& out)
{
    forEachCandidate(a.seed + 5, a.sidePx, 13, 1.0f, [&](const Candidate& c) {
        if (a.kindAt(c.x, c.y) != TissueKind::Necrosis || c.random(0) > 0.34f)
            return;
        Nucleus n;
        n.kind = NucleusKind::Debris;
        n.x = c.x;
        n.y = c.y;
        n.radiusLong = c.between(1, 0.9f, 3.6f);
        n.radiusShort = n.radiusLong * c.between(2, 0.6f, 1.0f);
        n.angle = c.between(3, 0, Pi);
        n.look = c.look();
        out.push_back(n);
    });
}

/// Flat endothelial and muscle nuclei around vessels; tall epithelial ones around glands.
void placeAroundOpening(const Opening& o, std::uint64_t seed, bool gland, std::vector<Nucleus>& out)
{
    const float radiusX = o.radiusX + (gland ? 8 : 0.35f * o.wall),
                radiusY = o.radiusY + (gland ? 8 : 0.35f * o.wall);
    const float gap = gland ? 12 : 24;
    const int count = static_cast<int>(Pi * (radiusX + radiusY) / gap);
    for (int k = 0; k < count; ++k) {
        const float turn =
            2 * Pi * (static_cast<float>(k) + 0.5f * hashUniform(seed, k, 0)) / static_cast<float>(count);
        const float u = radiusX * std::cos(turn), v = radiusY * std::sin(turn);
        const float c = std::cos(o.angle), s = std::sin(o.angle);
        Nucleus n;
        n.kind = gland ? NucleusKind::Tumour : NucleusKind::Spindle;
        n.x = o.x + c * u - s * v;
        n.y = o.y + s * u + c * v;
        // The tangent of the ellipse; tall gland cells stand across it.
        const float tangent = std::atan2(radiusY * std::cos(turn), -radiusX * std::sin(turn)) + o.angle;
        n.angle = gland ? tangent + Pi / 2 : tangent;
        n.radiusLong = gland ? 7 : 5 + 4 * hashUniform(seed, k, 1);
        n.radiusShort = gland ? 4.4f : 1.9f;
        n.vesicular = gland ? 0.2f : 0;
        n.look = static_cast<std::uint32_t>(mix(seed + static_cast<std::uint64_t>(k)));
        out.push_back(n);
    }
}

} // namespace

CellCentre cellCentre(std::uint64_t seed, int column, int row, float spacing, float jitter)
{
    const std::uint64_t bits = mix(seed + 0x632BE59BD9B4E019ull * static_cast<std::uint64_t>(column + 16) +
                                   0xD6E8FEB86659FD93ull * static_cast<std::uint64_t>(row + 16));
    const float u = static_cast<float>(bits >> 40) * 0x1p-24f - 0.5f;
    const float v = static_cast<float>(bits & 0xFFFFFF) * 0x1p-24f - 0.5f;
    return {(static_cast<float>(column) + 0.5f + jitter * u) * spacing,
            (static_cast<float>(row) + 0.5f + jitter * v) * spacing};
}

std::vector<Nucleus> placeNuclei(const Anatomy& anatomy)
{
    std::vector<Nucleus> nuclei;
    placeSpindleCells(anatomy, nuclei);
    placeFatNuclei(anatomy, nuclei);
    placeTumourCells(anatomy, nuclei);
    placeDebris(anatomy, nuclei);
    for (std::size_t k = 0; k < anatomy.vessels.size(); ++k)
        placeAroundOpening(anatomy.vessels[k], anatomy.seed + 10000 + k * 131, false, nuclei);
    for (std::size_t k = 0; k < anatomy.glands.size(); ++k)
        placeAroundOpening(anatomy.glands[k], anatomy.seed + 90000 + k * 131, true, nuclei);
    placeLymphocytes(anatomy, nuclei);
    return nuclei;
}

} // namespace transcope::core::demo
