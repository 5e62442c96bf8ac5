#pragma once

#include <string_view>

namespace transcope::core {

/// 256 colours as "RRGGBB" hex digits without separators, low to high. Viridis, magma and inferno by van der
/// Walt, Smith and Firing, cividis by Nuñez, Anderton and Renslow (all CC0); turbo by Mikhailov (Apache-2.0).
extern const std::string_view ViridisHex;
extern const std::string_view MagmaHex;
extern const std::string_view InfernoHex;
extern const std::string_view CividisHex;
extern const std::string_view TurboHex;

} // namespace transcope::core
