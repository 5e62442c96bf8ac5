#include "core/io/sectionnames.h"

#include <algorithm>
#include <array>
#include <regex>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

constexpr std::array ImageEndings = {".tif",  ".tiff", ".svs",  ".ndpi", ".scn",
                                     ".mrxs", ".jpg",  ".jpeg", ".png"};

/// How a data set names a section's two files around the section's name.
struct NamePattern
{
    std::string countsPrefix, countsSuffix;
    std::string positionsPrefix, positionsSuffix;
};

const std::vector<NamePattern>& patterns()
{
    static const std::vector<NamePattern> all = {
        {"", "_stdata.tsv", "spot_data-selection-", ".tsv"},
        {"", ".tsv", "", "_selection.tsv"},
        {"", ".tsv", "alignment_table_", ".tsv"},
        {"", ".tsv", "", ".spots.txt"},
    };
    return all;
}

std::string withoutGz(std::string name)
{
    if (name.ends_with(".gz"))
        name.resize(name.size() - 3);
    return name;
}

std::optional<std::string> between(const std::string& name, const std::string& prefix,
                                   const std::string& suffix)
{
    if (name.size() <= prefix.size() + suffix.size() || !name.starts_with(prefix) || !name.ends_with(suffix))
        return std::nullopt;
    return name.substr(prefix.size(), name.size() - prefix.size() - suffix.size());
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

/// The file's section name as a positions table, and which pattern said so.
struct PositionsName
{
    std::string section;
    const NamePattern* pattern;
};

std::optional<PositionsName> positionsName(const std::string& fileName)
{
    for (const auto& pattern : patterns()) {
        if (auto section = between(fileName, pattern.positionsPrefix, pattern.positionsSuffix))
            return PositionsName{std::move(*section), &pattern};
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
    const auto folder = counts.parent_path();
    for (const auto& pattern : patterns()) {
        const auto section = between(fileName, pattern.countsPrefix, pattern.countsSuffix);
        if (!section)
            continue;
        if (auto positions =
                existing(folder / (pattern.positionsPrefix + *section + pattern.positionsSuffix)))
            return {*section, counts, positions};
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
    if (const auto positions = positionsName(fileName)) {
        const auto& pattern = *positions->pattern;
        return {positions->section,
                existing(folder / (pattern.countsPrefix + positions->section + pattern.countsSuffix)),
                countsOrPositions};
    }
    return filesFromCounts(countsOrPositions, fileName);
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
    static const std::regex her2("([A-Z])[0-9]+"), cscc(".*_(P[0-9]+)_.*"),
        hbc("([A-Za-z]+[0-9]{3,})_[A-Z][0-9]+");
    std::smatch match;
    for (const auto* pattern : {&her2, &cscc, &hbc}) {
        if (std::regex_match(sectionName, match, *pattern))
            return match[1];
    }
    return sectionName;
}

} // namespace transcope::core
