#pragma once

#include <string_view>

namespace transcope::fuzz {

/// What the stand-in for transcope-reader answers from now on: lengths (8 bytes) and answers in turn, each of
/// which begins with its H5Answer. A request for numbers gets them from its answer, again and again until
/// they suffice. Where there are no more, every request fails.
void answerWith(std::string_view answers);

} // namespace transcope::fuzz
