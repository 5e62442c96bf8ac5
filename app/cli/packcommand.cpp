#include "app/cli/commandlist.h"
#include "app/cli/trainarguments.h"
#include "app/dataset/packfolder.h"
#include "core/base/try.h"
#include "core/expression/normalisation.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace transcope::app {

namespace {

struct Options
{
    std::string data, out;
    std::string features;      ///< method, or empty
    model::TrainOptions train; ///< what the features are made with
    PackOptions pack;
};

/// What --features and the options beside it ask for.
core::Result<PackOptions> packOptions(const Options& options)
{
    PackOptions pack = options.pack;
    if (options.features.empty())
        return pack;
    model::TrainOptions train = options.train;
    train.method = options.features;
    if (train.device == "auto")
        train.device = "cpu";
    TRY(pack.features, featuresFor(train));
    if (!pack.features)
        return core::fail(core::ErrorCode::InvalidArgument,
                          "the method " + options.features + " is trained on patches, not on features",
                          "Leave --features out");
    return pack;
}

core::Result<Output> pack(const Options& options, const Context& context)
{
    TRY(const auto wanted, packOptions(options));
    TRY(const auto packed, packFolder(options.data, wanted, options.out, context.progress, context.stop));
    Output output;
    output.json = {{"spots", packed.header.spots()},
                   {"bytes", packed.bytes},
                   {"genes", packed.header.genes.size()},
                   {"split", packed.split.description},
                   {"notes", packed.notes}};
    for (const std::string& note : packed.notes)
        output.text += note + "\n";
    output.text += "Packed " + std::to_string(packed.header.spots()) + " spots of " + packed.header.origin +
                   " (" + std::to_string(packed.bytes) + " bytes).\n";
    return output;
}

} // namespace

void addPack(Commands& commands)
{
    auto options = std::make_shared<Options>();
    CLI::App* sub =
        commands.add("pack", "put patches and labels of a data set into one file, for training elsewhere",
                     [options](const Context& context) { return pack(*options, context); });
    sub->add_option("--data", options->data, "folder of sections")->required();
    sub->add_option("--out", options->out, "the packed file")->required();
    sub->add_option("--genes", options->pack.genes,
                    "list of genes; chosen on the training sections where not given");
    sub->add_option("--split", options->pack.split,
                    "which sections are held out from choosing genes: as for train")
        ->capture_default_str();
    sub->add_option("--seed", options->pack.seed, "of a split by fraction")->capture_default_str();
    sub->add_option("--normalisation", options->pack.normalisation, core::normalisationNames())
        ->capture_default_str();
    sub->add_option("--levels", options->pack.levels, "zoom levels, e.g. 0,1,2")
        ->delimiter(',')
        ->capture_default_str();
    auto* features =
        sub->add_option("--features", options->features,
                        "hipt: also the features of superpixels that HIPT / iStar is trained on");
    sub->add_option(
           "--start-from", options->train.startFrom,
           "weights file with the transformers that make them, of import-weights; random where not given")
        ->needs(features);
    sub->add_option("--device", options->train.device, "that makes them: auto, cpu, cuda:N")->needs(features);
    sub->add_option("--precision", options->train.precision, "of making them: auto, float32 or bfloat16")
        ->needs(features);
}

} // namespace transcope::app
