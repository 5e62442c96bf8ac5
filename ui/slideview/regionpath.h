#pragma once

#include "core/region/region.h"

#include <QPainterPath>
#include <QTransform>

namespace transcope::ui {

/// Outlines and holes as one path, filled by the even-odd rule.
QPainterPath pathOf(const std::vector<core::Polygon>& polygons, const QTransform& transform = {});

/// The areas of a path, whose lines may cross: outlines that do not overlap, each with its holes. Curves
/// become corners about half a unit apart from them; areas of less than one square unit are left out.
/// back: takes the corners to level-0 px.
std::vector<core::Polygon> polygonsOf(const QPainterPath& path, const QTransform& back = {});

/// The line through fewer points, none of the others farther from it than `tolerance`.
QPolygonF simplerLine(const QPolygonF& line, double tolerance);

} // namespace transcope::ui
