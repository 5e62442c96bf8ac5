#include "model/training/trainoptions.h"

#include "core/base/try.h"
#include "model/weights/modelcard.h"

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

std::map<std::string, Setter> setters(TrainOptions& o)
{
    return {{"epochs", into(o.epochs)},
            {"batchSize", into(o.batchSize)},
            {"learningRate", into(o.learningRate)},
            {"warmupSteps", into(o.warmupSteps)},
            {"cosine", into(o.cosine)},
            {"seed", into(o.seed)},
            {"flips", into(o.flips)},
            {"colourJitter", into(o.colourJitter)},
            {"maskRate", into(o.maskRate)},
            {"missingLevelRate", into(o.missingLevelRate)},
            {"tokenShare", into(o.tokenShare)},
            {"positionScale", into(o.positionScale)},
            {"averaging", into(o.averaging)},
            {"startFrom", [&o](const json& value) { o.startFrom = value.get<std::string>(); }},
            {"keepLast", into(o.keepLast)},
            {"patience", into(o.patience)},
            {"precision", into(o.precision)},
            {"device", into(o.device)}};
}

} // namespace

core::Result<TrainOptions> trainOptionsFrom(const json& source)
{
    if (!source.is_object())
        return fail(ErrorCode::BadInput, "the training configuration is not a JSON object");
    TrainOptions options;
    const auto known = setters(options);
    for (const auto& [key, value] : source.items()) {
        if (key == "config") {
            TRY(auto config, m2ostConfigFrom(value));
            options.config = config;
            continue;
        }
        const auto setter = known.find(key);
        if (setter == known.end())
            return fail(ErrorCode::BadInput, "unknown training option \"" + key + "\"",
                        "See trainoptions.h for the names");
        try {
            setter->second(value);
        } catch (const json::exception&) {
            return fail(ErrorCode::BadInput,
                        "training option \"" + key + "\" has a value of the wrong type: " + value.dump());
        }
    }
    if (auto valid = validate(options); !valid)
        return tl::unexpected(
            core::Error{ErrorCode::BadInput, valid.error().message, valid.error().whatToDo});
    return options;
}

json toJson(const TrainOptions& o)
{
    return {{"config", toJson(o.config)},
            {"epochs", o.epochs},
            {"batchSize", o.batchSize},
            {"learningRate", o.learningRate},
            {"warmupSteps", o.warmupSteps},
            {"cosine", o.cosine},
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
    if (!(o.maskRate >= 0 && o.maskRate < 1) || !(o.missingLevelRate >= 0 && o.missingLevelRate <= 1))
        return bad("maskRate must lie in [0, 1) and missingLevelRate in [0, 1]");
    if (o.missingLevelRate > 0 && !o.config.hasItmm())
        return bad("missingLevelRate must be 0 with unified attention, which takes all levels together");
    if (!(o.tokenShare > 0 && o.tokenShare <= 1) || !(o.averaging >= 0 && o.averaging < 1))
        return bad("tokenShare must lie in (0, 1] and averaging in [0, 1)");
    if (!(o.colourJitter >= 0 && o.colourJitter < 1) || o.patience < 0)
        return bad("colourJitter must lie in [0, 1) and patience not be below 0");
    if (o.keepLast && o.patience > 0)
        return bad("keepLast and patience exclude each other");
    if (o.precision != "auto" && o.precision != "float32" && o.precision != "bfloat16")
        return bad("precision must be auto, float32 or bfloat16");
    return {};
}

} // namespace transcope::model
