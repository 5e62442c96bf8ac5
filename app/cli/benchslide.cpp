#include "app/cli/benchcommand.h"
#include "app/cli/spotsource.h"

#include "core/base/median.h"
#include "core/predict/predictionrun.h"
#include "core/slide/slideimport.h"

#include <chrono>
#include <numeric>
#include <sstream>

namespace transcope::app {

using core::Result;

namespace {

/// The model's rate does not depend on how many spots there are: of a large grid it predicts so many alone.
constexpr std::size_t EnoughSpots = 320;

/// Stands in for a model, so that a run measures reading alone.
class NoModel : public core::Predictor
{
public:
    explicit NoModel(core::PredictorInfo info) : m_info(std::move(info)) {}
    const core::PredictorInfo& info() const override { return m_info; }
    Result<std::vector<float>> predict(const core::PatchBatch& batch) override
    {
        return std::vector<float>(batch.count * m_info.genes.size(), 0.0F);
    }

private:
    core::PredictorInfo m_info;
};

Result<core::RunSummary> timedRun(const std::shared_ptr<const core::Slide>& slide,
                                  const core::SpotTable& spots, core::Predictor& predictor,
                                  const Context& context)
{
    std::vector<int> all(spots.size());
    std::iota(all.begin(), all.end(), 0);
    const auto ignore = [](const core::RunChunk&) -> Result<void> { return {}; };
    return core::runPrediction(slide, spots, all, predictor, {}, ignore, context.progress, context.stop);
}

/// One batch as the run hands it to the model, to predict without reading.
Result<core::PatchBatch> firstBatch(const std::shared_ptr<const core::Slide>& slide,
                                    const core::SpotTable& spots, const core::PredictorInfo& info,
                                    std::stop_token stop)
{
    std::vector<int> first(std::min<std::size_t>(spots.size(), info.preferredBatch));
    std::iota(first.begin(), first.end(), 0);
    core::PatchExtractor extractor(slide, info.patches, spots.umPerPx);
    return extractor.extract(spots, first, stop);
}

/// Seconds that the model alone takes for `count` spots.
Result<double> modelSeconds(core::Predictor& predictor, const core::PatchBatch& batch, std::size_t count)
{
    const auto start = std::chrono::steady_clock::now();
    std::size_t predicted = 0;
    for (; predicted < std::min(count, EnoughSpots); predicted += batch.count)
        if (const auto rows = predictor.predict(batch); !rows)
            return tl::unexpected(rows.error());
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return seconds * static_cast<double>(count) / static_cast<double>(predicted);
}

struct Rounds
{
    std::vector<double> read, model, run;
    std::int64_t tilesDecoded = 0;
};

struct SlideBench
{
    BenchOptions common;
    std::filesystem::path slide;
    SpotSource spots;

    Result<Output> run(const Context& context) const;
};

Result<Rounds> measure(int repeats, const Context& context, core::Predictor& predictor,
                       const std::shared_ptr<const core::Slide>& slide, const core::SpotTable& spots)
{
    const auto batch = firstBatch(slide, spots, predictor.info(), context.stop);
    if (!batch)
        return tl::unexpected(batch.error());
    if (const auto warm = predictor.predict(*batch); !warm)
        return tl::unexpected(warm.error());
    NoModel noModel(predictor.info());
    Rounds rounds;
    for (int round = 0; round < repeats; ++round) {
        const auto read = timedRun(slide, spots, noModel, context);
        if (!read)
            return tl::unexpected(read.error());
        const auto model = modelSeconds(predictor, *batch, spots.size());
        if (!model)
            return tl::unexpected(model.error());
        const auto run = timedRun(slide, spots, predictor, context);
        if (!run)
            return tl::unexpected(run.error());
        rounds.read.push_back(read->seconds);
        rounds.model.push_back(*model);
        rounds.run.push_back(run->seconds);
        rounds.tilesDecoded = run->tilesDecoded;
    }
    return rounds;
}

Result<Output> SlideBench::run(const Context& context) const
{
    if (const auto ok = spots.check(); !ok)
        return tl::unexpected(ok.error());
    const auto predictor = common.predictor();
    if (!predictor)
        return tl::unexpected(predictor.error());
    const auto opened =
        core::openOrImportSlide(slide, core::defaultCacheDir(), context.progress, context.stop);
    if (!opened)
        return tl::unexpected(opened.error());
    const auto table = spots.read(**opened, context.stop);
    if (!table)
        return tl::unexpected(table.error());
    const auto rounds = measure(common.repeats, context, **predictor, *opened, *table);
    if (!rounds)
        return tl::unexpected(rounds.error());

    const double read = core::median(rounds->read), model = core::median(rounds->model),
                 run = core::median(rounds->run);
    const auto& info = (*predictor)->info();
    Output output;
    output.json = {{"spots", table->size()},
                   {"repeats", common.repeats},
                   {"readSeconds", read},
                   {"modelSeconds", model},
                   {"runSeconds", run},
                   {"runOverSlower", run / std::max(read, model)},
                   {"spotsPerSecond", static_cast<double>(table->size()) / run},
                   {"tilesDecoded", rounds->tilesDecoded},
                   {"precision", info.precision},
                   {"device", info.device}};
    std::ostringstream text;
    text << table->size() << " spots, medians of " << common.repeats << ": reading alone " << read
         << " s, model alone " << model << " s, whole run " << run << " s, " << run / std::max(read, model)
         << " times the slower of the two; " << rounds->tilesDecoded << " tiles decoded\n";
    output.text = text.str();
    return output;
}

} // namespace

void addBenchSlide(CLI::App& bench, const std::shared_ptr<Run>& chosen)
{
    const auto options = std::make_shared<SlideBench>();
    CLI::App* slide = bench.add_subcommand("slide", "reading, model and whole run on a slide")->fallthrough();
    options->common.addOptions(*slide);
    slide->add_option("slide", options->slide, "whole-slide image or picture")->required();
    options->spots.addOptions(*slide);
    slide->callback([=] { *chosen = [options](const Context& context) { return options->run(context); }; });
}

} // namespace transcope::app
