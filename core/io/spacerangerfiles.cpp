#include "core/io/spacerangerfiles.h"

#include "core/base/namelist.h"
#include "core/base/try.h"

#include <algorithm>
#include <array>
#include <set>
#include <span>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

using Names = std::span<const char* const>;

// Parquet last: only its name can be told.
constexpr std::array PositionsNames = {"tissue_positions.csv", "tissue_positions_list.csv",
                                       "tissue_positions.parquet"};
constexpr std::array ScaleFactorsNames = {"scalefactors_json.json"};
constexpr std::array H5Names = {"filtered_feature_bc_matrix.h5", "filtered_gene_bc_matrices_h5.h5",
                                "raw_feature_bc_matrix.h5", "raw_gene_bc_matrices_h5.h5"};
constexpr std::array MatrixFolderNames = {"filtered_feature_bc_matrix", "filtered_gene_bc_matrices",
                                          "raw_feature_bc_matrix", "raw_gene_bc_matrices"};
constexpr std::array FeaturesNames = {"features.tsv", "genes.tsv"};
constexpr std::array BarcodesNames = {"barcodes.tsv"};
constexpr std::array MtxNames = {"matrix.mtx"};

std::string withoutGz(std::string name)
{
    if (name.ends_with(".gz"))
        name.resize(name.size() - 3);
    return name;
}

/// What stands before one of the names; nothing where the file is called otherwise. "raw_" is no prefix.
std::optional<std::string> prefixBefore(const fs::path& path, Names names)
{
    const auto name = withoutGz(path.filename().string());
    for (const std::string_view known : names) {
        if (!name.ends_with(known))
            continue;
        const auto prefix = name.substr(0, name.size() - known.size());
        if (prefix.empty() || prefix.ends_with('_') || prefix.ends_with('-') || prefix.ends_with('.'))
            return prefix;
    }
    return std::nullopt;
}

std::vector<fs::path> entriesOf(const fs::path& folder)
{
    std::vector<fs::path> entries;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
        entries.push_back(entry.path());
    std::sort(entries.begin(), entries.end());
    return entries;
}

/// The first of the names there, with the prefix, plain or gzip; empty where there is none.
fs::path firstIn(const fs::path& folder, const std::string& prefix, Names names)
{
    std::error_code error;
    for (const std::string name : names) {
        for (const auto& candidate : {prefix + name, prefix + name + ".gz"}) {
            if (fs::is_regular_file(folder / candidate, error))
                return folder / candidate;
        }
    }
    return {};
}

fs::path firstIn(const std::vector<fs::path>& folders, const std::string& prefix, Names names)
{
    for (const auto& folder : folders) {
        if (auto found = firstIn(folder, prefix, names); !found.empty())
            return found;
    }
    // Who renames the folder's files often leaves those in spatial/ as they were.
    return prefix.empty() ? fs::path() : firstIn(folders, "", names);
}

std::optional<MatrixFiles> matrixIn(const fs::path& folder, const std::string& prefix)
{
    MatrixFiles files{firstIn(folder, prefix, FeaturesNames), firstIn(folder, prefix, BarcodesNames),
                      firstIn(folder, prefix, MtxNames)};
    const bool any = !files.features.empty() || !files.barcodes.empty() || !files.matrix.empty();
    if (!any)
        return std::nullopt;
    const auto orExpected = [&](fs::path& path, const char* name) {
        if (path.empty())
            path = folder / (prefix + name);
    };
    orExpected(files.features, FeaturesNames.front());
    orExpected(files.barcodes, BarcodesNames.front());
    orExpected(files.matrix, MtxNames.front());
    return files;
}

/// Matrix folders of version 2 have one more folder for each genome within.
std::optional<MatrixFiles> matrixBelow(const fs::path& folder, const std::string& prefix)
{
    std::error_code error;
    for (const std::string name : MatrixFolderNames) {
        for (const auto& within : {folder / (prefix + name), folder / name}) {
            if (!fs::is_directory(within, error))
                continue;
            if (auto files = matrixIn(within, ""))
                return files;
            for (const auto& genome : entriesOf(within)) {
                if (auto files = matrixIn(genome, ""))
                    return files;
            }
        }
    }
    return matrixIn(folder, prefix);
}

/// The folder that holds or stands for outs/.
fs::path outsOf(const fs::path& path)
{
    std::error_code error;
    auto folder = fs::is_directory(path, error) ? path : path.parent_path();
    if (fs::is_directory(folder / "outs" / "spatial", error))
        return folder / "outs";
    const auto name = fs::absolute(folder / ".", error).lexically_normal().parent_path().filename().string();
    const bool isPart = name == "spatial" || std::find(MatrixFolderNames.begin(), MatrixFolderNames.end(),
                                                       name) != MatrixFolderNames.end();
    if (!isPart)
        return folder;
    const auto above = folder.filename() == name ? folder.parent_path() : folder / "..";
    return above.empty() ? fs::path(".") : above;
}

std::set<std::string> prefixesIn(const std::vector<fs::path>& folders, Names names)
{
    std::set<std::string> prefixes;
    for (const auto& folder : folders)
        for (const auto& entry : entriesOf(folder))
            if (auto prefix = prefixBefore(entry, names))
                prefixes.insert(std::move(*prefix));
    return prefixes;
}

std::string withoutMark(std::string prefix)
{
    if (!prefix.empty())
        prefix.pop_back();
    return prefix;
}

/// What the files' names begin with: as the given file's does, else as the only positions' do, or those of
/// the section that is called so.
Result<std::string> prefixOf(const fs::path& path, const std::vector<fs::path>& folders,
                             const std::string& section)
{
    std::error_code error;
    if (!fs::is_directory(path, error)) {
        for (const Names names : {Names(PositionsNames), Names(H5Names), Names(MtxNames)}) {
            if (auto prefix = prefixBefore(path, names))
                return *prefix;
        }
        return std::string();
    }
    const auto prefixes = prefixesIn(folders, PositionsNames);
    if (prefixes.empty() || prefixes.contains(""))
        return std::string();
    if (prefixes.size() == 1)
        return *prefixes.begin();
    std::vector<std::string> names;
    for (const auto& prefix : prefixes) {
        names.push_back(withoutMark(prefix));
        if (names.back() == section)
            return prefix;
    }
    return fail(section.empty() ? ErrorCode::InvalidArgument : ErrorCode::NotFound,
                path.string() + ": the folder holds " + std::to_string(prefixes.size()) +
                    " sections: " + nameList(names),
                "Choose one with --library " + names.front() +
                    " on the command line, or name its positions or its matrix");
}

/// The one matrix that is called otherwise; empty where there is none, or several.
fs::path onlyOtherH5(const fs::path& folder)
{
    std::vector<fs::path> named, others;
    std::error_code error;
    for (const auto& entry : entriesOf(folder)) {
        const auto name = entry.filename().string();
        if (entry.extension() != ".h5" || !fs::is_regular_file(entry, error) ||
            name.ends_with("molecule_info.h5"))
            continue;
        (isMatrixH5Name(entry) && name.find("raw_") == std::string::npos ? named : others).push_back(entry);
    }
    const auto& found = named.empty() ? others : named;
    return found.size() == 1 ? found.front() : fs::path();
}

std::optional<MatrixFiles> onlyOtherMatrix(const fs::path& folder)
{
    std::optional<MatrixFiles> found;
    std::error_code error;
    for (const auto& entry : entriesOf(folder)) {
        auto files = fs::is_directory(entry, error) ? matrixIn(entry, "") : std::nullopt;
        if (files && found)
            return std::nullopt;
        if (files)
            found = std::move(files);
    }
    return found;
}

std::vector<fs::path> foldersOfPositions(const fs::path& outs)
{
    std::vector<fs::path> folders;
    std::error_code error;
    for (const auto& entry : entriesOf(outs)) {
        if (entry.filename().string().ends_with("spatial") && fs::is_directory(entry, error))
            folders.push_back(entry);
    }
    folders.push_back(outs);
    return folders;
}

} // namespace

bool isVisiumPositionsName(const fs::path& path)
{
    return prefixBefore(path, PositionsNames).has_value();
}

bool isMatrixH5Name(const fs::path& path)
{
    return prefixBefore(path, H5Names).has_value();
}

std::string SpaceRangerFiles::section() const
{
    return withoutMark(prefix);
}

Result<SpaceRangerFiles> spaceRangerFilesOf(const fs::path& path, const std::string& section)
{
    SpaceRangerFiles files;
    files.folder = outsOf(path);
    const auto folders = foldersOfPositions(files.folder);
    TRY(files.prefix, prefixOf(path, folders, section));
    const bool isPositions = isVisiumPositionsName(path);
    std::error_code error;
    const bool isFile = !fs::is_directory(path, error);
    files.positions = isFile && isPositions ? path : firstIn(folders, files.prefix, PositionsNames);
    files.scaleFactors = firstIn(folders, files.prefix, ScaleFactorsNames);
    files.matrixH5 =
        isFile && path.extension() == ".h5" ? path : firstIn({files.folder}, files.prefix, H5Names);
    if (isFile && withoutGz(path.filename().string()).ends_with(MtxNames.front()))
        files.matrix = matrixIn(path.parent_path(), files.prefix);
    else
        files.matrix = matrixBelow(files.folder, files.prefix);
    // Whoever downloads a data set of 10x has its name before the matrix, and none before what spatial.tar.gz
    // held.
    if (!files.positions.empty() && !files.hasMatrix() && files.prefix.empty())
        files.matrixH5 = onlyOtherH5(files.folder);
    if (!files.positions.empty() && !files.hasMatrix() && files.prefix.empty())
        files.matrix = onlyOtherMatrix(files.folder);
    return files;
}

std::optional<Error> stillPacked(const fs::path& folder, const std::string& part)
{
    for (const auto& entry : entriesOf(folder))
        for (const auto* ending : {".tar.gz", ".tar", ".tgz", ".zip"})
            if (entry.filename().string().ends_with(part + ending))
                return Error{ErrorCode::NotFound, entry.string() + ": is still packed",
                             "Unpack it where it lies"};
    return std::nullopt;
}

std::vector<fs::path> binnedOutputsIn(const fs::path& folder)
{
    std::vector<fs::path> bins;
    for (const auto& within : {folder / "outs" / "binned_outputs", folder / "binned_outputs", folder}) {
        for (const auto& entry : entriesOf(within)) {
            std::error_code error;
            if (entry.filename().string().starts_with("square_") && fs::is_directory(entry, error))
                bins.push_back(entry);
        }
        if (!bins.empty())
            return bins;
    }
    return bins;
}

} // namespace transcope::core
