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

fs::path weightsFolder()
{
    std::error_code ignored; // what cannot be looked at holds no weights
    const fs::path program = programFolder();
    const char* chosen = std::getenv("TRANSCOPE_RESOURCES");
    const fs::path candidates[] = {chosen ? fs::path(chosen) : fs::path(), program / "../share/transcope",
                                   program / "../../../resources",
                                   program / "../../../../resources"}; // tests lie one deeper
    for (const auto& candidate : candidates)
        if (!candidate.empty() && fs::is_directory(candidate / "weights", ignored))
            return candidate / "weights";
    return {};
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
    const fs::path folder = weightsFolder();
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

} // namespace transcope::core
