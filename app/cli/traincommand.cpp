#include "app/cli/commandlist.h"
#include "app/cli/crosschecks.h"
#include "app/cli/packfolder.h"
#include "core/stats/correlation.h"
#include "model/training/curvefile.h"
#include "model/training/stainstatistics.h"
#include "model/training/trainer.h"
#include "model/weights/weightsfile.h"

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
    std::string data, method = "m2ost", out, config, trainedOn, licence, notes;
    std::vector<std::filesystem::path> crossChecks;
    std::optional<int> epochs;
    std::optional<std::uint64_t> seed;
    std::optional<std::string> device, precision;
    bool resume = false;
    bool distributed = false;
    int joinTimeout = 300;
    bool bfloat16Storage = false;
    PackOptions pack;
};

Result<model::TrainOptions> trainOptions(const Options& options)
{
    nlohmann::json json = nlohmann::json::object();
    if (!options.config.empty()) {
        std::ifstream in(options.config);
        json = nlohmann::json::parse(in, nullptr, false);
        if (!in.is_open() || json.is_discarded())
            return fail(ErrorCode::BadInput, options.config + " is not a JSON file",
                        "See docs/training.md for an example");
    }
    // What stands on the command line goes before the file.
    if (options.epochs)
        json["epochs"] = *options.epochs;
    if (options.seed)
        json["seed"] = *options.seed;
    if (options.device)
        json["device"] = *options.device == "auto" ? "cpu" : *options.device;
    if (options.precision)
        json["precision"] = *options.precision;
    auto result = model::trainOptionsFrom(json);
    if (result) {
        result->checkpoint = options.out + ".checkpoint";
        result->resume = options.resume;
    }
    if (result && options.distributed) {
        const auto rendezvous = model::rendezvousFrom(std::getenv);
        if (!rendezvous)
            return tl::unexpected(rendezvous.error());
        result->rendezvous = *rendezvous;
        result->rendezvous->timeout = std::chrono::seconds(options.joinTimeout);
    }
    return result;
}

/// The packed data: `data` itself where it is a file, else packed beside the output, and removed at the end.
class PackedData
{
public:
    ~PackedData()
    {
        std::error_code ignored;
        if (!m_temporary.empty())
            std::filesystem::remove(m_temporary, ignored);
    }

    Result<std::shared_ptr<const model::PackFile>>
    open(const Options& options, const model::TrainOptions& train, const Context& context)
    {
        if (!std::filesystem::is_directory(options.data))
            return model::PackFile::open(options.data);
        if (train.rendezvous)
            return fail(ErrorCode::InvalidArgument,
                        options.data + " is a folder; several processes train from a packed file",
                        "Run transcope-cli pack first");
        PackOptions pack = options.pack;
        pack.levels = train.config.levels;
        pack.sizePx = train.config.imageSize;
        pack.seed = train.seed;
        m_temporary = options.out + ".pack";
        auto packed = packFolder(options.data, pack, m_temporary, context);
        if (!packed)
            return tl::unexpected(packed.error());
        m_notes = std::move(*packed);
        return model::PackFile::open(m_temporary);
    }

    /// What of a folder could not be used; nothing where a packed file was given.
    const std::vector<std::string>& notes() const { return m_notes; }

private:
    std::vector<std::string> m_notes;
    std::filesystem::path m_temporary;
};

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

model::ModelCard cardOf(const Options& options, const model::PackFile& data, const model::Split& split,
                        const CrossChecks& checks, model::TrainOptions train,
                        const model::TrainResult& result)
{
    train.config.genes = static_cast<int>(data.header().genes.size());
    model::ModelCard card;
    card.configuration = model::toJson(train.config);
    card.genes = data.header().genes;
    card.normalisation = data.header().normalisation;
    card.patches = model::m2ostPatches(train.config, data.header().patches.umPerPx);
    card.trainedOn = options.trainedOn.empty() ? data.header().origin : options.trainedOn;
    card.split = split.description;
    if (!checks.description.empty())
        card.split += "; scores are those of models trained alike with: " + checks.description;
    card.heldOutScores = split.validation.empty() ? checks.heldOutScores : result.heldOutScores;
    card.stain = model::stainOf(data, split.train, train.config.levels.front());
    card.licence = options.licence.empty() ? data.header().licence : options.licence;
    card.commit = TRANSCOPE_COMMIT;
    card.epochs = result.bestEpoch;
    card.seed = train.seed;
    card.notes =
        options.notes + (options.notes.empty() ? "" : " ") + "Options: " + model::toJson(train).dump();
    return card;
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
    if (!split.validation.empty() && summary.defined > 0) {
        output.json["scores"] = {
            {"pccGene", {{"mean", summary.mean}, {"median", summary.median}, {"positive", summary.positive}}},
            {"undefined", summary.undefined}};
        char line[120];
        std::snprintf(line, sizeof line,
                      "Held-out correlation per gene within section: mean %.3f, median %.3f.\n", summary.mean,
                      summary.median);
        output.text += line;
    }
    return output;
}

Result<Output> train(const Options& options, const Context& context)
{
    if (options.method != "m2ost")
        return fail(ErrorCode::InvalidArgument, "--method " + options.method + ": cannot be trained yet",
                    "Use m2ost");
    auto trainWith = trainOptions(options);
    if (!trainWith)
        return tl::unexpected(trainWith.error());
    PackedData packed;
    const auto data = packed.open(options, *trainWith, context);
    if (!data)
        return tl::unexpected(data.error());
    const auto splitOptions = model::splitNamed(options.pack.split, trainWith->seed);
    const auto split = splitOptions ? model::makeSplit((*data)->header(), *splitOptions)
                                    : tl::unexpected(splitOptions.error());
    if (!split)
        return tl::unexpected(split.error());
    const auto checks = crossChecksFor(options, **data, *split);
    if (!checks)
        return tl::unexpected(checks.error());
    const bool speaks = !trainWith->rendezvous || trainWith->rendezvous->rank == 0;
    for (const std::string& note : packed.notes()) // now, not after hours of training
        std::fprintf(stderr, "%s\n", note.c_str());
    const auto epochDone = [](const model::EpochRecord& r) {
        std::fprintf(stderr, "epoch %d: training loss %.4f, validation loss %.4f, score %.4f (%.0f s)\n",
                     r.epoch, r.trainLoss, r.validationLoss, r.validationScore, r.seconds);
    };
    const auto result =
        speaks ? model::trainM2ost(**data, *split, *trainWith, context.progress, epochDone, context.stop)
               : model::trainM2ost(**data, *split, *trainWith, {}, {}, context.stop);
    if (!result)
        return tl::unexpected(result.error());
    if (!speaks) // rank 0 writes and reports
        return Output{{{"rank", trainWith->rendezvous->rank}}, {}};
    const auto type = options.bfloat16Storage ? model::StoredType::BFloat16 : model::StoredType::Float32;
    const auto card = cardOf(options, **data, *split, *checks, *trainWith, *result);
    if (auto written = model::writeWeights(options.out, card, result->weights, type); !written)
        return tl::unexpected(written.error());
    for (const auto& written : {model::writeCurveCsv(options.out + ".curve.csv", result->curve),
                                model::writeCurveSvg(options.out + ".curve.svg", result->curve)})
        if (!written)
            return tl::unexpected(written.error());
    return report(*split, *result, packed.notes());
}

} // namespace

void addTrain(Commands& commands)
{
    auto options = std::make_shared<Options>();
    CLI::App* sub = commands.add("train", "train a method on a data set",
                                 [options](const Context& context) { return train(*options, context); });
    sub->add_option("--data", options->data, "folder of sections, or a packed file")->required();
    sub->add_option("--method", options->method, "m2ost")->capture_default_str();
    sub->add_option("--out", options->out, "the weights file; loss curves and checkpoint lie beside it")
        ->required();
    sub->add_option("--split", options->pack.split, "patient[=NAME], section[=NAME], fraction=0.3 or none")
        ->capture_default_str();
    sub->add_option("--genes", options->pack.genes,
                    "list of genes; chosen on the training sections where not given");
    sub->add_option("--normalisation", options->pack.normalisation, "cpm-selected, cpm-all, log1p or none")
        ->capture_default_str();
    sub->add_option("--config", options->config, "JSON file with any training option");
    sub->add_option("--epochs", options->epochs, "100 where not given");
    sub->add_option("--seed", options->seed, "1 where not given");
    sub->add_option("--device", options->device, "auto, cpu, cuda:N, or cuda");
    sub->add_option("--precision", options->precision, "auto, float32 or bfloat16");
    sub->add_flag("--resume", options->resume, "go on from the checkpoint beside the output");
    sub->add_flag(
        "--distributed", options->distributed,
        "one of several processes, as torchrun starts them: RANK, WORLD_SIZE, MASTER_ADDR, MASTER_PORT");
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
