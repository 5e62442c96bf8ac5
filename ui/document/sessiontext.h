#pragma once

namespace transcope::ui {

/// Keys of core::Session::text() that the viewer writes.
inline constexpr const char* DisplayTextKey = "viewer.display";       ///< JSON: view and display settings
inline constexpr const char* ExpressionTextKey = "viewer.expression"; ///< path of the measured expression

/// The name of the layer that holds measured counts.
inline constexpr const char* MeasuredLayerName = "Measured";

} // namespace transcope::ui
