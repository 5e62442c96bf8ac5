#include "core/io/open.h"

#include "core/base/try.h"
#include "core/io/h5ad.h"
#include "core/io/originalst.h"
#include "core/io/sectionnames.h"
#include "core/io/spaceranger.h"
#include "core/io/spotchoice.h"
#include "core/io/spottablefile.h"
#include "core/io/textfile.h"

#include <algorithm>
#include <cmath>
#include <new>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

constexpr const char* WhatOpens = "Original ST counts or positions, AnnData .h5ad, Space Ranger outs/ and "
                                  "tables of spots (CSV, TSV) can be opened";

tl::unexpected<Error> unknown(const fs::path& path, const std::string& what)
{
    return fail(ErrorCode::Unsupported, path.string() + ": " + what, WhatOpens);
}

bool isText(const fs::path& path)
{
    auto name = path.filename().string();
    if (name.ends_with(".gz"))
        name.resize(name.size() - 3);
    return name.ends_with(".tsv") || name.ends_with(".csv") || name.ends_with(".txt");
}

bool isStPositionsHeader(const std::string& line)
{
    return line.find("pixel_x") != std::string::npos && line.find("pixel_y") != std::string::npos &&
           (line.starts_with("x\t") || line.starts_with("x,"));
}

Result<DataKind> kindOfText(const fs::path& path)
{
    TRY(const auto line, readFirstLine(path));
    const auto name = path.filename().string();
    if (name.starts_with("tissue_positions"))
        return DataKind::VisiumPositions;
    if (isStPositionsHeader(line) || name.find(".spots.txt") != std::string::npos)
        return DataKind::StPositions;
    if (line.starts_with("# {\"transcope\"") || isSpotTableHeader(line))
        return DataKind::SpotTable;
    if (line.find('\t') != std::string::npos)
        return DataKind::StCounts;
    return unknown(path, "is neither a table of counts nor of spots");
}

/// Counts of original ST that have positions, and .h5ad files.
std::vector<fs::path> sectionsIn(const fs::path& folder)
{
    std::vector<fs::path> found;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const auto& path = entry.path();
        if (path.extension() == ".h5ad")
            found.push_back(path);
        else if (isText(path) && !isStPositionsName(path) && stFilesOf(path).positions)
            found.push_back(path);
    }
    std::sort(found.begin(), found.end());
    return found;
}

/// A folder stands for the one section in it.
Result<fs::path> resolved(const fs::path& path)
{
    std::error_code error;
    if (!fs::is_directory(path, error) || isSpaceRangerFolder(path))
        return path;
    auto sections = sectionsIn(path);
    if (sections.size() > 1 && fs::exists(path / "counts.tsv.gz", error))
        return path / "counts.tsv.gz"; // a demo section beside its noise-free truth
    if (sections.empty())
        return unknown(path, "the folder holds no section");
    if (sections.size() > 1)
        return fail(ErrorCode::InvalidArgument,
                    path.string() + ": the folder holds " + std::to_string(sections.size()) + " sections",
                    "Name one of them, such as " + sections.front().string());
    return sections.front();
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

Result<SpotFile> openStSpots(const fs::path& path)
{
    const auto files = stFilesOf(path);
    if (!files.counts || !files.positions)
        return readStPositions(path);
    auto section = readStSection(*files.counts, *files.positions);
    if (section)
        return SpotFile{std::move(section->spots), std::move(section->notes)};
    auto positions = readStPositions(*files.positions);
    if (positions)
        positions->notes.push_back("the counts beside the positions are not used: " +
                                   section.error().message);
    return positions;
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

Result<Section> openTableSection(const fs::path& path)
{
    TRY(auto table, readSpotTable(path));
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
    std::vector<std::string> rows;
    for (const auto& spot : table.spots.spots)
        rows.push_back(spot.id);
    section.spots = std::move(table.spots);
    TRY_RUN(keepMeasuredSpots(section, rows, table.values, path));
    return section;
}

Result<SpotFile> openTableSpots(const fs::path& path)
{
    TRY(auto table, readSpotTable(path));
    return SpotFile{std::move(table.spots), std::move(table.notes)};
}

Result<Section> openSectionOf(DataKind kind, const fs::path& path)
{
    switch (kind) {
    case DataKind::StCounts:
    case DataKind::StPositions:
        return openStSection(path);
    case DataKind::H5ad:
        return readH5adSection(path);
    case DataKind::SpotTable:
        return openTableSection(path);
    case DataKind::SpaceRanger:
    case DataKind::VisiumPositions:
        break;
    }
    return readSpaceRanger(path);
}

Result<SpotFile> openSpotsOf(DataKind kind, const fs::path& path)
{
    switch (kind) {
    case DataKind::StCounts:
    case DataKind::StPositions:
        return openStSpots(path);
    case DataKind::H5ad:
        return readH5adSpots(path);
    case DataKind::SpotTable:
        return openTableSpots(path);
    case DataKind::SpaceRanger:
    case DataKind::VisiumPositions:
        break;
    }
    return readSpaceRangerSpots(path);
}

template <class T> Result<T> openAs(const fs::path& given, Result<T> (*open)(DataKind, const fs::path&))
{
    TRY(const auto path, resolved(given));
    TRY(const auto kind, dataKindOf(path));
    try {
        return open(kind, path);
    } catch (const std::bad_alloc&) { // a damaged file can claim any size
        return fail(ErrorCode::BadInput, path.string() + ": does not fit into memory",
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
    case DataKind::H5ad:
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
    std::error_code error;
    if (!fs::exists(path, error))
        return fail(ErrorCode::NotFound, path.string() + ": no such file or folder", "Check the path");
    if (fs::is_directory(path, error))
        return isSpaceRangerFolder(path) ? Result<DataKind>(DataKind::SpaceRanger)
                                         : unknown(path, "is a folder of no known kind");
    if (path.extension() == ".h5ad")
        return DataKind::H5ad;
    if (path.extension() == ".h5")
        return DataKind::SpaceRanger;
    if (isText(path))
        return kindOfText(path);
    return unknown(path, "is no file of spots or expression");
}

Result<SpotFile> openSpots(const fs::path& path)
{
    return openAs<SpotFile>(path, openSpotsOf);
}

Result<Section> openSection(const fs::path& path)
{
    return openAs<Section>(path, openSectionOf);
}

} // namespace transcope::core
