#include "app/cli/predictjob.h"

#include "app/cli/untrustedprogram.h"
#include "core/base/resources.h"
#include "core/base/try.h"
#include "core/expression/genelistfile.h"
#include "core/expression/genematching.h"
#include "core/io/h5ad.h"
#include "core/io/loupe.h"
#include "core/io/spottablefile.h"
#include "core/rpc/splitcommand.h"
#include "core/rpc/workerrows.h"
#include "core/run/likeness.h"
#include "core/run/run.h"
#include "core/slide/slidewarnings.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <numeric>
#include <sstream>

namespace transcope::app {

namespace fs = std::filesystem;
using core::Result;

namespace {

/// Which output file `out` is; a session is kept beside .h5ad and .csv until they are complete.
Result<fs::path> sessionPathFor(const fs::path& out)
{
    const std::string ending = out.extension().string();
    if (ending == ".transcope")
        return out;
    if (ending == ".h5ad" || ending == ".csv")
        return fs::path(out.string() + ".part.transcope");
    return core::fail(core::ErrorCode::InvalidArgument,
                      "cannot tell what to write from the name " + out.string(),
                      "Let it end in .transcope, .h5ad, .csv or .loupe.csv");
}

/// Where the rows come from, and what that needs to live.
struct Source
{
    std::unique_ptr<core::Predictor> predictor;
    std::unique_ptr<core::WorkerClient> worker;
    std::unique_ptr<core::RowSource> rows;
};

Source sourceFromWorker(std::vector<std::string> command, const PredictJob& job, const std::string& trust)
{
    Source source;
    source.worker = std::make_unique<core::WorkerClient>(std::move(command));
    source.rows = std::make_unique<core::WorkerRows>(
        *source.worker, core::LoadWeightsParams{job.weights.string(), job.load.device, job.load.precision,
                                                trust, job.load.views, job.load.splitLevels});
    return source;
}

Result<Source> sourceFor(const PredictJob& job)
{
    if (!job.worker.empty()) {
        TRY(auto command, core::splitCommand(job.worker));
        return sourceFromWorker(std::move(command), job, {});
    }
    Source source;
    if (job.weights.empty())
        return core::fail(core::ErrorCode::InvalidArgument, "neither --weights nor --worker is given",
                          "Name a weights file, or the command of a worker that brings its own model");
    auto load = job.load;
    load.compare = true;
    TRY(source.predictor, model::loadPredictor(job.weights, load));
    source.rows = std::make_unique<core::PredictorRows>(*source.predictor);
    return source;
}

/// Code runs in a process of its own and nowhere else, and only where it is trusted.
Result<void> useWorkerForCode(Source& source, core::PredictorInfo& info, const PredictJob& job,
                              std::stop_token stop)
{
    if (info.needsTrust.empty())
        return {};
    std::vector command{core::programBeside("transcope-worker").string()};
    if (!job.worker.empty()) {
        TRY(command, core::splitCommand(job.worker));
    }
    source = sourceFromWorker(std::move(command), job, job.trust ? info.needsTrust : std::string());
    TRY(info, source.rows->load(std::move(stop)));
    if (info.needsTrust.empty())
        return {};
    return tl::unexpected(untrustedProgram(job.weights.string(), info.needsTrust));
}

Result<void> checkLevels(const std::vector<int>& wanted, const core::PredictorInfo& info)
{
    std::vector<double> downsamples;
    for (const int level : wanted)
        downsamples.push_back(level >= 0 && level < 16 ? static_cast<double>(1 << level) : -1);
    if (wanted.empty() || downsamples == info.patches.downsamples)
        return {};
    std::ostringstream has;
    for (const double downsample : info.patches.downsamples)
        has << (has.tellp() > 0 ? "," : "") << std::lround(std::log2(downsample));
    return core::fail(core::ErrorCode::InvalidArgument,
                      info.weightsName + " was trained with levels " + has.str() +
                          ", not with those asked for",
                      "Leave --levels out, or choose weights trained with them");
}

/// Columns of the predictor's output to keep, all of them without a list.
Result<std::vector<int>> columnsToKeep(const std::optional<fs::path>& listFile, const core::GeneList& genes)
{
    std::vector<int> all(genes.size());
    std::iota(all.begin(), all.end(), 0);
    if (!listFile)
        return all;
    TRY(const auto wanted, core::readGeneList(*listFile));
    const core::GeneMatches matches = core::matchGenes(wanted, genes);
    if (!matches.missing.empty())
        std::fprintf(stderr, "%s: %zu genes are not in the weights and are left out: %s\n", listFile->c_str(),
                     matches.missing.size(), core::namesForMessage(wanted, matches.missing).c_str());
    if (matches.found().empty())
        return core::fail(core::ErrorCode::BadInput,
                          "no gene of " + listFile->string() + " is in the weights",
                          "Choose a list of symbols or Ensembl ids that the weights predict");
    return matches.found();
}

/// `out` from the session. layer: the prediction; a .csv holds it alone.
Result<void> writeExport(const core::RunTarget& target, const core::RunPlan& plan, const core::Layer& layer,
                         const fs::path& out, const std::stop_token& stop)
{
    if (core::isLoupeName(out))
        return core::writeLoupeCsv(out, layer);
    if (out.extension() == ".csv")
        return core::writeSpotTable(out, layer);
    std::vector<core::Layer> parts;
    for (const core::TargetLayer& part : target.parts) {
        TRY(auto read, target.session->readLayer(part.layer));
        parts.push_back(std::move(read));
    }
    std::vector<const core::Layer*> layers = {&layer};
    for (const core::Layer& part : parts)
        layers.push_back(&part);
    return core::writeH5ad(out, layers,
                           {plan.slide.givenPath.stem().string(), {}, plan.slide.slide.get(), stop});
}

nlohmann::json warningsOf(const core::RunPlan& plan, const std::vector<core::RunWarning>& ofRun)
{
    auto warnings = nlohmann::json::array();
    for (const auto& warning : core::slideWarnings(*plan.slide.slide))
        warnings.push_back({{"kind", "scale"}, {"text", warning}});
    for (const auto& note : plan.notes)
        warnings.push_back({{"kind", "spots"}, {"text", note}});
    for (const auto& warning : ofRun)
        warnings.push_back({{"kind", warning.kind}, {"text", warning.text.english()}});
    return warnings;
}

Output describe(const PredictJob& job, const core::RunPlan& plan, const core::Layer& layer,
                const core::RunSummary& run, const std::vector<core::RunWarning>& warnings)
{
    const auto padded = std::count(layer.padded.begin(), layer.padded.end(), 1);
    const double rate = run.seconds > 0 ? static_cast<double>(run.predicted) / run.seconds : 0;
    Output output;
    output.json = {{"spots", layer.values->spots()},
                   {"predicted", layer.values->spots()},
                   {"predictedNow", run.predicted},
                   {"paddedSpots", padded},
                   {"seconds", run.seconds},
                   {"spotsPerSecond", rate},
                   {"device", layer.provenance.device},
                   {"precision", layer.provenance.precision},
                   {"precisionReason", layer.provenance.precisionReason},
                   {"warnings", warningsOf(plan, warnings)},
                   {"out", job.out.string()}};
    std::ostringstream text;
    text << layer.values->spots() << " spots of " << job.slide.filename().string() << ", "
         << layer.genes.size() << " genes: " << run.predicted << " predicted now in " << run.seconds << " s ("
         << rate << " spots/s) on " << layer.provenance.device << " in " << layer.provenance.precision << " ("
         << layer.provenance.precisionReason << ")\n"
         << padded << " spots have patches that reach beyond the slide\n"
         << "written: " << job.out.string() << "\n";
    output.text = text.str();
    return output;
}

} // namespace

Result<Output> runPredictJob(const PredictJob& job, const Context& context)
{
    TRY_RUN(job.spots.check());
    TRY(const auto sessionPath, sessionPathFor(job.out));
    TRY(auto source, sourceFor(job));
    TRY(auto info, source.rows->load(context.stop));
    TRY_RUN(useWorkerForCode(source, info, job, context.stop));
    std::fprintf(stderr, "%s on %s in %s: %s\n", info.weightsName.c_str(), info.device.c_str(),
                 info.precision.c_str(), info.precisionReason.c_str());
    TRY_RUN(checkLevels(job.levels, info));
    TRY(auto columns, columnsToKeep(job.genes, info.genes));

    TRY(auto slide, core::openGivenSlide(job.slide, context.progress, context.stop));
    TRY(auto there, core::sessionIfThere(sessionPath));
    const auto remembered = there ? there->slide().umPerPx : std::nullopt;
    TRY(auto plan, job.spots.plan(std::move(slide), remembered, context.stop));
    core::fitGrid(plan, info.kind);
    TRY(auto session, core::sessionFor(plan, sessionPath, std::move(there)));
    TRY(auto target, core::findTarget(std::move(session), plan, info, std::move(columns)));

    for (const auto& note : {core::sectionNote(info, plan.spots->size(), target.missing.size()),
                             core::viewsNote(info, target.missing.size()), core::unknownTrainingNote(info)})
        if (!note.empty())
            std::fprintf(stderr, "%s\n", note.c_str());
    core::RunOptions options;
    options.batchSize = job.batch;
    TRY(const auto run,
        core::runInto(target, plan, *source.rows, options, {}, context.progress, context.stop));
    TRY(const auto warnings, core::runWarnings(plan, info, target));
    for (const auto& warning : warnings)
        std::fprintf(stderr, "%s: %s\n", warning.kind.c_str(), warning.text.english().c_str());
    TRY(const auto result, target.session->readLayer(target.layer));
    TRY_RUN(target.session->foldLog());
    if (sessionPath != job.out) {
        TRY_RUN(writeExport(target, plan, result, job.out, context.stop));
        target.session.reset(); // closes it, and with it the files that SQLite keeps beside it
        fs::remove(sessionPath);
    }
    return describe(job, plan, result, run, warnings);
}

} // namespace transcope::app
