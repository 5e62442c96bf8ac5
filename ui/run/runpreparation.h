#pragma once

#include "core/run/target.h"
#include "ui/document/section.h"

#include <QString>
#include <stop_token>

namespace transcope::ui {

/// What a person chose to predict, and how.
struct RunChoice
{
    enum class Spots {
        Measured,
        Session, ///< those of the open session
        Grid,
        File,
    };

    QString weights;
    QString worker; ///< command of a worker that brings a model of its own; empty: the weights
    QString trust;  ///< PredictorInfo::needsTrust of code in the weights that the user trusts; else empty
    Spots spots = Spots::Measured;
    QString gridPitch; ///< with Grid: as core::parseGridPitch() reads it
    QString spotFile;  ///< with File
    QString device = QStringLiteral("auto");
    QString precision = QStringLiteral("auto");
    int views = 1;            ///< 8: mean and deviation over a patch's flips and turns
    bool splitLevels = false; ///< the zoom levels' shares too
    QString session; ///< file to make or go on with, as the user said; empty: the open session or the default
                     ///< place
};

/// All that preparing a run needs; by value, for the background.
struct RunInputs
{
    RunChoice choice;
    core::OpenedSlide slide;
    std::optional<OpenLayer> measured;                   ///< where the section was measured
    core::Scale scale;                                   ///< of the document
    std::shared_ptr<core::Session> current;              ///< of the document; may be nullptr
    std::shared_ptr<const core::SpotTable> sessionSpots; ///< Document::sessionSpots()
};

struct PreparedRun
{
    core::RunPlan plan;
    std::shared_ptr<core::Session> session;
};

/// The user's own, of this program.
std::filesystem::path dataFolder();

/// Finds the spots, at the scale of the session that the user named where there is one. Errors:
/// InvalidArgument (no measured spots), those of core::planRun() and core::openSession(); Cancelled.
core::Result<core::RunPlan> chosenPlan(const RunInputs& inputs, std::stop_token stop);

/// Opens or makes the session for the spots. The choice's session file is the one, or an error
/// says why it cannot be. Without one the run goes into the open session of this slide, whatever its spots,
/// else into a new one beside the slide, or in dataFolder/sessions where the slide's folder cannot be
/// written; a file there that belongs to other spots or another slide is left alone and another name taken.
/// The measured expression goes into the session too. Errors: InvalidArgument (a session given by the user
/// that does not match), those of core::sessionFor().
core::Result<PreparedRun> prepareRun(const RunInputs& inputs, core::RunPlan plan,
                                     const std::filesystem::path& dataFolder);

} // namespace transcope::ui
