#include "app/cli/benchcommand.h"
#include "app/cli/spotsource.h"

#include "core/base/try.h"
#include "core/predict/sectionpredictor.h"
#include "core/run/rowsource.h"
#include "model/methods/hipt.h"
#include "model/methods/methods.h"
#include "model/weights/weightsfile.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <numeric>

namespace transcope::app {

using core::Result;

namespace {

struct IstarBench
{
    BenchOptions common;
    std::filesystem::path slide;
    SpotSource spots;

    Result<Output> run(const Context& context) const;
};

/// What one method did: so many squares, each of so many operations, in this time.
struct Work
{
    double squares = 0, gmacPerSquare = 0, seconds = 0;
    double gmacs() const { return squares * gmacPerSquare / seconds; }
};

Result<double> secondsOf(const core::RunPlan& plan, core::Predictor& predictor, const Context& context)
{
    std::vector<int> all(plan.spots->size());
    std::iota(all.begin(), all.end(), 0);
    const auto ignore = [](const core::RunRows&) -> Result<void> { return {}; };
    TRY(const auto summary,
        core::PredictorRows(predictor).predict(plan, all, {}, ignore, context.progress, context.stop));
    return summary.seconds;
}

Result<double> gmacOf(const std::string& method, const nlohmann::json& configuration)
{
    TRY(const auto known, model::findMethod(method, "bench"));
    TRY(const auto count, known->count(*known, configuration));
    return static_cast<double>(count.macs) / 1e9;
}

Result<Work> measureM2ost(const core::RunPlan& plan, const BenchOptions& options, const Context& context)
{
    TRY(const auto predictor, options.predictor());
    TRY(const auto path, options.weightsFile());
    TRY(const auto card, model::readModelCard(path));
    Work work;
    work.squares = static_cast<double>(plan.spots->size());
    TRY(work.gmacPerSquare, gmacOf(card.method, card.configuration));
    TRY(work.seconds, secondsOf(plan, *predictor, context));
    return work;
}

/// HIPT's features as published, with random weights, and a head for the same genes.
Result<Work> measureIstar(const core::RunPlan& plan, const BenchOptions& options, const Context& context)
{
    TRY(const auto path, options.weightsFile());
    TRY(auto card, model::readModelCard(path));
    TRY(const auto choice, model::chooseDevice(options.load.device, options.load.precision));
    TRY(const auto predictor, model::makeRandomHipt(std::move(card.genes), choice, options.load.threads));
    TRY(const auto pass,
        predictor->begin({*plan.spots, plan.slide.slide->sizeLevel0Px(), plan.scale.umPerPx}));
    Work work;
    work.squares = static_cast<double>(pass->squares().size());
    TRY(work.gmacPerSquare, gmacOf("hipt", {{"genes", predictor->info().genes.size()}}));
    TRY(work.seconds, secondsOf(plan, *predictor, context));
    return work;
}

nlohmann::json toJson(const Work& work)
{
    return {{"squares", work.squares},
            {"gmacPerSquare", work.gmacPerSquare},
            {"seconds", work.seconds},
            {"gmacPerSecond", work.gmacs()}};
}

std::string line(const char* name, const Work& work, const char* squares)
{
    char text[160];
    std::snprintf(text, sizeof text, "%-7s %8.1f s: %6.0f %s of %.2f GMAC at %.0f GMAC/s\n", name,
                  work.seconds, work.squares, squares, work.gmacPerSquare, work.gmacs());
    return text;
}

Result<Output> IstarBench::run(const Context& context) const
{
    TRY_RUN(spots.check());
    TRY(auto opened, core::openGivenSlide(slide, context.progress, context.stop));
    TRY(const auto plan, spots.plan(std::move(opened), std::nullopt, context.stop));
    TRY(const auto m2ost, measureM2ost(plan, common, context));
    TRY(const auto istar, measureIstar(plan, common, context));
    const double squares = istar.squares / m2ost.squares;
    const double size = istar.gmacPerSquare / m2ost.gmacPerSquare;
    const double rate = m2ost.gmacs() / istar.gmacs();
    Output output;
    output.json = {
        {"m2ost", toJson(m2ost)},    {"istar", toJson(istar)}, {"ratio", istar.seconds / m2ost.seconds},
        {"ratioOfSquares", squares}, {"ratioOfSizes", size},   {"ratioOfRates", rate}};
    char text[200];
    std::snprintf(
        text, sizeof text,
        "iStar takes %.1f times as long: %.1f times as many squares (16 shifts over the whole section), "
        "%.2f times the work each, at %.2f times less speed\n",
        istar.seconds / m2ost.seconds, squares, size, rate);
    output.text = line("M2OST", m2ost, "spots") + line("iStar", istar, "tiles") + text;
    return output;
}

} // namespace

void addBenchIstar(Commands& bench)
{
    const auto options = std::make_shared<IstarBench>();
    CLI::App* sub = bench.add("istar", "iStar's features beside M2OST on one section",
                              [options](const Context& context) { return options->run(context); });
    options->common.addOptions(*sub);
    sub->add_option("slide", options->slide, "whole-slide image or picture")->required();
    options->spots.addOptions(*sub);
}

} // namespace transcope::app
