#include "core/demo/demosection.h"
#include "core/demo/tiffpyramid.h"
#include "core/expression/denseexpression.h"
#include "core/expression/normalisation.h"
#include "core/io/h5ad.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>
#include <numeric>
#include <system_error>
#include <zlib.h>

namespace transcope::core {

namespace {

namespace fs = std::filesystem;

Result<void> cannotWrite(const fs::path& file)
{
    return fail(ErrorCode::WriteFailed, "cannot write " + file.string(),
                "check that the folder can be written to and that the disk is not full");
}

/// Writes under a temporary name and renames; `write` returns whether everything was written.
Result<void> writeWhole(const fs::path& file, const std::function<bool(const fs::path&)>& write)
{
    const fs::path temporary = file.string() + ".part";
    std::error_code error;
    if (write(temporary)) {
        fs::rename(temporary, file, error);
        if (!error)
            return {};
    }
    fs::remove(temporary, error);
    return cannotWrite(file);
}

bool writeCounts(const fs::path& file, const DemoSection& section)
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
    gzFile out = gzopen(file.c_str(), "wb6");
    if (!out)
        return false;
    const bool written =
        gzwrite(out, text.data(), static_cast<unsigned>(text.size())) == static_cast<int>(text.size());
    return gzclose(out) == Z_OK && written;
}

bool writeSelection(const fs::path& file, const DemoSection& section)
{
    std::ofstream out(file);
    out << "x\ty\tnew_x\tnew_y\tpixel_x\tpixel_y\tselected\n";
    for (std::size_t s = 0; s < section.spots.size(); ++s) {
        const Spot& spot = section.spots.spots[s];
        char line[160];
        std::snprintf(line, sizeof line, "%d\t%d\t%d\t%d\t%.2f\t%.2f\t%d\n", spot.arrayCol, spot.arrayRow,
                      spot.arrayCol, spot.arrayRow, spot.centreLevel0Px.x, spot.centreLevel0Px.y,
                      section.selected[s] ? 1 : 0);
        out << line;
    }
    out.close();
    return static_cast<bool>(out);
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
    auto normalised = normalise(*denseExpression(std::move(expected)), columns, Normalisation::CpmSelected);
    if (!normalised)
        return tl::unexpected(normalised.error());
    layer.spots = std::make_shared<const SpotTable>(std::move(spots));
    layer.values = denseExpression(std::move(normalised->values));
    layer.provenance.method = "synthetic, without noise";
    layer.provenance.umPerPx = *section.spots.umPerPx;
    layer.provenance.version = TRANSCOPE_VERSION;
    return writeH5ad(file, {&layer}, "demo", {driven});
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
                    "choose a folder that you may write to");
    auto section = makeDemoSection(options, progress, stop);
    if (!section)
        return tl::unexpected(section.error());
    DemoSummary summary;
    summary.slide = folder / "slide.tif";
    summary.genes = static_cast<std::int64_t>(section->counts.genes());
    summary.spots = std::count(section->selected.begin(), section->selected.end(), std::uint8_t{1});
    if (auto done =
            writeWhole(folder / "counts.tsv.gz", [&](const fs::path& f) { return writeCounts(f, *section); });
        !done)
        return tl::unexpected(done.error());
    if (auto done =
            writeWhole(folder / "spots.tsv", [&](const fs::path& f) { return writeSelection(f, *section); });
        !done)
        return tl::unexpected(done.error());
    if (auto done = writeTruth(folder / "truth.h5ad", *section); !done)
        return tl::unexpected(done.error());
    // The slide last: whoever finds it finds the rest.
    if (auto done = demo::writeTiffPyramid(summary.slide, std::move(section->slide), options.umPerPx); !done)
        return tl::unexpected(done.error());
    return summary;
}

} // namespace transcope::core
