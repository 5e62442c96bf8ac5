#pragma once

#include "model/study/study.h"

namespace transcope::model {

/// Everything in a study: kind, setting, rows, baselines. Undefined numbers are null.
nlohmann::json toJson(const Study& study);

/// Writes study.json, study.md and study.csv into a folder, each whole or not at all. Errors: WriteFailed.
core::Result<void> writeStudy(const Study& study, const std::filesystem::path& folder);

/// The tables alone. Errors: WriteFailed.
core::Result<void> writeTables(const Study& study, const std::filesystem::path& folder);

bool holdsStudy(const std::filesystem::path& folder);

/// Whether a study may begin in a folder, or go on in it with `resume`. Errors: InvalidArgument where it
/// holds a study and is not to go on with it.
core::Result<void> checkStudyFolder(const std::filesystem::path& folder, bool resume);

/// Makes it where it is absent. Errors: WriteFailed.
core::Result<void> makeStudyFolder(const std::filesystem::path& folder);

/// The methods of the rows that the folder's study has. Errors: NotFound; BadInput (damaged).
core::Result<std::vector<std::string>> methodsOfStudy(const std::filesystem::path& folder);

/// Takes the results of rows and the baselines that the folder's study.json has into `study`.
/// Errors: NotFound; BadInput (damaged; another kind or setting; a row that was trained with other options).
core::Result<void> takeResults(Study& study, const std::filesystem::path& folder);

} // namespace transcope::model
