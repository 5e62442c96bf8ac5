#include "core/session/layerimport.h"

#include "core/base/try.h"
#include "core/io/h5ad.h"
#include "core/io/spottablefile.h"
#include "core/session/sessionexpression.h"

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

Result<LayerFile> layersOfSession(const fs::path& path)
{
    TRY(auto opened, openSession(path));
    const std::shared_ptr<const Session> session = std::move(opened);
    TRY(const auto infos, session->layers());
    LayerFile file;
    file.hasCentres = true;
    for (const auto& info : infos) {
        TRY(auto layer, layerInFile(session, info.id));
        file.layers.push_back(std::move(layer));
    }
    if (file.layers.empty())
        return fail(ErrorCode::NotFound, path.string() + ": the session has no layers",
                    "Run a prediction into it first");
    return file;
}

Result<LayerFile> layersOfH5ad(const fs::path& path)
{
    TRY(auto file, readH5ad(path, H5adLayers::Own));
    for (auto& layer : file.layers)
        if (layer.provenance.version.empty() && layer.provenance.normalisation == Normalisation::None)
            layer.provenance.normalisation = Normalisation::NotStated;
    return LayerFile{std::move(file.layers), file.hasCoordinates, std::move(file.notes)};
}

Result<LayerFile> layerOfTable(const fs::path& path)
{
    TRY(auto table, readSpotTable(path, SpotPlaces::Optional));
    if (table.genes.empty())
        return fail(ErrorCode::NotFound, path.string() + ": the table has no genes", "Add a column per gene");
    Layer layer;
    layer.genes = std::move(table.genes);
    layer.spots = std::make_shared<const SpotTable>(std::move(table.spots));
    layer.values = std::move(table.values);
    layer.provenance = table.provenance.value_or(Provenance{.normalisation = Normalisation::NotStated});
    layer.name = layer.provenance.method;
    return LayerFile{{std::move(layer)}, table.hasPlaces, std::move(table.notes)};
}

bool isTable(const fs::path& path)
{
    auto name = path.filename().string();
    if (name.ends_with(".gz"))
        name.resize(name.size() - 3);
    return name.ends_with(".csv") || name.ends_with(".tsv") || name.ends_with(".txt");
}

} // namespace

Result<LayerFile> readLayers(const fs::path& path)
{
    if (path.extension() == ".transcope")
        return layersOfSession(path);
    if (path.extension() == ".h5ad")
        return layersOfH5ad(path);
    if (isTable(path))
        return layerOfTable(path);
    return fail(ErrorCode::Unsupported, path.string() + ": no layers can be read from such a file",
                "Name a session, an .h5ad or a table (CSV, TSV) of spots with genes");
}

Result<LayerFile> importLayers(const fs::path& path)
{
    auto file = readLayers(path);
    if (!file)
        return file;
    for (auto& layer : file->layers) {
        layer.kind = LayerKind::Imported;
        if (layer.provenance.normalisation == Normalisation::NotStated) {
            TRY(const auto traits, layer.values->traits());
            if (traits.areCounts())
                layer.provenance.normalisation = Normalisation::None;
        }
        if (layer.name.empty() || layer.name == "X")
            layer.name = path.stem().string();
    }
    return file;
}

} // namespace transcope::core
