#pragma once

#include "model/study/study.h"

namespace transcope::model {

/// A study's rows before anything is trained. Errors: those of findMethod and Method::count;
/// InvalidArgument (a method is named twice).
core::Result<std::vector<StudyEntry>> studyEntries(const StudyOptions& options);

/// Whether the rows can be trained; those that their method refuses (Unsupported) get that as their problem.
/// Errors: InvalidArgument, with the row's title where it is one row's.
core::Result<void> checkStudy(const PackFile& data, const Split& split, const StudyOptions& options,
                              std::vector<StudyEntry>& entries);

} // namespace transcope::model
