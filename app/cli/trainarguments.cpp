#include "app/cli/trainarguments.h"

#include "app/cli/encoderinworker.h"
#include "app/cli/methodoption.h"
#include "core/base/try.h"
#include "core/expression/normalisation.h"
#include "model/methods/methods.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>

namespace transcope::app {

using namespace core;

CLI::Option* addTrainArguments(CLI::App& sub, TrainArguments& arguments)
{
    CLI::Option* data = sub.add_option("--data", arguments.data, "folder of sections, or a packed file");
    sub.add_option("--split", arguments.pack.split, "patient[=NAME], section[=NAME], fraction=0.3 or none")
        ->capture_default_str();
    sub.add_option("--genes", arguments.pack.genes,
                   "list of genes; chosen on the training sections where not given");
    sub.add_option("--normalisation", arguments.pack.normalisation, core::normalisationNames())
        ->capture_default_str();
    sub.add_option("--config", arguments.config, "JSON file with any training option");
    sub.add_option("--epochs", arguments.epochs, "the paper's where not given");
    sub.add_option("--seed", arguments.seed, "1 where not given");
    sub.add_option("--device", arguments.device, "auto, cpu, cuda:N, or cuda");
    sub.add_option("--precision", arguments.precision, "auto, float32 or bfloat16");
    return data;
}

Result<nlohmann::json> trainJsonOf(const TrainArguments& arguments)
{
    nlohmann::json json = nlohmann::json::object();
    if (!arguments.config.empty()) {
        std::ifstream in(arguments.config);
        json = nlohmann::json::parse(in, nullptr, false);
        if (!in.is_open() || !json.is_object())
            return fail(ErrorCode::BadInput, arguments.config + " is not a JSON file",
                        "See docs/training.md for an example");
    }
    if (arguments.method) {
        TRY_RUN(methodOption(*arguments.method));
        json["method"] = *arguments.method;
    }
    if (arguments.epochs)
        json["epochs"] = *arguments.epochs;
    if (arguments.seed)
        json["seed"] = *arguments.seed;
    if (arguments.device)
        json["device"] = *arguments.device == "auto" ? "cpu" : *arguments.device;
    if (arguments.precision)
        json["precision"] = *arguments.precision;
    if (!arguments.encoder.empty())
        json["encoder"] = arguments.encoder;
    return json;
}

Result<model::TrainOptions> trainOptionsOf(const TrainArguments& arguments)
{
    TRY(const auto json, trainJsonOf(arguments));
    TRY(auto options, model::trainOptionsFrom(json));
    options.encoderOfProgram = encoderInWorker(arguments.trust);
    return options;
}

Result<std::optional<FeatureOptions>> featuresFor(const model::TrainOptions& options)
{
    TRY(const auto method, model::findMethod(options.method, "training"));
    if (!method->superpixelEncoder)
        return std::nullopt;
    return FeatureOptions{method, options.startFrom, options.device, options.precision};
}

Result<model::Split> splitOf(const TrainArguments& arguments, const model::PackHeader& header,
                             std::uint64_t seed)
{
    const auto options = model::splitNamed(arguments.pack.split, seed);
    return options ? model::makeSplit(header, *options) : tl::unexpected(options.error());
}

void printEpoch(const model::EpochRecord& r)
{
    std::fprintf(stderr, "epoch %d: training loss %.4f, validation loss %.4f, score %.4f (%.0f s)\n", r.epoch,
                 r.trainLoss, r.validationLoss, r.validationScore, r.seconds);
}

PackedData::~PackedData()
{
    std::error_code ignored;
    if (!m_temporary.empty())
        std::filesystem::remove(m_temporary, ignored);
}

Result<std::shared_ptr<const model::PackFile>> PackedData::open(const TrainArguments& arguments,
                                                                const model::TrainOptions& train,
                                                                const std::filesystem::path& temporary,
                                                                const Context& context,
                                                                std::span<const model::TrainOptions> others)
{
    if (!std::filesystem::is_directory(arguments.data))
        return model::PackFile::open(arguments.data);
    if (train.rendezvous)
        return fail(ErrorCode::InvalidArgument,
                    arguments.data + " is a folder; several processes train from a packed file",
                    "Run transcope-cli pack first");
    PackOptions pack = arguments.pack;
    TRY(const auto patches, model::patchesFor(train));
    TRY(pack.levels, model::zoomLevelsOf(patches));
    pack.sizePx = patches.sizePx;
    pack.umPerPx = patches.umPerPx;
    pack.seed = train.seed;
    TRY(pack.features, featuresFor(train));
    for (const model::TrainOptions& other : others)
        if (!pack.features) {
            TRY(pack.features, featuresFor(other));
        }
    m_temporary = temporary;
    TRY(auto packed, packFolder(arguments.data, pack, m_temporary, context.progress, context.stop));
    m_notes = std::move(packed.notes);
    return model::PackFile::open(m_temporary);
}

} // namespace transcope::app
