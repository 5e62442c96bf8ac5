#include "app/cli/describespots.h"

#include "app/cli/optionalnumber.h"
#include "core/base/shown.h"
#include "core/base/try.h"
#include "core/expression/normalisation.h"
#include "core/io/h5ad.h"
#include "core/io/open.h"
#include "core/io/spottablefile.h"
#include "core/predict/scale.h"
#include "core/spots/latticename.h"
#include "core/spots/shapename.h"

#include <algorithm>

namespace transcope::app {

namespace fs = std::filesystem;
using namespace transcope::core;
using nlohmann::json;

namespace {

/// What the kinds of file tell besides their spots.
struct Contents
{
    std::size_t genes = 0;
    std::size_t measured = 0; ///< spots with counts
    std::vector<std::string> notes;
    json more = json::object(); ///< fields of this kind of file alone
};

/// Positions without counts are spots all the same.
Result<Contents> contentsOfSection(const fs::path& path, const std::string& library)
{
    const auto opened = openSection(path, library);
    if (!opened && opened.error().code == ErrorCode::NotFound)
        return Contents{0, 0, {opened.error().message}};
    TRY(const auto section, opened);
    return Contents{section.genes.size(),
                    section.spots.size(),
                    section.notes,
                    {{"section", section.name},
                     {"patient", section.patient},
                     {"image", section.image ? json(section.image->string()) : json()}}};
}

Result<Contents> contentsOfH5ad(const fs::path& path, const std::string& library)
{
    TRY(const auto file, readH5ad(path, H5adLayers::Counts, H5adRows::InTissue, library));
    const auto& layer = file.layers.front();
    TRY(const auto totals, layer.values->totals());
    const auto measured = std::count_if(totals.begin(), totals.end(), [](double sum) { return sum > 0; });
    return Contents{
        layer.genes.size(),
        static_cast<std::size_t>(measured),
        file.notes,
        {{"normalisation", name(layer.provenance.normalisation)}, {"method", layer.provenance.method}}};
}

Result<Contents> contentsOfTable(const fs::path& path, const std::string& library)
{
    TRY(const auto table, readSpotTable(path, SpotPlaces::Needed, library));
    return Contents{table.genes.size(), table.genes.empty() ? 0 : table.spots.size(), table.notes};
}

Result<Contents> contentsOf(DataKind kind, const fs::path& path, const std::string& library)
{
    switch (kind) {
    case DataKind::AnnData:
        return contentsOfH5ad(path, library);
    case DataKind::StPositions:
    case DataKind::VisiumPositions:
        return Contents();
    case DataKind::SpotTable:
        return contentsOfTable(path, library);
    case DataKind::StCounts:
    case DataKind::SpaceRanger:
        break;
    }
    return contentsOfSection(path, library);
}

std::string indented(const std::vector<std::string>& warnings)
{
    std::string text;
    for (const auto& warning : warnings)
        text += "  note: " + warning + "\n";
    return text;
}

json geometryFields(const SpotFile& file)
{
    const auto& spots = file.spots;
    const auto source = !file.umPerPxSource.empty() ? file.umPerPxSource
                                                    : scaleSourceText(scaleOf({}, {}, spots.umPerPx).source);
    return {{"lattice", latticeName(spots.lattice)},
            {"umPerPx", optionalNumber(spots.umPerPx)},
            {"umPerPxSource", source},
            {"pitchPx", optionalNumber(spots.pitchLevel0Px)},
            {"shape", shapeName(spots.shape)},
            {"diameterPx", spots.diameterLevel0Px}};
}

/// Each sentence once.
std::vector<std::string> together(std::vector<std::string> notes, const std::vector<std::string>& more)
{
    for (const auto& note : more)
        if (std::find(notes.begin(), notes.end(), note) == notes.end())
            notes.push_back(note);
    return notes;
}

Output described(const fs::path& path, const std::string& format, const SpotFile& spots,
                 const Contents& contents)
{
    const auto warnings = together(spots.notes, contents.notes);
    Output output;
    output.json = {{"kind", contents.genes > 0 ? "expression" : "spots"},
                   {"format", format},
                   {"spots", spots.spots.size()},
                   {"measuredSpots", contents.measured},
                   {"genes", contents.genes},
                   {"hasCoordinates", true},
                   {"warnings", warnings}};
    output.json.update(geometryFields(spots));
    output.json.update(contents.more);
    output.text = path.string() + ": " + format + ", " + std::to_string(spots.spots.size()) + " spots, " +
                  std::to_string(contents.genes) + " genes\n  spots " + shown(spots.spots.diameterLevel0Px) +
                  " px wide, scale: " + scaleText(spots.spots.umPerPx) + "\n" + indented(warnings);
    return output;
}

/// Without coordinates there is expression all the same.
Output describedWithout(const fs::path& path, const H5adFile& file, const std::string& why)
{
    const auto& layer = file.layers.front();
    auto warnings = file.notes;
    warnings.push_back(why);
    Output output;
    output.json = {{"kind", "expression"},
                   {"format", name(DataKind::AnnData)},
                   {"spots", file.spots->size()},
                   {"genes", layer.genes.size()},
                   {"hasCoordinates", false},
                   {"normalisation", name(layer.provenance.normalisation)},
                   {"method", layer.provenance.method},
                   {"warnings", warnings}};
    output.text = path.string() + ": " + std::string(name(DataKind::AnnData)) + ", " +
                  std::to_string(file.spots->size()) + " spots, " + std::to_string(layer.genes.size()) +
                  " genes, no coordinates\n" + indented(warnings);
    return output;
}

/// A file of several sections: which, and that one must be chosen.
Output describedLibraries(const fs::path& path, const std::vector<H5adSection>& sections, const Error& why)
{
    Output output;
    auto list = json::array(), names = json::array();
    std::size_t spots = 0;
    std::string text;
    for (const auto& section : sections) {
        list.push_back({{"name", section.name}, {"spots", section.spots}});
        names.push_back(section.name);
        spots += section.spots;
        text += "  section " + section.name + ": " + std::to_string(section.spots) + " spots\n";
    }
    output.json = {{"kind", "expression"}, {"format", name(DataKind::AnnData)},
                   {"spots", spots},       {"library", names},
                   {"libraries", list},    {"warnings", {why.text()}}};
    output.text = path.string() + ": " + std::string(name(DataKind::AnnData)) + ", " +
                  std::to_string(sections.size()) + " sections\n" + text + "  note: " + why.text() + "\n";
    return output;
}

Result<Output> describeH5ad(const fs::path& path, const std::string& library)
{
    const auto spots = openSpots(path, library);
    if (spots) {
        TRY(const auto contents, contentsOfH5ad(path, library));
        auto output = described(path, std::string(name(DataKind::AnnData)), *spots, contents);
        if (!library.empty())
            output.json["library"] = library;
        return output;
    }
    if (spots.error().code == ErrorCode::InvalidArgument) {
        TRY(const auto sections, sectionsOfH5ad(path));
        return describedLibraries(path, sections, spots.error());
    }
    const auto file = readH5ad(path, H5adLayers::Counts, H5adRows::InTissue, library);
    if (!file || file->hasCoordinates)
        return tl::unexpected(spots.error());
    return describedWithout(path, *file, spots.error().message);
}

} // namespace

Result<Output> describeSpotData(const fs::path& path, const std::string& library)
{
    const auto kind = dataKindOf(path);
    std::error_code error;
    if (!kind && !fs::is_directory(path, error))
        return tl::unexpected(kind.error());
    if (kind && *kind == DataKind::AnnData)
        return describeH5ad(path, library);
    // Else a folder that stands for the one section in it.
    TRY(const auto spots, openSpots(path, library));
    TRY(const auto contents, contentsOf(kind.value_or(DataKind::StCounts), path, library));
    auto output = described(path, std::string(kind ? name(*kind) : "folder of a section"), spots, contents);
    if (!library.empty())
        output.json["library"] = library;
    return output;
}

Result<Output> listSpots(const fs::path& path, const std::string& library)
{
    TRY(const auto file, openSpots(path, library));
    Output output;
    auto list = json::array();
    for (const auto& spot : file.spots.spots) {
        list.push_back({{"id", spot.id}, {"x", spot.centreLevel0Px.x}, {"y", spot.centreLevel0Px.y}});
        output.text +=
            spot.id + "\t" + shown(spot.centreLevel0Px.x) + "\t" + shown(spot.centreLevel0Px.y) + "\n";
    }
    output.json = {{"kind", "spots"}, {"file", path.string()}, {"spots", list}, {"warnings", file.notes}};
    output.json.update(geometryFields(file));
    if (!library.empty())
        output.json["library"] = library;
    return output;
}

} // namespace transcope::app
