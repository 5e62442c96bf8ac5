#include "model/training/trainoptions.h"

#include "core/base/try.h"
#include "model/methods/methods.h"
#include "model/weights/modelcard.h"

#include <algorithm>
#include <functional>
#include <map>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using nlohmann::json;

namespace {

using Setter = std::function<void(const json&)>;

template <class T> Setter into(T& field)
{
    return [&field](const json& value) { field = value.get<T>(); };
}

/// An enumeration by its names; another text throws as another type would.
template <class T, std::size_t N> Setter named(T& field, const std::array<std::string_view, N>& names)
{
    return [&field, &names](const json& value) {
        const auto found = std::ranges::find(names, value.get<std::string>());
        if (found == names.end())
            throw std::invalid_argument("unknown name");
        field = static_cast<T>(found - names.begin());
    };
}

std::map<std::string, Setter> setters(TrainOptions& o)
{
    return {{"method", into(o.method)},
            {"epochs", into(o.epochs)},
            {"batchSize", into(o.batchSize)},
            {"loss", named(o.loss, LossNames)},
            {"optimiser", named(o.optimiser, OptimiserNames)},
            {"momentum", into(o.momentum)},
            {"weightDecay", into(o.weightDecay)},
            {"learningRate", into(o.learningRate)},
            {"warmupSteps", into(o.warmupSteps)},
            {"cosine", into(o.cosine)},
            {"stepEpochs", into(o.stepEpochs)},
            {"stepFactor", into(o.stepFactor)},
            {"seed", into(o.seed)},
            {"flips", into(o.flips)},
            {"colourJitter", into(o.colourJitter)},
            {"maskRate", into(o.maskRate)},
            {"missingLevelRate", into(o.missingLevelRate)},
            {"tokenShare", into(o.tokenShare)},
            {"positionScale", into(o.positionScale)},
            {"averaging", into(o.averaging)},
            {"depthInput", into(o.depthInput)},
            {"startFrom", [&o](const json& value) { o.startFrom = value.get<std::string>(); }},
            {"encoder", [&o](const json& value) { o.encoder = value.get<std::string>(); }},
            {"components", into(o.components)},
            {"alpha", into(o.alpha)},
            {"keepLast", into(o.keepLast)},
            {"patience", into(o.patience)},
            {"precision", into(o.precision)},
            {"device", into(o.device)}};
}

void takeRecipe(TrainOptions& o, const TrainingRecipe& recipe)
{
    o.epochs = recipe.epochs;
    o.batchSize = recipe.batchSize;
    o.loss = recipe.loss;
    o.optimiser = recipe.optimiser;
    o.learningRate = recipe.learningRate;
    o.momentum = recipe.momentum;
    o.weightDecay = recipe.weightDecay;
    o.stepEpochs = recipe.stepEpochs;
    o.stepFactor = recipe.stepFactor;
    o.flips = recipe.flips;
}

/// The method's published network but for what `changes` says.
core::Result<SectionConfig> changedSection(const Method& method, const json& changes)
{
    json all = method.configurationOf(method, {});
    for (const auto& [key, value] : changes.items())
        if (!all.contains(key))
            return fail(ErrorCode::BadInput, method.title + "'s configuration has no \"" + key + "\"");
    all.update(changes);
    return sectionConfigFrom(all);
}

/// Takes the network's configuration, which looks different for each kind of method.
core::Result<void> takeNetwork(TrainOptions& o, const Method& method, const json& value)
{
    if (!value.is_object())
        return fail(ErrorCode::BadInput, "training option \"config\" is not a JSON object");
    if (method.kind == core::PredictorKind::Section) {
        TRY(o.section, changedSection(method, value));
    } else {
        TRY(o.config, m2ostConfigFrom(value));
    }
    return {};
}

} // namespace

core::Result<TrainOptions> trainOptionsFrom(const json& source)
{
    if (!source.is_object())
        return fail(ErrorCode::BadInput, "the training configuration is not a JSON object");
    TrainOptions options;
    if (source.contains("method") && source["method"].is_string())
        options.method = source["method"].get<std::string>();
    TRY(const auto method, findMethod(options.method, "the training configuration"));
    takeRecipe(options, method->training);
    const auto known = setters(options);
    for (const auto& [key, value] : source.items()) {
        if (key == "config") {
            TRY_RUN(takeNetwork(options, *method, value));
            continue;
        }
        const auto setter = known.find(key);
        if (setter == known.end())
            return fail(ErrorCode::BadInput, "unknown training option \"" + key + "\"",
                        "See trainoptions.h for the names");
        try {
            setter->second(value);
        } catch (const std::exception&) {
            return fail(ErrorCode::BadInput,
                        "training option \"" + key + "\" cannot have the value " + value.dump());
        }
    }
    if (auto valid = validate(options); !valid)
        return tl::unexpected(
            core::Error{ErrorCode::BadInput, valid.error().message, valid.error().whatToDo});
    return options;
}

std::string lossName(Loss loss)
{
    return std::string(LossNames[static_cast<std::size_t>(loss)]);
}

json toJson(const TrainOptions& o)
{
    json result = {{"method", o.method},
                   {"config", o.section ? toJson(*o.section) : toJson(o.config)},
                   {"epochs", o.epochs},
                   {"batchSize", o.batchSize},
                   {"loss", lossName(o.loss)},
                   {"optimiser", OptimiserNames[static_cast<std::size_t>(o.optimiser)]},
                   {"momentum", o.momentum},
                   {"weightDecay", o.weightDecay},
                   {"learningRate", o.learningRate},
                   {"warmupSteps", o.warmupSteps},
                   {"cosine", o.cosine},
                   {"stepEpochs", o.stepEpochs},
                   {"stepFactor", o.stepFactor},
                   {"seed", o.seed},
                   {"flips", o.flips},
                   {"colourJitter", o.colourJitter},
                   {"maskRate", o.maskRate},
                   {"missingLevelRate", o.missingLevelRate},
                   {"tokenShare", o.tokenShare},
                   {"positionScale", o.positionScale},
                   {"averaging", o.averaging},
                   {"startFrom", o.startFrom.filename().string()},
                   {"keepLast", o.keepLast},
                   {"patience", o.patience},
                   {"precision", o.precision},
                   {"device", o.device}};
    if (o.depthInput) // absent without, so that checkpoints of earlier versions still fit
        result["depthInput"] = true;
    if (!o.encoder.empty())
        result.update(
            {{"encoder", o.encoder.filename().string()}, {"components", o.components}, {"alpha", o.alpha}});
    return result;
}

core::Result<void> validate(const TrainOptions& o)
{
    const auto bad = [](const char* what) {
        return fail(ErrorCode::InvalidArgument, std::string("training: ") + what);
    };
    if (o.epochs < 1 || o.batchSize < 1)
        return bad("epochs and batchSize must be at least 1");
    if (!(o.learningRate > 0) || o.warmupSteps < 0)
        return bad("learningRate must be above 0 and warmupSteps not below 0");
    if (o.stepEpochs < 0 || !(o.stepFactor > 0 && o.stepFactor <= 1))
        return bad("stepEpochs must not be below 0 and stepFactor lie in (0, 1]");
    if (!(o.momentum >= 0 && o.momentum < 1) || !(o.weightDecay >= 0))
        return bad("momentum must lie in [0, 1) and weightDecay not be below 0");
    if (!(o.maskRate >= 0 && o.maskRate < 1) || !(o.missingLevelRate >= 0 && o.missingLevelRate <= 1))
        return bad("maskRate must lie in [0, 1) and missingLevelRate in [0, 1]");
    if (o.missingLevelRate > 0 && !o.config.hasItmm())
        return bad("missingLevelRate must be 0 with unified attention, which takes all levels together");
    if (!(o.tokenShare > 0 && o.tokenShare <= 1) || !(o.averaging >= 0 && o.averaging < 1))
        return bad("tokenShare must lie in (0, 1] and averaging in [0, 1)");
    if (!(o.colourJitter >= 0 && o.colourJitter < 1) || o.patience < 0)
        return bad("colourJitter must lie in [0, 1) and patience not be below 0");
    if (o.components < 1 || !(o.alpha >= 0))
        return bad("components must be at least 1 and alpha not below 0");
    if (o.keepLast && o.patience > 0)
        return bad("keepLast and patience exclude each other");
    if (o.precision != "auto" && o.precision != "float32" && o.precision != "bfloat16")
        return bad("precision must be auto, float32 or bfloat16");
    return {};
}

} // namespace transcope::model
