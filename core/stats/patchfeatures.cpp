#include "core/stats/patchfeatures.h"

#include "core/stats/stains.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>

namespace transcope::core {

namespace {

using Vector3 = std::array<double, 3>;

// Ruifrok and Johnston's densities in R, G and B, before normalisation.
constexpr Vector3 Haematoxylin = {0.65, 0.70, 0.29};
constexpr Vector3 Eosin = {0.07, 0.99, 0.11};

constexpr int GreyLevels = 16;
constexpr double GreyRange = 1.6; // optical density; nuclei seldom reach more
constexpr std::array<int, 2> CoOccurrencePx = {1, 4};
constexpr int PatternBins = 10;

double dot(const Vector3& a, const Vector3& b)
{
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

Vector3 unit(Vector3 v)
{
    const double length = std::sqrt(dot(v, v));
    for (double& x : v)
        x /= length;
    return v;
}

/// One value per px, row by row.
struct Plane
{
    explicit Plane(int sizePx) : size(sizePx), values(static_cast<std::size_t>(sizePx) * sizePx) {}
    float at(int x, int y) const { return values[static_cast<std::size_t>(y) * size + x]; }

    int size;
    std::vector<float> values;
};

struct Planes
{
    explicit Planes(int sizePx)
        : red(sizePx), green(sizePx), blue(sizePx), haematoxylin(sizePx), eosin(sizePx)
    {
    }
    Plane red, green, blue, haematoxylin, eosin;
};

const std::array<float, 256>& opticalDensities()
{
    static const auto table = [] {
        std::array<float, 256> densities;
        for (std::size_t v = 0; v < densities.size(); ++v)
            densities[v] = static_cast<float>(opticalDensity(static_cast<std::uint8_t>(v)));
        return densities;
    }();
    return table;
}

Planes separated(const std::uint8_t* rgb, int sizePx)
{
    const Vector3 h = unit(Haematoxylin), e = unit(Eosin);
    const double between = dot(h, e);
    const auto& densities = opticalDensities();
    Planes planes(sizePx);
    for (std::size_t i = 0; i < planes.red.values.size(); ++i) {
        const Vector3 density = {densities[rgb[3 * i]], densities[rgb[3 * i + 1]], densities[rgb[3 * i + 2]]};
        const double alongH = dot(density, h), alongE = dot(density, e);
        planes.red.values[i] = static_cast<float>(density[0]);
        planes.green.values[i] = static_cast<float>(density[1]);
        planes.blue.values[i] = static_cast<float>(density[2]);
        // The normal equations of two unit vectors.
        planes.haematoxylin.values[i] =
            static_cast<float>((alongH - between * alongE) / (1 - between * between));
        planes.eosin.values[i] = static_cast<float>((alongE - between * alongH) / (1 - between * between));
    }
    return planes;
}

void addMeanAndDeviation(std::span<const float> values, std::vector<float>& features)
{
    double sum = 0, squares = 0;
    for (const float v : values)
        sum += v;
    const double mean = sum / static_cast<double>(values.size());
    for (const float v : values)
        squares += (v - mean) * (v - mean);
    features.push_back(static_cast<float>(mean));
    features.push_back(static_cast<float>(std::sqrt(squares / static_cast<double>(values.size()))));
}

/// Takes the values by copy, since finding percentiles moves them.
void addColour(std::vector<float> values, std::vector<float>& features)
{
    addMeanAndDeviation(values, features);
    auto begin = values.begin();
    for (const std::size_t percent : {10, 50, 90}) {
        const auto nth = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) * percent / 100);
        std::nth_element(begin, nth, values.end());
        features.push_back(*nth);
        begin = nth;
    }
}

void addEdges(const Plane& plane, std::vector<float>& features)
{
    std::vector<float> lengths;
    for (int y = 1; y + 1 < plane.size; ++y)
        for (int x = 1; x + 1 < plane.size; ++x)
            lengths.push_back(
                std::hypot(plane.at(x + 1, y) - plane.at(x - 1, y), plane.at(x, y + 1) - plane.at(x, y - 1)) /
                2);
    addMeanAndDeviation(lengths, features);
}

std::vector<int> greyLevels(const Plane& plane)
{
    std::vector<int> levels(plane.values.size());
    std::transform(plane.values.begin(), plane.values.end(), levels.begin(), [](float v) {
        return std::clamp(static_cast<int>(v / GreyRange * GreyLevels), 0, GreyLevels - 1);
    });
    return levels;
}

using CoOccurrence = std::array<std::array<double, GreyLevels>, GreyLevels>;

/// Shares of pairs of levels `distance` px apart, in all four directions and both orders.
CoOccurrence coOccurrence(const std::vector<int>& levels, int size, int distance)
{
    std::array<std::array<std::int64_t, GreyLevels>, GreyLevels> counts{};
    std::int64_t pairs = 0;
    const auto at = [&](int x, int y) { return levels[static_cast<std::size_t>(y) * size + x]; };
    for (const auto& [dx, dy] :
         {std::pair{distance, 0}, {0, distance}, {distance, distance}, {-distance, distance}})
        for (int y = 0; y + dy < size; ++y)
            for (int x = std::max(0, -dx); x + std::max(0, dx) < size; ++x) {
                ++counts[at(x, y)][at(x + dx, y + dy)];
                ++pairs;
            }
    CoOccurrence shares;
    for (int i = 0; i < GreyLevels; ++i)
        for (int j = 0; j < GreyLevels; ++j)
            shares[i][j] =
                static_cast<double>(counts[i][j] + counts[j][i]) / (2 * static_cast<double>(pairs));
    return shares;
}

void addCoOccurrence(const CoOccurrence& shares, std::vector<float>& features)
{
    double mean = 0, square = 0, product = 0, contrast = 0, secondMoment = 0, inverseDifference = 0;
    for (int i = 0; i < GreyLevels; ++i)
        for (int j = 0; j < GreyLevels; ++j) {
            const double share = shares[i][j];
            mean += i * share; // the same along both sides
            square += i * i * share;
            product += i * j * share;
            contrast += (i - j) * (i - j) * share;
            secondMoment += share * share;
            inverseDifference += share / (1 + (i - j) * (i - j));
        }
    const double variance = square - mean * mean;
    const double correlation = variance > 1e-12 ? (product - mean * mean) / variance : 1;
    for (const double feature : {contrast, correlation, secondMoment, inverseDifference})
        features.push_back(static_cast<float>(feature));
}

/// How many neighbours are at least as dense as the centre, where these follow one another around it; else
/// the last bin.
int patternBin(const Plane& plane, int x, int y)
{
    static constexpr std::array<std::pair<int, int>, 8> ring = {
        {{1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}}};
    const float centre = plane.at(x, y);
    int set = 0, changes = 0;
    bool before = plane.at(x + ring.back().first, y + ring.back().second) >= centre;
    for (const auto& [dx, dy] : ring) {
        const bool here = plane.at(x + dx, y + dy) >= centre;
        set += here;
        changes += here != before;
        before = here;
    }
    return changes <= 2 ? set : PatternBins - 1;
}

void addPatterns(const Plane& plane, std::vector<float>& features)
{
    std::array<std::int64_t, PatternBins> counts{};
    for (int y = 1; y + 1 < plane.size; ++y)
        for (int x = 1; x + 1 < plane.size; ++x)
            ++counts[patternBin(plane, x, y)];
    const auto all = static_cast<float>((plane.size - 2) * (plane.size - 2));
    for (const auto count : counts)
        features.push_back(static_cast<float>(count) / all);
}

std::vector<std::string> makeNames()
{
    std::vector<std::string> names;
    for (const std::string plane : {"red", "green", "blue", "haematoxylin", "eosin"})
        for (const char* statistic : {" mean", " deviation", " p10", " p50", " p90"})
            names.push_back(plane + statistic);
    names.insert(names.end(), {"edges mean", "edges deviation"});
    for (const int distance : CoOccurrencePx)
        for (const std::string measure : {"contrast", "correlation", "second moment", "inverse difference"})
            names.push_back("co-occurrence " + measure + " " + std::to_string(distance) + " px");
    for (int bin = 0; bin + 1 < PatternBins; ++bin)
        names.push_back("pattern " + std::to_string(bin));
    names.push_back("pattern other");
    return names;
}

} // namespace

std::vector<float> patchFeatures(const std::uint8_t* rgb, int sizePx)
{
    Planes planes = separated(rgb, sizePx);
    std::vector<float> features;
    features.reserve(patchFeatureNames().size());
    for (const Plane* plane : {&planes.red, &planes.green, &planes.blue, &planes.haematoxylin, &planes.eosin})
        addColour(plane->values, features);
    addEdges(planes.haematoxylin, features);
    const auto levels = greyLevels(planes.haematoxylin);
    for (const int distance : CoOccurrencePx)
        addCoOccurrence(coOccurrence(levels, sizePx, distance), features);
    addPatterns(planes.haematoxylin, features);
    return features;
}

const std::vector<std::string>& patchFeatureNames()
{
    static const auto names = makeNames();
    return names;
}

} // namespace transcope::core
