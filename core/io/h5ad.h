#pragma once

#include "core/base/result.h"
#include "core/expression/layer.h"
#include "core/io/section.h"

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace transcope::core {

class Slide;

/// Which matrices to read: none; X alone; raw counts alone, which are X, or adata.layers["counts"] or
/// adata.raw.X where X does not hold counts and one of them does; X and every layer; or these where Transcope
/// wrote the file, X of any other.
enum class H5adLayers { None, X, Counts, All, Own };

/// Which rows of obs: those with a place, or of these only the ones in tissue.
enum class H5adRows { Placed, InTissue };

/// What an .h5ad holds.
struct H5adFile
{
    std::shared_ptr<SpotTable> spots; ///< ids from obs; geometry is filled only where hasCoordinates
    bool hasCoordinates = false;
    std::string umPerPxSource;  ///< as in SpotFile
    std::size_t rowsInFile = 0; ///< of obs; spots are some of them
    GeneList genes;             ///< of var
    std::vector<Layer> layers;  ///< X first, then what was asked for; all over the same genes and spots
    std::vector<std::string> notes;
};

/// Reads X (dense, csr or csc, any width) and the wanted layers; where X is absent or null, the counts.
/// Genes: var's index, taken as symbol or Ensembl id, and the usual columns for the other (gene_ids,
/// gene_symbols, …); raw.X has its own. Spots: readH5adRows (h5adspots.h), of the section `library`;
/// provenance where Transcope wrote the file. Errors: NotFound; BadInput (not HDF5, damaged, wrong shapes);
/// InvalidArgument where several sections leave a choice; Unsupported for files of anndata before 0.7 and for
/// filters that are not there.
Result<H5adFile> readH5ad(const std::filesystem::path& path, H5adLayers wanted = H5adLayers::X,
                          H5adRows rows = H5adRows::Placed, const std::string& library = {});

/// A section in a file of several; spots: 0 where the file does not say which are its.
struct H5adSection
{
    std::string name;
    std::size_t spots = 0;
};
/// Errors: NotFound; BadInput; Unsupported.
Result<std::vector<H5adSection>> sectionsOfH5ad(const std::filesystem::path& path);

/// How X is normalised where Transcope wrote the file, None for anybody else's; reads no matrix.
/// Errors: NotFound; BadInput.
Result<Normalisation> normalisationOfH5ad(const std::filesystem::path& path);

/// As a measured section: spots in tissue with a sum > 0; layers["counts"] in place of an X that is not
/// counts. Errors: as readH5ad; Unsupported without coordinates (names obsm['spatial']); BadInput for NaN or
/// negative counts, spots or genes given twice.
Result<Section> readH5adSection(const std::filesystem::path& path, const std::string& library = {});

/// Positions alone, of spots in tissue; genes do not matter. Errors: as above.
Result<SpotFile> readH5adSpots(const std::filesystem::path& path, const std::string& library = {});

/// A yes-or-no column of var, in the order of the first layer's genes.
struct GeneFlags
{
    std::string name;
    std::vector<std::uint8_t> values;
};

/// What a written .h5ad holds besides its layers.
struct H5adExtras
{
    std::string library = "section"; ///< the section's name in uns["spatial"]
    std::vector<GeneFlags> geneFlags{};
    const Slide* slide = nullptr; ///< whose pictures it gets, hires and lowres, as Space Ranger has them
    std::stop_token stop{};
};

/// Writes layers over the same spots, X being the first, the others adata.layers; var is the union of their
/// genes, and a gene that a layer lacks is NaN there. What X's run gave besides it is called as it is there
/// (partname: "sd", "level_0", …); with the shares of levels, var["bias"] is what they lack to X; what is per
/// spot goes to obs. obs holds in_tissue, array_row, array_col, the first layer's padded flags, and what a
/// file said of the spots; obsm["spatial"] is (x, y) in level-0 px; uns["transcope"] the provenance;
/// uns["spatial"][library] pictures and scale factors as scanpy, squidpy and Seurat's converters read them.
/// Replaces `out` only when complete. Errors: InvalidArgument without layers; WriteFailed; those of reading
/// the layers and the slide; Cancelled.
Result<void> writeH5ad(const std::filesystem::path& out, const std::vector<const Layer*>& layers,
                       const H5adExtras& extras = {});

} // namespace transcope::core
