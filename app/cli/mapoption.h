#pragma once

#include "core/map/recipe.h"

#include <string>

namespace transcope::app {

/// What --map says: a recipe (core/map/recipe.h) as JSON, or the name of a file of one. Errors: NotFound for
/// the file; those of recipeFromJson().
core::Result<core::MapRecipe> recipeOfOption(const std::string& option);

} // namespace transcope::app
