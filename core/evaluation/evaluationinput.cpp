#include "core/evaluation/evaluationinput.h"

#include "core/base/try.h"
#include "core/expression/denseexpression.h"
#include "core/expression/genematching.h"
#include "core/expression/normalisation.h"
#include "core/expression/rowpart.h"
#include "core/io/h5ad.h"
#include "core/io/open.h"
#include "core/io/sectionnames.h"
#include "core/session/layerimport.h"
#include "core/session/session.h"
#include "core/spots/spotids.h"

#include <algorithm>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

Result<TruthSection> truthOfSession(const fs::path& path)
{
    TRY(const auto session, openSession(path));
    TRY(const auto layers, session->layers());
    for (const auto& info : layers) {
        if (info.kind != LayerKind::Measured)
            continue;
        TRY(auto layer, session->readLayer(info.id));
        const auto& slide = session->slide().path;
        const auto name = slide.stem().string();
        std::error_code error;
        return TruthSection{name,
                            patientOf(name),
                            *layer.spots,
                            layer.genes,
                            std::move(layer.values),
                            layer.provenance.normalisation,
                            fs::exists(slide, error) ? std::optional(slide) : std::nullopt,
                            {}};
    }
    return fail(ErrorCode::NotFound, path.string() + ": the session has no measured layer",
                "Name the section's counts with --truth");
}

/// An .h5ad that Transcope wrote says how its values were normalised; others are taken as counts.
Result<TruthSection> truthOfH5ad(const fs::path& path)
{
    TRY(const auto normalisation, normalisationOfH5ad(path));
    if (normalisation == Normalisation::None) {
        TRY(auto section, readH5adSection(path));
        return truthOf(std::move(section));
    }
    TRY(auto file, readH5ad(path));
    const auto name = path.stem().string();
    auto& x = file.layers.front();
    return TruthSection{name,          patientOf(name),         *file.spots,          x.genes, x.values,
                        normalisation, imageBeside(path, name), std::move(file.notes)};
}

} // namespace

TruthSection truthOf(Section section)
{
    return {section.name,
            section.patient,
            std::move(section.spots),
            std::move(section.genes),
            std::move(section.counts),
            Normalisation::None,
            std::move(section.image),
            std::move(section.notes)};
}

Result<TruthSection> loadTruth(const fs::path& path)
{
    if (path.extension() == ".transcope")
        return truthOfSession(path);
    if (path.extension() == ".h5ad")
        return truthOfH5ad(path);
    TRY(auto section, openSection(path));
    return truthOf(std::move(section));
}

std::shared_ptr<const Layer> measuredLayer(const TruthSection& truth, const std::string& name)
{
    Layer layer;
    layer.name = name;
    layer.genes = truth.genes;
    layer.spots = std::make_shared<const SpotTable>(truth.spots);
    layer.values = truth.values;
    layer.provenance.method = "measured";
    layer.provenance.normalisation = truth.normalisation;
    return std::make_shared<const Layer>(std::move(layer));
}

namespace {

std::optional<Layer> deviationOf(const Layer& prediction, const std::vector<Layer>& layers)
{
    const auto found = std::ranges::find_if(layers, [&](const Layer& layer) {
        return layer.provenance.part == partname::Deviation &&
               isPartOf(layer.provenance, prediction.provenance) &&
               layer.spots->size() == prediction.spots->size();
    });
    return found == layers.end() ? std::nullopt : std::optional(*found);
}

} // namespace

Result<std::vector<Prediction>> loadPredictions(const fs::path& path)
{
    const bool isSession = path.extension() == ".transcope";
    if (!isSession) {
        TRY(const auto kind, dataKindOf(path));
        if (kind != DataKind::AnnData && kind != DataKind::SpotTable)
            return fail(ErrorCode::Unsupported,
                        path.string() + ": is " + std::string(name(kind)) + ", which holds no predictions",
                        "Name a session, an .h5ad or a CSV of predictions");
    }
    TRY(auto file, readLayers(path));
    std::vector<Prediction> predictions;
    for (const auto& layer : file.layers)
        if (!isSession || layer.kind == LayerKind::Predicted)
            predictions.push_back({path, file.hasCentres, layer, deviationOf(layer, file.layers)});
    if (predictions.empty())
        return fail(ErrorCode::NotFound, path.string() + ": the session has no predicted layer",
                    "Run transcope-cli predict first");
    if (isSession)
        return predictions;
    predictions.resize(1); // X; an .h5ad of ours holds the measured values beside it
    auto& said = predictions.front().layer.provenance.normalisation;
    predictions.front().isAssumed = said == Normalisation::NotStated && path.extension() != ".h5ad";
    if (predictions.front().isAssumed)
        said = Normalisation::CpmSelected;
    return predictions;
}

Result<PreparedTruth> prepareTruth(const TruthSection& section, const GeneList& genes,
                                   Normalisation normalisation)
{
    const auto matches = matchGenes(genes, section.genes);
    PreparedTruth prepared;
    prepared.missing = matches.missing;
    for (std::size_t g = 0; g < genes.size(); ++g) {
        if (matches.columns[g] >= 0)
            prepared.columns.push_back(static_cast<int>(g));
    }
    if (prepared.columns.empty())
        return fail(ErrorCode::BadInput,
                    section.name + ": none of the " + std::to_string(genes.size()) +
                        " predicted genes is in the measured section",
                    "Check that both name genes alike, by symbol or by Ensembl id");
    const auto found = matches.found();
    if (section.normalisation == Normalisation::None) {
        TRY(auto normalised, normalise(*section.values, found, normalisation));
        prepared.values = std::move(normalised.values);
        prepared.emptySpots = std::move(normalised.emptySpots);
        TRY(prepared.depth, depths(*section.values));
        return prepared;
    }
    if (section.normalisation != normalisation)
        return fail(ErrorCode::InvalidArgument,
                    section.name + ": the measured values are already normalised as " +
                        std::string(name(section.normalisation)) + ", not as " +
                        std::string(name(normalisation)),
                    "Name the section's raw counts, or use --normalisation " +
                        std::string(name(section.normalisation)));
    TRY(auto values, columnsOf(*section.values, found));
    prepared.values = std::move(values);
    return prepared;
}

std::vector<std::string> leftOutOf(const PreparedTruth& prepared, const TruthSection& section,
                                   const GeneList& genes)
{
    std::vector<std::string> notes;
    if (!prepared.missing.empty())
        notes.push_back(std::to_string(prepared.missing.size()) + " of " + std::to_string(genes.size()) +
                        " genes are not measured: " + namesForMessage(genes, prepared.missing));
    if (!prepared.emptySpots.empty())
        notes.push_back(std::to_string(prepared.emptySpots.size()) + " of " +
                        std::to_string(section.spots.size()) +
                        " spots have no counts of these genes and were left out: " +
                        idsForMessage(section.spots, prepared.emptySpots));
    return notes;
}

} // namespace transcope::core
