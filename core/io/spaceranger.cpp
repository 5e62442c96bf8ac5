#include "core/io/spaceranger.h"

#include "core/base/try.h"
#include "core/io/featurematrix.h"
#include "core/io/sectionnames.h"
#include "core/io/spacerangerfiles.h"
#include "core/io/spotchoice.h"
#include "core/io/visiumpositions.h"

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

std::string sectionNameOf(const SpaceRangerFiles& files)
{
    if (!files.prefix.empty())
        return files.section();
    std::error_code error;
    auto folder = fs::absolute(files.folder / ".", error).lexically_normal().parent_path();
    if (folder.filename() == "outs")
        folder = folder.parent_path();
    return folder.filename().string();
}

Result<SpotFile> spotsOf(const SpaceRangerFiles& files)
{
    if (files.positions.empty()) {
        if (const auto packed = stillPacked(files.folder, "spatial"))
            return tl::unexpected(*packed);
        return fail(ErrorCode::NotFound,
                    (files.folder / "spatial" / (files.prefix + "tissue_positions.csv")).string() +
                        ": no such file",
                    "Copy the whole outs folder that Space Ranger wrote, spatial/ included");
    }
    if (files.positions.extension() != ".parquet")
        return readVisiumPositions(files.positions, files.scaleFactors);
    const auto csv = fs::path(files.positions).replace_extension(".csv").string();
    return fail(ErrorCode::Unsupported, files.positions.string() + ": Parquet files cannot be read",
                "Write it as CSV beside it: python3 -c \"import pandas; pandas.read_parquet('" +
                    files.positions.string() + "').to_csv('" + csv + "', index=False)\"");
}

Result<CountsTable> countsOf(const SpaceRangerFiles& files, const std::string& genome)
{
    if (!files.matrixH5.empty())
        return readMatrixH5(files.matrixH5, genome);
    if (files.matrix)
        return readMatrixFiles(*files.matrix);
    if (const auto packed = stillPacked(files.folder, "bc_matrix"))
        return tl::unexpected(*packed);
    return fail(ErrorCode::NotFound,
                files.folder.string() +
                    ": no matrix: neither filtered_feature_bc_matrix.h5 nor a folder with "
                    "matrix.mtx",
                "Copy the matrix that Space Ranger wrote into the folder");
}

} // namespace

bool isSpaceRangerFolder(const fs::path& folder)
{
    const auto files = spaceRangerFilesOf(folder);
    // Where it fails, there are the files of several sections.
    return !files || (!files->positions.empty() && files->hasMatrix());
}

Result<Section> readSpaceRanger(const fs::path& path, const std::string& genome)
{
    TRY(const auto files, spaceRangerFilesOf(path));
    TRY(auto spots, spotsOf(files));
    TRY(const auto counts, countsOf(files, genome));
    Section section;
    section.name = sectionNameOf(files);
    section.patient = patientOf(section.name);
    section.image = imageBeside(files.folder / "matrix", section.name);
    section.genes = counts.genes;
    section.notes = std::move(spots.notes);
    section.notes.insert(section.notes.end(), counts.notes.begin(), counts.notes.end());
    section.spots = std::move(spots.spots);
    TRY_RUN(keepMeasuredSpots(section, counts.rows, counts.values, path));
    return section;
}

Result<SpotFile> readSpaceRangerSpots(const fs::path& path)
{
    return spaceRangerFilesOf(path).and_then(spotsOf);
}

} // namespace transcope::core
