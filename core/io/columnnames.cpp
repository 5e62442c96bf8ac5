#include "core/io/columnnames.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace transcope::core {

namespace {

using Names = std::span<const char* const>;

// Best first. As written by Space Ranger, scanpy, squidpy, stLearn, Seurat (GetTissueCoordinates), Giotto,
// STUtility and the spatial transcriptomics pipeline.
constexpr std::array IdNames = {"barcode",   "barcodes", "spot_id", "spotid",     "spot",
                                "cell_id",   "cellid",   "cell",    "bin",        "index",
                                "row_names", "rownames", "id",      "unnamed:_0", ""};
constexpr std::array InTissueNames = {"in_tissue", "intissue", "under_tissue", "is_tissue",
                                      "tissue",    "selected", "select"};
constexpr std::array ArrayRowNames = {"array_row", "arrayrow", "row", "row_ind"};
constexpr std::array ArrayColNames = {"array_col", "arraycol", "array_column", "col", "column", "col_ind"};
constexpr std::array LibraryNames = {"library_id", "library",  "section", "section_id",
                                     "slice",      "slice_id", "slide_id"};

constexpr std::array SampleNames = {"sample",     "sample_id", "sampleid", "sample_name",
                                    "orig_ident", "batch",     "slide"};

struct PlaceNames
{
    const char *x, *y;
};
constexpr PlaceNames PxNames[] = {
    {"pxl_col_in_fullres", "pxl_row_in_fullres"},
    {"pixel_x", "pixel_y"},
    {"x_pixel", "y_pixel"},
    {"pxl_x", "pxl_y"},
    {"x_px", "y_px"},
    {"px_x", "px_y"},
    {"imagecol", "imagerow"},
    {"image_col", "image_row"},
    {"pixel_col", "pixel_row"},
    {"x_fullres", "y_fullres"},
    {"x_pixels", "y_pixels"},
    {"centroid_x_px", "centroid_y_px"}, // QuPath
};
// Places that only a scale turns into px.
constexpr PlaceNames UmNames[] = {
    {"x_um", "y_um"},
    {"um_x", "um_y"},
    {"centroid_x_um", "centroid_y_um"}, // QuPath
    {"x_micron", "y_micron"},
    {"x_microns", "y_microns"},
    {"x_micrometer", "y_micrometer"},
    {"x_centroid_um", "y_centroid_um"},
};
constexpr PlaceNames PlainNames[] = {
    {"x", "y"},
    {"x_coord", "y_coord"},
    {"coord_x", "coord_y"},
    {"x_coordinate", "y_coordinate"},
    {"spatial_x", "spatial_y"},
    {"x_position", "y_position"},
    {"pos_x", "pos_y"},
    {"x_centroid", "y_centroid"},
    {"centroid_x", "centroid_y"},
    {"sdimx", "sdimy"},
    {"spatial_1", "spatial_2"},
    {"spatial1", "spatial2"},
    {"spatial_0", "spatial_1"},
    {"spatial0", "spatial1"},
};

constexpr std::array MetadataNames = {
    "total_counts",
    "n_counts",
    "n_genes",
    "ncount",
    "nfeature",
    "cluster",
    "clusters",
    "leiden",
    "louvain",
    "seurat_clusters",
    "kmeans",
    "label",
    "labels",
    "annotation",
    "annotations",
    "cell_type",
    "celltype",
    "cell_types",
    "ground_truth",
    "layer_guess",
    "domain",
    "region",
    "sample",
    "sample_id",
    "sampleid",
    "batch",
    "patient",
    "patient_id",
    "donor",
    "condition",
    "orig_ident",
    "ident",
    "active_ident",
    "size_factor",
    "sizefactor",
    "size_factors",
    "doublet_score",
    "new_x",
    "new_y",
    "radius",
    "diameter",
    "area",
    "pathology",
    "tissue_type",
    "tissue_label",
    "percent_mt",
    "percent_mito",
    "pct_mt",
    "percent_ribo",
    "nr_genes",
    "nr_counts",
    "nr_feats",
    "perc_feats",
    "total_expr",
    "slide",
    "fov",
    "quality",
    "seurat_annotations",
    "leiden_clus",
    "louvain_clus",
    "kmeans_clus",
    "hmrf",
    "spatial_cluster",
    "spatialde",
    "bayesspace",
    "spatial_domain",
    "classification",
    "class",
    "sum",
    "detected", // scater
    "total",
    "subsets",
    "numi",
    "ngene",
    "sum_umi",
    "sum_gene", // spatialLIBD
    "expr_chrm",
    "expr_chrm_ratio",
    "key",
    "sample_name",
};
constexpr std::array MetadataStarts = {
    "log1p_total_counts",
    "log1p_n_genes",
    "total_counts_",
    "pct_counts_",
    "n_genes_by",
    "n_cells_by",
    "ncount_",
    "nfeature_",
    "percent_",
    "snn_res",
    "rna_snn",
    "sct_snn",
    "spatial_snn",
    "unnamed:",
    "umap",
    "tsne",
    "pc_",
    "scaled_",
    "subsets_",
};

/// "Pxl.Row In-Fullres" → "pxl_row_in_fullres", "X (µm)" → "x_um".
std::string plain(std::string_view name)
{
    constexpr std::string_view LeftOut = "\"'()[]";
    std::string result;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        if (LeftOut.find(c) != std::string_view::npos)
            continue;
        // The micro sign and the Greek letter.
        if (const auto two = name.substr(i, 2); two == "\xC2\xB5" || two == "\xCE\xBC") {
            result += 'u';
            ++i;
            continue;
        }
        const bool separates = c == '.' || c == '-' || c == ' ';
        result += separates ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    result.erase(0, std::min(result.find_first_not_of('_'), result.size()));
    while (result.ends_with('_'))
        result.pop_back();
    return result;
}

std::vector<std::string> plain(std::span<const std::string> names)
{
    std::vector<std::string> result;
    for (const auto& name : names)
        result.push_back(plain(name));
    return result;
}

std::optional<std::size_t> find(const std::vector<std::string>& names, std::string_view name)
{
    const auto it = std::find(names.begin(), names.end(), name);
    return it == names.end() ? std::nullopt : std::optional<std::size_t>(it - names.begin());
}

Names namesOf(ColumnMeaning meaning)
{
    switch (meaning) {
    case ColumnMeaning::Id:
        return IdNames;
    case ColumnMeaning::InTissue:
        return InTissueNames;
    case ColumnMeaning::ArrayRow:
        return ArrayRowNames;
    case ColumnMeaning::ArrayCol:
        return ArrayColNames;
    case ColumnMeaning::Sample:
        return SampleNames;
    case ColumnMeaning::Library:
        break;
    }
    return LibraryNames;
}

std::optional<PlaceColumns> firstPair(const std::vector<std::string>& names,
                                      std::span<const PlaceNames> pairs)
{
    for (const auto& pair : pairs) {
        const auto x = find(names, pair.x), y = find(names, pair.y);
        if (x && y)
            return PlaceColumns{*x, *y};
    }
    return std::nullopt;
}

bool isIn(Names names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool isPlaceName(std::string_view name)
{
    const auto names = [&](const PlaceNames& pair) { return name == pair.x || name == pair.y; };
    return std::ranges::any_of(PxNames, names) || std::ranges::any_of(PlainNames, names) ||
           std::ranges::any_of(UmNames, names);
}

/// Symbols and Ensembl ids are not words joined by underscores in lower case.
bool isSnakeCase(std::string_view given)
{
    const auto upper = [](char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; };
    return given.find('_') != std::string_view::npos && !given.starts_with('_') &&
           std::none_of(given.begin(), given.end(), upper);
}

} // namespace

std::optional<std::size_t> columnOf(ColumnMeaning meaning, std::span<const std::string> names)
{
    const auto all = plain(names);
    for (const char* name : namesOf(meaning)) {
        if (const auto found = find(all, name))
            return found;
    }
    return std::nullopt;
}

std::optional<PlaceColumns> placeColumnsOf(std::span<const std::string> names)
{
    const auto all = plain(names);
    const auto px = firstPair(all, PxNames);
    return px ? px : firstPair(all, PlainNames);
}

std::optional<PlaceColumns> umPlaceColumnsOf(std::span<const std::string> names)
{
    return firstPair(plain(names), UmNames);
}

bool isStPositionsHeader(std::span<const std::string> names)
{
    const auto all = plain(names);
    const auto couldBeGene = [](const std::string& name) { return !isMetadataName(name); };
    return find(all, "x") && find(all, "y") && firstPair(all, PxNames) &&
           std::none_of(all.begin(), all.end(), couldBeGene);
}

bool isMetadataName(std::string_view given)
{
    const auto name = plain(given);
    const auto starts = [&](const char* start) { return name.starts_with(start); };
    return isSnakeCase(given) || isIn(IdNames, name) || isIn(InTissueNames, name) ||
           isIn(ArrayRowNames, name) || isIn(ArrayColNames, name) || isIn(LibraryNames, name) ||
           isIn(MetadataNames, name) || isPlaceName(name) ||
           std::any_of(MetadataStarts.begin(), MetadataStarts.end(), starts);
}

std::optional<bool> flagIn(std::string_view text)
{
    const auto word = plain(text);
    if (isIn(std::array{"1", "1_0", "true", "t", "yes", "y"}, word))
        return true;
    if (isIn(std::array{"0", "0_0", "false", "f", "no", "n"}, word))
        return false;
    return std::nullopt;
}

} // namespace transcope::core
