#include "core/evaluation/ridgebaseline.h"

#include "core/base/try.h"
#include "core/expression/genematching.h"
#include "core/predict/patchextractor.h"
#include "core/predict/sectionslide.h"
#include "core/stats/patchfeatures.h"
#include "core/stats/patchridge.h"

#include <algorithm>
#include <set>

namespace transcope::core {

namespace {

/// A section with its picture; features follow once the scale of all is known.
struct Pictured
{
    const TruthSection* section = nullptr;
    SectionSlide slide;
    PreparedTruth prepared;
    std::vector<int> columnOf;     ///< per wanted gene: its column in prepared.values, -1 where not measured
    std::vector<std::size_t> rows; ///< spots with values and a place on the picture
    ExpressionMatrix features;     ///< rows × features
};

Result<Pictured> openPictured(const TruthSection& section, const GeneList& genes, Normalisation normalisation,
                              std::stop_token stop)
{
    TRY(auto slide, openSectionSlide(*section.image, section.spots, {}, stop));
    TRY(auto prepared, prepareTruth(section, genes, normalisation));
    Pictured pictured{&section, std::move(slide), std::move(prepared), std::vector<int>(genes.size(), -1), {},
                      {}};
    for (std::size_t c = 0; c < pictured.prepared.columns.size(); ++c)
        pictured.columnOf[static_cast<std::size_t>(pictured.prepared.columns[c])] = static_cast<int>(c);
    std::set<int> unusable(pictured.slide.spotsOutside.begin(), pictured.slide.spotsOutside.end());
    unusable.insert(pictured.prepared.emptySpots.begin(), pictured.prepared.emptySpots.end());
    for (std::size_t s = 0; s < section.spots.size(); ++s)
        if (!unusable.contains(static_cast<int>(s)))
            pictured.rows.push_back(s);
    return pictured;
}

Result<void> measure(Pictured& pictured, const PatchSpec& spec, ProgressMeter& meter, std::stop_token stop)
{
    PatchExtractor extractor(pictured.slide.slide, spec, pictured.slide.umPerPx);
    TRY_RUN(extractor.check());
    const SpotTable& spots = pictured.section->spots;
    pictured.features =
        ExpressionMatrix(pictured.rows.size(), spec.downsamples.size() * patchFeatureNames().size());
    PatchBatch patches;
    extractor.prepare(patches, 1);
    for (std::size_t r = 0; r < pictured.rows.size(); ++r) {
        TRY_RUN(extractor.extractInto(patches, 0, spots.spots[pictured.rows[r]], stop));
        std::vector<float> row;
        for (const auto& level : patches.levels) {
            const auto features = patchFeatures(level.data(), spec.sizePx);
            row.insert(row.end(), features.begin(), features.end());
        }
        pictured.features.setSpot(r, row);
        meter.advance();
    }
    return {};
}

bool measuredIn(const Pictured& pictured, std::size_t gene)
{
    return pictured.columnOf[gene] >= 0;
}

/// Rows of several sections one after another.
struct Fitted
{
    ExpressionMatrix features, values;
    std::vector<int> groups; ///< per row: which section
};

Fitted stacked(const std::vector<const Pictured*>& sections, const std::vector<std::size_t>& genes)
{
    std::size_t rows = 0;
    for (const Pictured* section : sections)
        rows += section->rows.size();
    Fitted fitted{
        ExpressionMatrix(rows, sections.front()->features.genes()), ExpressionMatrix(rows, genes.size()), {}};
    for (std::size_t i = 0; i < sections.size(); ++i)
        for (std::size_t r = 0; r < sections[i]->rows.size(); ++r) {
            const std::size_t row = fitted.groups.size();
            fitted.features.setSpot(row, sections[i]->features.spot(r));
            for (std::size_t g = 0; g < genes.size(); ++g)
                fitted.values.at(row, g) = sections[i]->prepared.values.at(
                    sections[i]->rows[r], static_cast<std::size_t>(sections[i]->columnOf[genes[g]]));
            fitted.groups.push_back(static_cast<int>(i));
        }
    return fitted;
}

/// Fits on `training` and predicts `truth`, whose rows it takes.
void predict(BaselinePrediction& ridge, Pictured& truth, const std::vector<const Pictured*>& training,
             const GeneList& genes)
{
    std::vector<std::size_t> common; // the wanted genes that truth and all training sections measure
    std::vector<int> lacking;
    for (std::size_t g = 0; g < genes.size(); ++g) {
        const bool learnt = std::all_of(training.begin(), training.end(),
                                        [g](const Pictured* t) { return measuredIn(*t, g); });
        if (learnt && measuredIn(truth, g))
            common.push_back(g);
        else if (!learnt)
            lacking.push_back(static_cast<int>(g));
    }
    const std::string& name = truth.section->name;
    if (!lacking.empty())
        ridge.notes.push_back(name + ": " + std::to_string(lacking.size()) +
                              " genes are not measured in every training section and stay undefined: " +
                              namesForMessage(genes, lacking));
    if (common.empty())
        return;
    const Fitted fitted = stacked(training, common);
    const PatchRidge fit = patchRidge(fitted.features, fitted.values, fitted.groups, truth.features);
    ridge.notes.push_back(name + ": " + fit.note);
    ExpressionMatrix predicted(truth.rows.size(), truth.prepared.columns.size());
    for (std::size_t g = 0; g < common.size(); ++g)
        std::ranges::copy(fit.predicted.gene(g),
                          predicted.gene(static_cast<std::size_t>(truth.columnOf[common[g]])).begin());
    ridge.sections.push_back(
        {truth.section, std::move(truth.prepared), std::move(truth.rows), std::move(predicted)});
}

/// Those of `sections` that have an image; the others with a note. what: "training section ", or nothing.
Result<std::vector<Pictured>> openAll(const std::vector<TruthSection>& sections, const GeneList& genes,
                                      Normalisation normalisation, const std::string& what,
                                      BaselinePrediction& ridge, std::stop_token stop)
{
    std::vector<Pictured> opened;
    for (const TruthSection& section : sections) {
        if (!section.image) {
            ridge.notes.push_back(what + section.name + ": no image lies beside the section");
            continue;
        }
        TRY(auto pictured, openPictured(section, genes, normalisation, stop));
        if (!pictured.slide.note.empty())
            ridge.notes.push_back(what + section.name + ": " + pictured.slide.note);
        opened.push_back(std::move(pictured));
    }
    return opened;
}

PatchSpec patchesFor(const std::vector<Pictured>& training)
{
    std::vector<SectionSlide> slides;
    for (const Pictured& section : training)
        slides.push_back(section.slide);
    PatchSpec spec; // M2OST's
    spec.umPerPx = commonUmPerPx(slides);
    return spec;
}

std::int64_t spotsOf(const std::vector<Pictured>& sections)
{
    std::int64_t spots = 0;
    for (const Pictured& section : sections)
        spots += static_cast<std::int64_t>(section.rows.size());
    return spots;
}

/// The training sections other than the truth itself.
std::vector<const Pictured*> othersThan(const Pictured& truth, const std::vector<Pictured>& training)
{
    std::vector<const Pictured*> others;
    for (const Pictured& section : training)
        if (section.section->name != truth.section->name)
            others.push_back(&section);
    return others;
}

} // namespace

Result<BaselinePrediction> predictRidge(const std::vector<TruthSection>& truths,
                                        const std::vector<TruthSection>& training, const GeneList& genes,
                                        Normalisation normalisation, const ProgressFn& progress,
                                        std::stop_token stop)
{
    BaselinePrediction ridge{std::string(RidgeName), {}, {}};
    TRY(auto learners, openAll(training, genes, normalisation, "training section ", ridge, stop));
    TRY(auto tests, openAll(truths, genes, normalisation, "", ridge, stop));
    const PatchSpec spec = patchesFor(learners);
    ProgressMeter meter(progress, "measuring colour and texture", spotsOf(learners) + spotsOf(tests));
    for (auto* sections : {&learners, &tests})
        for (Pictured& section : *sections)
            TRY_RUN(measure(section, spec, meter, stop));
    for (Pictured& truth : tests) {
        const auto others = othersThan(truth, learners);
        if (others.empty())
            ridge.notes.push_back(truth.section->name + ": no training section with an image remains");
        else
            predict(ridge, truth, others, genes);
    }
    return ridge;
}

Result<MethodScores> scoreRidge(const std::vector<TruthSection>& truths,
                                const std::vector<TruthSection>& training, const GeneList& genes,
                                Normalisation normalisation, const ProgressFn& progress, std::stop_token stop)
{
    TRY(auto ridge, predictRidge(truths, training, genes, normalisation, progress, std::move(stop)));
    return scoresOf(std::move(ridge), normalisation);
}

} // namespace transcope::core
