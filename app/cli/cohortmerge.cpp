#include "app/cli/cohort.h"

#include "core/base/atomicfile.h"
#include "core/base/csvcell.h"
#include "core/base/try.h"
#include "core/io/h5adsections.h"
#include "core/session/layerparts.h"

#include <algorithm>
#include <fstream>

namespace transcope::app {

namespace fs = std::filesystem;
using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

constexpr std::size_t ShownOfHash = 12;

using Sections = std::vector<core::SectionOfFile>;

/// The predicted layer of a slide's session; the newest where there are several.
Result<core::SectionOfFile> sectionOf(const Cohort& cohort, const CohortSlide& slide)
{
    TRY(const auto session, core::openSession(cohort.session(slide)));
    TRY(const auto layers, session->layers());
    const auto newest = std::find_if(layers.rbegin(), layers.rend(), [](const core::LayerInfo& layer) {
        return layer.kind == core::LayerKind::Predicted;
    });
    if (newest == layers.rend())
        return fail(ErrorCode::BadInput, cohort.session(slide).string() + " holds no prediction");
    const core::SlideReference& of = session->slide();
    core::SectionOfFile section{slide.name, {}, {}, of.path, of.quickHash, of.sizeLevel0Px, of.umPerPx};
    TRY(section.layer, session->readLayer(newest->id));
    const auto* looks = core::partOf(layers, newest->provenance, core::partname::Appearance);
    if (looks != nullptr) {
        TRY(section.perSpot, session->readLayer(looks->id));
    }
    return section;
}

/// Whether a section's values can stand beside the first one's.
Result<void> fits(const Cohort& cohort, const core::SectionOfFile& section, const core::SectionOfFile& first)
{
    const auto differs = [&](const std::string& what) {
        return fail(ErrorCode::BadInput,
                    "the prediction of " + section.name + " has other " + what + " than that of " +
                        first.name,
                    "Remove " + (cohort.folder / (section.name + ".transcope")).string() + " and " +
                        section.name + ".done.json, and repeat the command that began the cohort");
    };
    const core::Provenance &mine = section.layer.provenance, &theirs = first.layer.provenance;
    if (section.layer.genes != first.layer.genes)
        return differs("genes");
    if (mine.weightsHash != theirs.weightsHash)
        return differs("weights (" + mine.weightsHash.substr(0, ShownOfHash) + ", not " +
                       theirs.weightsHash.substr(0, ShownOfHash) + ")");
    if (mine.normalisation != theirs.normalisation)
        return differs("normalisation");
    return {};
}

/// Of all slides that are done, in the cohort's order.
Result<Sections> sectionsOf(const Cohort& cohort)
{
    Sections sections;
    for (const CohortSlide& slide : cohort.slides) {
        if (!stateOf(cohort, slide).done)
            continue;
        TRY(auto section, sectionOf(cohort, slide));
        TRY_RUN(fits(cohort, section, sections.empty() ? section : sections.front()));
        sections.push_back(std::move(section));
    }
    if (sections.empty())
        return fail(ErrorCode::BadInput, cohort.folder.string() + ": no slide is done",
                    "See transcope-cli cohort status " + cohort.folder.string());
    return sections;
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

Result<void> writeTable(const fs::path& out, const Sections& sections)
{
    return core::writeAtomically(out, [&](const fs::path& temporary) -> Result<void> {
        std::ofstream file(temporary);
        writeHeader(file, sections.front().layer.genes);
        for (const auto& section : sections)
            TRY_RUN(writeRows(file, section.name, section.layer));
        file.close();
        if (!file)
            return fail(ErrorCode::WriteFailed, "cannot write " + out.string(),
                        "Check the folder and the free space");
        return {};
    });
}

} // namespace

Result<std::int64_t> mergeCohort(const Cohort& cohort, const fs::path& out)
{
    TRY(const auto sections, sectionsOf(cohort));
    TRY_RUN(out.extension() == ".h5ad" ? core::writeSectionsH5ad(out, sections) : writeTable(out, sections));
    std::int64_t spots = 0;
    for (const auto& section : sections)
        spots += static_cast<std::int64_t>(section.layer.spots->size());
    return spots;
}

} // namespace transcope::app
