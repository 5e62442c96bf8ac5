#include "app/cli/commandlist.h"
#include "app/cli/methodoption.h"
#include "app/cli/studyfigure.h"
#include "app/cli/trainarguments.h"
#include "core/base/try.h"
#include "core/stats/correlation.h"
#include "model/methods/methods.h"
#include "model/study/study.h"
#include "model/study/studyfile.h"
#include "model/study/studytable.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>

namespace transcope::app {

using namespace core;

namespace {

struct Options
{
    std::string table;
    TrainArguments training;
    std::vector<std::string> methods; ///< empty: all
    std::filesystem::path out;
    bool countsOnly = false;
    bool resume = false;
};

void printRow(const model::StudyEntry& entry, int row, int rows)
{
    std::fprintf(stderr, "row %d of %d, %s: ", row, rows, entry.row.title.c_str());
    if (!entry.result) {
        std::fprintf(stderr, "not trained. %s\n", entry.problem->text().c_str());
        return;
    }
    const model::StudyResult& r = *entry.result;
    std::fprintf(stderr,
                 "PCC %.2f %%, RMSE %.3f, gene mean %.4f (%.1f minutes, then %.0f spots/s; peak %.0f MB)\n",
                 100 * summarise(r.scores.pccSpot).mean, summarise(r.scores.rmseSpot).mean,
                 summarise(r.scores.pccGene).mean, r.trainSeconds / 60, r.spotsPerSecond, r.peakMb);
}

/// Those of --method, or all; with those that the folder's study has already.
Result<std::vector<std::string>> chosenMethods(const Options& options)
{
    std::vector<std::string> names = options.methods;
    if (names.empty())
        for (const model::Method& method : model::methods())
            if (!method.training.onEncoder) // which is no row of the paper's, and wants an encoder
                names.push_back(method.name);
    if (options.resume && model::holdsStudy(options.out)) {
        TRY(const auto held, model::methodsOfStudy(options.out));
        for (const std::string& name : held)
            if (std::ranges::find(names, name) == names.end())
                names.push_back(name);
    }
    return names;
}

/// Each with its own paper's recipe, but for what the user says; all with the same epochs.
Result<std::vector<model::TrainOptions>> methodOptions(const Options& options, nlohmann::json json,
                                                       const model::TrainOptions& base)
{
    if (json.contains("method"))
        return fail(ErrorCode::InvalidArgument,
                    options.training.config + " names a method, which is what the study varies",
                    "Leave it out, and choose rows by --method");
    json["epochs"] = base.epochs;
    TRY(const auto names, chosenMethods(options));
    std::vector<model::TrainOptions> rows;
    for (const std::string& name : names) {
        TRY(const auto method, methodOption(name));
        nlohmann::json own = json;
        own["method"] = method->name;
        if (method->name != base.method) // the network that it describes is M2OST's
            own.erase("config");
        TRY(auto row, model::trainOptionsFrom(own));
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<model::StudyOptions> studyOptions(const Options& options)
{
    TRY(const auto json, trainJsonOf(options.training));
    model::StudyOptions study;
    study.kind = model::studyKindNamed(options.table);
    TRY(study.train, model::trainOptionsFrom(json));
    study.folder = options.out;
    study.resume = options.resume;
    study.commit = TRANSCOPE_COMMIT;
    if (study.kind == model::StudyKind::Methods) {
        TRY(study.methods, methodOptions(options, json, study.train));
    } else if (!options.methods.empty()) {
        return fail(ErrorCode::InvalidArgument, "--method is for study methods",
                    "Leave it out: the other studies are of M2OST's parts");
    }
    return study;
}

Result<model::Study> counts(const model::StudyOptions& options)
{
    TRY(const auto study, model::countsOnly(options));
    TRY_RUN(model::checkStudyFolder(options.folder, false));
    TRY_RUN(model::makeStudyFolder(options.folder));
    TRY_RUN(model::writeTables(study, options.folder));
    return study;
}

Result<model::Study> trained(const Options& options, const model::StudyOptions& study, const Context& context)
{
    if (auto mayStart = model::checkStudyFolder(study.folder, study.resume); !mayStart)
        return tl::unexpected(mayStart.error()); // before hours of packing
    PackedData packed;
    TRY(const auto data,
        packed.open(options.training, study.train, options.out.string() + ".pack", context, study.methods));
    for (const std::string& note : packed.notes())
        std::fprintf(stderr, "%s\n", note.c_str());
    TRY(const auto split, splitOf(options.training, data->header(), study.train.seed));
    return model::runStudy(*data, split, study, {context.progress, printEpoch, printRow}, context.stop);
}

/// 4 where the training of a row failed; a method that cannot be trained is told in the table alone.
int exitCodeOf(const model::Study& study)
{
    const bool failed = std::ranges::any_of(study.entries, [](const model::StudyEntry& entry) {
        return entry.problem && entry.problem->code != ErrorCode::Unsupported;
    });
    return failed ? exitCode(ErrorCode::ModelFailure) : 0;
}

Result<Output> study(const Options& options, const Context& context)
{
    TRY(const auto wanted, studyOptions(options));
    const bool countsOnly = options.countsOnly || options.training.data.empty();
    TRY(const auto study, countsOnly ? counts(wanted) : trained(options, wanted, context));
    Output output{model::toJson(study), model::studyMarkdown(study), exitCodeOf(study)};
    output.json["out"] = options.out.string();
    if (!countsOnly) {
        TRY(const auto figure, writeStudyFigure(study, options.out));
        std::fprintf(stderr, "%s", figure.c_str());
    }
    return output;
}

} // namespace

void addStudy(Commands& commands)
{
    auto options = std::make_shared<Options>();
    CLI::App* sub = commands.add("study", "train and score the networks of one of the paper's tables",
                                 [options](const Context& context) { return study(*options, context); });
    sub->add_option("table", options->table,
                    "levels (combinations of zoom levels), ablations, or methods (M2OST beside the others)")
        ->required()
        ->check(CLI::IsMember({"levels", "ablations", "methods"}));
    CLI::Option* data = addTrainArguments(*sub, options->training);
    sub->add_option("--method", options->methods,
                    "of study methods: which, separated by commas; all where not given. " +
                        model::methodNames())
        ->delimiter(',');
    sub->add_option("--out", options->out, "folder for the tables and the networks")->required();
    sub->add_flag("--counts-only", options->countsOnly,
                  "parameters and operations alone, as also without --data")
        ->excludes(data);
    sub->add_flag("--resume", options->resume, "go on with the study in the folder");
}

} // namespace transcope::app
