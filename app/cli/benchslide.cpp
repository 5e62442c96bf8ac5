#include "app/cli/benchcommand.h"
#include "app/cli/spotsource.h"

#include "core/base/median.h"
#include "core/base/try.h"
#include "core/predict/patchextractor.h"
#include "core/run/rowsource.h"

#include <CLI/CLI.hpp>
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

Result<core::RunSummary> timedRun(const core::RunPlan& plan, core::Predictor& predictor,
                                  const Context& context)
{
    std::vector<int> all(plan.spots->size());
    std::iota(all.begin(), all.end(), 0);
    const auto ignore = [](const core::RunRows&) -> Result<void> { return {}; };
    return core::PredictorRows(predictor).predict(plan, all, {}, ignore, context.progress, context.stop);
}

/// One batch as the run hands it to the model, to predict without reading.
Result<core::PatchBatch> firstBatch(const core::RunPlan& plan, const core::PredictorInfo& info,
                                    std::stop_token stop)
{
    std::vector<int> first(std::min<std::size_t>(plan.spots->size(), info.preferredBatch));
    std::iota(first.begin(), first.end(), 0);
    core::PatchExtractor extractor(plan.slide.slide, info.patches, plan.scale.umPerPx);
    return extractor.extract(*plan.spots, first, stop);
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
    std::vector<double> modelInRun; ///< of each run, the time inside the model
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
                       const core::RunPlan& plan)
{
    TRY(const auto batch, firstBatch(plan, predictor.info(), context.stop));
    TRY_RUN(predictor.predict(batch)); // warm
    NoModel noModel(predictor.info());
    Rounds rounds;
    for (int round = 0; round < repeats; ++round) {
        TRY(const auto read, timedRun(plan, noModel, context));
        TRY(const auto model, modelSeconds(predictor, batch, plan.spots->size()));
        TRY(const auto run, timedRun(plan, predictor, context));
        rounds.read.push_back(read.seconds);
        rounds.model.push_back(model);
        rounds.run.push_back(run.seconds);
        rounds.modelInRun.push_back(run.modelSeconds);
        rounds.tilesDecoded = run.tilesDecoded;
    }
    return rounds;
}

Result<Output> SlideBench::run(const Context& context) const
{
    TRY_RUN(spots.check());
    TRY(const auto predictor, common.predictor());
    TRY(auto opened, core::openGivenSlide(slide, context.progress, context.stop));
    TRY(const auto plan, spots.plan(std::move(opened), std::nullopt, context.stop));
    TRY(const auto rounds, measure(common.repeats, context, *predictor, plan));

    const double read = core::median(rounds.read), model = core::median(rounds.model),
                 run = core::median(rounds.run);
    const auto& info = predictor->info();
    Output output;
    output.json = {{"spots", plan.spots->size()},
                   {"repeats", common.repeats},
                   {"readSeconds", read},
                   {"modelSeconds", model},
                   {"runSeconds", run},
                   {"modelInRunSeconds", core::median(rounds.modelInRun)},
                   {"runOverSlower", run / std::max(read, model)},
                   {"spotsPerSecond", static_cast<double>(plan.spots->size()) / run},
                   {"tilesDecoded", rounds.tilesDecoded},
                   {"precision", info.precision},
                   {"device", info.device}};
    std::ostringstream text;
    text << plan.spots->size() << " spots, medians of " << common.repeats << ": reading alone " << read
         << " s, model alone " << model << " s, whole run " << run << " s, " << run / std::max(read, model)
         << " times the slower of the two; " << rounds.tilesDecoded << " tiles decoded\n";
    output.text = text.str();
    return output;
}

} // namespace

void addBenchSlide(Commands& bench)
{
    const auto options = std::make_shared<SlideBench>();
    CLI::App* slide = bench.add("slide", "reading, model and whole run on a slide",
                                [options](const Context& context) { return options->run(context); });
    options->common.addOptions(*slide);
    slide->add_option("slide", options->slide, "whole-slide image or picture")->required();
    options->spots.addOptions(*slide);
}

} // namespace transcope::app
