#include "ui/document/layerimport.h"

#include "core/base/try.h"
#include "core/evaluation/baselinelayers.h"
#include "core/expression/pickedexpression.h"
#include "core/session/layerimport.h"
#include "core/spots/spotmatching.h"
#include "ui/document/sectionloading.h"

#include <algorithm>

namespace transcope::ui {

namespace {

using Tables = std::vector<std::shared_ptr<const core::SpotTable>>;

/// Of the tables the first that has some of the layer's spots, and how they match.
std::pair<const core::SpotTable*, core::SpotMatches> bestTable(const core::SpotTable& spots,
                                                               const Tables& tables)
{
    for (const auto& table : tables) {
        auto matches = core::matchSpots(spots, *table, false);
        if (matches.byId > 0)
            return {table.get(), std::move(matches)};
    }
    return {nullptr, {}};
}

/// Places a layer whose file has ids alone.
core::Result<std::string> placeById(core::Layer& layer, const std::string& file, const Tables& tables)
{
    const auto [table, matches] = bestTable(*layer.spots, tables);
    if (table == nullptr)
        return core::fail(
            core::ErrorCode::BadInput,
            file + ": has no coordinates, and none of its " + std::to_string(layer.spots->size()) +
                " spots has an id of this section (such as " + layer.spots->spots.front().id + ")",
            "Open the section's expression first, or write coordinates into the file");
    core::SpotTable placed = *table;
    placed.spots.clear();
    std::vector<int> kept;
    for (std::size_t spot = 0; spot < matches.rows.size(); ++spot) {
        if (matches.rows[spot] < 0)
            continue;
        kept.push_back(static_cast<int>(spot));
        placed.spots.push_back(table->spots[static_cast<std::size_t>(matches.rows[spot])]);
    }
    const auto text = core::matchText(matches, *layer.spots);
    layer.observations = core::pickedObservations(layer.observations, kept);
    layer.values = core::pickedSpots(layer.values, std::move(kept));
    layer.spots = std::make_shared<const core::SpotTable>(std::move(placed));
    return layer.name + ": " + text + ".";
}

} // namespace

core::Result<LoadedLayers> loadLayers(const std::filesystem::path& path, const Tables& tables,
                                      core::SizeI sizeLevel0Px)
{
    TRY(auto file, core::importLayers(path));
    LoadedLayers loaded{{}, std::move(file.notes)};
    for (core::Layer& layer : file.layers) {
        if (!file.hasCentres) {
            TRY(auto note, placeById(layer, path.string(), tables));
            loaded.notes.push_back(std::move(note));
        } else if (!tables.empty()) {
            const auto matches = core::matchSpots(*layer.spots, *tables.front());
            loaded.notes.push_back(layer.name + ": " + core::matchText(matches, *layer.spots) + ".");
        }
        if (layer.provenance.normalisation == core::Normalisation::NotStated)
            loaded.notes.push_back(
                layer.name +
                ": the file does not say how its values were normalised, so that they are not "
                "compared with the measured ones. State it in the panel Layers, or in the file as "
                "uns['transcope'] = {'normalisation': 'cpm-all'}, of a table as first line "
                "# {\"transcope\": {\"normalisation\": \"cpm-all\"}}.");
        OpenLayer open{0, std::make_shared<const core::Layer>(std::move(layer)), path, false, 0};
        TRY_RUN(checkSpotsFit(open, sizeLevel0Px));
        open.rowsPresent = static_cast<std::int64_t>(open.layer->spots->size());
        loaded.layers.push_back(std::move(open));
    }
    return loaded;
}

core::Result<LoadedLayers> loadBaselines(const BaselineInputs& inputs, const core::ProgressFn& progress,
                                         std::stop_token stop)
{
    TRY(auto truth, core::loadTruth(inputs.measured));
    truth.image = inputs.slide;
    TRY(auto made, core::baselineLayers(std::move(truth), inputs.folder, inputs.genes, inputs.normalisation,
                                        progress, std::move(stop)));
    LoadedLayers loaded{{}, std::move(made.notes)};
    for (core::Layer& layer : made.layers) {
        const auto spots = static_cast<std::int64_t>(layer.spots->size());
        loaded.layers.push_back(
            {0, std::make_shared<const core::Layer>(std::move(layer)), inputs.folder, false, spots, {}});
    }
    return loaded;
}

} // namespace transcope::ui
