#pragma once

#include "model/counting/studyrows.h"
#include "model/methods/method.h"
#include "model/study/studybaselines.h"
#include "model/training/trainer.h"

#include <optional>

namespace transcope::model {

/// The paper's tables.
enum class StudyKind {
    Levels,    ///< Table 2: every combination of zoom levels
    Ablations, ///< Table 1: the whole network, then one part after the other taken away
    Methods,   ///< Table 3: M2OST beside every other method
};

/// "levels", "ablations", "methods".
std::string_view nameOf(StudyKind kind);
/// kind: one of those names.
StudyKind studyKindNamed(std::string_view name);

/// What training and scoring one network of a study gave.
struct StudyResult
{
    core::SectionScores scores; ///< scoresOfHeldOut() of the kept epoch
    int epochs = 0;             ///< run
    int bestEpoch = 0;          ///< kept: lowest loss on the held-out sections
    double trainSeconds = 0;    ///< of all epochs, validation included
    std::string precision;      ///< what "auto" became
    double spotsPerSecond = 0;  ///< predicting the held-out spots from the packed file, warmed up
    double peakMb = 0;          ///< PeakMemory of training and predicting, of the last run; NaN not known
};

struct StudyEntry
{
    StudyRow row;
    TrainOptions train;              ///< method and network included; checkpoint and resume set when it runs
    double spotCost = 1;             ///< multiply-accumulates of one spot
    std::optional<PaperScore> paper; ///< what the paper says of a method
    std::optional<StudyResult> result;  ///< absent: not trained (yet)
    std::optional<core::Error> problem; ///< why it cannot be trained, or how training failed
};

/// What all networks of a study share; a study goes on only under the same.
struct StudySetting
{
    std::string data;  ///< the data set in words; empty: counts alone
    std::string split; ///< in words, with "patients shared" where that is so
    std::string normalisation;
    std::int64_t trainingSpots = 0, heldOutSpots = 0;
    int genes = 0;
    nlohmann::json options; ///< of toJson(TrainOptions), what is the same for every row
    bool operator==(const StudySetting&) const = default;
};

/// One of the paper's tables.
struct Study
{
    StudyKind kind = StudyKind::Levels;
    StudySetting setting;
    std::vector<StudyEntry> entries;
    std::vector<StudyBaseline> baselines;
    std::vector<std::string> patients; ///< of each held-out spot; empty: counts alone
};

/// How a study is run.
struct StudyOptions
{
    StudyKind kind = StudyKind::Levels;
    TrainOptions train; ///< the same for every row of Levels and Ablations
    /// Of Methods: how each is trained, one for each row; their method is set.
    std::vector<TrainOptions> methods;
    std::filesystem::path folder; ///< made where absent
    bool resume = false;          ///< go on with the study in the folder, if there is one
    std::string commit;           ///< of this program, for the weights' model cards
};

/// The table without scores. Errors: those of findMethod and Method::count.
core::Result<Study> countsOnly(const StudyOptions& options);

/// Who is told of a study's course, on the training thread; each may be empty.
struct StudyEvents
{
    /// Over all rows that are left; the time left follows from their multiply-accumulates.
    core::ProgressFn progress;
    EpochFn epochDone;
    /// A row is on disk, or has a problem; row from 1.
    std::function<void(const StudyEntry& entry, int row, int rows)> rowDone;
};

/// Trains each network of a study and scores it on the held-out sections, beside what needs no network. The
/// folder then holds study.md and study.csv (the table), study.json (the same, by which a study goes on), and
/// per network KEY.safetensors and KEY.curve.csv; the tables are written anew, whole, before the first and
/// after each row. Killed at any moment, a study goes on with `resume` at its row's last
/// checkpoint. Runs on the calling thread.
/// A method that cannot be trained (Unsupported), and a network whose training fails (ModelFailure), keeps
/// its row with the problem in words, and the study goes on; `resume` tries it again.
/// Errors: InvalidArgument (options, a split without held-out sections, levels that are not packed, a method
/// named where M2OST's parts are studied, an ablation or startFrom in the options, a folder that holds a
/// study without `resume`); BadInput (the folder's study is damaged, or of other options or data); the other
/// ones of trainMethod; WriteFailed.
core::Result<Study> runStudy(const PackFile& data, const Split& split, const StudyOptions& options,
                             const StudyEvents& events = {}, std::stop_token stop = {});

} // namespace transcope::model
