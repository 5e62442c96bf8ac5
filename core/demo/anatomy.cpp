#include "core/demo/anatomy.h"

#include "core/demo/noise.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

namespace transcope::core::demo {

namespace {

constexpr float Pi = std::numbers::pi_v<float>;

/// One stream of random numbers for placing things; every call moves on.
class Dice
{
public:
    explicit Dice(std::uint64_t seed) : m_seed(seed) {}
    float between(float low, float high) { return low + (high - low) * hashUniform(m_seed, ++m_count, 0); }

private:
    std::uint64_t m_seed;
    std::int64_t m_count = 0;
};

Field makeField(int sidePx, const std::function<float(float, float)>& value)
{
    Field field(sidePx);
    for (int row = 0; row < field.side(); ++row)
        for (int column = 0; column < field.side(); ++column)
            field.node(column, row) =
                value(static_cast<float>(column * Field::Step), static_cast<float>(row * Field::Step));
    return field;
}

/// Shifts a field so that `share` of the nodes for which `where` holds end above 0.
void cutAtShare(Field& field, float share, const std::function<bool(int, int)>& where)
{
    std::vector<float> values;
    for (int row = 0; row < field.side(); ++row)
        for (int column = 0; column < field.side(); ++column)
            if (where(column, row))
                values.push_back(field.node(column, row));
    if (values.empty())
        return;
    const auto rank = static_cast<std::ptrdiff_t>((1 - share) * static_cast<float>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + rank, values.end());
    const float threshold = values[static_cast<std::size_t>(rank)];
    for (int row = 0; row < field.side(); ++row)
        for (int column = 0; column < field.side(); ++column)
            field.node(column, row) -= threshold;
}

/// An irregular rounded outline that fills about three quarters of the picture.
Field makeOutline(std::uint64_t seed, int sidePx)
{
    Dice dice(mix(seed));
    const float half = static_cast<float>(sidePx) / 2;
    float amplitude[5], phase[5];
    for (int k = 0; k < 5; ++k) {
        amplitude[k] = dice.between(0.02f, 0.11f) / (1 + 0.4f * static_cast<float>(k));
        phase[k] = dice.between(0, 2 * Pi);
    }
    const float stretch = dice.between(0.9f, 1.1f);
    return makeField(sidePx, [=](float x, float y) {
        const float dx = (x - half) * stretch, dy = (y - half) / stretch;
        const float angle = std::atan2(dy, dx);
        float radius = 0.87f;
        for (int k = 0; k < 5; ++k)
            radius += amplitude[k] * std::sin(static_cast<float>(k + 1) * angle + phase[k]);
        // A superellipse leaves less of the square empty than a circle.
        const float distance =
            std::pow(std::pow(std::abs(dx) / half, 2.7f) + std::pow(std::abs(dy) / half, 2.7f), 1 / 2.7f);
        return std::min(radius, 0.97f) - distance +
               0.09f * (fractalNoise(seed + 1, x, y, 420, 5, 0.55f) - 0.5f);
    });
}

/// strands: how far strands of stroma part the tumour, 0 for none.
Field makeTumour(std::uint64_t seed, int sidePx, float strands)
{
    return makeField(sidePx, [=](float x, float y) {
        const float warpX = 260 * (fractalNoise(seed + 1, x, y, 500, 2, 0.5f) - 0.5f);
        const float warpY = 260 * (fractalNoise(seed + 2, x, y, 500, 2, 0.5f) - 0.5f);
        const float broad = fractalNoise(seed + 3, x, y, 1900, 1, 0.5f);
        // Strands of stroma run through the tumour where this noise crosses its middle.
        const float strand = std::abs(fractalNoise(seed + 6, x + warpX, y - warpY, 520, 3, 0.5f) - 0.5f);
        const float parted = std::max(0.0f, 1 - strand / 0.035f);
        return 0.75f * broad + fractalNoise(seed + 4, x + warpX, y + warpY, 560, 6, 0.52f) - strands * parted;
    });
}

/// Round aggregates, most of them where tumour meets stroma, with frayed edges.
Field makeLymphoid(std::uint64_t seed, const Anatomy& anatomy)
{
    struct Aggregate
    {
        float x, y, radius;
    };
    std::vector<Aggregate> aggregates;
    Dice dice(mix(seed));
    const auto side = static_cast<float>(anatomy.sidePx);
    const int wanted = 9 + static_cast<int>(dice.between(0, 6));
    for (int attempt = 0; attempt < 4000 && static_cast<int>(aggregates.size()) < wanted; ++attempt) {
        const Aggregate a{dice.between(0, side), dice.between(0, side), dice.between(110, 300)};
        const float tumour = anatomy.tumour.at(a.x, a.y);
        if (anatomy.tissue.at(a.x, a.y) > 0.05f && tumour < 0.03f && tumour > -0.3f &&
            anatomy.fat.at(a.x, a.y) < -0.02f)
            aggregates.push_back(a);
    }
    return makeField(anatomy.sidePx, [&](float x, float y) {
        float best = -1;
        for (const Aggregate& a : aggregates)
            best = std::max(best, 1 - std::hypot(x - a.x, y - a.y) / a.radius);
        return best + 1.1f * (fractalNoise(seed + 5, x, y, 190, 4, 0.6f) - 0.5f);
    });
}

void makeFibres(Anatomy& anatomy, std::uint64_t seed)
{
    const float angle = hashUniform(seed, 1, 1) * Pi;
    const float c = std::cos(angle), s = std::sin(angle);
    const auto bend = [=](float x, float y, std::uint64_t which) {
        return 900 * (fractalNoise(seed + which, x, y, 1300, 2, 0.4f) - 0.5f) +
               34 * (fractalNoise(seed + which + 5, x, y, 150, 2, 0.5f) - 0.5f);
    };
    anatomy.across =
        makeField(anatomy.sidePx, [=](float x, float y) { return c * x + s * y + bend(x, y, 10); });
    anatomy.along =
        makeField(anatomy.sidePx, [=](float x, float y) { return -s * x + c * y + bend(x, y, 30); });
}

/// The frame of the tumour cells: turned and bent, so that no rows of cells run along the picture's axes.
void makeCellFrame(Anatomy& anatomy, std::uint64_t seed)
{
    anatomy.cellAngle = 0.3f + 0.9f * hashUniform(seed, 1, 2);
    const float c = std::cos(anatomy.cellAngle), s = std::sin(anatomy.cellAngle);
    const auto bend = [=](float x, float y, std::uint64_t which) {
        return 150 * (fractalNoise(seed + which, x, y, 620, 2, 0.35f) - 0.5f);
    };
    anatomy.cellX =
        makeField(anatomy.sidePx, [=](float x, float y) { return c * x + s * y + bend(x, y, 10); });
    anatomy.cellY =
        makeField(anatomy.sidePx, [=](float x, float y) { return -s * x + c * y + bend(x, y, 30); });
}

Field makeGradual(std::uint64_t seed, int sidePx, float wavelength)
{
    return makeField(sidePx, [=](float x, float y) {
        const float value = fractalNoise(seed, x, y, wavelength, 2, 0.4f);
        return std::clamp(0.5f + 1.5f * (value - 0.5f), 0.0f, 1.0f);
    });
}

void placeVessels(Anatomy& anatomy, std::uint64_t seed)
{
    Dice dice(mix(seed));
    const auto side = static_cast<float>(anatomy.sidePx);
    for (int attempt = 0; attempt < 170; ++attempt) {
        const bool large = attempt % 9 == 0;
        Opening v;
        v.x = dice.between(0, side);
        v.y = dice.between(0, side);
        v.radiusX = large ? dice.between(24, 70) : dice.between(7, 14);
        v.radiusY = v.radiusX * dice.between(0.45f, 0.95f);
        v.angle = dice.between(0, Pi);
        v.wall = large ? v.radiusX * dice.between(0.18f, 0.45f) : 3;
        v.redCells = dice.between(0, 1) < 0.25f ? 0 : dice.between(0.3f, 0.95f);
        if (anatomy.kindAt(v.x, v.y) == TissueKind::Stroma && anatomy.tumour.at(v.x, v.y) < -0.02f)
            anatomy.vessels.push_back(v);
    }
}

void placeGlands(Anatomy& anatomy, std::uint64_t seed)
{
    constexpr int Spacing = 96;
    for (int row = 0; row < anatomy.sidePx / Spacing; ++row)
        for (int column = 0; column < anatomy.sidePx / Spacing; ++column) {
            Opening g;
            g.x = (static_cast<float>(column) + 0.2f + 0.6f * hashUniform(seed, column, row)) * Spacing;
            g.y = (static_cast<float>(row) + 0.2f + 0.6f * hashUniform(seed + 1, column, row)) * Spacing;
            if (anatomy.kindAt(g.x, g.y) != TissueKind::Tumour || anatomy.tumour.at(g.x, g.y) < 0.02f ||
                hashUniform(seed + 2, column, row) > 1.25f * (0.62f - anatomy.grade.at(g.x, g.y)))
                continue;
            g.radiusX = 9 + 17 * hashUniform(seed + 3, column, row);
            g.radiusY = g.radiusX * (0.5f + 0.5f * hashUniform(seed + 4, column, row));
            g.angle = Pi * hashUniform(seed + 5, column, row);
            anatomy.glands.push_back(g);
        }
}

} // namespace

float Field::at(float xPx, float yPx) const
{
    const float limit = static_cast<float>(m_side) - 1.001f;
    const float x = std::clamp(xPx / Step, 0.0f, limit), y = std::clamp(yPx / Step, 0.0f, limit);
    const int column = static_cast<int>(x), row = static_cast<int>(y);
    const float tx = x - static_cast<float>(column), ty = y - static_cast<float>(row);
    const float top = node(column, row) * (1 - tx) + node(column + 1, row) * tx;
    const float bottom = node(column, row + 1) * (1 - tx) + node(column + 1, row + 1) * tx;
    return top * (1 - ty) + bottom * ty;
}

void Field::row(int yPx, std::vector<float>& values) const
{
    const int above = yPx / Step;
    const float ty = static_cast<float>(yPx % Step) / Step;
    float left = node(0, above) * (1 - ty) + node(0, above + 1) * ty;
    std::size_t x = 0;
    for (int column = 1; column < m_side && x < values.size(); ++column) {
        const float right = node(column, above) * (1 - ty) + node(column, above + 1) * ty;
        for (int k = 0; k < Step && x < values.size(); ++k, ++x)
            values[x] = left + (right - left) * (static_cast<float>(k) / Step);
        left = right;
    }
}

TissueKind Anatomy::kind(float tissue, float tumour, float fat, float lymphoid, float necrosis)
{
    if (tissue <= 0)
        return TissueKind::Glass;
    if (lymphoid > 0)
        return TissueKind::Lymphoid;
    if (tumour > 0)
        return necrosis > 0 ? TissueKind::Necrosis : TissueKind::Tumour;
    return fat > 0 ? TissueKind::Fat : TissueKind::Stroma;
}

TissueKind Anatomy::kindAt(float xPx, float yPx) const
{
    return kind(tissue.at(xPx, yPx), tumour.at(xPx, yPx), fat.at(xPx, yPx), lymphoid.at(xPx, yPx),
                necrosis.at(xPx, yPx));
}

CellCentre Anatomy::fromCellFrame(float cellXPx, float cellYPx) const
{
    const float c = std::cos(cellAngle), s = std::sin(cellAngle);
    CellCentre p{c * cellXPx - s * cellYPx, s * cellXPx + c * cellYPx};
    // The bend is gentle (slope below 0.4), so undoing the turn alone converges.
    for (int step = 0; step < 8; ++step) {
        const float dx = cellXPx - cellX.at(p.x, p.y), dy = cellYPx - cellY.at(p.x, p.y);
        p.x += c * dx - s * dy;
        p.y += s * dx + c * dy;
    }
    return p;
}

bool Anatomy::inOpening(float xPx, float yPx) const
{
    const int column = static_cast<int>(xPx / Field::Step + 0.5f),
              row = static_cast<int>(yPx / Field::Step + 0.5f);
    if (column < 0 || row < 0 || column >= tissue.side() || row >= tissue.side())
        return false;
    return m_opening[static_cast<std::size_t>(row) * tissue.side() + column] != 0;
}

void Anatomy::markOpenings()
{
    const int side = tissue.side();
    m_opening.assign(static_cast<std::size_t>(side) * side, 0);
    const auto mark = [&](const Opening& o) {
        const float reach = o.radiusX + o.wall;
        for (int row = std::max(0, static_cast<int>((o.y - reach) / Field::Step));
             row < std::min<int>(side, (o.y + reach) / Field::Step + 2); ++row)
            for (int column = std::max(0, static_cast<int>((o.x - reach) / Field::Step));
                 column < std::min<int>(side, (o.x + reach) / Field::Step + 2); ++column) {
                const float dx = static_cast<float>(column * Field::Step) - o.x,
                            dy = static_cast<float>(row * Field::Step) - o.y;
                const float u = (dx * std::cos(o.angle) + dy * std::sin(o.angle)) / (o.radiusX + o.wall);
                const float v = (dy * std::cos(o.angle) - dx * std::sin(o.angle)) / (o.radiusY + o.wall);
                if (u * u + v * v < 1)
                    m_opening[static_cast<std::size_t>(row) * side + column] = 1;
            }
    };
    for (const Opening& o : vessels)
        mark(o);
    for (const Opening& o : glands)
        mark(o);
}

Anatomy makeAnatomy(std::uint64_t seed, int sidePx)
{
    const std::uint64_t base = mix(seed ^ 0x5EC7104ull);
    const auto chance = [&](int which, float low, float high) {
        return low + (high - low) * hashUniform(base, which, 77);
    };
    Anatomy a;
    a.seed = base;
    a.sidePx = sidePx;
    a.tissue = makeOutline(base + 100, sidePx);
    const auto inTissue = [&](int column, int row) { return a.tissue.node(column, row) > 0; };
    const float tumourShare = chance(1, 0.28f, 0.45f);
    Field unparted =
        makeTumour(base + 200, sidePx, 0); // what fat keeps away from: it does not fill the strands
    cutAtShare(unparted, tumourShare, inTissue);
    a.tumour = makeTumour(base + 200, sidePx, 0.3f);
    cutAtShare(a.tumour, tumourShare, inTissue);
    a.fat = makeField(sidePx, [&](float x, float y) {
        return fractalNoise(base + 300, x, y, 1900, 4, 0.42f) -
               std::max(0.0f, 0.25f + 0.6f * unparted.at(x, y));
    });
    cutAtShare(a.fat, chance(2, 0.07f, 0.15f), inTissue);
    a.lymphoid = makeLymphoid(base + 400, a);
    a.grade = makeGradual(base + 500, sidePx, 1700);
    a.collagen = makeGradual(base + 600, sidePx, 1100);
    a.fibroblasts = makeGradual(base + 700, sidePx, 850);
    a.infiltration = makeGradual(base + 800, sidePx, 1000);
    a.necrosis = makeField(sidePx, [&](float x, float y) {
        return std::min(1.6f * a.tumour.at(x, y), 0.28f) +
               0.55f * fractalNoise(base + 900, x, y, 620, 4, 0.5f) + 0.12f * a.grade.at(x, y);
    });
    cutAtShare(a.necrosis, chance(3, 0.03f, 0.11f),
               [&](int column, int row) { return inTissue(column, row) && a.tumour.node(column, row) > 0; });
    makeFibres(a, base + 1000);
    makeCellFrame(a, base + 1050);
    placeVessels(a, base + 1100);
    placeGlands(a, base + 1200);
    a.markOpenings();
    return a;
}

} // namespace transcope::core::demo
