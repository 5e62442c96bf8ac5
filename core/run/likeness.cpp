#include "core/run/likeness.h"

#include "core/base/try.h"
#include "core/expression/genematching.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace transcope::core {

namespace {

constexpr double ScaleTolerance = 0.05, StainTolerance = 0.10;
// Resampling by 1 % alone changes the variance of the Laplacian by a factor of 1.6 (B4 of her2st).
constexpr double FocusFactor = 2;
constexpr float FarPercentile = 99;
constexpr double FarShare = 0.05; // where 1 % are expected

template <class... Values> std::string text(const char* format, Values... values)
{
    char line[300];
    std::snprintf(line, sizeof line, format, values...);
    return line;
}

/// Of the spots that have values; NaN where none has.
double meanOf(const std::vector<float>& values)
{
    double sum = 0, count = 0;
    for (const float value : values)
        if (std::isfinite(value)) {
            sum += static_cast<double>(value);
            ++count;
        }
    return sum / count;
}

/// The smallest and largest among the training's sections.
struct Range
{
    double low, high;
    template <class Value> Range(const std::vector<SectionLooks>& sections, const Value& value)
    {
        low = high = value(sections.front().mean);
        for (const SectionLooks& section : sections) {
            low = std::min(low, value(section.mean));
            high = std::max(high, value(section.mean));
        }
    }
};

void compareStain(std::vector<RunWarning>& warnings, const char* adjective, double here, const Range& trained)
{
    const bool more = here > trained.high * (1 + StainTolerance);
    if (!more && !(here < trained.low * (1 - StainTolerance)))
        return;
    const double bound = more ? trained.high : trained.low;
    if (bound > 0)
        warnings.push_back({"stain", text("This slide is %.0f %% %s %s than any training section (optical "
                                          "density %.3f; there %.3f to %.3f)",
                                          100 * std::abs(here / bound - 1), more ? "more" : "less", adjective,
                                          here, trained.low, trained.high)});
}

void compareFocus(std::vector<RunWarning>& warnings, double here, const Range& trained)
{
    const bool sharper = here > trained.high * FocusFactor;
    if (!sharper && !(here * FocusFactor < trained.low))
        return;
    warnings.push_back(
        {"focus", text("This slide is %s than any training section (variance of the Laplacian %.0f; there "
                       "%.0f to %.0f)",
                       sharper ? "sharper" : "less sharp", here, trained.low, trained.high)});
}

void compareSpots(std::vector<RunWarning>& warnings, const std::vector<float>& outside)
{
    const auto far = std::ranges::count_if(outside, [](float p) { return p > FarPercentile; });
    const auto known = std::ranges::count_if(outside, [](float p) { return std::isfinite(p); });
    if (known == 0 || static_cast<double>(far) <= FarShare * static_cast<double>(known))
        return;
    warnings.push_back(
        {"domain", text("%.0f %% of the spots (%td of %td) lie farther from the training spots "
                        "than 99 %% of these do: what is predicted there is extrapolated",
                        100.0 * static_cast<double>(far) / static_cast<double>(known), far, known)});
}

/// Values of a column; empty where there is none.
Result<std::vector<float>> column(const Layer& looks, const std::string& name)
{
    const int index = findGene(looks.genes, name);
    if (index < 0)
        return std::vector<float>();
    return looks.values->gene(static_cast<std::size_t>(index));
}

} // namespace

std::vector<RunWarning> scaleWarnings(const RunPlan& plan, const PredictorInfo& info)
{
    const auto trained = info.patches.umPerPx, slide = plan.scale.umPerPx;
    if (!trained)
        return {};
    if (!slide)
        return {
            {"scale", text("Trained at %.2f µm/px, and the slide's scale is unknown: its pixels are taken "
                           "as if they were of that scale",
                           *trained)}};
    if (std::abs(*slide / *trained - 1) <= ScaleTolerance)
        return {};
    return {{"scale",
             text("Trained at %.2f µm/px, slide %.2f: patches are %s", *trained, *slide,
                  *slide < *trained ? "resampled"
                                    : "enlarged, and what is finer than the slide's pixels is missing")}};
}

std::string unknownTrainingNote(const PredictorInfo& info)
{
    if (!info.trainedLooks.empty() || seesWholeSection(info.kind))
        return {};
    return info.weightsName + " does not say what its training looked like: whether this slide is like it "
                              "cannot be told";
}

Result<std::vector<RunWarning>> likenessWarnings(const std::vector<SectionLooks>& trained, const Layer& looks)
{
    std::vector<RunWarning> warnings;
    TRY(const auto haematoxylin, column(looks, "haematoxylin"));
    TRY(const auto eosin, column(looks, "eosin"));
    TRY(const auto focus, column(looks, "focus"));
    TRY(const auto outside, column(looks, partname::Outside));
    if (!trained.empty()) {
        compareStain(warnings, "haematoxylin-stained", meanOf(haematoxylin),
                     Range(trained, [](const Appearance& a) { return a.haematoxylin(); }));
        compareStain(warnings, "eosinophilic", meanOf(eosin),
                     Range(trained, [](const Appearance& a) { return a.eosin(); }));
        compareFocus(warnings, meanOf(focus), Range(trained, [](const Appearance& a) { return a.focus; }));
    }
    compareSpots(warnings, outside);
    return warnings;
}

Result<std::vector<RunWarning>> runWarnings(const RunPlan& plan, const PredictorInfo& info,
                                            const RunTarget& target)
{
    auto warnings = scaleWarnings(plan, info);
    for (std::size_t i = 0; i < info.parts.size(); ++i) {
        if (info.parts[i].name != partname::Appearance)
            continue;
        TRY(const auto looks, target.session->readLayer(target.parts[i].layer));
        TRY(const auto more, likenessWarnings(info.trainedLooks, looks));
        warnings.insert(warnings.end(), more.begin(), more.end());
    }
    return warnings;
}

} // namespace transcope::core
