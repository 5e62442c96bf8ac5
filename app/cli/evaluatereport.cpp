#include "app/cli/evaluatereport.h"

#include "core/base/shown.h"
#include "core/expression/normalisation.h"
#include "core/stats/scorejson.h"

#include <cmath>
#include <cstdio>

namespace transcope::app {

using namespace transcope::core;
using nlohmann::json;

namespace {

constexpr std::size_t NameWidth = 28;

json methodToJson(const MethodScores& method)
{
    const auto pcc = summarise(method.pccSpot);
    const auto rmse = summarise(method.rmseSpot);
    const auto gene = summarise(method.pccGene);
    json object;
    object["name"] = method.name;
    object["spots"] = method.spots.size();
    object["genes"] = method.genes;
    object["normalisation"] = name(method.normalisation);
    object["pccSpot"] = definedNumber(pcc.mean);
    object["rmseSpot"] = definedNumber(rmse.mean);
    object["pccGene"] = scoresToJson(gene);
    object["pccGeneBeyondDepth"] = countedScoresToJson(summarise(method.pccGeneBeyondDepth));
    if (!method.deviationToResidual.empty())
        object["deviationToResidual"] = scoresToJson(summarise(method.deviationToResidual));
    object["oracle"] = method.isOracle;
    object["undefined"] = {
        {"pccSpot", pcc.undefined}, {"rmseSpot", rmse.undefined}, {"pccGene", gene.undefined}};
    object["box"] = boxToJson(boxSummary(method.pccSpot));
    object["notes"] = method.notes;
    return object;
}

json comparisons(const MethodScores& method, const std::vector<MethodScores>& methods,
                 const std::vector<MethodScores>& baselines)
{
    json object = json::object();
    for (const auto* others : {&methods, &baselines}) {
        for (const auto& other : *others) {
            if (&other == &method || other.isOracle)
                continue;
            object[other.name] = testToJson(compareMethods(method, other));
        }
    }
    return object;
}

/// Pads by characters, not bytes: names may be UTF-8.
std::string cell(const std::string& text, std::size_t width, bool right)
{
    std::size_t characters = 0;
    for (const char c : text)
        characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    const std::string space(characters < width ? width - characters : 0, ' ');
    return right ? space + text : text + space;
}

std::string row(const std::vector<std::string>& cells)
{
    static constexpr std::size_t widths[] = {NameWidth, 7, 9, 8, 10, 10, 9, 10, 14};
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i)
        line += cell(cells[i], widths[i], i > 0);
    return line + "\n";
}

std::string tableRow(const MethodScores& method)
{
    const auto pcc = summarise(method.pccSpot);
    const auto gene = summarise(method.pccGene), beyond = summarise(method.pccGeneBeyondDepth);
    return row({method.name, std::to_string(method.spots.size()), shown(100 * pcc.mean, "%.2f"),
                shown(summarise(method.rmseSpot).mean, "%.3f"), shown(gene.mean, "%.4f"),
                shown(gene.median, "%.4f"), shown(100 * gene.positive, "%.1f"), shown(beyond.mean, "%.4f"),
                std::to_string(pcc.undefined) + "/" + std::to_string(gene.undefined) + "/" +
                    std::to_string(beyond.undefined)});
}

std::string boxRow(const MethodScores& method)
{
    const auto box = boxSummary(method.pccSpot);
    std::string line = cell(method.name, NameWidth, false);
    for (const double value : {box.low, box.q1, box.median, box.q3, box.high})
        line += cell(shown(value, "%.4f"), 10, true);
    return line + "\n";
}

std::string testLine(const MethodScores& method, const MethodScores& other)
{
    const auto comparison = compareMethods(method, other);
    std::string line = method.name + " − " + other.name + ": ";
    line += "mean " + shown(100 * comparison.perSpot.meanDifference, "%+.2f") + " %, per spot p " +
            shown(comparison.perSpot.p, "%.3g") + " (" + std::to_string(comparison.perSpot.pairs) + " spots)";
    line += ", per patient p " + shown(comparison.perPatient.p, "%.3g") + " (" +
            std::to_string(comparison.perPatient.pairs) + " patients)";
    return line + "\n";
}

std::string tableAndBoxes(const Evaluated& evaluated)
{
    std::string text =
        row({"", "spots", "PCC %", "RMSE", "gene mean", "median", "> 0 %", "beyond", "undefined"});
    std::string boxes = "\n" + cell("Per-spot PCC", NameWidth, false);
    for (const char* heading : {"low", "q1", "median", "q3", "high"})
        boxes += cell(heading, 10, true);
    boxes += "\n";
    for (const auto* group : {&evaluated.methods, &evaluated.baselines})
        for (const auto& method : *group) {
            text += tableRow(method);
            if (!method.isOracle) // which has no correlation per spot
                boxes += boxRow(method);
        }
    const auto& any = evaluated.methods.empty() ? evaluated.baselines.front() : evaluated.methods.front();
    text += "PCC and RMSE per spot, means over spots; gene columns: Pearson within a section; beyond: the "
            "mean given the\nlog total count of each spot, which depth alone, an oracle, takes from the "
            "measurement; undefined: spots/genes/beyond.\n";
    text += "Normalisation: " + std::string(name(any.normalisation)) + ", " + std::to_string(any.genes) +
            " genes.\n";
    return text + boxes;
}

std::string tests(const Evaluated& evaluated)
{
    std::string lines;
    const auto& methods = evaluated.methods;
    for (std::size_t i = 0; i < methods.size(); ++i) {
        for (std::size_t j = i + 1; j < methods.size(); ++j)
            lines += testLine(methods[i], methods[j]);
        for (const auto& baseline : evaluated.baselines)
            if (!baseline.isOracle)
                lines += testLine(methods[i], baseline);
    }
    if (lines.empty())
        return {};
    return "\nPaired t-tests of per-spot PCC (spots are not independent; the patients' test is the cautious "
           "one)\n" +
           lines;
}

/// Printed whatever it is: near 0 a large deviation says nothing of the error.
std::string calibration(const Evaluated& evaluated)
{
    std::string lines;
    for (const auto& method : evaluated.methods) {
        if (method.deviationToResidual.empty())
            continue;
        const auto perGene = summarise(method.deviationToResidual);
        lines += method.name +
                 ": rank correlation of the views' deviation and the size of the residual, per gene "
                 "within a section: mean " +
                 shown(perGene.mean, "%+.3f") + ", median " + shown(perGene.median, "%+.3f") + ", > 0 in " +
                 shown(100 * perGene.positive, "%.1f") + " % of the genes\n";
    }
    return lines.empty() ? lines : "\n" + lines;
}

std::string notes(const Evaluated& evaluated)
{
    std::string lines;
    const auto add = [&](const std::string& what, const std::vector<std::string>& texts) {
        for (const auto& text : texts)
            lines += what + ": " + text + "\n";
    };
    for (const auto& truth : evaluated.truths)
        add("Note, " + truth.name, truth.notes);
    add("Note, training", evaluated.trainingNotes);
    for (const auto* group : {&evaluated.methods, &evaluated.baselines})
        for (const auto& method : *group)
            add("Note, " + method.name, method.notes);
    for (const auto& method : evaluated.leftOut)
        add("Left out, " + method.name, method.notes);
    return lines.empty() ? lines : "\n" + lines;
}

} // namespace

Output evaluationReport(const Evaluated& evaluated)
{
    Output output;
    output.json = {
        {"sections", json::array()},
        {"methods", json::array()},
        {"baselines", json::array()},
        {"leftOut", json::array()},
        {"training", {{"sections", evaluated.trainingSections}, {"notes", evaluated.trainingNotes}}}};
    for (const auto& truth : evaluated.truths)
        output.json["sections"].push_back({{"name", truth.name},
                                           {"patient", truth.patient},
                                           {"spots", truth.spots.size()},
                                           {"notes", truth.notes}});
    for (const auto& method : evaluated.methods) {
        output.json["methods"].push_back(methodToJson(method));
        output.json["methods"].back()["pairedT"] =
            comparisons(method, evaluated.methods, evaluated.baselines);
    }
    for (const auto& baseline : evaluated.baselines)
        output.json["baselines"].push_back(methodToJson(baseline));
    for (const auto& baseline : evaluated.leftOut)
        output.json["leftOut"].push_back({{"name", baseline.name}, {"reasons", baseline.notes}});
    output.text = tableAndBoxes(evaluated) + tests(evaluated) + calibration(evaluated) + notes(evaluated);
    return output;
}

} // namespace transcope::app
