#include "app/cli/cohort.h"

#include "core/base/atomicfile.h"
#include "core/base/csvcell.h"
#include "core/base/try.h"
#include "core/session/session.h"

#include <fstream>

namespace transcope::app {

namespace fs = std::filesystem;
using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

/// The predicted layer of a slide's session; the newest where there are several.
Result<core::Layer> predictedLayer(const Cohort& cohort, const CohortSlide& slide)
{
    TRY(const auto session, core::openSession(cohort.session(slide)));
    TRY(const auto layers, session->layers());
    for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer)
        if (layer->kind == core::LayerKind::Predicted)
            return session->readLayer(layer->id);
    return fail(ErrorCode::BadInput, cohort.session(slide).string() + " holds no prediction");
}

void writeHeader(std::ofstream& out, const core::GeneList& genes)
{
    out << "slide,id,x,y,padded";
    for (const core::Gene& gene : genes)
        out << ',' << core::csvCell(gene.name());
    out << '\n';
}

Result<void> writeRows(std::ofstream& out, const std::string& name, const core::Layer& layer)
{
    std::vector<std::vector<float>> genes;
    for (std::size_t g = 0; g < layer.genes.size(); ++g) {
        TRY(auto values, layer.values->gene(g));
        genes.push_back(std::move(values));
    }
    for (std::size_t s = 0; s < layer.spots->size(); ++s) {
        const core::Spot& spot = layer.spots->spots[s];
        out << core::csvCell(name) << ',' << core::csvCell(spot.id) << ','
            << core::csvNumber(spot.centreLevel0Px.x) << ',' << core::csvNumber(spot.centreLevel0Px.y) << ','
            << (s < layer.padded.size() && layer.padded[s] ? 1 : 0);
        for (const auto& values : genes)
            out << ',' << core::csvNumber(values[s]);
        out << '\n';
    }
    return {};
}

} // namespace

Result<std::int64_t> mergeCohort(const Cohort& cohort, const fs::path& out)
{
    std::int64_t spots = 0;
    const auto write = [&](const fs::path& temporary) -> Result<void> {
        std::ofstream file(temporary);
        core::GeneList genes;
        for (const CohortSlide& slide : cohort.slides) {
            if (!stateOf(cohort, slide).done)
                continue;
            TRY(const auto layer, predictedLayer(cohort, slide));
            if (genes.empty()) {
                genes = layer.genes;
                writeHeader(file, genes);
            }
            if (layer.genes != genes)
                return fail(ErrorCode::BadInput,
                            cohort.session(slide).string() + " has other genes than those before it",
                            "Predict it again with the cohort's weights");
            TRY_RUN(writeRows(file, slide.name, layer));
            spots += static_cast<std::int64_t>(layer.spots->size());
        }
        if (genes.empty())
            return fail(ErrorCode::BadInput, cohort.folder.string() + ": no slide is done",
                        "See transcope-cli cohort status " + cohort.folder.string());
        file.close();
        if (!file)
            return fail(ErrorCode::WriteFailed, "cannot write " + out.string(),
                        "Check the folder and the free space");
        return {};
    };
    TRY_RUN(core::writeAtomically(out, write));
    return spots;
}

} // namespace transcope::app
