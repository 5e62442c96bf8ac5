#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <stop_token>
#include <string>
#include <vector>

namespace transcope::app {

/// One slide of a cohort; its session and its outcome lie in the cohort's folder under its name.
struct CohortSlide
{
    std::string name; ///< a file's name without an ending, nobody else's
    std::filesystem::path slide;
    std::filesystem::path spots; ///< exactly one of spots and grid
    std::string grid;            ///< pitch, as predict takes it
    std::filesystem::path truth; ///< measured expression to score the prediction on; may be empty
    bool operator==(const CohortSlide&) const = default;
};

/// Many slides, predicted with the same weights into one folder, which holds cohort.json (this), and per
/// slide NAME.transcope (the session) and NAME.done.json or NAME.failed.json.
struct Cohort
{
    std::filesystem::path folder;
    std::filesystem::path weights;
    std::string device = "auto", precision = "auto";
    std::vector<CohortSlide> slides;

    std::filesystem::path session(const CohortSlide& slide) const
    {
        return folder / (slide.name + ".transcope");
    }
};

/// Reads a table with a column "slide", and perhaps "name" (else the file's), "spots", "grid" and "truth".
/// Paths are beside the table where they are relative. grid: for rows that say neither. Errors: NotFound;
/// BadInput (names the row: no slide, both or neither of spots and grid, a name twice).
core::Result<std::vector<CohortSlide>> readSlideList(const std::filesystem::path& table,
                                                     const std::string& grid);

/// Makes the folder and cohort.json, or finds the same cohort there. Errors: InvalidArgument where the folder
/// holds another; WriteFailed.
core::Result<void> beginCohort(const Cohort& cohort);

/// Errors: NotFound; BadInput (damaged).
core::Result<Cohort> openCohort(const std::filesystem::path& folder);

/// How far a slide is.
struct SlideState
{
    bool done = false;
    std::string failed; ///< why, in words; empty where it has not
    nlohmann::json
        result; ///< what predict printed, where it is done; scores: evaluate's, where it has a truth
};
SlideState stateOf(const Cohort& cohort, const CohortSlide& slide);

struct SlideWork
{
    int threads = 0;                  ///< 0: all
    std::chrono::seconds patience{0}; ///< how long to wait for another process that is at the slide
};

/// Predicts one slide in a process of its own (transcope-cli predict), scores it in another where it has a
/// truth, and keeps the outcome. A slide that is done, or that another process is at, is left alone. What an
/// earlier process left of it is gone on with. Errors: Cancelled (its rows so far stay); WriteFailed. A slide
/// that fails is none.
core::Result<void> predictSlide(const Cohort& cohort, const CohortSlide& slide, const SlideWork& work,
                                std::stop_token stop);

/// Every spot of the slides that are done in one file, which replaces `out` only when complete; gives the
/// spots. An .h5ad: core::writeSectionsH5ad; else a table: slide, id, x, y (level-0 px), padded, genes. The
/// slides must have the same genes of the same weights: nothing is filled up. Errors: BadInput (none is done;
/// slides with other genes, weights or normalisation than the first); those of reading the sessions;
/// WriteFailed.
core::Result<std::int64_t> mergeCohort(const Cohort& cohort, const std::filesystem::path& out);

/// A script for Slurm's sbatch with a task for each slide that is not done: FOLDER/cohort.sbatch, after
/// resources/cluster/cohort.sbatch; of more than a thousand slides a task has several. options: further ones
/// of sbatch, for all tasks. Errors: those of writeSlurmScript.
core::Result<std::filesystem::path> writeCohortScript(const Cohort& cohort, const std::string& options);

} // namespace transcope::app
