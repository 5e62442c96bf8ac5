#include "app/cli/bundledweights.h"

#include <algorithm>
#include <cstdlib>

namespace transcope::app {

namespace fs = std::filesystem;

std::vector<fs::path> bundledWeights()
{
    std::error_code ignored; // what cannot be listed holds no weights
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored).parent_path();
    const char* chosen = std::getenv("TRANSCOPE_RESOURCES");
    const fs::path candidates[] = {chosen ? fs::path(chosen) : fs::path(), program / "../share/transcope",
                                   program / "../../../resources"};
    std::vector<fs::path> files;
    for (const auto& candidate : candidates) {
        const fs::path folder = candidate / "weights";
        if (candidate.empty() || !fs::is_directory(folder, ignored))
            continue;
        for (const auto& entry : fs::directory_iterator(folder, ignored))
            if (entry.path().extension() == ".safetensors")
                files.push_back(fs::weakly_canonical(entry.path(), ignored));
        break;
    }
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace transcope::app
