#include "core/base/firsttwice.h"
#include "core/base/namelist.h"
#include "core/base/try.h"
#include "core/expression/genematching.h"
#include "core/io/h5ad.h"
#include "core/io/h5adspots.h"
#include "core/io/sectionnames.h"
#include "core/io/spatialdata.h"
#include "core/io/spotchoice.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

/// Names the other arrays of obsm, one of which may hold them.
tl::unexpected<Error> noCoordinates(const fs::path& path, const std::string& library)
{
    const auto place = annDataAt(path, library);
    const auto fromShapes = place ? howToPlace(place->path) : std::nullopt;
    const auto others = readAnnData(path, library, [](const DataTree& tree, const std::string&) {
        return Result<std::vector<std::string>>(tree.children("obsm"));
    });
    const auto there = others && !others->empty() ? " (obsm has " + nameList(*others) + ")" : std::string();
    return fail(
        ErrorCode::Unsupported, path.string() + ": no coordinates: obsm['spatial'] is missing" + there,
        fromShapes.value_or(
            "Put each spot's x and y in full-resolution px into adata.obsm['spatial'] and save again"));
}

Result<void> checkCounts(const fs::path& path, const Layer& layer)
{
    TRY(const auto traits, layer.values->traits());
    if (!traits.negative && traits.finite)
        return {};
    for (std::size_t g = 0; g < layer.genes.size(); ++g) {
        TRY(const auto gene, layer.values->gene(g));
        const auto wrong =
            std::find_if(gene.begin(), gene.end(), [](float v) { return !(v >= 0) || std::isinf(v); });
        if (wrong == gene.end())
            continue;
        const auto& spot = layer.spots->spots[static_cast<std::size_t>(wrong - gene.begin())].id;
        return fail(ErrorCode::BadInput,
                    path.string() + ": " + layer.name + " is " +
                        (*wrong < 0 ? "negative" : "not a finite number") + " at spot " + spot + ", gene " +
                        layer.genes[g].name(),
                    "Use raw counts, in X or in layers['counts']");
    }
    return {};
}

Result<void> checkSpotsDiffer(const fs::path& path, const SpotTable& spots)
{
    const auto twice =
        firstTwice(spots.size(), [&](std::size_t i) -> const std::string& { return spots.spots[i].id; });
    if (!twice)
        return {};
    return fail(ErrorCode::BadInput,
                path.string() + ": spot " + spots.spots[*twice].id + " occurs twice in obs",
                "Make adata.obs_names unique, or name the section that is meant");
}

Result<void> checkGenesDiffer(const fs::path& path, const GeneList& genes)
{
    const auto twice = firstTwice(genes.size(), [&](std::size_t i) -> const std::string& {
        return genes[i].id.empty() ? genes[i].symbol : genes[i].id;
    });
    if (!twice)
        return {};
    return fail(ErrorCode::BadInput,
                path.string() + ": gene " + genes[*twice].name() + " occurs twice in var",
                "Make adata.var_names unique");
}

} // namespace

Result<Section> readH5adSection(const fs::path& path, const std::string& library)
{
    TRY(auto file, readH5ad(path, H5adLayers::Counts, H5adRows::InTissue, library));
    if (!file.hasCoordinates)
        return noCoordinates(path, library);
    auto counts = std::move(file.layers.front());
    TRY_RUN(checkSpotsDiffer(path, *file.spots));
    TRY_RUN(checkGenesDiffer(path, counts.genes));
    TRY_RUN(checkCounts(path, counts));
    Section section;
    section.name = library.empty() ? path.stem().string() : library;
    section.patient = patientOf(section.name);
    section.image = imageBeside(path, section.name);
    section.notes = std::move(file.notes);
    section.genes = std::move(counts.genes);
    counts.spots.reset();
    file.layers.clear();
    section.spots = std::move(*file.spots); // which nothing else has: a copy of a million takes a while
    TRY(const auto kept, keepMeasuredSpots(section, std::move(counts.values), path));
    section.observations = pickedObservations(counts.observations, kept);
    return section;
}

Result<SpotFile> readH5adSpots(const fs::path& path, const std::string& library)
{
    TRY(auto spots, readAnnData(path, library, [](const DataTree& tree, const std::string& section) {
            return readH5adRows(tree, H5adRows::InTissue, section);
        }));
    if (!spots.hasCoordinates)
        return noCoordinates(path, library);
    TRY_RUN(checkSpotsDiffer(path, spots.table));
    return SpotFile{std::move(spots.table), std::move(spots.umPerPxSource), std::move(spots.notes)};
}

} // namespace transcope::core
