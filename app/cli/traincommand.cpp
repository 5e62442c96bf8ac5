#include "app/cli/commandlist.h"
#include "app/cli/crosschecks.h"
#include "app/cli/describetraining.h"
#include "app/cli/slurmscript.h"
#include "app/cli/trainarguments.h"
#include "core/base/try.h"
#include "core/stats/scorejson.h"
#include "model/methods/methods.h"
#include "model/training/curvefile.h"
#include "model/training/ridgetraining.h"
#include "model/training/trainedcard.h"
#include "model/training/trainer.h"
#include "model/weights/weightsfile.h"

#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <optional>

namespace transcope::app {

using namespace core;

namespace {

struct Options
{
    TrainArguments training;
    std::string out, trainedOn, licence, notes;
    std::vector<std::filesystem::path> crossChecks;
    bool resume = false;
    bool distributed = false;
    int joinTimeout = 300;
    bool bfloat16Storage = false;
    std::optional<std::string> slurm;
    const CLI::App* said = nullptr; ///< for a job to say it again
};

Result<model::TrainOptions> trainOptions(const Options& options)
{
    auto result = trainOptionsOf(options.training);
    if (!result)
        return result;
    result->checkpoint = options.out + ".checkpoint";
    result->resume = options.resume;
    if (options.slurm)
        result->rendezvous = model::Rendezvous(); // the job's own processes learn theirs
    else if (options.distributed) {
        TRY(const auto rendezvous, model::rendezvousFrom(std::getenv));
        result->rendezvous = rendezvous;
        result->rendezvous->timeout = std::chrono::seconds(options.joinTimeout);
    }
    return result;
}

/// Scores of models trained alike with sections left out, for a model that leaves none out; empty without.
Result<CrossChecks> crossChecksFor(const Options& options, const model::PackFile& data,
                                   const model::Split& split)
{
    if (options.crossChecks.empty())
        return CrossChecks{};
    if (!split.validation.empty())
        return fail(ErrorCode::InvalidArgument, "--cross-checks is for training on all sections",
                    "Add --split none; a split has held-out scores of its own");
    return readCrossChecks(options.crossChecks, data.header().genes);
}

Result<model::ModelCard> cardOf(const Options& options, const model::PackFile& data,
                                const model::Split& split, const CrossChecks& checks,
                                const model::TrainOptions& train, const model::TrainResult& result)
{
    TRY(auto card, model::trainedCard(data, split, train, result));
    if (!options.trainedOn.empty())
        card.trainedOn = options.trainedOn;
    if (!checks.description.empty())
        card.split += "; scores are those of models trained alike with: " + checks.description;
    if (split.validation.empty()) {
        card.heldOutScores = checks.heldOutScores;
        card.heldOutBeyondDepth = checks.heldOutBeyondDepth;
    }
    if (!options.licence.empty())
        card.licence = options.licence;
    card.commit = TRANSCOPE_COMMIT;
    if (!options.notes.empty())
        card.notes = options.notes + " " + card.notes;
    return card;
}

/// Null members where the packed file holds no depths.
nlohmann::json beyondDepth(const model::TrainResult& result)
{
    const std::vector<double> scores(result.heldOutBeyondDepth.begin(), result.heldOutBeyondDepth.end());
    return countedScoresToJson(summarise(scores));
}

Output report(const model::Split& split, const model::TrainResult& result,
              const std::vector<std::string>& notes)
{
    const std::vector<double> scores(result.heldOutScores.begin(), result.heldOutScores.end());
    const ScoreSummary summary = summarise(scores);
    Output output;
    output.json = {{"epochs", result.epochsRun},
                   {"best", result.bestEpoch},
                   {"split", split.description},
                   {"precision", result.precision},
                   {"spotsPerSecond", result.spotsPerSecond},
                   {"notes", notes}};
    output.text = "Trained " + std::to_string(result.epochsRun) + " epochs, kept epoch " +
                  std::to_string(result.bestEpoch) + " (" + split.description + ").\n";
    for (const std::string& note : result.notes)
        output.text += note + "\n";
    if (!result.configuration.is_null())
        output.json["configuration"] = result.configuration;
    if (!split.validation.empty() && summary.defined > 0) {
        output.json["scores"] = {
            {"pccGene", {{"mean", summary.mean}, {"median", summary.median}, {"positive", summary.positive}}},
            {"pccGeneBeyondDepth", beyondDepth(result)},
            {"undefined", summary.undefined}};
        char line[120];
        std::snprintf(line, sizeof line,
                      "Held-out correlation per gene within section: mean %.3f, median %.3f.\n", summary.mean,
                      summary.median);
        output.text += line;
    }
    return output;
}

/// A backbone's name stands for that backbone as training would start it, written beside the output.
Result<void> useNamedBackbone(const std::string& out, model::TrainOptions& train)
{
    const auto method = model::findMethod(train.encoder.string(), "--encoder");
    std::error_code ignored; // what cannot be looked at is no file
    if (train.encoder.empty() || !method || std::filesystem::exists(train.encoder, ignored))
        return {};
    train.encoder = out + ".encoder.safetensors";
    std::fprintf(stderr, "The encoder is a random %s, which nobody trained: %s\n", (*method)->title.c_str(),
                 train.encoder.c_str());
    return model::writeRandomBackbone(**method, train.seed, train.encoder);
}

/// A batch script instead of training, after as many checks as can be made before.
Result<Output> writeJob(const Options& options, const Context& context)
{
    TRY(auto trainWith, trainOptions(options));
    PackedData packed;
    TRY(const auto data, packed.open(options.training, trainWith, {}, context));
    TRY(const auto split, splitOf(options.training, data->header(), trainWith.seed));
    TRY_RUN(crossChecksFor(options, *data, split));
    trainWith.config.genes = static_cast<int>(data->header().genes.size());
    TRY_RUN(model::checkTraining(*data, split, trainWith));
    const std::filesystem::path out = std::filesystem::absolute(options.out).lexically_normal(),
                                script = out.string() + ".sbatch";
    const auto arguments = argumentsGiven(*options.said, {"--slurm", "--distributed", "--resume"});
    TRY_RUN(writeSlurmScript(script, "train.sbatch",
                             {{"FOLDER", shellWord(std::filesystem::current_path().string())},
                              {"LOG", slurmLog(out, ".slurm.log")},
                              {"ARGUMENTS", arguments + " --distributed --resume"},
                              {"OPTIONS", *options.slurm}}));
    return Output{{{"script", script.string()}}, "Submit it with: sbatch " + script.string() + "\n"};
}

Result<Output> train(const Options& options, const Context& context)
{
    TRY(auto trainWith, trainOptions(options));
    TRY_RUN(useNamedBackbone(options.out, trainWith));
    PackedData packed;
    TRY(const auto data, packed.open(options.training, trainWith, options.out + ".pack", context));
    TRY(const auto split, splitOf(options.training, data->header(), trainWith.seed));
    TRY(const auto checks, crossChecksFor(options, *data, split));
    const bool speaks = !trainWith.rendezvous || trainWith.rendezvous->rank == 0;
    for (const std::string& note : packed.notes()) // now, not after hours of training
        std::fprintf(stderr, "%s\n", note.c_str());
    TRY(const auto result,
        speaks ? model::trainMethod(*data, split, trainWith, context.progress, printEpoch, context.stop)
               : model::trainMethod(*data, split, trainWith, {}, {}, context.stop));
    if (!speaks) // rank 0 writes and reports
        return Output{{{"rank", trainWith.rendezvous->rank}}, {}};
    const auto type = options.bfloat16Storage ? model::StoredType::BFloat16 : model::StoredType::Float32;
    TRY(const auto card, cardOf(options, *data, split, checks, trainWith, result));
    TRY_RUN(model::writeWeights(options.out, card, result.weights, type));
    TRY_RUN(describeTraining(options.out, *data, split.train,
                             {trainWith.device == "cuda" ? "auto" : trainWith.device}, context));
    for (const auto& written : {model::writeCurveCsv(options.out + ".curve.csv", result.curve),
                                model::writeCurveSvg(options.out + ".curve.svg", result.curve)})
        if (!written)
            return tl::unexpected(written.error());
    auto notes = packed.notes();
    notes.insert(notes.end(), result.notes.begin(), result.notes.end());
    return report(split, result, notes);
}

} // namespace

void addTrain(Commands& commands)
{
    auto options = std::make_shared<Options>();
    CLI::App* sub = commands.add("train", "train a method on a data set", [options](const Context& context) {
        return options->slurm ? writeJob(*options, context) : train(*options, context);
    });
    options->said = sub;
    addTrainArguments(*sub, options->training)->required();
    sub->add_option("--method", options->training.method, model::methodNames() + "; m2ost where not given");
    sub->add_option("--encoder", options->training.encoder,
                    "of the method ridge: TorchScript, a backbone's weights file, or a backbone's name for a "
                    "random one");
    sub->add_flag(
        "--trust", options->training.trust,
        "run an encoder that is a program (TorchScript), now and from now on; it can do whatever you "
        "can");
    sub->add_option("--out", options->out, "the weights file; loss curves and checkpoint lie beside it")
        ->required();
    sub->add_flag("--resume", options->resume, "go on from the checkpoint beside the output");
    sub->add_flag("--distributed", options->distributed,
                  "one of several processes, as srun or torchrun start them: RANK, WORLD_SIZE, MASTER_ADDR, "
                  "MASTER_PORT");
    addSlurmOption(
        *sub, options->slurm,
        "write a job for Slurm's sbatch instead: a process for each of its tasks, which goes on after "
        "an interruption");
    sub->add_option("--join-timeout", options->joinTimeout, "seconds for all processes to come")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    sub->add_flag("--store-bfloat16", options->bfloat16Storage, "halves the size of the weights file");
    sub->add_option(
        "--cross-checks", options->crossChecks,
        "with --split none: weights trained alike with sections left out, whose held-out scores go "
        "into the metadata");
    sub->add_option("--trained-on", options->trainedOn, "the data set in words, for the weights' metadata");
    sub->add_option("--licence", options->licence, "of the training data");
    sub->add_option("--notes", options->notes, "known limits, for the weights' metadata");
}

} // namespace transcope::app
