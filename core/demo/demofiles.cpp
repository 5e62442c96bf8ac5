#include "core/base/atomicfile.h"
#include "core/base/try.h"
#include "core/demo/demosection.h"
#include "core/expression/denseexpression.h"
#include "core/expression/normalisation.h"
#include "core/io/h5ad.h"
#include "core/slide/pyramidwriter.h"
#include "core/slide/syntheticslide.h"

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <system_error>
#include <zlib.h>

namespace transcope::core {

namespace {

namespace fs = std::filesystem;

Result<void> cannotWrite(const fs::path& file)
{
    return fail(ErrorCode::WriteFailed, "cannot write " + file.string(),
                "Check that the folder can be written to and that the disk is not full");
}

Result<void> writeCounts(const fs::path& file, const DemoSection& section)
{
    std::string text;
    for (const DemoGene& gene : demoGenes())
        text += "\t" + gene.gene.name();
    text += "\n";
    for (std::size_t s = 0; s < section.spots.size(); ++s) {
        if (!section.selected[s])
            continue;
        text += section.spots.spots[s].id;
        for (std::size_t g = 0; g < section.counts.genes(); ++g)
            text.append("\t").append(std::to_string(static_cast<int>(section.counts.at(s, g))));
        text += "\n";
    }
    return writeAtomically(file, [&](const fs::path& temporary) {
        gzFile out = gzopen(temporary.c_str(), "wb6");
        if (!out)
            return cannotWrite(file);
        const bool written =
            gzwrite(out, text.data(), static_cast<unsigned>(text.size())) == static_cast<int>(text.size());
        return gzclose(out) == Z_OK && written ? Result<void>() : cannotWrite(file);
    });
}

Result<void> writeSelection(const fs::path& file, const DemoSection& section)
{
    std::string text = "x\ty\tnew_x\tnew_y\tpixel_x\tpixel_y\tselected\n";
    for (std::size_t s = 0; s < section.spots.size(); ++s) {
        const Spot& spot = section.spots.spots[s];
        char line[160];
        std::snprintf(line, sizeof line, "%d\t%d\t%d\t%d\t%.2f\t%.2f\t%d\n", spot.arrayCol, spot.arrayRow,
                      spot.arrayCol, spot.arrayRow, spot.centreLevel0Px.x, spot.centreLevel0Px.y,
                      section.selected[s] ? 1 : 0);
        text += line;
    }
    return writeTextAtomically(file, text);
}

Result<void> writeSlide(const fs::path& file, const Image& image, double umPerPx)
{
    return writeAtomically(file, [&](const fs::path& temporary) -> Result<void> {
        TRY(const auto writer,
            PyramidWriter::create(temporary, {image.width, image.height}, umPerPx, SyntheticSoftware));
        for (int y = 0; y < image.height; ++y)
            TRY_RUN(writer->addRow(image.row(y)));
        return writer->finish();
    });
}

/// What the selected spots express without noise, normalised as measured counts are by default.
Result<void> writeTruth(const fs::path& file, const DemoSection& section)
{
    SpotTable spots = section.spots;
    spots.spots.clear();
    std::vector<std::size_t> rows;
    for (std::size_t s = 0; s < section.spots.size(); ++s)
        if (section.selected[s]) {
            spots.spots.push_back(section.spots.spots[s]);
            rows.push_back(s);
        }
    ExpressionMatrix expected(rows.size(), section.expected.genes());
    for (std::size_t r = 0; r < rows.size(); ++r)
        expected.setSpot(r, section.expected.spot(rows[r]));
    std::vector<int> columns(section.expected.genes());
    std::iota(columns.begin(), columns.end(), 0);
    Layer layer;
    layer.name = "Truth";
    GeneFlags driven{"driven", {}};
    for (const DemoGene& gene : demoGenes()) {
        layer.genes.push_back(gene.gene);
        driven.values.push_back(gene.driven);
    }
    TRY(auto normalised,
        normalise(*denseExpression(std::move(expected)), columns, Normalisation::CpmSelected));
    layer.spots = std::make_shared<const SpotTable>(std::move(spots));
    layer.values = denseExpression(std::move(normalised.values));
    layer.provenance.method = "synthetic, without noise";
    layer.provenance.umPerPx = *section.spots.umPerPx;
    layer.provenance.version = TRANSCOPE_VERSION;
    return writeH5ad(file, {&layer}, {"demo", {driven}});
}

} // namespace

Result<DemoSummary> writeDemoSection(const fs::path& folder, const DemoOptions& options,
                                     const ProgressFn& progress, std::stop_token stop)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        return fail(ErrorCode::WriteFailed,
                    "cannot make the folder " + folder.string() + ": " + error.message(),
                    "Choose a folder that you may write to");
    TRY(auto section, makeDemoSection(options, progress, stop));
    DemoSummary summary;
    summary.slide = folder / "slide.tif";
    summary.genes = static_cast<std::int64_t>(section.counts.genes());
    summary.spots = std::count(section.selected.begin(), section.selected.end(), std::uint8_t{1});
    TRY_RUN(writeCounts(folder / "counts.tsv.gz", section));
    TRY_RUN(writeSelection(folder / "spots.tsv", section));
    TRY_RUN(writeTruth(folder / "truth.h5ad", section));
    // The slide last: whoever finds it finds the rest.
    TRY_RUN(writeSlide(summary.slide, section.slide, options.umPerPx));
    return summary;
}

} // namespace transcope::core
