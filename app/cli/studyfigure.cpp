#include "app/cli/studyfigure.h"

#include "app/cli/scoreboxes.h"
#include "core/base/try.h"
#include "model/study/studylines.h"

#include <algorithm>

namespace transcope::app {

core::Result<std::string> writeStudyFigure(const model::Study& study, const std::filesystem::path& folder)
{
    if (std::ranges::none_of(study.entries, [](const auto& entry) { return entry.result.has_value(); }))
        return std::string();
    core::BoxPlotFigure figure = scoreBoxes();
    for (const model::StudyLine& line : linesOf(study))
        if (line.scores && !line.isOracle()) // nobody competes with an oracle
            addScoreBoxes(figure, line.name, line.scores->pccSpot, line.scores->rmseSpot,
                          line.scores->pccGene, line.baseline != nullptr);
    const model::StudySetting& s = study.setting;
    figure.provenance = {s.data + "; " + s.split, std::to_string(s.heldOutSpots) + " spots · " +
                                                      std::to_string(s.genes) + " genes · " +
                                                      s.normalisation + " · " + BoxesSay};
    for (const char* name : {"figure.svg", "figure.png"})
        TRY_RUN(core::writeBoxPlots(figure, folder / name));
    return "Wrote " + (folder / "figure.svg").string() + " and figure.png\n";
}

} // namespace transcope::app
