#include "app/cli/cohort.h"
#include "app/cli/commandlist.h"
#include "app/cli/slurmscript.h"
#include "core/base/shown.h"

#include "core/base/runtogether.h"
#include "core/base/try.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

namespace transcope::app {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

struct Options
{
    std::string what, folder, weights, out, grid;
    std::string device = "auto", precision = "auto";
    std::optional<std::string> slurm;
    int local = 0, index = -1;
};

Result<void> need(bool given, const char* option)
{
    if (given)
        return {};
    return fail(ErrorCode::InvalidArgument, std::string("cohort: ") + option + " is missing",
                "See transcope-cli cohort --help");
}

/// Of what evaluate said of a slide, the means; null where one is not defined.
nlohmann::json scoresOf(const std::string& slide, const nlohmann::json& said)
{
    const auto meanOf = [&](const char* key) {
        return said.value(key, nlohmann::json::object()).value("mean", nlohmann::json());
    };
    return {{"slide", slide},
            {"spots", said.value("spots", nlohmann::json())},
            {"pccSpot", said.value("pccSpot", nlohmann::json())},
            {"rmseSpot", said.value("rmseSpot", nlohmann::json())},
            {"pccGene", meanOf("pccGene")},
            {"pccGeneBeyondDepth", meanOf("pccGeneBeyondDepth")}};
}

constexpr const char* ScoreNames[] = {"pccSpot", "rmseSpot", "pccGene", "pccGeneBeyondDepth"};

/// Of every score the mean over the slides in which it is defined, each slide counting once.
nlohmann::json meanScores(const nlohmann::json& scores)
{
    nlohmann::json means = nlohmann::json::object();
    for (const char* name : ScoreNames) {
        double sum = 0;
        int slides = 0;
        for (const auto& of : scores)
            if (of.at(name).is_number()) {
                sum += of.at(name).get<double>();
                ++slides;
            }
        means[name] = slides > 0 ? nlohmann::json(sum / slides) : nlohmann::json();
    }
    return means;
}

std::string scoresText(const std::string& of, const nlohmann::json& scores)
{
    std::string text = of + ":";
    for (const char* name : ScoreNames)
        text +=
            std::string(" ") + name + " " +
            (scores.at(name).is_number() ? core::shown(scores.at(name).get<double>(), "%.4f") : "undefined");
    return text + "\n";
}

void addScores(Output& output, nlohmann::json scores)
{
    for (const auto& of : scores)
        output.text += scoresText(of.at("slide").get<std::string>(), of);
    output.json["meanScores"] = meanScores(scores);
    if (scores.size() > 1)
        output.text += scoresText("mean over slides", output.json["meanScores"]);
    output.json["scores"] = std::move(scores);
}

/// What predict warned of, and whose; in words how many slides each kind concerns.
void addWarnings(Output& output, nlohmann::json warnings)
{
    std::map<std::string, std::set<std::string>> slides;
    for (const auto& warning : warnings)
        slides[warning.at("kind")].insert(warning.at("slide").get<std::string>());
    for (const auto& [kind, of] : slides)
        output.text += "Warnings of the kind " + kind + ": " + std::to_string(of.size()) +
                       " of these slides (" + *of.begin() + (of.size() > 1 ? ", …" : "") +
                       "); cohort status --json says them\n";
    output.json["warnings"] = std::move(warnings);
}

Output statusOf(const Cohort& cohort)
{
    Output output;
    std::size_t done = 0;
    auto failed = nlohmann::json::array(), waiting = nlohmann::json::array(),
         scores = nlohmann::json::array(), warnings = nlohmann::json::array();
    for (const CohortSlide& slide : cohort.slides) {
        const SlideState state = stateOf(cohort, slide);
        if (state.done) {
            ++done;
            for (auto warning : state.result.value("warnings", nlohmann::json::array())) {
                warning["slide"] = slide.name;
                warnings.push_back(std::move(warning));
            }
            if (state.result.contains("scores"))
                scores.push_back(scoresOf(slide.name, state.result["scores"]));
        } else if (state.failed.empty())
            waiting.push_back(slide.name);
        else {
            failed.push_back({{"slide", slide.name}, {"reason", state.failed}});
            output.text += slide.name + " failed: " + state.failed + "\n";
        }
    }
    output.text += std::to_string(done) + " of " + std::to_string(cohort.slides.size()) +
                   " slides are done, " + std::to_string(failed.size()) + " failed, " +
                   std::to_string(waiting.size()) + " wait.\n";
    output.json = {{"slides", cohort.slides.size()},
                   {"done", done},
                   {"failed", std::move(failed)},
                   {"waiting", std::move(waiting)},
                   {"out", cohort.folder.string()}};
    addWarnings(output, std::move(warnings));
    if (!scores.empty())
        addScores(output, std::move(scores));
    return output;
}

/// All slides, so many at a time.
Result<void> predictAll(const Cohort& cohort, int atOnce, const Context& context)
{
    const int cores = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    const int threads = std::max(1, cores / atOnce);
    core::ProgressMeter meter(context.progress, "predicting slides",
                              static_cast<std::int64_t>(cohort.slides.size()));
    std::mutex meterMutex;
    std::atomic<std::size_t> next{0};
    return core::runTogether(atOnce, [&]() -> Result<void> {
        for (std::size_t i = next++; i < cohort.slides.size(); i = next++) {
            TRY_RUN(predictSlide(cohort, cohort.slides[i], {threads}, context.stop));
            const std::scoped_lock lock(meterMutex);
            meter.advance();
        }
        return {};
    });
}

Result<Output> begin(const Options& options, const Context& context)
{
    TRY_RUN(need(!options.weights.empty(), "--weights"));
    TRY_RUN(need(!options.out.empty(), "--out"));
    TRY_RUN(need(options.local > 0 || options.slurm, "--local N or --slurm"));
    Cohort cohort{
        options.out, std::filesystem::absolute(options.weights), options.device, options.precision, {}};
    TRY(cohort.slides, readSlideList(options.what, options.grid));
    TRY_RUN(beginCohort(cohort));
    if (options.slurm) {
        TRY(const auto script, writeCohortScript(cohort, *options.slurm));
        Output output = statusOf(cohort);
        output.json["script"] = script.string();
        output.text += "Submit it with: sbatch " + script.string() + "\n";
        return output;
    }
    TRY_RUN(predictAll(cohort, options.local, context));
    return statusOf(cohort);
}

/// A network file system lets go of what a lost machine held after a minute and a half.
constexpr std::chrono::seconds LostMachine{120};

Result<Output> oneTask(const Options& options, const Context& context)
{
    TRY(const auto cohort, openCohort(options.folder));
    if (options.index < 0 || static_cast<std::size_t>(options.index) >= cohort.slides.size())
        return fail(ErrorCode::InvalidArgument, "cohort: there is no slide " + std::to_string(options.index),
                    "Give --index from 0 to " + std::to_string(cohort.slides.size() - 1));
    const CohortSlide& slide = cohort.slides[static_cast<std::size_t>(options.index)];
    TRY_RUN(predictSlide(cohort, slide, {0, LostMachine}, context.stop));
    const SlideState state = stateOf(cohort, slide);
    if (!state.done && state.failed.empty())
        return fail(ErrorCode::WriteFailed, "another process is at slide " + slide.name,
                    "Nothing to do where that is so; submit the cohort again where it hangs");
    Output output = statusOf(cohort);
    output.text = slide.name + (state.done ? " is done\n" : " failed: " + state.failed + "\n");
    if (!state.done)
        output.exitCode = core::exitCode(ErrorCode::BadInput); // so that Slurm counts the task as failed
    return output;
}

Result<Output> merge(const Options& options)
{
    TRY_RUN(need(!options.out.empty(), "--out"));
    TRY(const auto cohort, openCohort(options.folder));
    TRY(const auto spots, mergeCohort(cohort, options.out));
    Output output = statusOf(cohort);
    output.json["out"] = options.out;
    output.json["spots"] = spots;
    output.text += "Wrote " + options.out + ": " + std::to_string(spots) + " spots\n";
    return output;
}

Result<Output> run(const Options& options, const Context& context)
{
    if (options.what == "task")
        return oneTask(options, context);
    if (options.what == "merge")
        return merge(options);
    if (options.what == "status") {
        TRY(const auto cohort, openCohort(options.folder));
        return statusOf(cohort);
    }
    return begin(options, context);
}

} // namespace

void addCohort(Commands& commands)
{
    auto options = std::make_shared<Options>();
    CLI::App* sub = commands.add("cohort", "predict many slides into one folder, here or on a cluster",
                                 [options](const Context& context) { return run(*options, context); });
    sub->add_option("what", options->what,
                    "a table of slides (columns slide, and perhaps name, spots, grid, truth); or status, "
                    "merge or task of "
                    "a cohort's folder")
        ->required();
    sub->add_option("folder", options->folder, "of a cohort, for status, merge and task");
    sub->add_option("--weights", options->weights, "a .safetensors weights file");
    sub->add_option("--out", options->out,
                    "the cohort's folder; of merge: one file for all, F.h5ad or F.csv");
    sub->add_option("--grid", options->grid, "pitch for slides without spots: µm, or px as 400px");
    sub->add_option("--device", options->device, "auto, cpu or cuda:N")->capture_default_str();
    sub->add_option("--precision", options->precision, "auto, float32 or bfloat16")
        ->check(CLI::IsMember({"auto", "float32", "bfloat16"}))
        ->capture_default_str();
    auto* local = sub->add_option("--local", options->local, "predict here, so many slides at a time")
                      ->check(CLI::PositiveNumber);
    addSlurmOption(*sub, options->slurm, "write a job array for Slurm's sbatch instead")->excludes(local);
    sub->add_option("--index", options->index, "of task: which slide of the list, from 0");
}

} // namespace transcope::app
