#include "model/study/study.h"

#include "core/base/try.h"
#include "core/expression/normalisation.h"
#include "model/study/studyfile.h"
#include "model/study/studyprogress.h"
#include "model/training/curvefile.h"
#include "model/training/trainedcard.h"
#include "model/training/trainer.h"
#include "model/weights/weightsfile.h"

#include <algorithm>

namespace transcope::model {

using core::ErrorCode;
using core::fail;

namespace {

TrainOptions optionsOf(const StudyRow& row, const StudyOptions& options)
{
    TrainOptions train = options.train;
    train.config = row.config;
    train.checkpoint = options.folder / (row.key + ".checkpoint");
    train.resume = options.resume;
    return train;
}

Study emptyStudy(const PackFile& data, const Split& split, const StudyOptions& options)
{
    Study study = countsOnly(options.kind, options.train.config);
    study.setting = {data.header().origin,
                     split.description,
                     std::string(core::name(data.header().normalisation)),
                     static_cast<std::int64_t>(split.train.size()),
                     static_cast<std::int64_t>(split.validation.size()),
                     options.train.config.genes,
                     toJson(options.train)};
    return study;
}

core::Result<void> check(const PackFile& data, const Split& split, const StudyOptions& options,
                         const Study& study)
{
    const auto bad = [](const std::string& what, const char* whatToDo) {
        return fail(ErrorCode::InvalidArgument, what, whatToDo);
    };
    if (split.validation.empty())
        return bad("a study compares networks on held-out sections, and this split holds none out",
                   "choose another split");
    if (options.kind == StudyKind::Ablations && options.train.config.ablation != Ablation::None)
        return bad("the options name an ablation, which is what the study varies", "leave it out");
    if (!options.train.startFrom.empty())
        return bad(
            "the networks of a study have different tensors and cannot all start from the same weights",
            "leave startFrom out");
    for (const StudyEntry& entry : study.entries)
        if (auto fits = checkTraining(data, split, optionsOf(entry.row, options)); !fits)
            return fail(fits.error().code, entry.row.title + ": " + fits.error().message,
                        fits.error().whatToDo);
    return {};
}

core::Result<StudyResult> trainRow(const PackFile& data, const Split& split, const StudyRow& row,
                                   const StudyOptions& options, const core::ProgressFn& progress,
                                   const EpochFn& epochDone, std::stop_token stop)
{
    const TrainOptions train = optionsOf(row, options);
    TRY(const auto trained, trainMethod(data, split, train, progress, epochDone, stop));
    TRY(const auto predicted, predictPacked(data, split.validation, trained, train));
    TRY(auto card, trainedCard(data, split, train, trained));
    card.commit = options.commit;
    TRY_RUN(writeWeights(options.folder / (row.key + ".safetensors"), card, trained.weights));
    TRY_RUN(writeCurveCsv(options.folder / (row.key + ".curve.csv"), trained.curve));
    StudyResult result{heldOutMetrics(data, split, predicted), trained.epochsRun, trained.bestEpoch, 0,
                       trained.precision};
    for (const EpochRecord& epoch : trained.curve)
        result.seconds += epoch.seconds;
    return result;
}

std::string placeOf(std::size_t index, const Study& study)
{
    return "row " + std::to_string(index + 1) + " of " + std::to_string(study.entries.size()) + ", " +
           study.entries[index].row.title;
}

StudyProgress progressOver(const Study& study, const StudyOptions& options, const core::ProgressFn& progress)
{
    std::vector<StudyProgress::Row> left;
    for (std::size_t i = 0; i < study.entries.size(); ++i)
        if (!study.entries[i].result)
            left.push_back({placeOf(i, study), static_cast<double>(study.entries[i].row.counts.macs)});
    return StudyProgress(progress, std::move(left), options.train.epochs * study.setting.trainingSpots);
}

} // namespace

Study countsOnly(StudyKind kind, const M2ostConfig& config)
{
    Study study;
    study.kind = kind;
    study.setting.genes = config.genes;
    for (StudyRow& row : studyRows(kind, config))
        study.entries.push_back({std::move(row), std::nullopt});
    return study;
}

core::Result<Study> runStudy(const PackFile& data, const Split& split, const StudyOptions& wanted,
                             const StudyEvents& events, std::stop_token stop)
{
    StudyOptions options = wanted;
    options.train.config.genes = static_cast<int>(data.header().genes.size());
    Study study = emptyStudy(data, split, options);
    TRY_RUN(check(data, split, options, study));
    TRY_RUN(checkStudyFolder(options.folder, options.resume));
    TRY_RUN(makeStudyFolder(options.folder));
    if (holdsStudy(options.folder))
        TRY_RUN(takeResults(study, options.folder));
    study.baselines = noImageBaselines(data, split);
    TRY_RUN(writeStudy(study, options.folder));
    StudyProgress whole = progressOver(study, options, events.progress);
    for (std::size_t i = 0; i < study.entries.size(); ++i) {
        StudyEntry& entry = study.entries[i];
        if (entry.result)
            continue;
        const auto advance = [&whole](const core::Progress& p) { whole.advance(p); };
        auto result = trainRow(data, split, entry.row, options, advance, events.epochDone, stop);
        if (!result)
            return fail(result.error().code, placeOf(i, study) + ": " + result.error().message,
                        result.error().whatToDo.empty() ? "Go on with --resume" : result.error().whatToDo);
        entry.result = std::move(*result);
        TRY_RUN(writeStudy(study, options.folder));
        std::error_code ignored;
        std::filesystem::remove(optionsOf(entry.row, options).checkpoint, ignored); // it has served
        whole.finishRow();
        if (events.rowDone)
            events.rowDone(entry, static_cast<int>(i) + 1, static_cast<int>(study.entries.size()));
    }
    return study;
}

} // namespace transcope::model
