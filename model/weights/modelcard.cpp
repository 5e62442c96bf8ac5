#include "model/weights/modelcard.h"

#include "core/base/parsejson.h"
#include "core/expression/normalisation.h"
#include "core/predict/plausiblepatches.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;
using nlohmann::json;

namespace {

constexpr int FormatVersion = 1;

using Metadata = std::map<std::string, std::string>;

/// Gene names may come from files in any encoding: what is not UTF-8 is replaced instead of thrown at.
std::string textOf(const json& value)
{
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

json genesToJson(const core::GeneList& genes)
{
    json list = json::array();
    for (const auto& gene : genes)
        list.push_back({gene.symbol, gene.id});
    return list;
}

core::GeneList genesFrom(const json& list)
{
    core::GeneList genes;
    for (const auto& pair : list)
        genes.push_back({pair.at(0).get<std::string>(), pair.at(1).get<std::string>()});
    return genes;
}

json patchesToJson(const core::PatchSpec& patches)
{
    json value = {{"sizePx", patches.sizePx}, {"downsamples", patches.downsamples}};
    if (patches.umPerPx)
        value["umPerPx"] = *patches.umPerPx;
    if (patches.mean != core::PatchSpec().mean || patches.sd != core::PatchSpec().sd) {
        value["mean"] = patches.mean;
        value["sd"] = patches.sd;
    }
    return value;
}

core::PatchSpec patchesFrom(const json& value)
{
    core::PatchSpec patches;
    patches.sizePx = core::wholeNumber<int>(value.at("sizePx"));
    patches.downsamples = value.at("downsamples").get<std::vector<double>>();
    if (value.contains("umPerPx"))
        patches.umPerPx = value["umPerPx"].get<double>();
    patches.mean = value.value("mean", patches.mean);
    patches.sd = value.value("sd", patches.sd);
    return patches;
}

std::vector<float> scoresFrom(const json& list)
{
    std::vector<float> scores;
    for (const auto& score : list) // JSON has no NaN: undefined scores are null
        scores.push_back(score.is_null() ? std::numeric_limits<float>::quiet_NaN() : score.get<float>());
    return scores;
}

json looksToJson(const std::vector<core::SectionLooks>& looks)
{
    auto list = json::array();
    for (const core::SectionLooks& section : looks)
        list.push_back({{"section", section.name},
                        {"opticalDensity", section.mean.opticalDensity},
                        {"focus", section.mean.focus}});
    return list;
}

std::vector<core::SectionLooks> looksFrom(const json& list)
{
    std::vector<core::SectionLooks> looks;
    for (const auto& section : list)
        looks.push_back(
            {section.at("section").get<std::string>(),
             {section.at("opticalDensity").get<std::array<double, 3>>(), section.at("focus").get<double>()}});
    return looks;
}

std::string textOf(const Metadata& metadata, const std::string& key)
{
    const auto found = metadata.find(key);
    return found == metadata.end() ? std::string() : found->second;
}

/// The JSON under a key; null where the key is missing. Throws json::exception on damaged text.
json jsonOf(const Metadata& metadata, const std::string& key)
{
    const auto found = metadata.find(key);
    return found == metadata.end() ? json() : core::parseJson(found->second);
}

/// Fills the card; `key` says what is being read, for the message when something throws.
void readInto(ModelCard& card, const Metadata& metadata, std::string& key)
{
    const auto value = [&](const char* name) {
        key = name;
        return jsonOf(metadata, name);
    };
    card.configuration = value("configuration");
    card.genes = genesFrom(value("genes"));
    card.patches = patchesFrom(value("patches"));
    card.heldOutScores = scoresFrom(value("heldOutScores"));
    card.heldOutBeyondDepth = scoresFrom(value("heldOutBeyondDepth"));
    card.looks = looksFrom(value("looks"));
    if (const json epochs = value("epochs"); !epochs.is_null())
        card.epochs = core::wholeNumber<std::int64_t>(epochs);
    if (const json seed = value("seed"); !seed.is_null())
        card.seed = core::wholeNumber<std::uint64_t>(seed);
    card.trainedOn = textOf(metadata, "trainedOn");
    card.split = textOf(metadata, "split");
    card.licence = textOf(metadata, "licence");
    card.commit = textOf(metadata, "commit");
    card.notes = textOf(metadata, "notes");
}

} // namespace

std::string methodName(const ModelCard& card)
{
    const std::string none(ablationKey(Ablation::None));
    const json& config = card.configuration;
    const auto ablation = config.is_object() && config.contains("ablation") && config["ablation"].is_string()
                              ? config["ablation"].get<std::string>()
                              : none;
    return ablation == none ? card.method : card.method + "-" + ablation;
}

Metadata toMetadata(const ModelCard& card)
{
    Metadata metadata = {
        {"transcope", std::to_string(FormatVersion)},
        {"method", card.method},
        {"configuration", textOf(card.configuration)},
        {"genes", textOf(genesToJson(card.genes))},
        {"normalisation", std::string(core::name(card.normalisation))},
        {"patches", textOf(patchesToJson(card.patches))},
        {"heldOutScores", textOf(json(card.heldOutScores))}, // NaN is dumped as null
        {"heldOutBeyondDepth", textOf(json(card.heldOutBeyondDepth))},
        {"epochs", std::to_string(card.epochs)},
        {"seed", std::to_string(card.seed)},
        {"trainedOn", card.trainedOn},
        {"split", card.split},
        {"licence", card.licence},
        {"commit", card.commit},
        {"notes", card.notes},
    };
    if (!card.looks.empty())
        metadata["looks"] = textOf(looksToJson(card.looks));
    return metadata;
}

Result<ModelCard> modelCardFrom(const Metadata& metadata, const std::string& name)
{
    const std::string version = textOf(metadata, "transcope");
    if (version.empty())
        return fail(ErrorCode::BadInput, name + " holds tensors but no Transcope metadata (key transcope)",
                    "Make a weights file with transcope-cli train or import-weights");
    if (version != std::to_string(FormatVersion))
        return fail(ErrorCode::Unsupported, name + " has weights format " + version,
                    "This version of Transcope reads format " + std::to_string(FormatVersion));
    for (const char* key : {"method", "configuration", "genes", "normalisation", "patches"})
        if (!metadata.contains(key))
            return fail(ErrorCode::BadInput, name + ": the metadata lacks " + key,
                        "Export the weights again");
    ModelCard card;
    card.method = metadata.at("method");
    std::string key;
    try {
        readInto(card, metadata, key);
    } catch (const json::exception&) {
        return fail(ErrorCode::BadInput, name + ": the metadata's " + key + " is damaged",
                    "Export the weights again");
    }
    const auto normalisation = core::normalisationNamed(metadata.at("normalisation"));
    if (!normalisation || !core::arePlausible(card.patches))
        return fail(ErrorCode::BadInput,
                    name + ": the metadata's " + (normalisation ? "patches are" : "normalisation is") +
                        " damaged",
                    "Export the weights again");
    card.normalisation = *normalisation;
    for (const auto* scores : {&card.heldOutScores, &card.heldOutBeyondDepth})
        if (!scores->empty() && scores->size() != card.genes.size())
            return fail(ErrorCode::BadInput,
                        name + ": the metadata has " + std::to_string(scores->size()) + " scores for " +
                            std::to_string(card.genes.size()) + " genes",
                        "Export the weights again");
    return card;
}

json toJson(const M2ostConfig& config)
{
    json value = {{"levels", config.levels},       {"genes", config.genes},
                  {"imageSize", config.imageSize}, {"patchSize", config.patchSize},
                  {"channels", config.channels},   {"embedding", config.embedding},
                  {"heads", config.heads},         {"layers", config.layers},
                  {"mlpHidden", config.mlpHidden}, {"channelHidden", config.channelHidden}};
    if (config.ablation != Ablation::None)
        value["ablation"] = ablationKey(config.ablation);
    return value;
}

Result<M2ostConfig> m2ostConfigFrom(const json& value)
{
    M2ostConfig config;
    try {
        if (const auto levels = value.find("levels"); levels != value.end()) {
            config.levels.clear();
            for (const json& level : *levels)
                config.levels.push_back(core::wholeNumber<int>(level));
        }
        const std::pair<const char*, int*> fields[] = {{"genes", &config.genes},
                                                       {"imageSize", &config.imageSize},
                                                       {"patchSize", &config.patchSize},
                                                       {"channels", &config.channels},
                                                       {"embedding", &config.embedding},
                                                       {"heads", &config.heads},
                                                       {"layers", &config.layers},
                                                       {"mlpHidden", &config.mlpHidden},
                                                       {"channelHidden", &config.channelHidden}};
        for (const auto& [key, field] : fields)
            if (const auto found = value.find(key); found != value.end())
                *field = core::wholeNumber<int>(*found);
        const auto key = value.value("ablation", std::string(ablationKey(Ablation::None)));
        const auto ablation = ablationNamed(key);
        if (!ablation)
            return fail(ErrorCode::BadInput,
                        "the M2OST configuration is impossible: unknown ablation \"" + key + "\"",
                        "Use none, without-dpe, unified-attention, without-ctmm or without-ccmm");
        config.ablation = *ablation;
    } catch (const json::exception& e) {
        return fail(ErrorCode::BadInput, std::string("the M2OST configuration is damaged: ") + e.what());
    }
    if (const auto fault = validate(config); !fault.empty())
        return fail(ErrorCode::BadInput, "the M2OST configuration is impossible: " + fault);
    return config;
}

core::PatchSpec m2ostPatches(const M2ostConfig& config, std::optional<double> umPerPx)
{
    core::PatchSpec patches{config.imageSize, {}, umPerPx};
    for (const int level : config.levels)
        patches.downsamples.push_back(1 << level);
    return patches;
}

} // namespace transcope::model
