#pragma once

#include <QString>
#include <cstddef>

namespace transcope::ui {

/// Keys of core::Session::text() that the viewer writes.
inline constexpr const char* DisplayTextKey = "viewer.display";       ///< JSON: view and display settings
inline constexpr const char* ExpressionTextKey = "viewer.expression"; ///< path of the measured expression

/// Of the JSON of DisplayTextKey: order and names of the session's layers (layerorder.h).
inline const QString LayersKey = QStringLiteral("layers");

/// Of a layer that a session takes whole (80 MB); of larger measured ones it holds the file's path.
inline constexpr std::size_t MostKeptValues = 20'000'000;

/// The name of the layer that holds measured counts.
inline constexpr const char* MeasuredLayerName = "Measured";

} // namespace transcope::ui
