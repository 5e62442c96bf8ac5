#include "app/cli/scoreboxes.h"

namespace transcope::app {

core::BoxPlotFigure scoreBoxes()
{
    core::BoxPlotFigure figure;
    figure.panels = {{"Correlation per spot", {}}, {"RMSE per spot", {}}, {"Correlation per gene", {}}};
    return figure;
}

void addScoreBoxes(core::BoxPlotFigure& figure, const std::string& name, std::span<const double> pccSpot,
                   std::span<const double> rmseSpot, std::span<const double> pccGene, bool isBaseline)
{
    const std::span<const double> values[] = {pccSpot, rmseSpot, pccGene};
    for (std::size_t panel = 0; panel < std::size(values); ++panel)
        figure.panels[panel].boxes.push_back({name, core::boxSummary(values[panel]), isBaseline});
}

} // namespace transcope::app
