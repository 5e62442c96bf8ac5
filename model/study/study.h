#pragma once

#include "model/counting/studyrows.h"
#include "model/study/noimagebaselines.h"
#include "model/training/trainer.h"

#include <optional>

namespace transcope::model {

/// What training and scoring one network of a study gave.
struct StudyResult
{
    HeldOutMetrics metrics; ///< of the kept epoch
    int epochs = 0;         ///< run
    int bestEpoch = 0;      ///< kept: lowest loss on the held-out sections
    double seconds = 0;     ///< of all epochs, validation included
    std::string precision;  ///< what "auto" became
};

struct StudyEntry
{
    StudyRow row;
    std::optional<StudyResult> result; ///< absent: not trained (yet)
};

/// What all networks of a study share; a study goes on only under the same.
struct StudySetting
{
    std::string data;  ///< the data set in words; empty: counts alone
    std::string split; ///< in words, with "patients shared" where that is so
    std::string normalisation;
    std::int64_t trainingSpots = 0, heldOutSpots = 0;
    int genes = 0;
    nlohmann::json options; ///< toJson(TrainOptions), its network that which the rows vary
    bool operator==(const StudySetting&) const = default;
};

/// One of the paper's tables.
struct Study
{
    StudyKind kind = StudyKind::Levels;
    StudySetting setting;
    std::vector<StudyEntry> entries;
    std::vector<NoImageBaseline> baselines;
};

/// The table without scores. config: valid.
Study countsOnly(StudyKind kind, const M2ostConfig& config);

/// How a study is run.
struct StudyOptions
{
    StudyKind kind = StudyKind::Levels;
    TrainOptions train;           ///< the same for every row; checkpoint and resume are set per row
    std::filesystem::path folder; ///< made where absent
    bool resume = false;          ///< go on with the study in the folder, if there is one
    std::string commit;           ///< of this program, for the weights' model cards
};

/// Who is told of a study's course, on the training thread; each may be empty.
struct StudyEvents
{
    /// Over all rows that are left; the time left follows from their multiply-accumulates.
    core::ProgressFn progress;
    EpochFn epochDone;
    /// A row is on disk; row from 1.
    std::function<void(const StudyEntry& entry, int row, int rows)> rowDone;
};

/// Trains each network of a study alike and scores it on the held-out sections. The folder then holds
/// study.md and study.csv (the table), study.json (the same, by which a study goes on), and per network
/// KEY.safetensors and KEY.curve.csv; the tables are written anew, whole, before the first and after each
/// row. Killed at any moment, a study goes on with `resume` at the last epoch that the row had finished. Runs
/// on the calling thread. progress: over all rows that are left; the time left follows from the rows'
/// multiply-accumulates. Errors: InvalidArgument (options, a split without held-out sections, levels that are
/// not packed, an ablation or startFrom in the options, a folder that holds a study without `resume`);
/// BadInput (the folder's study is damaged, or of other options or data); those of trainMethod; WriteFailed.
core::Result<Study> runStudy(const PackFile& data, const Split& split, const StudyOptions& options,
                             const StudyEvents& events = {}, std::stop_token stop = {});

} // namespace transcope::model
