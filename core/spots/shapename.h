#pragma once

#include "core/spots/spottable.h"

#include <optional>
#include <string_view>

namespace transcope::core {

/// The name in files and messages: "disc", "cell".
constexpr std::string_view shapeName(SpotShape shape)
{
    return shape == SpotShape::Cell ? "cell" : "disc";
}

/// Absent for any other name.
constexpr std::optional<SpotShape> shapeNamed(std::string_view name)
{
    for (const SpotShape shape : {SpotShape::Disc, SpotShape::Cell})
        if (name == shapeName(shape))
            return shape;
    return std::nullopt;
}

} // namespace transcope::core
