#pragma once

#include "core/figure/mapgrid.h"
#include "core/map/map.h"

namespace transcope::core {

/// What figures of maps are made from: layers over one slide, a column each.
struct FigureSource
{
    std::shared_ptr<const Slide> slide;
    std::optional<double> umPerPx; ///< of the slide, else of the spots' platform; for the scale bar
    std::shared_ptr<const LayerSet> layers;
    LayerPtr measured;              ///< that predictions are held against; nullptr: none
    std::vector<LayerPtr> columns;  ///< of `layers`, at least one; the measured one where it is to be seen
    std::vector<std::string> names; ///< of the columns, as heads
    std::vector<std::string> notes; ///< said under the figure: spots without a partner
};

/// A row: the same map of every column, in one scale.
struct FigureRow
{
    MapRecipe recipe;
    std::string name; ///< empty: what the map calls itself
};

struct FigureLook
{
    bool tissue = true; ///< the slide under the spots
    double widthMm = 180;
    double dpi = 300;
};

/// The paper's Figure 7: `rows` by the source's columns. Errors: InvalidArgument where columns hold values of
/// several kinds, so that no scale would fit a row; NotFound where no column has what a row shows, and names
/// it; those of makeMap().
Result<MapGrid> mapFigure(const FigureSource& source, const std::vector<FigureRow>& rows,
                          const FigureLook& look, std::stop_token stop = {});

} // namespace transcope::core
