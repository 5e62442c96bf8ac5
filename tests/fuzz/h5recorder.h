#pragma once

#include <string>

namespace transcope::fuzz {

/// What transcope-reader's code answered since the last call, in the form that answerWith() (h5answers.h)
/// takes.
std::string takeRecordedAnswers();

} // namespace transcope::fuzz
