#include "core/slide/tissuemask.h"

#include "core/base/try.h"
#include "core/slide/thumbnail.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace transcope::core {

namespace {

constexpr int MaxMaskSidePx = 1024;
// Otsu halves whatever it is given. Below the first value nothing is stain, above the second nothing is
// glass: a slide without tissue stays empty, a slide full of it is not split into dark and pale tissue.
constexpr int LeastStain = 13;
constexpr int MostGlass = 38;
constexpr int DarkestTissue = 40; // brightest channel; below lies ink, or the black around a scan

// Hue in degrees, saturation and value 0..255.
struct Hsv
{
    double hue = 0;
    int saturation = 0;
    int value = 0;
};

Hsv hsvOf(const std::uint8_t* rgb)
{
    const int r = rgb[0], g = rgb[1], b = rgb[2];
    const int high = std::max({r, g, b}), span = high - std::min({r, g, b});
    Hsv hsv{0, high == 0 ? 0 : 255 * span / high, high};
    if (span == 0)
        return hsv;
    if (high == r)
        hsv.hue = 60.0 * (g - b) / span;
    else if (high == g)
        hsv.hue = 120 + 60.0 * (b - r) / span;
    else
        hsv.hue = 240 + 60.0 * (r - g) / span;
    if (hsv.hue < 0)
        hsv.hue += 360;
    return hsv;
}

// Haematoxylin and eosin run from violet to pink; marker pens are green, pure blue or black.
bool isInkOrBlack(const Hsv& px)
{
    const bool green = px.hue > 70 && px.hue < 190 && px.saturation > 60;
    const bool blue = px.hue >= 190 && px.hue < 238 && px.saturation > 140;
    return px.value < DarkestTissue || green || blue;
}

// Otsu 1979: the threshold that maximises the variance between the two classes.
int otsuThreshold(const std::array<std::int64_t, 256>& histogram)
{
    const double total =
        static_cast<double>(std::accumulate(histogram.begin(), histogram.end(), std::int64_t(0)));
    double sum = 0;
    for (int i = 0; i < 256; ++i)
        sum += static_cast<double>(i * histogram[i]);
    double below = 0, sumBelow = 0, best = -1;
    int threshold = 0;
    for (int i = 0; i < 255; ++i) {
        below += static_cast<double>(histogram[i]);
        sumBelow += static_cast<double>(i * histogram[i]);
        if (below == 0 || below == total)
            continue;
        const double difference = sumBelow / below - (sum - sumBelow) / (total - below);
        const double between = below * (total - below) * difference * difference;
        if (between > best)
            best = between, threshold = i;
    }
    return threshold;
}

// Turns 4-connected patches of `kind` smaller than minPx into the other kind; with inside, only such that do
// not touch the picture's edge.
void dissolveSmall(TissueMask& mask, std::uint8_t kind, std::size_t minPx, bool inside)
{
    std::vector<std::uint8_t> seen(mask.tissue.size());
    std::vector<int> patch;
    for (int start = 0; start < static_cast<int>(mask.tissue.size()); ++start) {
        if (seen[start] || mask.tissue[start] != kind)
            continue;
        bool touchesEdge = false;
        patch.assign(1, start);
        seen[start] = 1;
        for (std::size_t i = 0; i < patch.size(); ++i) {
            const int x = patch[i] % mask.width, y = patch[i] / mask.width;
            const auto visit = [&](int px) {
                if (!seen[px] && mask.tissue[px] == kind)
                    seen[px] = 1, patch.push_back(px);
            };
            touchesEdge |= x == 0 || y == 0 || x == mask.width - 1 || y == mask.height - 1;
            if (x > 0)
                visit(patch[i] - 1);
            if (x < mask.width - 1)
                visit(patch[i] + 1);
            if (y > 0)
                visit(patch[i] - mask.width);
            if (y < mask.height - 1)
                visit(patch[i] + mask.width);
        }
        if (patch.size() < minPx && !(inside && touchesEdge))
            for (const int px : patch)
                mask.tissue[px] = !kind;
    }
}

void thresholdStain(const Image& thumbnail, TissueMask& mask)
{
    std::array<std::int64_t, 256> histogram{};
    std::vector<int> stain(mask.tissue.size(), -1);
    for (std::size_t i = 0; i < stain.size(); ++i) {
        const Hsv px = hsvOf(thumbnail.rgb.data() + 3 * i);
        if (isInkOrBlack(px))
            continue;
        stain[i] = px.saturation;
        ++histogram[px.saturation];
    }
    const int threshold = std::clamp(otsuThreshold(histogram), LeastStain, MostGlass);
    for (std::size_t i = 0; i < stain.size(); ++i)
        mask.tissue[i] = stain[i] > threshold;
}

} // namespace

bool TissueMask::contains(PointD level0Px) const
{
    const double x = std::floor(level0Px.x / downsampleX), y = std::floor(level0Px.y / downsampleY);
    if (!(x >= 0 && y >= 0 && x < width && y < height))
        return false;
    return tissue[static_cast<std::size_t>(y) * width + static_cast<std::size_t>(x)] != 0;
}

double TissueMask::fraction() const
{
    if (tissue.empty())
        return 0;
    return static_cast<double>(std::count(tissue.begin(), tissue.end(), 1)) /
           static_cast<double>(tissue.size());
}

Result<TissueMask> detectTissue(const Slide& slide, std::stop_token stop)
{
    TRY(const auto thumbnail, readThumbnail(slide, {MaxMaskSidePx, MaxMaskSidePx}, stop));
    TissueMask mask;
    mask.width = thumbnail.width;
    mask.height = thumbnail.height;
    mask.downsampleX = static_cast<double>(slide.sizeLevel0Px().width) / mask.width;
    mask.downsampleY = static_cast<double>(slide.sizeLevel0Px().height) / mask.height;
    mask.tissue.resize(static_cast<std::size_t>(mask.width) * mask.height);
    thresholdStain(thumbnail, mask);
    dissolveSmall(mask, 1, mask.tissue.size() / 5000, false);
    dissolveSmall(mask, 0, mask.tissue.size() / 100, true);
    return mask;
}

} // namespace transcope::core
