#pragma once

#include "core/figure/mapgrid.h"

#include <cairo.h>

namespace transcope::core {

/// A grid of maps with its tissue read, to be drawn on a page; for core/figure alone. Lengths in mm.
class MapGridDrawing
{
public:
    /// grid: outlives this object. name: of the file, for messages. Errors: those of writeMapGrid() but for
    /// the file's.
    static Result<MapGridDrawing> of(const MapGrid& grid, const std::string& name, std::stop_token stop);

    double height() const;
    /// From the context's origin down, grid.widthMm wide.
    void paint(cairo_t* context) const;

private:
    struct Parts;
    explicit MapGridDrawing(std::shared_ptr<const Parts> parts) : m_parts(std::move(parts)) {}
    std::shared_ptr<const Parts> m_parts;
};

} // namespace transcope::core
