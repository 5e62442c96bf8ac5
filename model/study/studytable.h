#pragma once

#include "model/study/study.h"

namespace transcope::model {

/// The study as a page: what was run, the table, how to read it. Rows without a result show their counts;
/// undefined numbers are "n/a".
std::string studyMarkdown(const Study& study);

/// One line per network and baseline, numbers in full, empty where there is none; the first line names the
/// columns.
std::string studyCsv(const Study& study);

} // namespace transcope::model
