#include "tests/testsupport/madeupsections.h"

#include "core/expression/denseexpression.h"
#include "core/io/h5ad.h"
#include "tests/testsupport/tinytiff.h"

#include <cstdlib>
#include <fstream>
#include <functional>

namespace transcope::test {

namespace {

namespace fs = std::filesystem;

constexpr int Side = 3;
constexpr int PitchPx = 60;
constexpr int Genes = 4;
constexpr int PicturePx = 256;

const char* const Symbols[Genes] = {"DDX5", "ACTB", "CD19", "MUC1"};
const char* const Ids[Genes] = {"ENSG00000108654", "ENSG00000075624", "ENSG00000177455", "ENSG00000185499"};

void write(const fs::path& path, const std::string& text)
{
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

int countOf(int spot, int gene)
{
    return 1 + (spot * 7 + gene * 3 + spot * gene) % 11;
}

std::string n(int number)
{
    return std::to_string(number);
}

/// A line per spot.
std::string perSpot(const std::function<std::string(int column, int row, int spot)>& line)
{
    std::string text;
    for (int row = 1; row <= Side; ++row)
        for (int column = 1; column <= Side; ++column)
            text += line(column, row, (row - 1) * Side + column - 1) + "\n";
    return text;
}

std::string counts(const char* const (&genes)[Genes])
{
    std::string header;
    for (const char* gene : genes)
        header += std::string("\t") + gene;
    return header + "\n" + perSpot([](int column, int row, int spot) {
               std::string line = n(column) + "x" + n(row);
               for (int gene = 0; gene < Genes; ++gene)
                   line += "\t" + n(countOf(spot, gene));
               return line;
           });
}

std::string selection()
{
    return "x\ty\tnew_x\tnew_y\tpixel_x\tpixel_y\tselected\n" + perSpot([](int column, int row, int) {
               return n(column) + "\t" + n(row) + "\t" + n(column) + "\t" + n(row) + "\t" +
                      n(column * PitchPx) + "\t" + n(row * PitchPx) + "\t1";
           });
}

void writeHbc(const fs::path& folder, const std::string& name)
{
    write(folder / (name + ".tsv"), counts(Ids));
    write(folder / (name + ".spots.txt"), ",X,Y\n" + perSpot([](int column, int row, int) {
                                              return n(column) + "x" + n(row) + "," + n(column * PitchPx) +
                                                     "," + n(row * PitchPx);
                                          }));
    write(folder / (name + "_Coord.tsv"),
          "xcoord\tycoord\tlab\ttumor\n" + perSpot([](int column, int row, int) {
              return n(column) + "\t" + n(row) + "\t" + n(column) + "_" + n(row) + "\ttumor";
          }));
}

void writeSpaceRanger(const fs::path& outs)
{
    std::string features, barcodes, entries;
    for (int gene = 0; gene < Genes; ++gene)
        features += std::string(Ids[gene]) + "\t" + Symbols[gene] + "\tGene Expression\n";
    for (int spot = 0; spot < Side * Side; ++spot) {
        barcodes += "SPOT" + n(spot) + "-1\n";
        for (int gene = 0; gene < Genes; ++gene)
            entries += n(gene + 1) + " " + n(spot + 1) + " " + n(countOf(spot, gene)) + "\n";
    }
    const fs::path matrix = outs / "filtered_feature_bc_matrix";
    write(matrix / "features.tsv", features);
    write(matrix / "barcodes.tsv", barcodes);
    write(matrix / "matrix.mtx", "%%MatrixMarket matrix coordinate integer general\n" + n(Genes) + " " +
                                     n(Side * Side) + " " + n(Genes * Side * Side) + "\n" + entries);
    write(outs / "spatial/scalefactors_json.json",
          R"({"spot_diameter_fullres": 33.0, "tissue_hires_scalef": 1})");
    write(outs / "spatial/tissue_positions.csv",
          "barcode,in_tissue,array_row,array_col,pxl_row_in_fullres,pxl_col_in_fullres\n" +
              perSpot([](int column, int row, int spot) {
                  return "SPOT" + n(spot) + "-1,1," + n(row) + "," + n(2 * column) + "," + n(row * PitchPx) +
                         "," + n(column * PitchPx);
              }));
}

void writeCounts(const fs::path& path)
{
    core::SpotTable spots;
    core::Layer layer;
    layer.name = "counts";
    layer.provenance.method = "measured";
    layer.provenance.normalisation = core::Normalisation::None;
    core::ExpressionMatrix counts(Side * Side, Genes);
    for (int gene = 0; gene < Genes; ++gene)
        layer.genes.push_back({Symbols[gene], Ids[gene]});
    perSpot([&](int column, int row, int spot) {
        spots.spots.push_back(
            {n(column) + "x" + n(row), {double(column) * PitchPx, double(row) * PitchPx}, row, column});
        for (int gene = 0; gene < Genes; ++gene)
            counts.at(std::size_t(spot), std::size_t(gene)) = float(countOf(spot, gene));
        return std::string();
    });
    spots.diameterLevel0Px = PitchPx / 2;
    spots.pitchLevel0Px = PitchPx;
    layer.spots = std::make_shared<const core::SpotTable>(std::move(spots));
    layer.values = core::denseExpression(std::move(counts));
    if (!core::writeH5ad(path, {&layer}))
        std::abort();
}

} // namespace

void writePicture(const fs::path& path, int width, int height)
{
    TinyTiff picture;
    picture.width = width;
    picture.height = height;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const bool dark = x % (width / 2) < width / 4 && y % (height / 2) < height / 4;
            for (const int channel : {dark ? 120 : 225, dark ? 90 : 190, dark ? 160 : 215})
                picture.pixels.push_back(std::uint8_t(channel - (x + 2 * y) % 7));
        }
    fs::create_directories(path.parent_path());
    picture.write(path);
}

void writeSection(const fs::path& folder, Layout layout, const std::string& name, bool withImage)
{
    fs::path image = folder / (name + ".tif");
    switch (layout) {
    case Layout::Her2st:
        write(folder / (name + ".tsv"), counts(Symbols));
        write(folder / (name + "_selection.tsv"), selection());
        break;
    case Layout::Hbc:
        writeHbc(folder, name);
        image = folder / ("HE_" + name + ".tif");
        break;
    case Layout::Cscc:
        write(folder / (name + "_stdata.tsv"), counts(Symbols));
        write(folder / ("spot_data-selection-" + name + ".tsv"), selection());
        break;
    case Layout::H5ad:
        fs::create_directories(folder);
        writeCounts(folder / (name + ".h5ad"));
        break;
    case Layout::SpaceRanger:
        writeSpaceRanger(folder / name / "outs");
        image = folder / name / "outs" / (name + ".tif");
        break;
    }
    if (withImage)
        writePicture(image, PicturePx, PicturePx);
}

} // namespace transcope::test
