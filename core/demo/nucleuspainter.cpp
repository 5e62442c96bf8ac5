#include "core/demo/noise.h"
#include "core/demo/painter.h"

#include <algorithm>
#include <cmath>

namespace transcope::core::demo {

namespace {

/// How a kind of nucleus looks; amounts in the canvas's unit.
struct Look
{
    float darkness;  ///< haematoxylin of its middle
    float spread;    ///< ± share of darkness from nucleus to nucleus
    float chromatin; ///< strength of the clumps, share of darkness
    float ragged;    ///< how far the outline departs from an ellipse
};

Look lookOf(const Nucleus& n)
{
    switch (n.kind) {
    case NucleusKind::Tumour:
        return {132 - 48 * n.vesicular, 0.20f, 0.10f + 0.12f * n.vesicular, 0.10f};
    case NucleusKind::Spindle:
        return {112 - 26 * n.vesicular, 0.15f, 0.10f, 0.12f};
    case NucleusKind::Lymphocyte:
        return {150, 0.14f, 0.17f, 0.09f};
    case NucleusKind::Adipocyte:
        return {118, 0.1f, 0.08f, 0.1f};
    case NucleusKind::Debris:
        return {140, 0.35f, 0.1f, 0.25f};
    case NucleusKind::Mitosis:
        return {205, 0.05f, 0.1f, 0.35f};
    }
    return {};
}

class NucleusPainter
{
public:
    NucleusPainter(std::uint64_t seed, Canvas& canvas)
        : m_canvas(canvas), m_clumps(mix(seed + 31), 2, 2, 2), m_shape(mix(seed + 32), 4, 4, 2)
    {
    }

    void paint(const Nucleus& n)
    {
        const int reach = static_cast<int>(n.radiusLong * 1.35f) + 2;
        const int centreX = static_cast<int>(n.x), centreY = static_cast<int>(n.y);
        const Look look = lookOf(n);
        const float own = 1 + look.spread * (static_cast<float>(n.look & 1023) / 511.5f - 1);
        m_offsetX = static_cast<int>((n.look >> 10) & 1023);
        m_offsetY = static_cast<int>((n.look >> 20) & 1023);
        m_cos = std::cos(n.angle);
        m_sin = std::sin(n.angle);
        placeNucleoli(n);
        for (int y = std::max(0, centreY - reach); y <= std::min(m_canvas.side - 1, centreY + reach); ++y)
            for (int x = std::max(0, centreX - reach); x <= std::min(m_canvas.side - 1, centreX + reach); ++x)
                pixel(n, look, own, x, y);
    }

private:
    void placeNucleoli(const Nucleus& n)
    {
        m_nucleoli =
            n.kind == NucleusKind::Tumour && n.vesicular > 0.35f ? 1 + static_cast<int>(n.look & 1) : 0;
        for (int k = 0; k < m_nucleoli; ++k) {
            m_nucleolusX[k] =
                0.45f * n.radiusLong * (static_cast<float>((n.look >> (3 + 7 * k)) & 127) / 63.5f - 1);
            m_nucleolusY[k] =
                0.40f * n.radiusShort * (static_cast<float>((n.look >> (9 + 6 * k)) & 127) / 63.5f - 1);
        }
    }

    void pixel(const Nucleus& n, const Look& look, float own, int x, int y)
    {
        const float dx = static_cast<float>(x) - n.x, dy = static_cast<float>(y) - n.y;
        const float u = dx * m_cos + dy * m_sin, v = dy * m_cos - dx * m_sin;
        const float a = u / n.radiusLong, b = v / n.radiusShort;
        const float shape = look.ragged * m_shape.at(x + m_offsetX, y + m_offsetY);
        const float radius = std::sqrt(a * a + b * b) + shape;
        const float cover = std::clamp((1 - radius) * n.radiusShort + 0.5f, 0.0f, 1.0f);
        if (cover <= 0)
            return;
        const float rim = std::clamp((radius - 0.62f) / 0.28f, 0.0f, 1.0f);
        const float membrane = n.vesicular * (0.62f * rim - 0.08f);
        const float clumps = look.chromatin * m_clumps.at(x + m_offsetY, y + m_offsetX);
        float amount = look.darkness * own * (1 + membrane + clumps);
        for (int k = 0; k < m_nucleoli; ++k) {
            const float du = u - m_nucleolusX[k], dv = v - m_nucleolusY[k];
            amount += 62 * std::clamp(2.1f - std::sqrt(du * du + dv * dv), 0.0f, 1.0f);
        }
        blend(m_canvas.haematoxylin[m_canvas.index(x, y)], amount, cover);
        blend(m_canvas.eosin[m_canvas.index(x, y)], 14, 0.75f * cover);
    }

    static void blend(std::uint8_t& there, float amount, float cover)
    {
        const float value = static_cast<float>(there) * (1 - cover) + amount * cover;
        there = static_cast<std::uint8_t>(std::clamp(value + 0.5f, 0.0f, 255.0f));
    }

    Canvas& m_canvas;
    NoiseTile m_clumps, m_shape;
    int m_offsetX = 0, m_offsetY = 0;
    float m_cos = 1, m_sin = 0;
    int m_nucleoli = 0;
    float m_nucleolusX[2] = {}, m_nucleolusY[2] = {};
};

} // namespace

void paintNuclei(const std::vector<Nucleus>& nuclei, std::uint64_t seed, Canvas& canvas)
{
    NucleusPainter painter(seed, canvas);
    for (const Nucleus& n : nuclei)
        painter.paint(n);
}

} // namespace transcope::core::demo
