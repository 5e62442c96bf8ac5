#include "app/cli/describetraining.h"

#include "app/cli/commandlist.h"
#include "core/base/try.h"
#include "model/methods/method.h"
#include "model/training/describedtraining.h"
#include "model/training/split.h"
#include "model/weights/weightsfile.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

namespace transcope::app {

namespace {

struct Options
{
    std::string weights, data, split = "none";
    model::LoadOptions load;
};

/// As the network's tensors lie in the file.
core::Result<model::StoredType> storedTypeOf(const std::filesystem::path& weights,
                                             const model::TensorMap& network)
{
    TRY(const auto header, model::readSafetensorsHeader(weights));
    return network.empty() ? model::StoredType::Float32 : header.tensors.at(network.begin()->first).type;
}

core::Result<Output> run(const Options& options, const Context& context)
{
    TRY(const auto data, model::PackFile::open(options.data));
    TRY(const auto how, model::splitNamed(options.split, 1));
    TRY(const auto split, model::makeSplit(data->header(), how));
    TRY_RUN(describeTraining(options.weights, *data, split.train, options.load, context));
    TRY(const auto file, model::readWeights(options.weights));
    const auto sections = file.card.looks.size();
    return Output{{{"sections", sections},
                   {"spots", split.train.size()},
                   {"vectors", file.training.has_value()},
                   {"out", options.weights}},
                  options.weights + " says now what its training looked like: " + std::to_string(sections) +
                      " sections, " + std::to_string(split.train.size()) + " spots\n"};
}

} // namespace

core::Result<void> describeTraining(const std::filesystem::path& weights, const model::PackFile& data,
                                    std::span<const std::int64_t> spots, const model::LoadOptions& load,
                                    const Context& context)
{
    TRY(auto file, model::readWeights(weights));
    TRY(const auto levels, model::zoomLevelsOf(file.card.patches));
    if (!data.header().placeOfLevel(levels.front()))
        return core::fail(core::ErrorCode::Unsupported,
                          "the packed file lacks the finest zoom level of the weights",
                          "Pack it again with the levels of the weights");
    file.card.looks = model::looksOf(data, spots, levels.front());
    model::LoadOptions encoding = load;
    encoding.encoded = true;
    TRY(const auto predictor, model::loadPredictor(weights, encoding));
    const auto& parts = predictor->info().parts;
    file.training.reset();
    if (std::ranges::find(parts, core::partname::Encoded, &core::RowPart::name) != parts.end()) {
        TRY(file.training, model::trainingVectorsOf(*predictor, data, spots, context.progress, context.stop));
    }
    TRY(const auto type, storedTypeOf(weights, file.tensors));
    return model::writeWeights(weights, file.card, file.tensors, type, file.training, file.blobs);
}

void addDescribeTraining(Commands& commands)
{
    auto options = std::make_shared<Options>();
    CLI::App* sub = commands.add(
        "describe-training", "write into weights what their training looked like, so that predict can warn",
        [options](const Context& context) { return run(*options, context); });
    sub->add_option("weights", options->weights, "a .safetensors file of ours; it is replaced")->required();
    sub->add_option("--data", options->data, "the packed file that it was trained from")->required();
    sub->add_option("--split", options->split, "as for train: what was held out is left out")
        ->capture_default_str();
    sub->add_option("--device", options->load.device, "auto, cpu or cuda:N")->capture_default_str();
}

} // namespace transcope::app
