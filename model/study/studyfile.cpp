#include "model/study/studyfile.h"

#include "core/base/atomicfile.h"
#include "core/base/try.h"
#include "model/study/studytable.h"
#include "model/weights/modelcard.h"

#include <fstream>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using nlohmann::json;

namespace {

constexpr const char* FileName = "study.json";

json number(double value)
{
    return std::isfinite(value) ? json(value) : json();
}

double numberFrom(const json& value)
{
    return value.is_null() ? std::nan("") : value.get<double>();
}

json toJson(const HeldOutMetrics& m)
{
    return {{"spots", m.spots},
            {"pccSpot", number(m.pccSpot)},
            {"rmseSpot", number(m.rmseSpot)},
            {"pccGene",
             {{"mean", number(m.pccGeneMean)},
              {"median", number(m.pccGeneMedian)},
              {"positive", number(m.pccGenePositive)}}},
            {"undefined", {{"pccSpot", m.undefinedSpots}, {"pccGene", m.undefinedGenes}}}};
}

HeldOutMetrics metricsFrom(const json& value)
{
    const json& gene = value.at("pccGene");
    return {value.at("spots"),
            numberFrom(value.at("pccSpot")),
            numberFrom(value.at("rmseSpot")),
            numberFrom(gene.at("mean")),
            numberFrom(gene.at("median")),
            numberFrom(gene.at("positive")),
            value.at("undefined").at("pccSpot"),
            value.at("undefined").at("pccGene")};
}

json toJson(const StudyResult& r)
{
    return {{"metrics", toJson(r.metrics)},
            {"epochs", r.epochs},
            {"best", r.bestEpoch},
            {"seconds", r.seconds},
            {"precision", r.precision}};
}

StudyResult resultFrom(const json& value)
{
    return {metricsFrom(value.at("metrics")), value.at("epochs"), value.at("best"), value.at("seconds"),
            value.at("precision")};
}

json toJson(const StudyEntry& entry)
{
    const OperationCount& c = entry.row.counts;
    return {{"key", entry.row.key},
            {"title", entry.row.title},
            {"levels", entry.row.config.levels},
            {"ablation", ablationKey(entry.row.config.ablation)},
            {"parameters", c.parameters},
            {"parametersPaper", c.parametersPaper},
            {"macs", c.macs},
            {"macsPaper", c.macsPaper},
            {"result", entry.result ? toJson(*entry.result) : json()}};
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

const char* nameOf(StudyKind kind)
{
    return kind == StudyKind::Levels ? "levels" : "ablations";
}

} // namespace

json toJson(const Study& study)
{
    json root = {{"study", nameOf(study.kind)},
                 {"setting", toJson(study.setting)},
                 {"rows", json::array()},
                 {"baselines", json::array()}};
    for (const StudyEntry& entry : study.entries)
        root["rows"].push_back(toJson(entry));
    for (const NoImageBaseline& baseline : study.baselines)
        root["baselines"].push_back({{"name", baseline.name}, {"metrics", toJson(baseline.metrics)}});
    return root;
}

core::Result<void> writeStudy(const Study& study, const std::filesystem::path& folder)
{
    // What a study goes on from first: the tables can be made from it.
    TRY_RUN(core::writeTextAtomically(folder / FileName, toJson(study).dump(1) + "\n"));
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

core::Result<void> takeResults(Study& study, const std::filesystem::path& folder)
{
    const auto file = folder / FileName;
    std::ifstream in(file);
    if (!in)
        return fail(ErrorCode::NotFound, "there is no study " + file.string());
    try {
        const json root = json::parse(in);
        if (root.at("study") != nameOf(study.kind) || root.at("setting") != toJson(study.setting))
            return fail(ErrorCode::BadInput,
                        file.string() + " belongs to a study of " + root.at("study").get<std::string>() +
                            " with other options or data",
                        "Repeat its command, or name another folder");
        for (const json& row : root.at("rows"))
            for (StudyEntry& entry : study.entries)
                if (row.at("key") == entry.row.key && !row.at("result").is_null())
                    entry.result = resultFrom(row["result"]);
    } catch (const json::exception& e) {
        return fail(ErrorCode::BadInput, file.string() + " is damaged: " + e.what(),
                    "Delete it and start the study anew");
    }
    return {};
}

} // namespace transcope::model
