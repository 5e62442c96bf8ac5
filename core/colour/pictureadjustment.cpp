#include "core/colour/pictureadjustment.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

namespace {

constexpr int StepsPerDensity = 1024;
constexpr int Steps = 4 * StepsPerDensity; // light that is left of more is less than a 256th of one step

std::uint8_t tone(double share, const PictureAdjustment& adjustment)
{
    const double bent = std::pow(share, 1 / adjustment.gamma);
    const double shown = (bent - 0.5) * adjustment.contrast + 0.5 + adjustment.brightness;
    return static_cast<std::uint8_t>(std::lround(255 * std::clamp(shown, 0.0, 1.0)));
}

std::uint32_t pack(std::uint32_t red, std::uint32_t green, std::uint32_t blue)
{
    return 0xff000000U | red << 16U | green << 8U | blue;
}

/// What is left of white behind so much of a stain, as opticalDensity() counts.
double shareLeft(double amount, double absorption)
{
    return std::max(0.0, (256 * std::pow(10, -amount * absorption) - 1) / 255);
}

} // namespace

Phrase stainName(Stain stain)
{
    switch (stain) {
    case Stain::Haematoxylin:
        return phrase("Picture", "haematoxylin");
    case Stain::Eosin:
        return phrase("Picture", "eosin");
    case Stain::Residual:
        break;
    }
    return phrase("Picture", "residual stain");
}

Phrase words(const PictureAdjustment& adjustment)
{
    std::vector<Phrase> parts;
    if (adjustment.stain)
        parts.push_back(phrase("Picture", "%1 alone").with({stainName(*adjustment.stain)}));
    if (adjustment.brightness != 0)
        parts.push_back(
            phrase("Picture", "brightness %1 %").with({numberPhrase(100 * adjustment.brightness)}));
    if (adjustment.contrast != 1)
        parts.push_back(phrase("Picture", "contrast %1 %").with({numberPhrase(100 * adjustment.contrast)}));
    if (adjustment.gamma != 1)
        parts.push_back(
            phrase("Picture", "gamma %1").with({numberPhrase(adjustment.gamma, Phrase::AsNeeded)}));
    Phrase all;
    for (auto& part : parts)
        all = all.empty() ? part : phrase("Picture", "%1, %2").with({all, part});
    return all;
}

PictureAdjuster::PictureAdjuster(const PictureAdjustment& adjustment)
    : m_isStain(adjustment.stain.has_value())
{
    for (std::size_t value = 0; value < m_tones.size(); ++value)
        m_tones[value] = tone(static_cast<double>(value) / 255, adjustment);
    if (!m_isStain)
        return;
    const auto weights = stainWeights(*adjustment.stain);
    for (std::size_t channel = 0; channel < 3; ++channel)
        for (std::size_t value = 0; value < 256; ++value)
            m_amounts[channel][value] = static_cast<std::int32_t>(std::lround(
                StepsPerDensity * weights[channel] * opticalDensity(static_cast<std::uint8_t>(value))));
    const auto& absorption = stainVector(*adjustment.stain);
    for (int step = 0; step < Steps; ++step) {
        const double amount = double(step) / StepsPerDensity;
        m_colours.push_back(pack(tone(shareLeft(amount, absorption[0]), adjustment),
                                 tone(shareLeft(amount, absorption[1]), adjustment),
                                 tone(shareLeft(amount, absorption[2]), adjustment)));
    }
}

std::uint32_t PictureAdjuster::packed(std::uint8_t red, std::uint8_t green, std::uint8_t blue) const
{
    if (!m_isStain)
        return pack(m_tones[red], m_tones[green], m_tones[blue]);
    const auto amount = m_amounts[0][red] + m_amounts[1][green] + m_amounts[2][blue];
    return m_colours[static_cast<std::size_t>(std::clamp(amount, 0, Steps - 1))];
}

Rgb PictureAdjuster::of(const Rgb& colour) const
{
    const auto shown = packed(colour[0], colour[1], colour[2]);
    return {static_cast<std::uint8_t>(shown >> 16U), static_cast<std::uint8_t>(shown >> 8U),
            static_cast<std::uint8_t>(shown)};
}

void PictureAdjuster::apply(std::span<std::uint32_t> px) const
{
    for (auto& each : px)
        each = packed(static_cast<std::uint8_t>(each >> 16U), static_cast<std::uint8_t>(each >> 8U),
                      static_cast<std::uint8_t>(each));
}

void PictureAdjuster::apply(std::span<std::uint8_t> rgb) const
{
    for (std::size_t i = 0; i + 2 < rgb.size(); i += 3) {
        const auto shown = of({rgb[i], rgb[i + 1], rgb[i + 2]});
        std::copy(shown.begin(), shown.end(), rgb.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

} // namespace transcope::core
