#pragma once

#include "core/expression/layer.h"

#include <optional>
#include <string_view>

namespace transcope::core {

/// The name in files and reports: "measured", "predicted", "imported", "derived".
constexpr std::string_view name(LayerKind kind)
{
    switch (kind) {
    case LayerKind::Measured:
        return "measured";
    case LayerKind::Predicted:
        return "predicted";
    case LayerKind::Imported:
        return "imported";
    case LayerKind::Derived:
        break;
    }
    return "derived";
}

/// Absent for any other name.
constexpr std::optional<LayerKind> layerKindNamed(std::string_view wanted)
{
    for (const auto kind :
         {LayerKind::Measured, LayerKind::Predicted, LayerKind::Imported, LayerKind::Derived})
        if (name(kind) == wanted)
            return kind;
    return std::nullopt;
}

} // namespace transcope::core
