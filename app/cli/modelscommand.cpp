#include "app/cli/commandlist.h"
#include "core/base/resources.h"
#include "core/base/try.h"
#include "model/counting/m2ostcount.h"
#include "model/counting/studyrows.h"
#include "model/methods/methods.h"
#include "model/weights/weightsfile.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace transcope::app {

using nlohmann::json;

namespace {

/// null for what the paper does not print.
json printed(std::int64_t count)
{
    return count > 0 ? json(count) : json();
}

json countsToJson(const model::OperationCount& count)
{
    return {{"parameters", count.parameters},
            {"parametersPaper", printed(count.parametersPaper)},
            {"macs", count.macs},
            {"macsPaper", printed(count.macsPaper)}};
}

std::string digits(const json& count)
{
    return count.is_null() ? "-" : model::groupedDigits(count);
}

core::Result<json> methodsToJson()
{
    json rows = json::array();
    for (const model::Method& method : model::methods()) {
        TRY(const auto counts, method.count(method, {{"genes", 250}}));
        json row = countsToJson(counts);
        row["name"] = method.name;
        row["title"] = method.title;
        row["kind"] = core::kindName(method.kind);
        rows.push_back(row);
    }
    return rows;
}

json levelSetsToJson()
{
    json rows = json::array();
    for (const auto& levels :
         std::vector<std::vector<int>>{{0}, {1}, {2}, {0, 1}, {0, 2}, {1, 2}, {0, 1, 2}, {0, 1, 2, 3}}) {
        model::M2ostConfig config;
        config.levels = levels;
        json row = countsToJson(model::countM2ost(config));
        row["levels"] = levels;
        rows.push_back(row);
    }
    return rows;
}

json ablationsToJson()
{
    json rows = json::array();
    for (const auto& ablated : model::ablationRows({})) {
        if (ablated.config.ablation == model::Ablation::None)
            continue;
        json row = countsToJson(ablated.counts);
        row["name"] = ablated.title;
        rows.push_back(row);
    }
    return rows;
}

/// Mean, median and share above 0 of the scores that are defined; null without any.
json scoresToJson(std::vector<float> scores)
{
    const auto all = scores.size();
    std::erase_if(scores, [](float score) { return std::isnan(score); });
    if (scores.empty())
        return nullptr;
    std::sort(scores.begin(), scores.end());
    double sum = 0;
    for (const float score : scores)
        sum += score;
    const auto count = scores.size();
    const double median = (scores[(count - 1) / 2] + scores[count / 2]) / 2.0;
    const auto positive = std::count_if(scores.begin(), scores.end(), [](float score) { return score > 0; });
    return {{"mean", sum / static_cast<double>(count)},
            {"median", median},
            {"positive", static_cast<double>(positive) / static_cast<double>(count)},
            {"undefined", all - count}};
}

json weightsToJson(const std::filesystem::path& file)
{
    const auto card = model::readModelCard(file);
    if (!card)
        return {{"file", file.string()}, {"error", card.error().text()}};
    return {{"file", file.string()},
            {"method", model::methodName(*card)},
            {"genes", card->genes.size()},
            {"trainedOn", card->trainedOn},
            {"split", card->split},
            {"scores", scoresToJson(card->heldOutScores)},
            {"scoresBeyondDepth", scoresToJson(card->heldOutBeyondDepth)}};
}

std::string line(const std::string& name, const json& counts)
{
    char text[160];
    std::snprintf(text, sizeof text, "%-22s %12s %12s %15s %15s\n", name.c_str(),
                  digits(counts["parameters"]).c_str(), digits(counts["parametersPaper"]).c_str(),
                  digits(counts["macs"]).c_str(), digits(counts["macsPaper"]).c_str());
    return text;
}

std::string weightsLine(const json& weights)
{
    const std::string file = weights["file"];
    if (weights.contains("error"))
        return file + ": " + weights["error"].get<std::string>() + "\n";
    std::string text = file + ": " + weights["method"].get<std::string>() + ", " +
                       std::to_string(weights["genes"].get<int>()) + " genes; trained on " +
                       weights["trainedOn"].get<std::string>() +
                       "; split: " + weights["split"].get<std::string>();
    if (!weights["scores"].is_null()) {
        char scores[96];
        std::snprintf(scores, sizeof scores, "; held-out correlation per gene: mean %.3f, median %.3f",
                      weights["scores"]["mean"].get<double>(), weights["scores"]["median"].get<double>());
        text += scores;
    }
    return text + "\n";
}

std::string textOf(const json& root)
{
    char header[160];
    std::snprintf(header, sizeof header, "%-22s %12s %12s %15s %15s\n", "method", "parameters", "paper",
                  "MACs per spot", "paper");
    std::string text = header;
    for (const auto& method : root["methods"])
        text += line(method["name"], method);
    text += "\nM2OST with other zoom levels\n";
    for (const auto& row : root["levelSets"])
        text += line(row["levels"].dump(), row);
    text += "\nM2OST ablated, each row with the ones above it (paper's way: linear layers only)\n";
    for (const auto& row : root["ablations"])
        text += line(row["name"], row);
    text += root["weights"].empty() ? "\nNo bundled weights.\n" : "\nBundled weights\n";
    for (const auto& weights : root["weights"])
        text += weightsLine(weights);
    return text;
}

} // namespace

void addModels(Commands& commands)
{
    commands.add("models", "list methods with their sizes, and bundled weights",
                 [](const Context&) -> core::Result<Output> {
                     TRY(auto methods, methodsToJson());
                     Output output;
                     output.json = {{"methods", std::move(methods)},
                                    {"levelSets", levelSetsToJson()},
                                    {"ablations", ablationsToJson()},
                                    {"weights", json::array()}};
                     for (const auto& file : core::bundledWeights())
                         output.json["weights"].push_back(weightsToJson(file));
                     output.text = textOf(output.json);
                     return output;
                 });
}

} // namespace transcope::app
