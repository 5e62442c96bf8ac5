#include "core/base/try.h"
#include "core/expression/genematching.h"
#include "core/io/h5ad.h"
#include "core/io/h5reader.h"
#include "core/io/sectionnames.h"
#include "core/io/spotchoice.h"
#include "core/io/tablereader.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

tl::unexpected<Error> noCoordinates(const fs::path& path)
{
    return fail(ErrorCode::Unsupported, path.string() + ": no coordinates: obsm['spatial'] is missing",
                "Put each spot's x and y in full-resolution px into adata.obsm['spatial'] and save again");
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

Result<void> checkNames(const fs::path& path, const H5adFile& file)
{
    DuplicateCheck spots, genes;
    for (const auto& spot : file.spots->spots) {
        if (spots.seenBefore(spot.id, 0))
            return fail(ErrorCode::BadInput, path.string() + ": spot " + spot.id + " occurs twice in obs",
                        "Make adata.obs_names unique");
    }
    for (const auto& gene : file.genes) {
        if (genes.seenBefore(gene.id.empty() ? gene.symbol : gene.id, 0))
            return fail(ErrorCode::BadInput, path.string() + ": gene " + gene.name() + " occurs twice in var",
                        "Make adata.var_names unique");
    }
    return {};
}

/// Values of obs/in_tissue; empty where there is none.
std::vector<std::int64_t> inTissue(const fs::path& path, std::size_t spots)
{
    auto values = readH5(path, [](const H5Reader& reader) { return reader.integers("obs/in_tissue"); });
    return values && values->size() == spots ? std::move(*values) : std::vector<std::int64_t>{};
}

/// Positions of spots in tissue.
SpotFile chosenSpots(const fs::path& path, H5adFile& file)
{
    SpotFile chosen;
    chosen.spots = *file.spots;
    chosen.notes = file.notes;
    const auto flags = inTissue(path, file.spots->size());
    if (flags.empty() || std::find(flags.begin(), flags.end(), 0) == flags.end())
        return chosen;
    chosen.spots.spots.clear();
    for (std::size_t s = 0; s < flags.size(); ++s) {
        if (flags[s] != 0)
            chosen.spots.spots.push_back(file.spots->spots[s]);
    }
    chosen.notes.push_back(std::to_string(flags.size() - chosen.spots.size()) + " of " +
                           std::to_string(flags.size()) + " spots are not in tissue");
    return chosen;
}

} // namespace

Result<Section> readH5adSection(const fs::path& path)
{
    TRY(auto file, readH5ad(path, H5adLayers::Counts));
    if (!file.hasCoordinates)
        return noCoordinates(path);
    TRY_RUN(checkNames(path, file));
    auto chosen = chosenSpots(path, file);
    Section section;
    section.name = path.stem().string();
    section.patient = patientOf(section.name);
    section.image = imageBeside(path, section.name);
    section.spots = std::move(chosen.spots);
    section.notes = std::move(chosen.notes);
    const auto& counts = file.layers.front();
    TRY_RUN(checkCounts(path, counts));
    section.genes = std::move(file.genes);
    std::vector<std::string> rows;
    for (const auto& spot : file.spots->spots)
        rows.push_back(spot.id);
    TRY(const auto kept, keepMeasuredSpots(section, rows, counts.values, path));
    section.observations = pickedObservations(counts.observations, kept);
    return section;
}

Result<SpotFile> readH5adSpots(const fs::path& path)
{
    TRY(auto file, readH5ad(path, H5adLayers::None));
    if (!file.hasCoordinates)
        return noCoordinates(path);
    TRY_RUN(checkNames(path, file));
    return chosenSpots(path, file);
}

} // namespace transcope::core
