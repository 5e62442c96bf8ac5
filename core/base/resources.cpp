#include "core/base/resources.h"

#include <algorithm>
#include <cstdlib>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

/// The running program's folder.
fs::path programFolder()
{
    std::error_code ignored;
    return fs::read_symlink("/proc/self/exe", ignored).parent_path();
}

/// A folder of resources/; empty when none is found.
fs::path resourcesFolder(const char* name)
{
    std::error_code ignored; // what cannot be looked at holds nothing
    const fs::path program = programFolder();
    const char* chosen = std::getenv("TRANSCOPE_RESOURCES");
    const fs::path candidates[] = {chosen ? fs::path(chosen) : fs::path(), program / "../share/transcope",
                                   program / "../../../resources",
                                   program / "../../../../resources"}; // tests lie one deeper
    for (const auto& candidate : candidates)
        if (!candidate.empty() && fs::is_directory(candidate / name, ignored))
            return candidate / name;
    return {};
}

/// A file directly in such a folder; empty when it is not there.
fs::path bundledFile(const char* folderName, const std::string& name)
{
    std::error_code ignored; // what cannot be looked at is not there
    const fs::path folder = resourcesFolder(folderName);
    const fs::path file = folder / name;
    return !folder.empty() && fs::path(name).filename() == name && fs::is_regular_file(file, ignored)
               ? file
               : fs::path();
}

} // namespace

fs::path programBeside(const std::string& name)
{
    std::error_code ignored;
    const fs::path folder = programFolder();
    return fs::exists(folder / name, ignored) ? folder / name
                                              : folder.parent_path() / name; // tests lie one deeper
}

std::vector<fs::path> bundledWeights()
{
    std::error_code ignored;
    std::vector<fs::path> files;
    const fs::path folder = resourcesFolder("weights");
    if (folder.empty())
        return files;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (entry.path().extension() == ".safetensors")
            files.push_back(fs::weakly_canonical(entry.path(), ignored));
    std::sort(files.begin(), files.end());
    std::stable_partition(files.begin(), files.end(), [](const fs::path& file) {
        return file.filename().string().find("demo") != std::string::npos;
    });
    return files;
}

fs::path bundledGeneList(const std::string& name)
{
    return bundledFile("genes", name + ".txt");
}

fs::path bundledClusterScript(const std::string& name)
{
    return bundledFile("cluster", name);
}

fs::path guidePage()
{
    std::error_code ignored; // what cannot be looked at is not there
    const fs::path page = fs::path("guide") / "README.md";
    for (const fs::path& docs : {resourcesFolder("docs"), resourcesFolder("weights") / "../../docs"})
        if (fs::is_regular_file(docs / page, ignored))
            return fs::canonical(docs / page, ignored);
    return {};
}

} // namespace transcope::core
