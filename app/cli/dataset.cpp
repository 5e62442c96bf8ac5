#include "app/cli/dataset.h"

#include "core/io/open.h"

#include <algorithm>
#include <fstream>
#include <map>

namespace transcope::app {

using namespace core;
namespace fs = std::filesystem;

namespace {

/// Whether an entry of a data set's folder is a section of its own.
bool isSection(const fs::path& path)
{
    if (fs::is_directory(path))
        return true; // openSection looks inside; what it does not find is reported
    const auto kind = dataKindOf(path);
    return kind && (*kind == DataKind::StCounts || *kind == DataKind::H5ad);
}

Result<std::map<std::string, std::string>> readPatients(const fs::path& file)
{
    std::map<std::string, std::string> patients;
    std::ifstream in(file);
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
        if (!line.empty() && line.back() == '\r')
            line.pop_back();
        const auto comma = line.find(',');
        if (line.empty() || line == "section,patient")
            continue;
        if (comma == std::string::npos || comma == 0 || comma + 1 == line.size())
            return fail(ErrorCode::BadInput,
                        file.string() + ", line " + std::to_string(number) + ": not \"section,patient\"",
                        "Write one section's name and its patient per line");
        patients[line.substr(0, comma)] = line.substr(comma + 1);
    }
    return patients;
}

std::vector<fs::path> sectionPaths(const fs::path& folder)
{
    std::error_code error;
    std::vector<fs::path> paths;
    if (fs::exists(folder / "counts.tsv.gz", error))
        return {folder}; // one demo section by itself
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (isSection(entry.path()))
            paths.push_back(fs::is_directory(entry.path() / "outs") ? entry.path() / "outs" : entry.path());
    std::sort(paths.begin(), paths.end());
    return paths;
}

} // namespace

Result<DataSet> openDataSet(const fs::path& folder, std::stop_token stop)
{
    const auto patients = readPatients(folder / "sections.csv");
    if (!patients)
        return tl::unexpected(patients.error());
    DataSet data;
    data.folder = folder;
    for (const fs::path& path : sectionPaths(folder)) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, folder.string() + ": reading the sections was cancelled");
        auto section = openSection(path);
        if (!section && section.error().code == ErrorCode::NotFound) {
            data.notes.push_back(section.error().message); // a folder or counts that are no whole section
            continue;
        }
        if (!section)
            return tl::unexpected(section.error());
        if (!section->image) {
            data.notes.push_back(path.string() + ": no image lies beside it, so it was left out");
            continue;
        }
        if (const auto known = patients->find(section->name); known != patients->end())
            section->patient = known->second;
        for (const std::string& note : section->notes)
            data.notes.push_back(section->name + ": " + note);
        data.sections.push_back(std::move(*section));
    }
    if (data.sections.empty())
        return fail(ErrorCode::NotFound, folder.string() + ": no sections with images in this folder",
                    "Name a folder with counts, positions and images");
    return data;
}

} // namespace transcope::app
