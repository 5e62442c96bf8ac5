#pragma once

#include <filesystem>
#include <string>

namespace transcope::test {

/// How data sets lay out the files of a section.
enum class Layout {
    Her2st,      ///< A1.tsv, A1_selection.tsv, A1.tif
    Hbc,         ///< BT1_C1.tsv (Ensembl ids), .spots.txt, _Coord.tsv (labels), HE_BT1_C1.tif
    Cscc,        ///< GSM1_P2_ST_rep1_stdata.tsv, spot_data-selection-….tsv, GSM1_P2_ST_rep1.tif
    H5ad,        ///< S1.h5ad, S1.tif
    SpaceRanger, ///< V1/outs/ with mtx, positions and V1.tif
};

/// Writes a made-up section: nine spots 60 px apart on a square array, the first at (60, 60), with ids 1x1 to
/// 3x3 (barcodes for Space Ranger), and four genes, all counts above 0. withImage: also its picture of
/// 256 × 256 px, which the layout's names belong to.
void writeSection(const std::filesystem::path& folder, Layout layout, const std::string& name,
                  bool withImage = true);

/// A picture of so many px, pinkish, with a darker square in each quarter.
void writePicture(const std::filesystem::path& path, int width, int height);

} // namespace transcope::test
