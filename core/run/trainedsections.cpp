#include "core/run/trainedsections.h"

#include <sstream>

namespace transcope::core {

std::string trainedSections(const PredictorInfo& predictor)
{
    std::string names;
    for (const SectionLooks& looks : predictor.trainedLooks)
        names += (names.empty() ? "" : ", ") + looks.name;
    return names;
}

std::string trainedSectionOf(const std::string& trainedSections, const std::filesystem::path& slide)
{
    std::istringstream names(trainedSections);
    for (std::string name; std::getline(names >> std::ws, name, ',');)
        if (name == slide.stem().string() || name == slide.parent_path().filename().string())
            return name;
    return {};
}

} // namespace transcope::core
