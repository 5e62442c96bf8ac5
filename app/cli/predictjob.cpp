#include "app/cli/predictjob.h"

#include "core/expression/genelistfile.h"
#include "core/expression/genematching.h"
#include "core/io/h5ad.h"
#include "core/io/spottablefile.h"
#include "core/session/predictedlayer.h"
#include "core/slide/slideimport.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
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
                      "let it end in .transcope, .h5ad or .csv");
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
                      "leave --levels out, or choose weights trained with them");
}

/// Columns of the predictor's output to keep, all of them without a list.
Result<std::vector<int>> columnsToKeep(const std::optional<fs::path>& listFile, const core::GeneList& genes)
{
    std::vector<int> all(genes.size());
    std::iota(all.begin(), all.end(), 0);
    if (!listFile)
        return all;
    const auto wanted = core::readGeneList(*listFile);
    if (!wanted)
        return tl::unexpected(wanted.error());
    const core::GeneMatches matches = core::matchGenes(*wanted, genes);
    if (!matches.missing.empty())
        std::fprintf(stderr, "%s: %zu genes are not in the weights and are left out: %s\n", listFile->c_str(),
                     matches.missing.size(), core::namesForMessage(*wanted, matches.missing).c_str());
    if (matches.found().empty())
        return core::fail(core::ErrorCode::BadInput,
                          "no gene of " + listFile->string() + " is in the weights",
                          "choose a list of symbols or Ensembl ids that the weights predict");
    return matches.found();
}

core::LayerInfo keepColumns(core::LayerInfo info, const std::vector<int>& columns)
{
    core::LayerInfo kept = info;
    kept.genes.clear();
    kept.heldOutScore.clear();
    for (const int column : columns) {
        kept.genes.push_back(info.genes[column]);
        if (!info.heldOutScore.empty())
            kept.heldOutScore.push_back(info.heldOutScore[column]);
    }
    return kept;
}

/// Hands a chunk's kept columns to the session.
core::ChunkSink sinkInto(core::Session& session, std::int64_t layer, std::vector<int> columns,
                         std::size_t genes)
{
    return
        [&session, layer, columns = std::move(columns), genes](const core::RunChunk& chunk) -> Result<void> {
            std::vector<float> kept;
            kept.reserve(chunk.spots.size() * columns.size());
            for (std::size_t spot = 0; spot < chunk.spots.size(); ++spot)
                for (const int column : columns)
                    kept.push_back(chunk.rows[spot * genes + column]);
            return session.writeRows(layer, chunk.spots, kept, chunk.padded);
        };
}

Result<std::unique_ptr<core::Session>> sessionFor(const fs::path& path, const core::SlideReference& slide,
                                                  const core::SpotTable& spots)
{
    if (!fs::exists(path))
        return core::createSession(path, slide, spots);
    auto session = core::openSession(path);
    if (!session)
        return session;
    if (const auto same = core::checkSessionMatches(**session, slide, spots); !same)
        return tl::unexpected(same.error());
    return session;
}

Result<void> writeExport(const core::Layer& layer, const fs::path& out)
{
    return out.extension() == ".csv" ? core::writeSpotTable(out, layer) : core::writeH5ad(out, {&layer});
}

Output describe(const PredictJob& job, const core::Layer& layer, const core::RunSummary& run)
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
    if (const auto ok = job.spots.check(); !ok)
        return tl::unexpected(ok.error());
    const auto sessionPath = sessionPathFor(job.out);
    if (!sessionPath)
        return tl::unexpected(sessionPath.error());
    const auto predictor = model::loadPredictor(job.weights, job.load);
    if (!predictor)
        return tl::unexpected(predictor.error());
    const core::PredictorInfo& info = (*predictor)->info();
    std::fprintf(stderr, "%s on %s in %s: %s\n", info.weightsName.c_str(), info.device.c_str(),
                 info.precision.c_str(), info.precisionReason.c_str());
    if (const auto levels = checkLevels(job.levels, info); !levels)
        return tl::unexpected(levels.error());
    const auto columns = columnsToKeep(job.genes, info.genes);
    if (!columns)
        return tl::unexpected(columns.error());

    const auto slide =
        core::openOrImportSlide(job.slide, core::defaultCacheDir(), context.progress, context.stop);
    if (!slide)
        return tl::unexpected(slide.error());
    const auto hash = core::quickHash(job.slide);
    if (!hash)
        return tl::unexpected(hash.error());
    auto spots = job.spots.read(**slide, context.stop);
    if (!spots)
        return tl::unexpected(spots.error());

    const core::SlideReference reference{fs::absolute(job.slide), *hash, (*slide)->sizeLevel0Px(),
                                         spots->umPerPx};
    auto session = sessionFor(*sessionPath, reference, *spots);
    if (!session)
        return tl::unexpected(session.error());
    const auto layer = core::resumeOrAddLayer(
        **session, keepColumns(core::predictedLayerInfo(info, spots->umPerPx), *columns));
    if (!layer)
        return tl::unexpected(layer.error());
    const auto missing = (*session)->missingSpots(*layer);
    if (!missing)
        return tl::unexpected(missing.error());

    core::RunOptions options;
    options.batchSize = job.batch;
    const auto run = core::runPrediction(*slide, *spots, *missing, **predictor, options,
                                         sinkInto(**session, *layer, *columns, info.genes.size()),
                                         context.progress, context.stop);
    if (!run)
        return tl::unexpected(run.error());
    const auto result = (*session)->readLayer(*layer);
    if (!result)
        return tl::unexpected(result.error());
    if (const auto whole = (*session)->foldLog(); !whole)
        return tl::unexpected(whole.error());
    if (*sessionPath != job.out) {
        if (const auto written = writeExport(*result, job.out); !written)
            return tl::unexpected(written.error());
        session->reset(); // closes it, and with it the files that SQLite keeps beside it
        fs::remove(*sessionPath);
    }
    return describe(job, *result, *run);
}

} // namespace transcope::app
