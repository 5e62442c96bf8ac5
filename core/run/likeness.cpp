#include "core/run/likeness.h"

#include "core/base/try.h"
#include "core/expression/genematching.h"
#include "core/run/training.h"
#include "core/session/layerparts.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

namespace {

constexpr double ScaleTolerance = 0.05, StainTolerance = 0.10;
/// Below this amount of stain, shares of it mean nothing: her2st's sections have −0.03 to 0.01 of eosin,
/// since their pink is nearer to the vector of haematoxylin.
constexpr double LeastDensity = 0.1;
// Resampling by 1 % alone changes the variance of the Laplacian by a factor of 1.6 (B4 of her2st).
constexpr double FocusFactor = 2;
constexpr float FarPercentile = 99;
constexpr double FarShare = 0.05; // where 1 % are expected

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

/// What is said of a slide with more or less of a stain, in per cent and, where there is too little of it for
/// shares, without.
struct StainPhrases
{
    Phrase more, less, moreOfLittle, lessOfLittle;
};

void compareStain(std::vector<RunWarning>& warnings, const StainPhrases& said, double here,
                  const Range& trained)
{
    constexpr int Decimals = 3;
    const auto margin = [](double bound) { return StainTolerance * std::max(std::abs(bound), LeastDensity); };
    const bool isMore = here > trained.high + margin(trained.high);
    if (!isMore && !(here < trained.low - margin(trained.low)))
        return;
    const double bound = isMore ? trained.high : trained.low;
    std::vector<Phrase> numbers{numberPhrase(here, Decimals), numberPhrase(trained.low, Decimals),
                                numberPhrase(trained.high, Decimals)};
    if (bound < LeastDensity) {
        warnings.push_back({"stain", (isMore ? said.moreOfLittle : said.lessOfLittle).with(numbers)});
        return;
    }
    numbers.insert(numbers.begin(), numberPhrase(100 * std::abs(here / bound - 1)));
    warnings.push_back({"stain", (isMore ? said.more : said.less).with(numbers)});
}

void compareFocus(std::vector<RunWarning>& warnings, double here, const Range& trained)
{
    const bool sharper = here > trained.high * FocusFactor;
    if (!sharper && !(here * FocusFactor < trained.low))
        return;
    const auto said = sharper ? phrase("Run", "This slide is sharper than any training section (variance of "
                                              "the Laplacian %1; there %2 to %3)")
                              : phrase("Run", "This slide is less sharp than any training section (variance "
                                              "of the Laplacian %1; there %2 to %3)");
    warnings.push_back(
        {"focus", said.with({numberPhrase(here), numberPhrase(trained.low), numberPhrase(trained.high)})});
}

void compareSpots(std::vector<RunWarning>& warnings, const std::vector<float>& outside)
{
    const auto far = std::ranges::count_if(outside, [](float p) { return p > FarPercentile; });
    const auto known = std::ranges::count_if(outside, [](float p) { return std::isfinite(p); });
    if (known == 0 || static_cast<double>(far) <= FarShare * static_cast<double>(known))
        return;
    const auto count = static_cast<double>(far), all = static_cast<double>(known);
    warnings.push_back(
        {"domain", phrase("Run", "%1 % of the spots (%2 of %3) lie farther from the training spots than 99 % "
                                 "of these do: what is predicted there is extrapolated")
                       .with({numberPhrase(100 * count / all), numberPhrase(count), numberPhrase(all)})});
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

std::vector<RunWarning> scaleWarnings(std::optional<double> trained, std::optional<double> slide)
{
    constexpr int Decimals = 2;
    if (!trained)
        return {};
    if (!slide)
        return {
            {"scale", phrase("Run", "Trained at %1 µm/px, and the slide's scale is unknown: its pixels are "
                                    "taken as if they were of that scale")
                          .with({numberPhrase(*trained, Decimals)})}};
    if (std::abs(*slide / *trained - 1) <= ScaleTolerance)
        return {};
    const auto said = *slide < *trained
                          ? phrase("Run", "Trained at %1 µm/px, slide %2: patches are resampled")
                          : phrase("Run", "Trained at %1 µm/px, slide %2: patches are enlarged, and what is "
                                          "finer than the slide's pixels is missing");
    return {{"scale", said.with({numberPhrase(*trained, Decimals), numberPhrase(*slide, Decimals)})}};
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
        compareStain(warnings,
                     {phrase("Run", "This slide is %1 % more haematoxylin-stained than any training section "
                                    "(optical density %2; there %3 to %4)"),
                      phrase("Run", "This slide is %1 % less haematoxylin-stained than any training section "
                                    "(optical density %2; there %3 to %4)"),
                      phrase("Run", "This slide is more haematoxylin-stained than any training section "
                                    "(optical density %1; there %2 to %3)"),
                      phrase("Run", "This slide is less haematoxylin-stained than any training section "
                                    "(optical density %1; there %2 to %3)")},
                     meanOf(haematoxylin),
                     Range(trained, [](const Appearance& a) { return a.haematoxylin(); }));
        compareStain(warnings,
                     {phrase("Run", "This slide is %1 % more eosinophilic than any training section (optical "
                                    "density %2; there %3 to %4)"),
                      phrase("Run", "This slide is %1 % less eosinophilic than any training section (optical "
                                    "density %2; there %3 to %4)"),
                      phrase("Run", "This slide is more eosinophilic than any training section (optical "
                                    "density %1; there %2 to %3)"),
                      phrase("Run", "This slide is less eosinophilic than any training section (optical "
                                    "density %1; there %2 to %3)")},
                     meanOf(eosin), Range(trained, [](const Appearance& a) { return a.eosin(); }));
        compareFocus(warnings, meanOf(focus), Range(trained, [](const Appearance& a) { return a.focus; }));
    }
    compareSpots(warnings, outside);
    return warnings;
}

Result<KeptWarnings> keptWarnings(const Session& session, const LayerInfo& predicted)
{
    KeptWarnings kept;
    TRY(const auto training, trainingOf(session, predicted.provenance));
    if (!training)
        return kept;
    kept.warnings = scaleWarnings(training->umPerPx, scaleIn(session, {}).umPerPx);
    TRY(const auto infos, session.layers());
    const auto* looks = partOf(infos, predicted.provenance, partname::Appearance);
    kept.knowsLooks = looks != nullptr && !training->looks.empty();
    if (!kept.knowsLooks)
        return kept;
    TRY(const auto layer, session.readLayer(looks->id));
    TRY(const auto warnings, likenessWarnings(training->looks, layer));
    kept.warnings.insert(kept.warnings.end(), warnings.begin(), warnings.end());
    return kept;
}

Result<std::vector<RunWarning>> runWarnings(const RunPlan& plan, const PredictorInfo& info,
                                            const RunTarget& target)
{
    auto warnings = scaleWarnings(info.patches.umPerPx, plan.scale.umPerPx);
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
