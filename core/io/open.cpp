#include "core/io/open.h"

#include "core/base/filewait.h"
#include "core/base/namelist.h"
#include "core/base/try.h"
#include "core/io/columnnames.h"
#include "core/io/countstable.h"
#include "core/io/h5ad.h"
#include "core/io/originalst.h"
#include "core/io/sectionnames.h"
#include "core/io/spaceranger.h"
#include "core/io/spacerangerfiles.h"
#include "core/io/spatialdata.h"
#include "core/io/spotchoice.h"
#include "core/io/spotgeometry.h"
#include "core/io/spotnames.h"
#include "core/io/spottablefile.h"
#include "core/io/tablereader.h"
#include "core/io/zarrreader.h"

#include <algorithm>
#include <cmath>
#include <new>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

constexpr const char* WhatOpens =
    "Original ST counts or positions, AnnData (.h5ad, zarr), SpatialData, Space "
    "Ranger outs/ and tables of spots (CSV, TSV) can be opened";

tl::unexpected<Error> unknown(const fs::path& path, const std::string& what)
{
    return fail(ErrorCode::Unsupported, path.string() + ": " + what, WhatOpens);
}

bool isMatrixMarket(const fs::path& path)
{
    const auto name = path.filename().string();
    return name.ends_with(".mtx") || name.ends_with(".mtx.gz");
}

bool isText(const fs::path& path)
{
    auto name = path.filename().string();
    if (name.ends_with(".gz"))
        name.resize(name.size() - 3);
    return name.ends_with(".tsv") || name.ends_with(".csv") || name.ends_with(".txt");
}

/// Whether a first row without names is one of tissue_positions_list.csv: an id and five numbers.
bool isPositionsRow(const std::vector<std::string>& cells)
{
    constexpr std::size_t Cells = 6;
    const auto isNumber = [](const std::string& cell) { return numberIn(cell).has_value(); };
    return cells.size() == Cells && std::all_of(cells.begin() + 1, cells.end(), isNumber);
}

/// Whether spots are called "10x13" in the column of ids.
bool hasArrayIds(const std::vector<std::string>& names, const std::vector<std::vector<std::string>>& rows)
{
    const auto id = columnOf(ColumnMeaning::Id, names).value_or(0);
    return !rows.empty() && id < rows.front().size() && arrayPlaceIn(rows.front()[id]).has_value();
}

bool hasIds(const std::vector<std::string>& names, const std::vector<std::vector<std::string>>& rows)
{
    const auto id = columnOf(ColumnMeaning::Id, names);
    return id && !rows.empty() && *id < rows.front().size() && !numberIn(rows.front()[*id]);
}

bool hasGenes(const std::vector<std::string>& names)
{
    return !std::all_of(names.begin(), names.end(),
                        [](const std::string& name) { return isMetadataName(name); });
}

/// Whether it can be a table of counts. Tabs say so alone; commas and blanks stand in any text.
bool isCounts(const std::vector<std::string>& names, const std::vector<std::vector<std::string>>& rows,
              char separator)
{
    if (separator == '\t' || names.size() < 2 || rows.empty())
        return separator == '\t';
    return rows.front().size() == names.size() && numberIn(rows.front()[1]).has_value();
}

/// By the names of the columns and a look at the first rows.
std::optional<DataKind> kindOfTable(const fs::path& path, const std::vector<std::string>& names,
                                    const std::vector<std::vector<std::string>>& rows, char separator)
{
    if (isVisiumPositionsName(path) || isPositionsRow(names))
        return DataKind::VisiumPositions;
    const bool arrayIds = hasArrayIds(names, rows);
    if (isStPositionsHeader(names) && (arrayIds || !hasIds(names, rows)))
        return DataKind::StPositions;
    const bool otherPlaces = umPlaceColumnsOf(names) || (columnOf(ColumnMeaning::ArrayRow, names) &&
                                                         columnOf(ColumnMeaning::ArrayCol, names));
    if (!placeColumnsOf(names) && !otherPlaces)
        return isCounts(names, rows, separator) ? std::optional(DataKind::StCounts) : std::nullopt;
    const bool positions = isStPositionsName(path) && arrayIds && !hasGenes(names);
    return positions ? DataKind::StPositions : DataKind::SpotTable;
}

Result<DataKind> kindOfText(const fs::path& path)
{
    TRY(auto reader, TableReader::openHead(path));
    const auto names = reader.header();
    if (names.empty())
        return fail(ErrorCode::BadInput, path.string() + ": the file has no rows", "Copy or export it again");
    const auto& comments = reader.comments();
    if (std::any_of(comments.begin(), comments.end(),
                    [](const std::string& comment) { return comment.starts_with(" {\"transcope\""); }))
        return DataKind::SpotTable;
    constexpr std::size_t LookedAtRows = 2;
    const auto kind = kindOfTable(path, names, reader.ahead(LookedAtRows), reader.separator());
    return kind ? Result<DataKind>(*kind) : unknown(path, "is neither a table of counts nor of spots");
}

/// Counts of original ST that have positions, .h5ad files and zarr stores of AnnData.
std::vector<fs::path> sectionsIn(const fs::path& folder)
{
    std::vector<fs::path> found;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const auto& path = entry.path();
        if (path.extension() == ".h5ad" || isAnnDataStore(path))
            found.push_back(path);
        else if (isText(path) && !isStPositionsName(path) && stFilesOf(path).positions)
            found.push_back(path);
    }
    std::sort(found.begin(), found.end());
    return found;
}

/// The bin size of a Visium HD output that is meant.
Result<fs::path> chosenBins(const fs::path& path, const std::vector<fs::path>& bins,
                            const std::string& library)
{
    std::vector<std::string> names;
    for (const auto& bin : bins) {
        names.push_back(bin.filename().string());
        if (names.back() == library)
            return bin;
    }
    if (library.empty() && bins.size() == 1)
        return bins.front();
    return fail(library.empty() ? ErrorCode::InvalidArgument : ErrorCode::NotFound,
                path.string() + ": Visium HD with " + std::to_string(bins.size()) +
                    " bin sizes: " + nameList(names),
                "Choose one with --library " + names.back() + " on the command line, or name its folder");
}

/// What is to be opened, and what of it.
struct Wanted
{
    fs::path path;
    std::string library;
};

/// A folder stands for the one section in it.
Result<Wanted> resolved(const fs::path& path, const std::string& library)
{
    const FileWait wait(path);
    std::error_code error;
    if (!fs::is_directory(path, error) || isZarrStore(path))
        return Wanted{path, library};
    const auto files = spaceRangerFilesOf(path);
    if (!files) { // of several sections
        TRY(auto chosen, spaceRangerFilesOf(path, library));
        return Wanted{std::move(chosen.positions), {}};
    }
    if (isSpaceRangerFolder(path))
        return Wanted{path, library};
    if (const auto bins = binnedOutputsIn(path); !bins.empty()) {
        TRY(auto bin, chosenBins(path, bins, library));
        return Wanted{std::move(bin), {}};
    }
    auto sections = sectionsIn(path);
    if (sections.size() > 1 && fs::exists(path / "counts.tsv.gz", error))
        return Wanted{path / "counts.tsv.gz", library}; // a demo section beside its noise-free truth
    if (sections.size() > 1)
        return fail(ErrorCode::InvalidArgument,
                    path.string() + ": the folder holds " + std::to_string(sections.size()) + " sections",
                    "Name one of them, such as " + sections.front().string());
    if (!sections.empty())
        return Wanted{sections.front(), library};
    if (!files->positions.empty()) // and no matrix
        return Wanted{files->positions, library};
    if (files->hasMatrix())
        return Wanted{files->matrixH5.empty() ? files->matrix->matrix : files->matrixH5, library};
    if (const auto packed = stillPacked(path, "spatial"))
        return tl::unexpected(*packed);
    return unknown(path, "the folder holds no section");
}

Result<Section> openStSection(const fs::path& path)
{
    const auto files = stFilesOf(path);
    if (!files.counts)
        return fail(ErrorCode::NotFound, path.string() + ": the counts for these positions are not beside it",
                    "Put " + files.name + ".tsv or " + files.name + ".tsv.gz into the same folder");
    if (!files.positions)
        return fail(ErrorCode::NotFound, path.string() + ": the positions for these counts are not beside it",
                    "Put " + files.name + "_selection.tsv into the same folder");
    return readStSection(*files.counts, *files.positions);
}

/// A table of positions is one, whatever it is called.
Result<SpotFile> openStSpots(DataKind kind, const fs::path& path)
{
    auto files = stFilesOf(path);
    if (kind == DataKind::StPositions && !isStPositionsName(path))
        files = {path.stem().string(), std::nullopt, path};
    if (!files.positions)
        return tl::unexpected(openStSection(path).error());
    TRY(auto file, readStPositions(*files.positions));
    if (!files.counts)
        return file;
    const auto rows = measuredRows(*files.counts);
    const auto kept = rows ? keepNamedSpots(file, *rows, *files.counts) : tl::unexpected(rows.error());
    if (!kept)
        file.notes.push_back("the counts beside the positions are not used: " + kept.error().message);
    return file;
}

Result<void> checkCounts(const fs::path& path, const SpotTableFile& table)
{
    TRY(const auto traits, table.values->traits());
    for (std::size_t g = 0; (traits.negative || !traits.finite) && g < table.genes.size(); ++g) {
        TRY(const auto values, table.values->gene(g));
        for (const float v : values)
            if (!(v >= 0))
                return fail(ErrorCode::BadInput,
                            path.string() + ": gene " + table.genes[g].name() + " has " +
                                (std::isnan(v) ? "a missing" : "a negative") +
                                " value, which counts cannot be",
                            "Use raw counts");
    }
    return {};
}

Result<Section> openTableSection(const fs::path& path, const std::string& library)
{
    TRY(auto table, readSpotTable(path, SpotPlaces::Needed, library));
    if (table.genes.empty())
        return fail(ErrorCode::NotFound, path.string() + ": the table has spots but no genes",
                    "Add a column of counts per gene");
    TRY_RUN(checkCounts(path, table));
    Section section;
    section.name = path.stem().string();
    section.patient = patientOf(section.name);
    section.image = imageBeside(path, section.name);
    section.genes = std::move(table.genes);
    section.notes = std::move(table.notes);
    section.spots = std::move(table.spots);
    TRY_RUN(keepMeasuredSpots(section, table.values, path));
    return section;
}

Result<SpotFile> openTableSpots(const fs::path& path, const std::string& library)
{
    TRY(auto table, readSpotTable(path, SpotPlaces::Needed, library));
    return SpotFile{std::move(table.spots), {}, std::move(table.notes)};
}

Result<Section> openSectionOf(DataKind kind, const Wanted& wanted)
{
    switch (kind) {
    case DataKind::StCounts:
    case DataKind::StPositions:
        return openStSection(wanted.path);
    case DataKind::AnnData:
        return readH5adSection(wanted.path, wanted.library);
    case DataKind::SpotTable:
        return openTableSection(wanted.path, wanted.library);
    case DataKind::SpaceRanger:
    case DataKind::VisiumPositions:
        break;
    }
    return readSpaceRanger(wanted.path, wanted.library);
}

Result<SpotFile> openSpotsOf(DataKind kind, const Wanted& wanted)
{
    switch (kind) {
    case DataKind::StCounts:
    case DataKind::StPositions:
        return openStSpots(kind, wanted.path);
    case DataKind::AnnData:
        return readH5adSpots(wanted.path, wanted.library);
    case DataKind::SpotTable:
        return openTableSpots(wanted.path, wanted.library);
    case DataKind::SpaceRanger:
    case DataKind::VisiumPositions:
        break;
    }
    return readSpaceRangerSpots(wanted.path);
}

template <class T>
Result<T> openAs(const fs::path& given, const std::string& library,
                 Result<T> (*open)(DataKind, const Wanted&))
{
    TRY(const auto wanted, resolved(given, library));
    TRY(const auto kind, dataKindOf(wanted.path));
    try {
        TRY(auto opened, open(kind, wanted));
        TRY_RUN(checkPlaces(opened.spots, given.string(), opened.notes));
        return opened;
    } catch (const std::bad_alloc&) { // a damaged file can claim any size
        return fail(ErrorCode::BadInput, given.string() + ": does not fit into memory",
                    "The file may be damaged; or use a machine with more memory");
    }
}

} // namespace

std::string_view name(DataKind kind)
{
    switch (kind) {
    case DataKind::StCounts:
        return "original ST counts";
    case DataKind::StPositions:
        return "original ST positions";
    case DataKind::AnnData:
        return "AnnData";
    case DataKind::SpaceRanger:
        return "Space Ranger output";
    case DataKind::VisiumPositions:
        return "Visium positions";
    case DataKind::SpotTable:
        break;
    }
    return "table of spots";
}

Result<DataKind> dataKindOf(const fs::path& path)
{
    const FileWait wait(path);
    std::error_code error;
    if (!fs::exists(path, error))
        return fail(ErrorCode::NotFound, path.string() + ": no such file or folder", "Check the path");
    if (isZarrStore(path))
        return isAnnDataStore(path) ? Result<DataKind>(DataKind::AnnData)
                                    : unknown(path, "is a zarr store without a table of AnnData");
    if (fs::is_directory(path, error))
        return isSpaceRangerFolder(path) ? Result<DataKind>(DataKind::SpaceRanger)
                                         : unknown(path, "is a folder of no known kind");
    if (path.extension() == ".h5ad")
        return DataKind::AnnData;
    if (path.filename().string().ends_with(".zarr.zip"))
        return fail(ErrorCode::Unsupported, path.string() + ": is a zarr store in a zip archive",
                    "Unpack it, and open the folder");
    if (path.extension() == ".h5" || isMatrixMarket(path))
        return DataKind::SpaceRanger;
    if (path.extension() == ".parquet" && isVisiumPositionsName(path))
        return DataKind::VisiumPositions;
    if (isText(path))
        return kindOfText(path);
    return unknown(path, "is no file of spots or expression");
}

Result<SpotFile> openSpots(const fs::path& path, const std::string& library)
{
    return openAs<SpotFile>(path, library, openSpotsOf);
}

Result<Section> openSection(const fs::path& path, const std::string& library)
{
    return openAs<Section>(path, library, openSectionOf);
}

} // namespace transcope::core
