#include "core/io/sectionnames.h"

#include <algorithm>
#include <array>
#include <regex>
#include <span>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

constexpr std::array ImageEndings = {".tif",  ".tiff", ".svs",  ".ndpi", ".scn",
                                     ".mrxs", ".jpg",  ".jpeg", ".png"};

/// What stands around a section's name in a file's.
struct Around
{
    const char *before, *after;
};
// The most telling first.
constexpr Around PositionNames[] = {
    {"spot_data-selection-", ".tsv"}, // cSCC
    {"spot_data-selection-", ".txt"},
    {"spot_data-all-", ".tsv"},
    {"spot_data-all-", ".txt"},
    {"alignment_table_", ".tsv"}, // STUtility
    {"spots_", ".csv"},           // HBC as Mendeley has it
    {"spots_", ".tsv"},
    {"", "_selection.tsv"}, // HER2+
    {"", "_selection.txt"},
    {"", "_selection.csv"},
    {"", ".spots.txt"}, // HBC
    {"", ".spots.csv"},
};
constexpr Around CountsNames[] = {{"", "_stdata.tsv"},
                                  {"", "_stdata_aligned_counts_IDs.txt"},
                                  {"", "_stdata_under_tissue_IDs.txt"},
                                  {"", "_stdata_filtered.tsv"},
                                  {"", "_counts.tsv"},
                                  {"", ".tsv"},
                                  {"", ".csv"},
                                  {"", ".txt"}};

std::string withoutGz(std::string name)
{
    if (name.ends_with(".gz"))
        name.resize(name.size() - 3);
    return name;
}

/// "GSM4284316_", which GEO puts before the name of every file; empty where there is none.
std::string geoPrefix(const std::string& name)
{
    const auto underscore = name.find('_');
    const bool geo = name.starts_with("GSM") && underscore != std::string::npos && underscore > 3 &&
                     name.find_first_not_of("0123456789", 3) == underscore;
    return geo ? name.substr(0, underscore + 1) : std::string();
}

/// The name that a section's files share, and how GEO's prefix begins it.
struct NameParts
{
    std::string geo, section;

    std::string whole() const { return section.starts_with(geo) ? section : geo + section; }
};

/// GEO's prefix stands before all of the file's name.
std::optional<NameParts> between(const std::string& fileName, const Around& around)
{
    const auto geo = geoPrefix(fileName);
    const auto name = fileName.substr(geo.size());
    const std::string before = around.before, after = around.after;
    if (name.size() <= before.size() + after.size() || !name.starts_with(before) || !name.ends_with(after))
        return std::nullopt;
    return NameParts{geo, name.substr(before.size(), name.size() - before.size() - after.size())};
}

std::optional<fs::path> existing(const fs::path& path)
{
    std::error_code error;
    for (const auto& candidate : {path, fs::path(path.string() + ".gz")}) {
        if (fs::is_regular_file(candidate, error))
            return candidate;
    }
    return std::nullopt;
}

/// The folder itself and, where a data set has a folder for each kind of file, those beside it: HER2+ has
/// ST-cnts and ST-spotfiles.
std::vector<fs::path> foldersFor(const fs::path& folder)
{
    std::vector<fs::path> folders = {folder};
    std::error_code error;
    const auto absolute = fs::absolute(folder / ".", error).lexically_normal().parent_path();
    if (!absolute.filename().string().starts_with("ST-"))
        return folders;
    for (const auto& beside : fs::directory_iterator(absolute.parent_path(), error))
        if (beside.path().filename().string().starts_with("ST-"))
            folders.push_back(beside.path());
    return folders;
}

/// The file of that name, with any prefix of GEO or none, plain or gzip.
std::optional<fs::path> named(const fs::path& folder, const NameParts& parts, const Around& around)
{
    const auto name = around.before + parts.section + around.after;
    for (const auto& exact : {parts.geo + name, around.before + parts.whole() + around.after, name}) {
        if (auto found = existing(folder / exact))
            return found;
    }
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const auto candidate = withoutGz(entry.path().filename().string());
        const auto other = between(candidate, around);
        if (other && other->section == parts.section && (parts.geo.empty() || other->geo.empty()))
            return entry.path();
    }
    return std::nullopt;
}

std::optional<fs::path> firstNamed(const fs::path& folder, const NameParts& parts,
                                   std::span<const Around> names, const fs::path& besides)
{
    for (const auto& place : foldersFor(folder)) {
        for (const auto& around : names) {
            auto found = named(place, parts, around);
            if (found && *found != besides)
                return found;
        }
    }
    return std::nullopt;
}

/// The file's section name as a positions table.
std::optional<NameParts> positionsName(const std::string& fileName)
{
    for (const auto& around : PositionNames) {
        if (auto parts = between(fileName, around))
            return parts;
    }
    return std::nullopt;
}

std::string folderName(const fs::path& folder)
{
    std::error_code error;
    return fs::absolute(folder / ".", error).parent_path().filename().string();
}

StFiles filesFromCounts(const fs::path& counts, const std::string& fileName)
{
    for (const auto& around : CountsNames) {
        const auto parts = between(fileName, around);
        if (!parts)
            continue;
        if (auto positions = firstNamed(counts.parent_path(), *parts, PositionNames, counts))
            return {parts->whole(), counts, positions};
    }
    return {fs::path(fileName).stem().string(), counts, std::nullopt};
}

} // namespace

StFiles stFilesOf(const fs::path& countsOrPositions)
{
    const auto folder = countsOrPositions.parent_path();
    const auto fileName = withoutGz(countsOrPositions.filename().string());
    if (fileName == "counts.tsv")
        return {folderName(folder), countsOrPositions, existing(folder / "spots.tsv")};
    if (fileName == "spots.tsv")
        return {folderName(folder), existing(folder / "counts.tsv"), countsOrPositions};
    const auto parts = positionsName(fileName);
    if (!parts)
        return filesFromCounts(countsOrPositions, fileName);
    auto counts = firstNamed(folder, *parts, CountsNames, countsOrPositions);
    const auto counted =
        counts ? filesFromCounts(*counts, withoutGz(counts->filename().string())) : StFiles();
    return {counts ? counted.name : parts->whole(), std::move(counts), countsOrPositions};
}

bool isStPositionsName(const fs::path& path)
{
    const auto fileName = withoutGz(path.filename().string());
    return fileName == "spots.tsv" || positionsName(fileName).has_value();
}

bool isStAnnotationName(const fs::path& path)
{
    return withoutGz(path.filename().string()).ends_with("_Coord.tsv");
}

bool isImageName(const fs::path& path)
{
    const auto ending = path.extension().string();
    return std::find(ImageEndings.begin(), ImageEndings.end(), ending) != ImageEndings.end();
}

std::optional<fs::path> imageBeside(const fs::path& file, const std::string& name)
{
    std::error_code error;
    for (const auto& stem : {name, "HE_" + name, std::string("slide")}) {
        for (const char* ending : ImageEndings) {
            const auto candidate = file.parent_path() / (stem + ending);
            if (fs::is_regular_file(candidate, error))
                return candidate;
        }
    }
    return std::nullopt;
}

std::string patientOf(const std::string& sectionName)
{
    static const std::regex her2("([A-Z])[0-9]+"), cscc("(?:.*_)?(P[0-9]+)_.*"),
        hbc("([A-Za-z]+[0-9]{3,})_[A-Z][0-9]+");
    std::smatch match;
    for (const auto* pattern : {&her2, &cscc, &hbc}) {
        if (std::regex_match(sectionName, match, *pattern))
            return match[1];
    }
    return sectionName;
}

} // namespace transcope::core
