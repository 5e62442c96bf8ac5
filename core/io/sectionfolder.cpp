#include "core/io/sectionfolder.h"

#include "core/base/namelist.h"
#include "core/base/try.h"
#include "core/expression/normalisation.h"
#include "core/io/h5ad.h"
#include "core/io/open.h"
#include "core/io/sectionnames.h"
#include "core/io/sectionpatients.h"

#include <algorithm>
#include <set>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

constexpr const char* PatientsFile = "sections.csv";

std::vector<fs::path> entriesOf(const fs::path& folder)
{
    std::error_code error;
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(folder, error))
        paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    return paths;
}

/// Whether an entry is a section of its own, or a part of one that should not be passed over in silence.
bool mayBeSection(const fs::path& path)
{
    std::error_code error;
    if (fs::is_directory(path, error))
        return true;
    if (path.filename() == PatientsFile || isStAnnotationName(path))
        return false;
    const auto kind = dataKindOf(path);
    return kind && (*kind == DataKind::StCounts || *kind == DataKind::AnnData ||
                    (*kind == DataKind::StPositions && !stFilesOf(path).counts));
}

std::vector<fs::path> sectionPaths(const fs::path& folder)
{
    std::error_code error;
    if (fs::exists(folder / "counts.tsv.gz", error) || dataKindOf(folder))
        return {folder}; // a demo section, or Space Ranger's output, by itself
    std::vector<fs::path> paths;
    for (const auto& path : entriesOf(folder))
        if (mayBeSection(path))
            paths.push_back(fs::is_directory(path / "outs", error) ? path / "outs" : path);
    return paths;
}

/// Whether an error means that this path holds nothing to use, rather than something damaged.
bool holdsNoSection(const Error& error)
{
    return error.code == ErrorCode::NotFound || error.code == ErrorCode::Unsupported;
}

Result<Section> openCounts(const fs::path& path)
{
    if (path.extension() == ".h5ad") {
        TRY(const auto normalisation, normalisationOfH5ad(path));
        if (normalisation != Normalisation::None)
            return fail(ErrorCode::Unsupported, path.string() + ": holds values normalised as " +
                                                    std::string(name(normalisation)) + ", not counts");
    }
    return openSection(path);
}

Result<void> add(SectionFolder& folder, Section section, const fs::path& path,
                 std::map<std::string, fs::path>& places)
{
    const auto [place, isNew] = places.emplace(section.name, path);
    if (!isNew)
        return fail(ErrorCode::BadInput,
                    path.string() + ": section " + section.name + " is already in " + place->second.string(),
                    "Remove or rename one of the two");
    folder.sections.push_back(std::move(section));
    return {};
}

void noteNames(SectionFolder& folder, const std::vector<std::string>& names, const std::string& what)
{
    if (!names.empty())
        folder.notes.push_back(std::to_string(names.size()) + " " + what + ": " + nameList(names));
}

Result<void> setPatients(SectionFolder& folder, const fs::path& file)
{
    std::error_code error;
    if (!fs::exists(file, error))
        return {};
    TRY(auto patients, readSectionPatients(file));
    folder.patients = patients;
    std::vector<std::string> notListed, notHere;
    for (auto& section : folder.sections) {
        if (const auto known = patients.extract(section.name))
            section.patient = known.mapped();
        else
            notListed.push_back(section.name);
    }
    for (const auto& [name, patient] : patients)
        notHere.push_back(name);
    noteNames(folder, notListed,
              "sections are not in " + file.string() + ", so their names tell the patient");
    noteNames(folder, notHere, "sections of " + file.string() + " are not in the folder");
    return {};
}

void noteUnusedImages(SectionFolder& folder, const fs::path& path)
{
    std::set<fs::path> used;
    for (const auto& section : folder.sections)
        if (section.image)
            used.insert(*section.image);
    std::vector<std::string> unused;
    for (const auto& entry : entriesOf(path))
        if (isImageName(entry) && !used.contains(entry))
            unused.push_back(entry.filename().string());
    noteNames(folder, unused, "pictures belong to no section with spots");
}

} // namespace

Result<SectionFolder> openSectionFolder(const fs::path& path, std::stop_token stop)
{
    SectionFolder folder;
    std::map<std::string, fs::path> places;
    for (const fs::path& entry : sectionPaths(path)) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, path.string() + ": reading the sections was cancelled");
        auto section = openCounts(entry);
        if (!section && holdsNoSection(section.error())) {
            folder.notes.push_back(section.error().message + ": left out");
            continue;
        }
        if (!section)
            return tl::unexpected(section.error());
        TRY_RUN(add(folder, std::move(*section), entry, places));
    }
    if (folder.sections.empty())
        return fail(ErrorCode::NotFound, path.string() + ": no sections in this folder",
                    "Name a folder with counts and positions, or .h5ad files");
    TRY_RUN(setPatients(folder, path / PatientsFile));
    noteUnusedImages(folder, path);
    return folder;
}

} // namespace transcope::core
