#pragma once

#include "core/base/phrase.h"
#include "core/colour/colourmap.h"
#include "core/stats/stains.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace transcope::core {

/// How a person wants to see a slide. It changes pictures for people, never what a model sees.
struct PictureAdjustment
{
    /// Of contrast and gamma.
    static constexpr double Least = 0.2, Most = 5;

    double brightness = 0;        ///< −1 … 1: added, 1 being the way from black to white
    double contrast = 1;          ///< times the distance from the middle grey
    double gamma = 1;             ///< above 1 what is dark becomes lighter
    std::optional<Stain> stain{}; ///< that one alone, in its own colour; absent: as it was scanned

    bool isNone() const { return *this == PictureAdjustment(); }
    bool operator==(const PictureAdjustment&) const = default;
};

/// What was done to a picture, for legends and exports: "haematoxylin alone, contrast 120 %"; empty for none.
Phrase words(const PictureAdjustment& adjustment);
Phrase stainName(Stain stain); ///< "haematoxylin"

/// Adjusts pictures, by tables: a stain's amount in steps of 1/1024 of an optical density (0.2 % of light),
/// then gamma, contrast and brightness in this order. Safe to share between threads.
class PictureAdjuster
{
public:
    explicit PictureAdjuster(const PictureAdjustment& adjustment);

    Rgb of(const Rgb& colour) const;
    /// 0xffRRGGBB each.
    void apply(std::span<std::uint32_t> px) const;
    /// Interleaved RGB.
    void apply(std::span<std::uint8_t> rgb) const;

private:
    std::uint32_t packed(std::uint8_t red, std::uint8_t green, std::uint8_t blue) const;

    bool m_isStain;
    std::array<std::uint8_t, 256> m_tones{};
    std::array<std::array<std::int32_t, 256>, 3> m_amounts{}; ///< of red, green and blue, in steps
    std::vector<std::uint32_t> m_colours;                     ///< by amount
};

} // namespace transcope::core
