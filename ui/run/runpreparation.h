#pragma once

#include "core/region/region.h"
#include "core/run/target.h"
#include "ui/document/document.h"

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
        Dense, ///< a grid between the measured ones
    };

    QString weights;
    QString worker; ///< command of a worker that brings a model of its own; empty: the weights
    QString trust;  ///< PredictorInfo::needsTrust of code in the weights that the user trusts; else empty
    Spots spots = Spots::Measured;
    QString gridPitch; ///< with Grid and Dense: as core::parseGridPitch() and core::parseDensePitch() read it
    QString spotFile;  ///< with File
    std::vector<core::Polygon> within; ///< the part of the slide whose spots are predicted; empty: all of it
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

/// For a run of what the document has open, which is a slide.
RunInputs inputsFor(const Document& document, const RunChoice& choice,
                    std::shared_ptr<const core::SpotTable> sessionSpots);

/// The user's own, of this program.
std::filesystem::path dataFolder();

/// Finds the spots, at the scale of the session that the user named where there is one. Errors:
/// InvalidArgument (no measured spots), those of core::planRun() and core::openSession(); Cancelled.
core::Result<core::RunPlan> chosenPlan(const RunInputs& inputs, std::stop_token stop);

/// Of `spots` (indices, ascending) those that lie within the choice's part of the slide.
std::vector<int> spotsWithin(const RunChoice& choice, const core::SpotTable& table, std::vector<int> spots);

/// Opens or makes the session for the spots. The choice's session file is the one, or an error
/// says why it cannot be. Without one the run goes into the open session of this slide, whatever its spots,
/// else into a new one beside the slide, or in dataFolder/sessions where the slide's folder cannot be
/// written; a file there that belongs to other spots or another slide is left alone and another name taken.
/// A dense grid's session is that of the measured spots.
/// The measured expression goes into the session too. Errors: InvalidArgument (a session given by the user
/// that does not match), those of core::sessionFor().
core::Result<PreparedRun> prepareRun(const RunInputs& inputs, core::RunPlan plan,
                                     const std::filesystem::path& dataFolder);

} // namespace transcope::ui
