#include "app/cli/commandlist.h"
#include "app/cli/trainarguments.h"
#include "core/base/try.h"
#include "model/study/study.h"
#include "model/study/studyfile.h"
#include "model/study/studytable.h"

#include <CLI/CLI.hpp>
#include <cstdio>

namespace transcope::app {

using namespace core;

namespace {

struct Options
{
    std::string table;
    TrainArguments training;
    std::filesystem::path out;
    bool countsOnly = false;
    bool resume = false;
};

model::StudyKind kindOf(const Options& options)
{
    return options.table == "levels" ? model::StudyKind::Levels : model::StudyKind::Ablations;
}

void printRow(const model::StudyEntry& entry, int row, int rows)
{
    const model::HeldOutMetrics& m = entry.result->metrics;
    std::fprintf(stderr, "row %d of %d, %s: PCC %.2f %%, RMSE %.3f, gene mean %.4f (%.1f minutes)\n", row,
                 rows, entry.row.title.c_str(), 100 * m.pccSpot, m.rmseSpot, m.pccGeneMean,
                 entry.result->seconds / 60);
}

Result<model::Study> counts(const Options& options, const model::TrainOptions& train)
{
    const model::Study study = model::countsOnly(kindOf(options), train.config);
    TRY_RUN(model::checkStudyFolder(options.out, false));
    TRY_RUN(model::makeStudyFolder(options.out));
    TRY_RUN(model::writeTables(study, options.out));
    return study;
}

Result<model::Study> trained(const Options& options, const model::TrainOptions& train, const Context& context)
{
    if (auto mayStart = model::checkStudyFolder(options.out, options.resume); !mayStart)
        return tl::unexpected(mayStart.error()); // before hours of packing
    PackedData packed;
    TRY(const auto data, packed.open(options.training, train, options.out.string() + ".pack", context));
    for (const std::string& note : packed.notes())
        std::fprintf(stderr, "%s\n", note.c_str());
    TRY(const auto split, splitOf(options.training, data->header(), train.seed));
    return model::runStudy(*data, split,
                           {kindOf(options), train, options.out, options.resume, TRANSCOPE_COMMIT},
                           {context.progress, printEpoch, printRow}, context.stop);
}

Result<Output> study(const Options& options, const Context& context)
{
    TRY(const auto train, trainOptionsOf(options.training));
    const bool countsOnly = options.countsOnly || options.training.data.empty();
    TRY(const auto study, countsOnly ? counts(options, train) : trained(options, train, context));
    Output output{model::toJson(study), model::studyMarkdown(study)};
    output.json["out"] = options.out.string();
    return output;
}

} // namespace

void addStudy(Commands& commands)
{
    auto options = std::make_shared<Options>();
    CLI::App* sub = commands.add("study", "train and score the networks of one of the paper's tables",
                                 [options](const Context& context) { return study(*options, context); });
    sub->add_option("table", options->table, "levels (combinations of zoom levels) or ablations")
        ->required()
        ->check(CLI::IsMember({"levels", "ablations"}));
    CLI::Option* data = addTrainArguments(*sub, options->training);
    sub->add_option("--out", options->out, "folder for the tables and the networks")->required();
    sub->add_flag("--counts-only", options->countsOnly,
                  "parameters and operations alone, as also without --data")
        ->excludes(data);
    sub->add_flag("--resume", options->resume, "go on with the study in the folder");
}

} // namespace transcope::app
