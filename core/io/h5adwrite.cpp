#include "core/io/h5adwrite.h"
#include "core/base/atomicfile.h"
#include "core/base/try.h"
#include "core/expression/genematching.h"
#include "core/expression/rowpart.h"
#include "core/io/h5adwriteparts.h"
#include "core/spots/spottable.h"

#include <algorithm>
#include <unordered_set>

namespace transcope::core {

namespace {

GeneList unionOf(const std::vector<const Layer*>& layers)
{
    GeneList genes;
    std::unordered_set<std::string> known;
    for (const auto* layer : layers) {
        if (isPerSpot(*layer))
            continue;
        for (const auto& gene : layer->genes) {
            if (known.insert(geneKey(gene)).second)
                genes.push_back(gene);
        }
    }
    return genes;
}

void writePlaces(H5Writer& writer, const SpotTable& spots)
{
    std::vector<double> places;
    for (const auto& spot : spots.spots) {
        places.push_back(spot.centreLevel0Px.x);
        places.push_back(spot.centreLevel0Px.y);
    }
    writer.group("obsm", "dict", "0.1.0");
    writer.doubleMatrix("obsm/spatial", places, 2);
    for (const char* empty : {"obsp", "varm", "varp"})
        writer.group(empty, "dict", "0.1.0");
}

} // namespace

bool isPerSpot(const Layer& layer)
{
    return layer.provenance.part == partname::Appearance;
}

std::string safeName(std::string name)
{
    std::replace(name.begin(), name.end(), '/', '_');
    return name.empty() || name == "." ? "layer" : name;
}

std::string matrixName(const Layer& layer, const Layer& first)
{
    return isPartOf(layer.provenance, first.provenance) ? layer.provenance.part : safeName(layer.name);
}

Result<void> writeH5ad(const std::filesystem::path& out, const std::vector<const Layer*>& layers,
                       const H5adExtras& extras)
{
    return writeH5adParts(out, layers, extras, {});
}

Result<void> writeH5adParts(const std::filesystem::path& out, const std::vector<const Layer*>& layers,
                            const H5adExtras& extras, std::span<const H5adPart> parts)
{
    if (layers.empty())
        return fail(ErrorCode::InvalidArgument, out.string() + ": no layer to write",
                    "Choose at least one layer");
    const H5Lock lock;
    H5Writer writer(out.string());
    const auto genes = unionOf(layers);
    const auto& spots = *layers.front()->spots;
    writer.group("/", "anndata", "0.1.0");
    TRY_RUN(writeObs(writer, spots, layers));
    TRY_RUN(writeVar(writer, genes, layers, extras.geneFlags));
    TRY_RUN(writeMatrices(writer, layers, genes));
    writePlaces(writer, spots);
    writer.group("uns", "dict", "0.1.0");
    TRY_RUN(writeSpatial(writer, spots, extras, parts));
    writeProvenance(writer, spots, layers, parts);
    const auto bytes = writer.bytes();
    if (!bytes)
        return fail(ErrorCode::WriteFailed, out.string() + ": HDF5 could not put it together",
                    "Check that there is enough memory");
    return writeTextAtomically(out, *bytes);
}

} // namespace transcope::core
