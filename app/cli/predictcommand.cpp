#include "app/cli/commandlist.h"
#include "app/cli/predictjob.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace transcope::app {

void addPredict(Commands& commands)
{
    struct Options
    {
        PredictJob job;
        std::string genes;
    };
    auto options = std::make_shared<Options>();
    CLI::App* sub = commands.add("predict", "predict the expression of a slide's spots",
                                 [options](const Context& context) -> core::Result<Output> {
                                     PredictJob job = options->job;
                                     if (!options->genes.empty())
                                         job.genes = options->genes;
                                     return runPredictJob(job, context);
                                 });
    PredictJob& job = options->job;
    sub->add_option("slide", job.slide, "whole-slide image, or a plain JPG, PNG or TIFF")->required();
    sub->add_option("--weights", job.weights, "a .safetensors weights file");
    auto* worker =
        sub->add_option("--worker", job.worker,
                        "command of a worker: \"python3 my_worker.py\", which brings its own model, or "
                        "\"ssh host transcope-worker\" with --weights");
    sub->add_flag(
        "--trust", job.trust,
        "run the program in a weights file of import-model, now and from now on; it can do whatever you can");
    job.spots.addOptions(*sub);
    sub->add_option("--out", job.out, "output: .transcope (a session), .h5ad or .csv")->required();
    sub->add_option("--device", job.load.device, "auto, cpu or cuda:N")->capture_default_str();
    sub->add_option("--precision", job.load.precision, "auto, float32 or bfloat16")
        ->check(CLI::IsMember({"auto", "float32", "bfloat16"}))
        ->capture_default_str();
    sub->add_option("--threads", job.load.threads, "threads of the model; 0 = all cores")
        ->check(CLI::NonNegativeNumber)
        ->excludes(worker);
    sub->add_option("--batch", job.batch, "spots per batch; 0 = the model's preference")
        ->check(CLI::NonNegativeNumber);
    sub->add_option("--levels", job.levels, "levels the weights must have, e.g. 0,1,2")->delimiter(',');
    sub->add_option("--views", job.load.views,
                    "8: mean and standard deviation over a patch's flips and quarter turns; 8 times the time")
        ->check(CLI::IsMember({1, 8}))
        ->capture_default_str();
    sub->add_flag("--split-levels", job.load.splitLevels,
                  "each zoom level's share of the prediction too; with the head's bias they add up to it");
    sub->add_option("--genes", options->genes, "file of genes to keep, one a line");
}

} // namespace transcope::app
