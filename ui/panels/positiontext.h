#pragma once

#include <QPointF>
#include <QString>
#include <optional>

namespace transcope::ui {

/// A position as a person types it: "12000, 8000", "12000 8000 px" or "5000, 3200 µm" → level-0 px. nullopt
/// for anything else, and for µm without a scale.
std::optional<QPointF> parsePosition(const QString& text, std::optional<double> umPerPx);

} // namespace transcope::ui
