#include "core/evaluation/baselinelayers.h"

#include "core/base/try.h"
#include "core/evaluation/baselines.h"
#include "core/evaluation/ridgebaseline.h"
#include "core/expression/denseexpression.h"
#include "core/io/sectionfolder.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

namespace {

namespace fs = std::filesystem;

bool isSameSection(const TruthSection& section, const TruthSection& measured)
{
    std::error_code unknown; // a picture that cannot be looked at is no proof
    return section.name == measured.name ||
           (section.image && measured.image && fs::equivalent(*section.image, *measured.image, unknown));
}

/// The folder's sections but the measured one, whose patient becomes what the folder says.
Result<std::vector<TruthSection>> trainingBeside(TruthSection& measured, const fs::path& folder,
                                                 BaselineLayers& result, std::stop_token stop)
{
    TRY(auto data, openSectionFolder(folder, std::move(stop)));
    result.notes = std::move(data.notes);
    if (const auto known = data.patients.find(measured.name); known != data.patients.end())
        measured.patient = known->second;
    std::vector<TruthSection> training;
    for (Section& opened : data.sections) {
        auto section = truthOf(std::move(opened));
        if (isSameSection(section, measured))
            measured.patient = section.patient;
        else
            training.push_back(std::move(section));
    }
    if (training.empty())
        return fail(ErrorCode::BadInput, folder.string() + ": has no other section than " + measured.name,
                    "Name a folder of several measured sections");
    return training;
}

Layer layerOf(const BaselinePrediction& baseline, const GeneList& genes, Provenance provenance)
{
    const BaselineRows& rows = baseline.sections.front();
    auto spots = std::make_shared<SpotTable>(rows.section->spots);
    spots->spots.clear();
    for (const std::size_t row : rows.rows)
        spots->spots.push_back(rows.section->spots.spots[row]);
    Layer layer;
    layer.name = baseline.name;
    layer.kind = LayerKind::Imported;
    for (const int column : rows.truth.columns)
        layer.genes.push_back(genes[static_cast<std::size_t>(column)]);
    layer.spots = std::move(spots);
    layer.values = denseExpression(rows.predicted);
    layer.provenance = std::move(provenance);
    layer.provenance.method = baseline.name;
    return layer;
}

/// Of constant baselines the first spot tells.
bool sameValues(const Expression& one, const ExpressionMatrix& other)
{
    const auto spot = one.spot(0);
    return spot && std::ranges::equal(*spot, other.spot(0), [](float a, float b) {
               return a == b || (std::isnan(a) && std::isnan(b));
           });
}

std::string namesOf(const std::vector<TruthSection>& sections)
{
    std::string names;
    for (const auto& section : sections)
        names += (names.empty() ? "" : ", ") + section.name;
    return names;
}

} // namespace

Result<BaselineLayers> baselineLayers(TruthSection measured, const fs::path& folder, const GeneList& genes,
                                      Normalisation normalisation, const ProgressFn& progress,
                                      std::stop_token stop)
{
    BaselineLayers result;
    TRY(const auto training, trainingBeside(measured, folder, result, stop));
    const std::vector<TruthSection> truths{std::move(measured)};
    TRY(auto baselines, predictMeans(truths, training, genes, normalisation));
    TRY(auto ridge, predictRidge(truths, training, genes, normalisation, progress, std::move(stop)));
    baselines.push_back(std::move(ridge));
    Provenance provenance;
    provenance.normalisation = normalisation;
    provenance.version = TRANSCOPE_VERSION;
    provenance.trainedSections = namesOf(training);
    for (const auto& baseline : baselines) {
        for (const auto& note : baseline.notes)
            result.notes.push_back(baseline.name + ", " + note);
        // Where no patient is shared, the mean of all is that of others: one of them is enough.
        const bool isNew =
            !baseline.sections.empty() && std::ranges::none_of(result.layers, [&](const Layer& layer) {
                return sameValues(*layer.values, baseline.sections.front().predicted);
            });
        if (isNew)
            result.layers.push_back(layerOf(baseline, genes, provenance));
    }
    return result;
}

} // namespace transcope::core
