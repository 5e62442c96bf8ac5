#include "model/study/studyfile.h"

#include "core/base/atomicfile.h"
#include "core/base/try.h"
#include "core/stats/scorejson.h"
#include "model/study/studylines.h"
#include "model/study/studytable.h"
#include "model/weights/modelcard.h"

#include <fstream>
#include <functional>

namespace transcope::model {

using core::definedNumber;
using core::ErrorCode;
using core::fail;
using nlohmann::json;

namespace {

constexpr const char* FileName = "study.json";

/// The scores one by one, from which a study goes on.
using Values = std::pair<const char*, std::vector<double> core::SectionScores::*>;
constexpr Values AllValues[] = {{"pccSpot", &core::SectionScores::pccSpot},
                                {"rmseSpot", &core::SectionScores::rmseSpot},
                                {"pccGene", &core::SectionScores::pccGene},
                                {"pccGeneBeyondDepth", &core::SectionScores::pccGeneBeyondDepth}};

json valuesOf(const core::SectionScores& scores)
{
    json object;
    for (const auto& [name, values] : AllValues) {
        object[name] = json::array();
        for (const double value : scores.*values)
            object[name].push_back(definedNumber(value));
    }
    return object;
}

double numberFrom(const json& value)
{
    return value.is_null() ? std::nan("") : value.get<double>();
}

core::SectionScores scoresFrom(const json& object)
{
    core::SectionScores scores;
    for (const auto& [name, values] : AllValues)
        for (const json& value : object.at(name))
            (scores.*values).push_back(numberFrom(value));
    return scores;
}

/// The scores as docs/commands.md names them, null where there are none.
void addScores(json& object, const StudyLine& line)
{
    const core::SectionScores scores = line.scores ? *line.scores : core::SectionScores{};
    const auto perSpot = core::summarise(scores.pccSpot), perGene = core::summarise(scores.pccGene);
    object["pccSpot"] = definedNumber(perSpot.mean);
    object["rmseSpot"] = definedNumber(core::summarise(scores.rmseSpot).mean);
    object["pccGene"] = core::scoresToJson(perGene);
    object["pccGeneBeyondDepth"] = core::countedScoresToJson(core::summarise(scores.pccGeneBeyondDepth));
    object["undefined"] = {{"pccSpot", perSpot.undefined}, {"pccGene", perGene.undefined}};
    object["box"] = core::boxToJson(core::boxSummary(scores.pccSpot));
    object["boxRmse"] = core::boxToJson(core::boxSummary(scores.rmseSpot));
    object["boxGene"] = core::boxToJson(core::boxSummary(scores.pccGene));
    object["pairedT"] = line.test ? core::testToJson(*line.test) : json();
}

void addCounts(json& object, const OperationCount& counts)
{
    object["parameters"] = counts.parameters;
    object["parametersPaper"] = counts.parametersPaper;
    object["macs"] = counts.macs;
    object["macsPaper"] = counts.macsPaper;
}

json paperOf(const StudyEntry& entry)
{
    if (!entry.paper)
        return nullptr;
    return {{"dataSet", entry.paper->dataSet},
            {"pccSpot", entry.paper->pccPercent / 100},
            {"rmseSpot", entry.paper->rmse}};
}

json rowToJson(const StudyLine& line, StudyKind kind)
{
    const StudyEntry& entry = *line.entry;
    const auto& result = entry.result;
    json row = {{"key", entry.row.key},
                {"title", entry.row.title},
                {"method", entry.train.method},
                {"paper", paperOf(entry)},
                {"options", toJson(entry.train)},
                {"trainSeconds", result ? json(result->trainSeconds) : json()},
                {"spotsPerSecond", result ? definedNumber(result->spotsPerSecond) : json()},
                {"peakMb", result ? definedNumber(result->peakMb) : json()},
                {"problem", entry.problem ? json(entry.problem->text()) : json()},
                {"result", nullptr}};
    if (kind != StudyKind::Methods) {
        row["levels"] = entry.row.config.levels;
        row["ablation"] = ablationKey(entry.row.config.ablation);
    }
    addCounts(row, entry.row.counts);
    addScores(row, line);
    if (result)
        row["result"] = {{"epochs", result->epochs},
                         {"best", result->bestEpoch},
                         {"precision", result->precision},
                         {"values", valuesOf(result->scores)}};
    return row;
}

StudyResult resultFrom(const json& row)
{
    const json& result = row.at("result");
    return {scoresFrom(result.at("values")), result.at("epochs"),    result.at("best"),
            row.at("trainSeconds"),          result.at("precision"), numberFrom(row.at("spotsPerSecond")),
            numberFrom(row.at("peakMb"))};
}

json baselineToJson(const StudyLine& line)
{
    const StudyBaseline& baseline = *line.baseline;
    json object = {{"name", baseline.name},
                   {"oracle", baseline.isOracle},
                   {"note", baseline.note},
                   {"values", valuesOf(baseline.scores)}};
    addScores(object, line);
    return object;
}

StudyBaseline baselineFrom(const json& object)
{
    return {object.at("name"), scoresFrom(object.at("values")), object.at("oracle"), object.at("note")};
}

json toJson(const StudySetting& s)
{
    return {{"data", s.data},
            {"split", s.split},
            {"normalisation", s.normalisation},
            {"trainingSpots", s.trainingSpots},
            {"heldOutSpots", s.heldOutSpots},
            {"genes", s.genes},
            {"options", s.options}};
}

/// Errors: BadInput (the row was trained in another way).
core::Result<void> takeRow(StudyEntry& entry, const json& row, const std::string& file)
{
    if (row.at("result").is_null())
        return {};
    if (row.at("options") != toJson(entry.train))
        return fail(ErrorCode::BadInput, file + ": " + entry.row.title + " was trained with other options",
                    "Repeat its command, or name another folder");
    entry.result = resultFrom(row);
    entry.problem.reset();
    return {};
}

/// Lets `take` read a folder's study. Errors: take's; NotFound; BadInput (damaged).
core::Result<void> readStudy(const std::filesystem::path& folder,
                             const std::function<core::Result<void>(const json& root)>& take)
{
    const auto file = folder / FileName;
    std::ifstream in(file);
    if (!in)
        return fail(ErrorCode::NotFound, "there is no study " + file.string());
    try {
        return take(json::parse(in));
    } catch (const json::exception& e) {
        return fail(ErrorCode::BadInput, file.string() + " is damaged: " + e.what(),
                    "Delete it and start the study anew");
    }
}

} // namespace

json toJson(const Study& study)
{
    const StudyEntry* reference = referenceOf(study);
    json root = {{"study", nameOf(study.kind)},
                 {"setting", toJson(study.setting)},
                 {"reference", reference ? json(reference->row.key) : json()},
                 {"rows", json::array()},
                 {"baselines", json::array()}};
    for (const StudyLine& line : linesOf(study))
        if (line.entry)
            root["rows"].push_back(rowToJson(line, study.kind));
        else
            root["baselines"].push_back(baselineToJson(line));
    return root;
}

core::Result<void> writeStudy(const Study& study, const std::filesystem::path& folder)
{
    // What a study goes on from first: the tables can be made from it.
    TRY_RUN(core::writeTextAtomically(folder / FileName, toJson(study).dump() + "\n"));
    return writeTables(study, folder);
}

core::Result<void> writeTables(const Study& study, const std::filesystem::path& folder)
{
    TRY_RUN(core::writeTextAtomically(folder / "study.md", studyMarkdown(study)));
    return core::writeTextAtomically(folder / "study.csv", studyCsv(study));
}

bool holdsStudy(const std::filesystem::path& folder)
{
    return std::filesystem::exists(folder / FileName);
}

core::Result<void> checkStudyFolder(const std::filesystem::path& folder, bool resume)
{
    if (holdsStudy(folder) && !resume)
        return fail(ErrorCode::InvalidArgument, folder.string() + " already holds a study",
                    "Go on with it (--resume), or name another folder");
    return {};
}

core::Result<void> makeStudyFolder(const std::filesystem::path& folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        return fail(ErrorCode::WriteFailed, folder.string() + ": cannot be made: " + error.message(),
                    "Check the path and its permissions");
    return {};
}

core::Result<std::vector<std::string>> methodsOfStudy(const std::filesystem::path& folder)
{
    std::vector<std::string> names;
    TRY_RUN(readStudy(folder, [&](const json& root) -> core::Result<void> {
        for (const json& row : root.at("rows"))
            names.push_back(row.at("method"));
        return {};
    }));
    return names;
}

core::Result<void> takeResults(Study& study, const std::filesystem::path& folder)
{
    return readStudy(folder, [&](const json& root) -> core::Result<void> {
        const std::string file = (folder / FileName).string();
        if (root.at("study") != nameOf(study.kind) || root.at("setting") != toJson(study.setting))
            return fail(ErrorCode::BadInput,
                        file + " belongs to a study of " + root.at("study").get<std::string>() +
                            " with other options or data",
                        "Repeat its command, or name another folder");
        for (const json& row : root.at("rows"))
            for (StudyEntry& entry : study.entries)
                if (row.at("key") == entry.row.key)
                    TRY_RUN(takeRow(entry, row, file));
        for (const json& baseline : root.at("baselines"))
            study.baselines.push_back(baselineFrom(baseline));
        return {};
    });
}

} // namespace transcope::model
