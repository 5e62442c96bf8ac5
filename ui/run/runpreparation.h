#pragma once

#include "core/base/progress.h"
#include "core/session/session.h"
#include "ui/document/section.h"

#include <QString>
#include <stop_token>

namespace transcope::ui {

/// What a person chose to predict, and how.
struct RunChoice
{
    enum class Spots { Measured, Grid, File };

    QString weights;
    Spots spots = Spots::Measured;
    QString gridPitch; ///< with Grid: as core::parseGridPitch() reads it
    QString spotFile;  ///< with File
    QString device = QStringLiteral("auto");
    QString precision = QStringLiteral("auto");
    QString session; ///< file to make or go on with; empty: the default place
};

/// All that preparing a run needs; by value, for the background.
struct RunInputs
{
    RunChoice choice;
    OpenedSlide slide;
    std::optional<OpenLayer> measured; ///< where the section was measured
    std::optional<double> umPerPx;
    std::shared_ptr<core::Session>
        current; ///< gone on with where its spots are the chosen ones; may be nullptr
};

struct PreparedRun
{
    std::shared_ptr<core::Session> session;
    std::shared_ptr<const core::SpotTable> spots;
};

/// Finds the spots and opens or makes the session for them. A new session lies beside the slide, or in
/// dataFolder/sessions where the slide's folder cannot be written; a file there that belongs to other spots
/// or another slide is left alone and another name taken. The measured expression goes into the session too.
/// Errors: InvalidArgument (no measured spots, a session given by the user that does not match), those of
/// core::tissueGrid(), core::openSpots() and core::createSession(); Cancelled.
core::Result<PreparedRun> prepareRun(const RunInputs& inputs, const std::filesystem::path& dataFolder,
                                     std::stop_token stop);

} // namespace transcope::ui
