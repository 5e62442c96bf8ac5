#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/run/likeness.h"
#include "core/session/session.h"
#include "ui/document/section.h"

#include <stop_token>
#include <string>
#include <vector>

namespace transcope::ui {

/// The expression file that belongs to a picture by its name and place: "C3.tsv.gz", "C3.tsv" or "C3.h5ad"
/// beside C3.jpg, "counts.tsv.gz" in a demo section's folder, a Space Ranger folder around the picture.
std::optional<std::filesystem::path> expressionBeside(const std::filesystem::path& slide);

/// Measured expression with what its reader had to say.
struct LoadedExpression
{
    OpenLayer measured;
    std::optional<std::filesystem::path> image; ///< the picture that it belongs to, where it is known
    std::vector<std::string> notes;
};
/// Errors: those of core::openSection().
core::Result<LoadedExpression> loadExpression(const std::filesystem::path& path, std::stop_token stop);

/// Error (BadInput) when more than half of the spots lie outside the slide: they belong to another picture.
core::Result<void> checkSpotsFit(const OpenLayer& layer, core::SizeI sizeLevel0Px);

/// Everything that a session file brings back.
struct RestoredSession
{
    std::shared_ptr<core::Session> session;
    OpenedSlide slide;
    std::vector<OpenLayer> layers; ///< in the order they were added
    std::string expressionPath;    ///< measured expression that the session does not hold; empty when absent
    std::string display;           ///< JSON, see SessionAutosave
    /// What to know of its predictions before believing them; each once.
    std::vector<core::RunWarning> warnings;
};
/// Opens a session and its slide, which may have moved together with the session into another folder.
/// Errors: those of core::openSession() and core::openGivenSlide(); NotFound when the slide is nowhere;
/// BadInput when it is another slide than the session was made with.
core::Result<RestoredSession> loadSession(const std::filesystem::path& path, const core::ProgressFn& progress,
                                          std::stop_token stop);

} // namespace transcope::ui
