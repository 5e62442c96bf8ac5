#pragma once

#include "core/base/result.h"
#include "core/expression/layer.h"
#include "core/io/section.h"

#include <filesystem>
#include <string>
#include <vector>

namespace transcope::core {

/// Which matrices to read: none; X alone; raw counts alone, which are X, or adata.layers["counts"] where X
/// does not hold counts and there is such a layer; X and every layer; or these where Transcope wrote the
/// file, X of any other.
enum class H5adLayers { None, X, Counts, All, Own };

/// What an .h5ad holds.
struct H5adFile
{
    std::shared_ptr<const SpotTable> spots; ///< ids from obs; geometry is filled only where hasCoordinates
    bool hasCoordinates = false;
    GeneList genes;            ///< of var
    std::vector<Layer> layers; ///< X first, then what was asked for; all over the same genes and spots
    std::vector<std::string> notes;
};

/// Reads X (dense, csr or csc, any width) and the wanted layers. Genes: var's index, taken as symbol or
/// Ensembl id, and the usual columns for the other (gene_ids, gene_symbols, …). Coordinates: obsm["spatial"];
/// diameter: uns["spatial"][…]["scalefactors"]; provenance where Transcope wrote the file. Errors: NotFound;
/// BadInput (not HDF5, damaged, wrong shapes); Unsupported for files of anndata before 0.7.
Result<H5adFile> readH5ad(const std::filesystem::path& path, H5adLayers wanted = H5adLayers::X);

/// How X is normalised where Transcope wrote the file, None for anybody else's; reads no matrix.
/// Errors: NotFound; BadInput.
Result<Normalisation> normalisationOfH5ad(const std::filesystem::path& path);

/// As a measured section: spots in tissue with a sum > 0; layers["counts"] in place of an X that is not
/// counts. Errors: as readH5ad; Unsupported without coordinates (names obsm['spatial']); BadInput for NaN or
/// negative counts, spots or genes given twice.
Result<Section> readH5adSection(const std::filesystem::path& path);

/// Positions alone, of spots in tissue. Errors: as above.
Result<SpotFile> readH5adSpots(const std::filesystem::path& path);

/// A yes-or-no column of var, in the order of the first layer's genes.
struct GeneFlags
{
    std::string name;
    std::vector<std::uint8_t> values;
};

/// Writes layers over the same spots, X being the first, the others adata.layers; var is the union of their
/// genes, and a gene that a layer lacks is NaN there. obs holds array_row, array_col and the first layer's
/// padded flags; obsm["spatial"] is (x, y) in level-0 px; uns["transcope"] the provenance,
/// uns["spatial"][library] the spot diameter; geneFlags become columns of var. Replaces `out` only when
/// complete. Errors: InvalidArgument without layers; WriteFailed; those of reading the layers.
Result<void> writeH5ad(const std::filesystem::path& out, const std::vector<const Layer*>& layers,
                       const std::string& library = "section", const std::vector<GeneFlags>& geneFlags = {});

} // namespace transcope::core
