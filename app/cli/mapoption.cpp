#include "app/cli/mapoption.h"

#include <fstream>
#include <sstream>

namespace transcope::app {

core::Result<core::MapRecipe> recipeOfOption(const std::string& option)
{
    if (option.starts_with('{'))
        return core::recipeFromJson(option);
    std::ifstream file(option);
    std::stringstream text;
    text << file.rdbuf();
    if (!file)
        return core::fail(core::ErrorCode::NotFound, option + ": cannot be read",
                          "Name a file, or write the recipe itself");
    return core::recipeFromJson(text.str());
}

} // namespace transcope::app
