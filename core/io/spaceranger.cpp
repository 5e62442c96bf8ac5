#include "core/io/spaceranger.h"

#include "core/base/try.h"
#include "core/io/featurematrix.h"
#include "core/io/sectionnames.h"
#include "core/io/spotchoice.h"
#include "core/io/visiumpositions.h"

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

constexpr const char* MatrixFolder = "filtered_feature_bc_matrix";

/// The outs/ folder of any path in it.
fs::path outsOf(const fs::path& path)
{
    std::error_code error;
    if (fs::is_directory(path, error))
        return path;
    const auto folder = path.parent_path();
    return folder.filename() == "spatial" ? folder.parent_path() : folder;
}

std::string sectionNameOf(const fs::path& outs)
{
    std::error_code error;
    auto folder = fs::absolute(outs / ".", error).lexically_normal().parent_path();
    if (folder.filename() == "outs")
        folder = folder.parent_path();
    return folder.filename().string();
}

Result<fs::path> positionsIn(const fs::path& outs)
{
    std::error_code error;
    for (const char* name : {"tissue_positions.csv", "tissue_positions_list.csv"}) {
        if (fs::exists(outs / "spatial" / name, error))
            return outs / "spatial" / name;
    }
    return fail(ErrorCode::NotFound, (outs / "spatial/tissue_positions.csv").string() + ": no such file",
                "Copy the whole outs folder that Space Ranger wrote, spatial/ included");
}

Result<CountsTable> countsIn(const fs::path& outs, const fs::path& given)
{
    std::error_code error;
    if (given.extension() == ".h5")
        return readMatrixH5(given);
    if (const auto h5 = outs / (std::string(MatrixFolder) + ".h5"); fs::exists(h5, error))
        return readMatrixH5(h5);
    return readMatrixFolder(outs / MatrixFolder);
}

} // namespace

bool isSpaceRangerFolder(const fs::path& folder)
{
    std::error_code error;
    return fs::is_directory(folder / "spatial", error) &&
           (fs::exists(folder / MatrixFolder, error) ||
            fs::exists(folder / (std::string(MatrixFolder) + ".h5"), error));
}

Result<Section> readSpaceRanger(const fs::path& path)
{
    const auto outs = outsOf(path);
    TRY(auto spots, readSpaceRangerSpots(path));
    TRY(const auto counts, countsIn(outs, path));
    Section section;
    section.name = sectionNameOf(outs);
    section.patient = patientOf(section.name);
    section.image = imageBeside(outs / MatrixFolder, section.name);
    section.genes = counts.genes;
    section.notes = std::move(spots.notes);
    section.spots = std::move(spots.spots);
    TRY_RUN(keepMeasuredSpots(section, counts.rows, counts.values, path));
    return section;
}

Result<SpotFile> readSpaceRangerSpots(const fs::path& path)
{
    TRY(const auto positions,
        path.extension() == ".csv" ? Result<fs::path>(path) : positionsIn(outsOf(path)));
    return readVisiumPositions(positions);
}

} // namespace transcope::core
