#include "model/study/study.h"

#include "core/base/try.h"
#include "core/expression/normalisation.h"
#include "model/backends/device.h"
#include "model/backends/peakmemory.h"
#include "model/study/studyentries.h"
#include "model/study/studyfile.h"
#include "model/study/studyprogress.h"
#include "model/training/curvefile.h"
#include "model/training/trainedcard.h"
#include "model/weights/weightsfile.h"

#include <algorithm>
#include <array>

namespace transcope::model {

using core::ErrorCode;
using core::fail;

namespace {

constexpr std::array<std::string_view, 3> KindNames = {"levels", "ablations", "methods"};

nlohmann::json sharedOptions(const StudyOptions& options)
{
    const nlohmann::json all = toJson(options.train);
    if (options.kind != StudyKind::Methods)
        return all;
    nlohmann::json shared;
    for (const char* key : {"epochs", "seed", "precision", "device"})
        shared[key] = all[key];
    return shared;
}

std::vector<std::string> patientsOf(const PackFile& data, const Split& split)
{
    std::vector<std::string> patients;
    for (const std::size_t index : split.validationSections) {
        const PackedSection& section = data.header().sections[index];
        patients.insert(patients.end(), static_cast<std::size_t>(section.count), section.patient);
    }
    return patients;
}

core::Result<Study> emptyStudy(const PackFile& data, const Split& split, const StudyOptions& options)
{
    TRY(auto study, countsOnly(options));
    study.setting = {data.header().origin,
                     split.description,
                     std::string(core::name(data.header().normalisation)),
                     static_cast<std::int64_t>(split.train.size()),
                     static_cast<std::int64_t>(split.validation.size()),
                     options.train.config.genes,
                     sharedOptions(options)};
    study.patients = patientsOf(data, split);
    return study;
}

core::Result<StudyResult> trainRow(const PackFile& data, const Split& split, const std::string& key,
                                   const TrainOptions& train, const StudyOptions& options,
                                   const StudyEvents& events, std::stop_token stop)
{
    const PeakMemory memory(train.device);
    TRY(const auto trained, trainMethod(data, split, train, events.progress, events.epochDone, stop));
    TRY(auto card, trainedCard(data, split, train, trained));
    card.commit = options.commit;
    TRY_RUN(writeWeights(options.folder / (key + ".safetensors"), card, trained.weights));
    TRY_RUN(writeCurveCsv(options.folder / (key + ".curve.csv"), trained.curve));
    TRY(const auto predicted, predictPacked(data, split.validation, trained, train));
    TRY(const auto again,
        predictPacked(data, split.validation, trained, train)); // warm: the time that counts
    StudyResult result{scoresOfHeldOut(data, split, predicted.rows), trained.epochsRun, trained.bestEpoch, 0,
                       trained.precision};
    for (const EpochRecord& epoch : trained.curve)
        result.trainSeconds += epoch.seconds;
    result.spotsPerSecond = static_cast<double>(split.validation.size()) / again.seconds;
    result.peakMb = memory.megabytes();
    return result;
}

std::string placeOf(std::size_t index, const Study& study)
{
    return "row " + std::to_string(index + 1) + " of " + std::to_string(study.entries.size()) + ", " +
           study.entries[index].row.title;
}

bool isLeft(const StudyEntry& entry)
{
    return !entry.result && !entry.problem;
}

StudyProgress progressOver(const Study& study, const StudyOptions& options, const core::ProgressFn& progress)
{
    std::vector<StudyProgress::Row> left;
    for (std::size_t i = 0; i < study.entries.size(); ++i)
        if (isLeft(study.entries[i]))
            left.push_back({placeOf(i, study), study.entries[i].spotCost});
    return StudyProgress(progress, std::move(left), options.train.epochs * study.setting.trainingSpots);
}

/// Trains one row; what only this row cannot do becomes its problem. Errors: what ends the study.
core::Result<void> runRow(const PackFile& data, const Split& split, StudyEntry& entry,
                          const StudyOptions& options, const StudyEvents& events, std::stop_token stop)
{
    TrainOptions train = entry.train;
    train.checkpoint = options.folder / (entry.row.key + ".checkpoint");
    train.resume = options.resume;
    auto result = trainRow(data, split, entry.row.key, train, options, events, stop);
    if (result) {
        entry.result = std::move(*result);
        return {};
    }
    core::Error& error = result.error();
    if (error.code != ErrorCode::Unsupported && error.code != ErrorCode::ModelFailure)
        return tl::unexpected(std::move(error));
    entry.problem = std::move(error);
    return {};
}

/// A row's checkpoint has served once its result is on disk; one stays where the study was killed in between.
void removeCheckpoint(const StudyEntry& entry, const StudyOptions& options)
{
    std::error_code ignored;
    if (entry.result)
        std::filesystem::remove(options.folder / (entry.row.key + ".checkpoint"), ignored);
}

core::Result<void> runRows(const PackFile& data, const Split& split, Study& study,
                           const StudyOptions& options, const StudyEvents& events, std::stop_token stop)
{
    StudyProgress whole = progressOver(study, options, events.progress);
    StudyEvents within = events;
    within.progress = [&whole](const core::Progress& p) { whole.advance(p); };
    for (std::size_t i = 0; i < study.entries.size(); ++i) {
        StudyEntry& entry = study.entries[i];
        if (entry.result) {
            removeCheckpoint(entry, options);
            continue;
        }
        if (isLeft(entry)) {
            if (auto ran = runRow(data, split, entry, options, within, stop); !ran)
                return fail(ran.error().code, placeOf(i, study) + ": " + ran.error().message,
                            ran.error().whatToDo.empty() ? "Go on with --resume" : ran.error().whatToDo);
            TRY_RUN(writeStudy(study, options.folder));
            removeCheckpoint(entry, options);
            whole.finishRow();
        }
        if (events.rowDone)
            events.rowDone(entry, static_cast<int>(i) + 1, static_cast<int>(study.entries.size()));
    }
    return {};
}

} // namespace

std::string_view nameOf(StudyKind kind)
{
    return KindNames[static_cast<std::size_t>(kind)];
}

StudyKind studyKindNamed(std::string_view name)
{
    return static_cast<StudyKind>(std::ranges::find(KindNames, name) - KindNames.begin());
}

core::Result<Study> countsOnly(const StudyOptions& options)
{
    Study study;
    study.kind = options.kind;
    study.setting.genes = options.train.config.genes;
    TRY(auto entries, studyEntries(options));
    study.entries = std::move(entries);
    return study;
}

core::Result<Study> runStudy(const PackFile& data, const Split& split, const StudyOptions& wanted,
                             const StudyEvents& events, std::stop_token stop)
{
    StudyOptions options = wanted;
    options.train.config.genes = static_cast<int>(data.header().genes.size());
    for (TrainOptions& train : options.methods)
        train.config.genes = options.train.config.genes;
    TRY(auto study, emptyStudy(data, split, options));
    TRY_RUN(checkStudy(data, split, options, study.entries));
    TRY_RUN(checkStudyFolder(options.folder, options.resume));
    if (holdsStudy(options.folder))
        TRY_RUN(takeResults(study, options.folder));
    if (std::ranges::any_of(study.entries, isLeft)) // a finished study needs no device
        TRY_RUN(chooseDevice(options.train.device, "float32"));
    TRY_RUN(makeStudyFolder(options.folder));
    if (study.baselines.empty()) {
        TRY(auto baselines, studyBaselines(data, split, events.progress, stop));
        study.baselines = std::move(baselines);
    }
    TRY_RUN(writeStudy(study, options.folder));
    TRY_RUN(runRows(data, split, study, options, events, stop));
    return study;
}

} // namespace transcope::model
