#include "core/base/csvcell.h"
#include "model/study/studylines.h"
#include "model/study/studytable.h"

#include <cmath>
#include <cstdio>
#include <functional>

namespace transcope::model {

namespace {

std::string formatted(const char* format, double value)
{
    char text[48];
    std::snprintf(text, sizeof text, format, value);
    return std::isfinite(value) ? text : "";
}

std::string plain(double value)
{
    return formatted("%.6f", value);
}

struct Column
{
    const char* name;
    std::function<std::string(const StudyLine&)> cell;
};

// A column is empty in lines that lack what it shows.

Column ofNetwork(const char* name, std::function<std::string(const StudyEntry&)> cell)
{
    return {name, [cell](const StudyLine& line) { return line.entry ? cell(*line.entry) : std::string(); }};
}

Column ofResult(const char* name, std::function<std::string(const StudyResult&)> cell)
{
    return ofNetwork(name,
                     [cell](const StudyEntry& e) { return e.result ? cell(*e.result) : std::string(); });
}

Column ofScores(const char* name, std::function<std::string(const core::SectionScores&)> cell)
{
    return {name, [cell](const StudyLine& line) { return line.scores ? cell(*line.scores) : std::string(); }};
}

Column ofTest(const char* name, double core::PairedTTest::*field,
              core::PairedTTest core::PairedComparison::*of)
{
    return {name, [=](const StudyLine& line) {
                return line.test ? formatted("%.6g", (*line.test).*of.*field) : std::string();
            }};
}

using Values = std::vector<double> core::SectionScores::*;

Column summary(const char* name, Values values, double core::ScoreSummary::*field)
{
    return ofScores(name,
                    [=](const core::SectionScores& s) { return plain(core::summarise(s.*values).*field); });
}

Column undefined(const char* name, Values values)
{
    return ofScores(name, [=](const core::SectionScores& s) {
        return std::to_string(core::summarise(s.*values).undefined);
    });
}

Column box(const char* name, double core::BoxSummary::*field)
{
    return ofScores(name,
                    [=](const core::SectionScores& s) { return plain(core::boxSummary(s.pccSpot).*field); });
}

std::string levelsOf(const StudyEntry& entry)
{
    std::string levels;
    for (const int level : entry.row.config.levels)
        levels += (levels.empty() ? "" : " ") + std::to_string(level);
    return levels;
}

using Columns = std::vector<Column>;

void append(Columns& columns, const Columns& more)
{
    columns.insert(columns.end(), more.begin(), more.end());
}

Columns networkColumns(StudyKind kind)
{
    const auto count = [](const char* name, std::int64_t OperationCount::*field) {
        return ofNetwork(name, [field](const StudyEntry& e) { return std::to_string(e.row.counts.*field); });
    };
    Columns columns = {{"row", [](const StudyLine& line) { return core::csvQuoted(line.name); }}};
    if (kind == StudyKind::Methods)
        append(columns, {ofNetwork("method", [](const StudyEntry& e) { return e.train.method; })});
    else
        append(columns, {ofNetwork("levels", levelsOf), ofNetwork("ablation", [](const StudyEntry& e) {
                             return std::string(ablationKey(e.row.config.ablation));
                         })});
    append(columns,
           {count("parameters_paper", &OperationCount::parametersPaper),
            count("parameters", &OperationCount::parameters),
            count("operations_paper", &OperationCount::macsPaper), count("macs", &OperationCount::macs)});
    return columns;
}

Columns scoreColumns()
{
    using Scores = core::SectionScores;
    using Summary = core::ScoreSummary;
    return {ofScores("spots", [](const Scores& s) { return std::to_string(s.pccSpot.size()); }),
            summary("pcc_spot", &Scores::pccSpot, &Summary::mean),
            summary("rmse_spot", &Scores::rmseSpot, &Summary::mean),
            summary("pcc_gene_mean", &Scores::pccGene, &Summary::mean),
            summary("pcc_gene_median", &Scores::pccGene, &Summary::median),
            summary("pcc_gene_positive", &Scores::pccGene, &Summary::positive),
            summary("beyond_depth_mean", &Scores::pccGeneBeyondDepth, &Summary::mean),
            summary("beyond_depth_median", &Scores::pccGeneBeyondDepth, &Summary::median),
            summary("beyond_depth_positive", &Scores::pccGeneBeyondDepth, &Summary::positive),
            undefined("undefined_spots", &Scores::pccSpot),
            undefined("undefined_genes", &Scores::pccGene),
            undefined("undefined_beyond_depth", &Scores::pccGeneBeyondDepth),
            box("box_low", &core::BoxSummary::low),
            box("box_q1", &core::BoxSummary::q1),
            box("box_median", &core::BoxSummary::median),
            box("box_q3", &core::BoxSummary::q3),
            box("box_high", &core::BoxSummary::high)};
}

Columns testColumns()
{
    using Test = core::PairedTTest;
    using Both = core::PairedComparison;
    return {ofTest("reference_minus_row", &Test::meanDifference, &Both::perSpot),
            ofTest("t_spots", &Test::t, &Both::perSpot), ofTest("p_spots", &Test::p, &Both::perSpot),
            ofTest("p_patients", &Test::p, &Both::perPatient)};
}

Columns trainingColumns()
{
    using Result = StudyResult;
    return {
        ofNetwork(
            "paper_pcc_spot",
            [](const StudyEntry& e) { return e.paper ? plain(e.paper->pccPercent / 100) : std::string(); }),
        ofNetwork("paper_rmse_spot",
                  [](const StudyEntry& e) { return e.paper ? plain(e.paper->rmse) : std::string(); }),
        ofNetwork("problem",
                  [](const StudyEntry& e) { return e.problem ? core::csvQuoted(e.problem->text()) : ""; }),
        ofResult("epochs", [](const Result& r) { return std::to_string(r.epochs); }),
        ofResult("best_epoch", [](const Result& r) { return std::to_string(r.bestEpoch); }),
        ofResult("precision", [](const Result& r) { return r.precision; }),
        ofResult("train_seconds", [](const Result& r) { return formatted("%.1f", r.trainSeconds); }),
        ofResult("spots_per_second", [](const Result& r) { return formatted("%.1f", r.spotsPerSecond); }),
        ofResult("peak_mb", [](const Result& r) { return formatted("%.0f", r.peakMb); })};
}

std::string joined(const Columns& columns, const std::function<std::string(const Column&)>& cell)
{
    std::string text;
    for (const Column& column : columns)
        text += (text.empty() ? "" : ",") + cell(column);
    return text + "\n";
}

} // namespace

std::string studyCsv(const Study& study)
{
    Columns columns = networkColumns(study.kind);
    append(columns, scoreColumns());
    append(columns, testColumns());
    columns.push_back(
        ofScores("split", [split = core::csvQuoted(study.setting.split)](const auto&) { return split; }));
    append(columns, trainingColumns());
    std::string text = joined(columns, [](const Column& column) { return std::string(column.name); });
    for (const StudyLine& line : linesOf(study))
        text += joined(columns, [&line](const Column& column) { return column.cell(line); });
    return text;
}

} // namespace transcope::model
