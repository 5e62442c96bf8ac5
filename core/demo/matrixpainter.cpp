#include "core/demo/noise.h"
#include "core/demo/painter.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace transcope::core::demo {

namespace {

/// Amounts of dye at one pixel, in the canvas's unit.
struct Dyes
{
    float haematoxylin = 0;
    float eosin = 0;
    float red = 0;
};

std::uint8_t quantise(float amount)
{
    return static_cast<std::uint8_t>(std::clamp(amount + 0.5f, 0.0f, 255.0f));
}

float ramp(float low, float high, float value)
{
    const float t = std::clamp((value - low) / (high - low), 0.0f, 1.0f);
    return t * t * (3 - 2 * t);
}

/// Distances to the nearest and second-nearest centre of a jittered grid, and the nearest one's random
/// number.
struct CellPlace
{
    float nearest, second;
    float random;
};

/// Looks up cell centres of a jittered grid, remembering the 3 × 3 around the last pixel: neighbours share
/// them.
class CellGrid
{
public:
    CellGrid(std::uint64_t seed, float spacing, float jitter)
        : m_seed(seed), m_spacing(spacing), m_jitter(jitter)
    {
    }

    CellPlace at(float x, float y)
    {
        const int column = static_cast<int>(std::floor(x / m_spacing)),
                  row = static_cast<int>(std::floor(y / m_spacing));
        if (column != m_column || row != m_row)
            load(column, row);
        float best = 1e30f, next = 1e30f;
        int which = 0;
        for (int k = 0; k < 9; ++k) {
            const float dx = x - m_centres[k].x, dy = y - m_centres[k].y;
            const float distance = dx * dx + dy * dy;
            if (distance < best) {
                next = best;
                best = distance;
                which = k;
            } else if (distance < next) {
                next = distance;
            }
        }
        const float random = m_centres[which].x / m_spacing * 7.31f;
        return {std::sqrt(best), std::sqrt(next), random - std::floor(random)};
    }

private:
    void load(int column, int row)
    {
        m_column = column;
        m_row = row;
        for (int k = 0; k < 9; ++k)
            m_centres[k] = cellCentre(m_seed, column + k % 3 - 1, row + k / 3 - 1, m_spacing, m_jitter);
    }

    std::uint64_t m_seed;
    float m_spacing, m_jitter;
    int m_column = -1000000, m_row = 0;
    std::array<CellCentre, 9> m_centres{};
};

/// The fields along one px row.
struct Rows
{
    std::vector<float> tissue, tumour, fat, lymphoid, necrosis, grade, collagen, across, along, cellX, cellY;

    explicit Rows(int side)
        : tissue(side), tumour(side), fat(side), lymphoid(side), necrosis(side), grade(side), collagen(side),
          across(side), along(side), cellX(side), cellY(side)
    {
    }
    void load(const Anatomy& a, int y)
    {
        a.tissue.row(y, tissue);
        a.tumour.row(y, tumour);
        a.fat.row(y, fat);
        a.lymphoid.row(y, lymphoid);
        a.necrosis.row(y, necrosis);
        a.grade.row(y, grade);
        a.collagen.row(y, collagen);
        a.across.row(y, across);
        a.along.row(y, along);
        a.cellX.row(y, cellX);
        a.cellY.row(y, cellY);
    }
};

class MatrixPainter
{
public:
    MatrixPainter(const Anatomy& anatomy, Canvas& canvas)
        : m_anatomy(anatomy), m_canvas(canvas), m_grain(mix(anatomy.seed + 1), 2, 2, 3),
          m_blotch(mix(anatomy.seed + 2), 16, 16, 4), m_fibre(mix(anatomy.seed + 3), 4, 64, 4),
          m_tumourCells(anatomy.seed + 1, TumourCellPx, TumourCellJitter),
          m_fatCells(anatomy.seed + 4, FatCellPx, FatCellJitter), m_rows(canvas.side)
    {
    }

    void row(int y)
    {
        m_rows.load(m_anatomy, y);
        for (int x = 0; x < m_canvas.side; ++x) {
            const Dyes dyes = pixel(x, y);
            const std::size_t i = m_canvas.index(x, y);
            m_canvas.haematoxylin[i] = quantise(dyes.haematoxylin);
            m_canvas.eosin[i] = quantise(dyes.eosin);
            m_canvas.red[i] = quantise(dyes.red);
        }
    }

private:
    Dyes pixel(int x, int y)
    {
        const float ragged = m_blotch.at(x + 311, y + 97);
        const float tumour = m_rows.tumour[x] + 0.006f * ragged;
        switch (Anatomy::kind(m_rows.tissue[x] + 0.004f * ragged, tumour, m_rows.fat[x] + 0.004f * ragged,
                              m_rows.lymphoid[x] + 0.04f * ragged, m_rows.necrosis[x] + 0.01f * ragged)) {
        case TissueKind::Stroma:
            return stroma(x, y, tumour);
        case TissueKind::Tumour:
            return tumourCell(x, y);
        case TissueKind::Lymphoid:
            return lymphoid(x, y);
        case TissueKind::Fat:
            return fat(x, y);
        case TissueKind::Necrosis:
            return necrosis(x, y);
        case TissueKind::Glass:
            break;
        }
        return {};
    }

    Dyes stroma(int x, int y, float tumour) const
    {
        const float wave = 5 * m_blotch.at(x, y);
        const float fibre = m_fibre.between(m_rows.across[x] + wave, 0.8f * m_rows.along[x]);
        const float coarse =
            m_fibre.between(0.31f * m_rows.across[x] + 0.7f * wave + 400, 0.25f * m_rows.along[x]);
        const float dense = m_rows.collagen[x];
        const float grain = m_grain.at(x, y);
        Dyes d;
        d.eosin = 27 + 26 * dense + (9 + 3 * dense) * fibre + 7 * coarse + 2.5f * grain;
        d.haematoxylin =
            5 + 3 * (1 - dense) * (1 - dense) * (1 + 0.7f * m_blotch.at(x + 500, y)) + 0.8f * grain;
        // Clefts between the bundles; wider in loose stroma. Nests of tumour shrink away from what surrounds
        // them.
        const float slit = 0.75f * coarse + 0.65f * fibre;
        float open = ramp(-0.72f - 1.1f * dense, -1.35f - 1.1f * dense, slit);
        const float shrunk = 0.020f * ramp(0.2f, 1.4f, m_blotch.at(x + 77, y + 801));
        if (tumour > -shrunk)
            open = std::max(open, 0.9f);
        d.eosin *= 1 - 0.86f * open;
        d.haematoxylin *= 1 - 0.8f * open;
        return d;
    }

    Dyes tumourCell(int x, int y)
    {
        const float grain = m_grain.at(x, y), blotch = m_blotch.at(x, y);
        const CellPlace cell =
            m_tumourCells.at(m_rows.cellX[x] + 0.7f * grain, m_rows.cellY[x] + 0.7f * m_grain.at(x + 301, y));
        const float border = 1 - ramp(0.4f, 2.4f, cell.second - cell.nearest);
        const float grade = m_rows.grade[x];
        Dyes d;
        d.eosin = 33 + 12 * (cell.random - 0.5f) + 3 * blotch + 3.5f * grain;
        d.haematoxylin = 17 + 8 * grade + 9 * (cell.random - 0.5f) + 2.5f * grain + 2 * blotch;
        d.eosin *= 1 - 0.50f * border;
        d.haematoxylin *= 1 - 0.55f * border;
        return d;
    }

    Dyes lymphoid(int x, int y) const
    {
        const float grain = m_grain.at(x, y);
        return {13 + 3 * grain + 3 * m_blotch.at(x, y), 19 + 4 * grain + 3 * m_blotch.at(x + 90, y), 0};
    }

    Dyes fat(int x, int y)
    {
        const float wobble = m_blotch.at(x, y);
        const CellPlace cell = m_fatCells.at(static_cast<float>(x) + 3 * wobble,
                                             static_cast<float>(y) + 3 * m_blotch.at(x + 511, y));
        const float septum = 1 - ramp(2.2f + 1.0f * wobble, 5.5f + 1.3f * wobble, cell.second - cell.nearest);
        // Towards the edge of a lobule the septa thicken into stroma.
        const float bridge = 1 - ramp(0.0f, 0.003f, m_rows.fat[x]);
        const float wall = std::max(septum, bridge);
        return {1 + 5 * wall, 2 + wall * (34 + 6 * m_grain.at(x, y)), 0};
    }

    Dyes necrosis(int x, int y) const
    {
        const float grain = m_grain.at(x, y), blotch = m_blotch.at(x, y),
                    other = m_blotch.at(x + 613, y + 211);
        const float hole = ramp(1.1f, 1.9f, m_blotch.at(x + 411, y + 37));
        Dyes d{9 + 3.5f * grain + 5 * ramp(-0.5f, 1.5f, other), 44 + 9 * grain + 8 * blotch, 0};
        d.eosin *= 1 - 0.6f * hole;
        return d;
    }

    const Anatomy& m_anatomy;
    Canvas& m_canvas;
    NoiseTile m_grain, m_blotch, m_fibre;
    CellGrid m_tumourCells, m_fatCells;
    Rows m_rows;
};

/// Paints vessels and glands over the tissue.
class OpeningPainter
{
public:
    OpeningPainter(std::uint64_t seed, Canvas& canvas)
        : m_canvas(canvas), m_grain(mix(seed + 5), 2, 2, 2), m_blotch(mix(seed + 6), 8, 8, 3),
          m_redCells(seed + 7, 10.5f, 0.7f)
    {
    }

    void paint(const Opening& o)
    {
        const int reach = static_cast<int>(std::max(o.radiusX, o.radiusY) + o.wall) + 4;
        const int centreX = static_cast<int>(o.x), centreY = static_cast<int>(o.y);
        for (int y = std::max(0, centreY - reach); y < std::min(m_canvas.side, centreY + reach); ++y)
            for (int x = std::max(0, centreX - reach); x < std::min(m_canvas.side, centreX + reach); ++x)
                pixel(o, x, y);
    }

private:
    void pixel(const Opening& o, int x, int y)
    {
        const float dx = static_cast<float>(x) - o.x, dy = static_cast<float>(y) - o.y;
        const float c = std::cos(o.angle), s = std::sin(o.angle);
        const float u = (dx * c + dy * s) / o.radiusX, v = (dy * c - dx * s) / o.radiusY;
        const float mean = 0.5f * (o.radiusX + o.radiusY);
        // About the distance from the lumen's edge in px, outwards positive.
        const float edge = (std::sqrt(u * u + v * v) - 1) * mean + 1.1f * m_blotch.at(x, y);
        if (edge > o.wall + 0.5f)
            return;
        const std::size_t i = m_canvas.index(x, y);
        const float grain = m_grain.at(x, y);
        if (edge > 0) {
            m_canvas.eosin[i] = quantise(52 + 6 * grain + 5 * m_blotch.at(2 * x, y));
            m_canvas.haematoxylin[i] = quantise(8 + grain);
            return;
        }
        const float secretion = o.wall > 0 ? 3 : 6 * ramp(0, 2, m_blotch.at(x + 55, y));
        m_canvas.eosin[i] = quantise(secretion + 0.5f * grain);
        m_canvas.haematoxylin[i] = 1;
        const CellPlace cell = m_redCells.at(static_cast<float>(x), static_cast<float>(y));
        if (cell.random < o.redCells && cell.nearest < 4.7f && edge < -1) {
            const float disc = ramp(4.7f, 3.6f, cell.nearest) * (0.75f + 0.25f * ramp(0, 3, cell.nearest));
            m_canvas.red[i] = quantise(62 * disc);
        }
    }

    Canvas& m_canvas;
    NoiseTile m_grain, m_blotch;
    CellGrid m_redCells;
};

} // namespace

void paintMatrix(const Anatomy& anatomy, Canvas& canvas, std::stop_token stop)
{
    MatrixPainter painter(anatomy, canvas);
    for (int y = 0; y < canvas.side && !stop.stop_requested(); ++y)
        painter.row(y);
    OpeningPainter openings(anatomy.seed, canvas);
    for (const Opening& o : anatomy.glands)
        openings.paint(o);
    for (const Opening& o : anatomy.vessels)
        openings.paint(o);
}

} // namespace transcope::core::demo
