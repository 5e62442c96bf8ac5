#pragma once

#include "core/base/result.h"
#include "model/training/packfile.h"

#include <string>
#include <vector>

namespace transcope::model {

/// How sections are divided. On the command line: "patient", "section" (with a name: "patient=B",
/// "section=C5"), "fraction=0.3", "none".
enum class SplitKind {
    LeavePatientOut, ///< one patient is held out
    LeaveSectionOut, ///< one section is held out
    Fraction,        ///< a share of the sections, chosen by seed, is held out
    None,            ///< everything trains; nothing is held out
};

struct SplitOptions
{
    SplitKind kind = SplitKind::LeavePatientOut;
    std::string heldOut;    ///< patient or section; empty = the last in order of names
    double fraction = 0.3;  ///< of the sections, for Fraction
    std::uint64_t seed = 1; ///< for Fraction
};

/// Spots (indices into a packed file) to train on, and to choose the best epoch and score on. Whole sections.
struct Split
{
    std::vector<std::int64_t> train;
    std::vector<std::int64_t> validation;
    std::vector<std::size_t> validationSections; ///< indices into the header's sections
    bool patientsShared = false;                 ///< a patient has spots on both sides
    std::string description;                     ///< in words, with "patients shared" where that is so
};

/// Errors: InvalidArgument (an unknown form).
core::Result<SplitOptions> splitNamed(const std::string& text, std::uint64_t seed);

/// Errors: InvalidArgument when no spot would be left to train on, when the held-out name does not exist
/// (lists those that do) or when nothing would be held out though something should be.
core::Result<Split> makeSplit(const PackHeader& header, const SplitOptions& options);

} // namespace transcope::model
