#include "ui/run/runpreparation.h"

#include "core/base/try.h"
#include "ui/document/layerkeeper.h"
#include "ui/document/paths.h"
#include "ui/document/sessiontext.h"

#include <QStandardPaths>
#include <algorithm>
#include <numeric>

namespace transcope::ui {

namespace {

namespace fs = std::filesystem;

constexpr int MostNumberedNames = 100;
constexpr std::size_t HashCharacters = 8; // tell slides of one name apart in the data folder

core::Result<core::SpotChoice> chosenSpots(const RunInputs& inputs)
{
    switch (inputs.choice.spots) {
    case RunChoice::Spots::Measured:
        if (inputs.measured)
            return inputs.measured->layer->spots;
        return core::fail(core::ErrorCode::InvalidArgument, "This slide has no measured spots",
                          "Choose a grid over the tissue, or open the section's expression first");
    case RunChoice::Spots::Session:
        if (inputs.sessionSpots)
            return inputs.sessionSpots;
        return core::fail(core::ErrorCode::InvalidArgument, "No session is open",
                          "Choose other spots, or open a session first");
    case RunChoice::Spots::File:
        return toPath(inputs.choice.spotFile);
    case RunChoice::Spots::Dense: {
        TRY(const auto pitch, core::parseDensePitch(inputs.choice.gridPitch.toStdString()));
        return pitch;
    }
    case RunChoice::Spots::Grid:
        break;
    }
    TRY(const auto pitch, core::parseGridPitch(inputs.choice.gridPitch.toStdString()));
    return pitch;
}

std::string sessionStem(const RunInputs& inputs)
{
    auto stem = inputs.slide.givenPath.stem().string();
    if (inputs.choice.spots == RunChoice::Spots::Grid)
        stem += "-grid-" + inputs.choice.gridPitch.trimmed().toStdString();
    if (inputs.choice.spots == RunChoice::Spots::Dense && !inputs.measured)
        stem += "-dense-" + inputs.choice.gridPitch.trimmed().toStdString();
    if (inputs.choice.spots == RunChoice::Spots::File)
        stem += "-" + toPath(inputs.choice.spotFile).stem().string();
    return stem;
}

/// A session on a read-only medium opens, but takes no prediction. Writes what is there already.
core::Result<void> checkWritable(core::Session& session)
{
    TRY(auto text, session.text(ExpressionTextKey));
    return session.setText(ExpressionTextKey, text);
}

using SessionResult = core::Result<std::shared_ptr<core::Session>>;

SessionResult writable(SessionResult session)
{
    if (session)
        TRY_RUN(checkWritable(**session));
    return session;
}

SessionResult openOrCreate(const core::RunPlan& plan, const fs::path& path)
{
    TRY(auto there, core::sessionIfThere(path));
    return writable(core::sessionFor(plan, path, std::move(there)));
}

/// Tries NAME.transcope, NAME-2.transcope, … in a folder; a file of other spots is stepped over.
SessionResult openOrCreateIn(const core::RunPlan& plan, const fs::path& folder, const std::string& stem)
{
    auto session = openOrCreate(plan, folder / (stem + ".transcope"));
    for (int number = 2;
         !session && session.error().code != core::ErrorCode::WriteFailed && number <= MostNumberedNames;
         ++number)
        session = openOrCreate(plan, folder / (stem + "-" + std::to_string(number) + ".transcope"));
    return session;
}

SessionResult defaultSession(const RunInputs& inputs, const core::RunPlan& plan, const fs::path& dataFolder)
{
    if (inputs.current && core::checkSessionSlide(*inputs.current, plan) && checkWritable(*inputs.current))
        return inputs.current;
    const auto stem = sessionStem(inputs);
    auto beside = openOrCreateIn(plan, inputs.slide.givenPath.parent_path(), stem);
    if (beside || beside.error().code != core::ErrorCode::WriteFailed)
        return beside;
    const auto folder = dataFolder / "sessions";
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        return core::fail(core::ErrorCode::WriteFailed,
                          "No session can be kept: neither beside the slide nor in " + folder.string() +
                              " (" + error.message() + ")",
                          "Free some space, or choose a session file with --session");
    return openOrCreateIn(plan, folder, stem + "-" + plan.slide.quickHash.substr(0, HashCharacters));
}

/// The session that the user named; nullptr where none was, or its file is not there yet.
SessionResult namedSession(const RunInputs& inputs)
{
    if (inputs.choice.session.isEmpty())
        return nullptr;
    const auto path = toPath(inputs.choice.session);
    std::error_code ignored; // a file that cannot be compared is opened, which tells what is wrong
    if (inputs.current && fs::equivalent(path, inputs.current->path(), ignored))
        return inputs.current;
    return core::sessionIfThere(path);
}

} // namespace

RunInputs inputsFor(const Document& document, const RunChoice& choice,
                    std::shared_ptr<const core::SpotTable> sessionSpots)
{
    const auto* measured = document.measured();
    return {
        choice,           *document.slide(),  measured != nullptr ? std::optional(*measured) : std::nullopt,
        document.scale(), document.session(), std::move(sessionSpots)};
}

std::vector<int> spotsWithin(const RunChoice& choice, const core::SpotTable& table, std::vector<int> spots)
{
    if (choice.within.empty())
        return spots;
    const core::Region part{{}, {}, {}, choice.within};
    std::erase_if(spots, [&](int spot) {
        return !contains(part, table.spots[static_cast<std::size_t>(spot)].centreLevel0Px);
    });
    return spots;
}

fs::path dataFolder()
{
    return toPath(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation));
}

core::Result<core::RunPlan> chosenPlan(const RunInputs& inputs, std::stop_token stop)
{
    TRY(const auto spots, chosenSpots(inputs));
    TRY(const auto named, namedSession(inputs));
    const auto scale = named ? core::scaleIn(*named, inputs.slide.slide->umPerPx()) : inputs.scale;
    TRY(auto plan, core::planRun(inputs.slide, spots, scale, std::move(stop)));
    std::vector<int> all(plan.spots->size());
    std::iota(all.begin(), all.end(), 0);
    if (!all.empty() && spotsWithin(inputs.choice, *plan.spots, std::move(all)).empty())
        return core::fail(core::ErrorCode::BadInput, "No spot lies in the part of the slide that was chosen",
                          "Choose a part with tissue, or a finer pitch");
    return plan;
}

core::Result<PreparedRun> prepareRun(const RunInputs& inputs, core::RunPlan plan, const fs::path& dataFolder)
{
    TRY(auto named, namedSession(inputs));
    core::RunPlan first = plan; // of the spots that a new session is made with
    if (plan.isDense && inputs.measured)
        first.spots = inputs.measured->layer->spots;
    TRY(auto session,
        inputs.choice.session.isEmpty()
            ? defaultSession(inputs, first, dataFolder)
            : writable(core::sessionFor(first, toPath(inputs.choice.session), std::move(named))));
    if (inputs.measured)
        TRY_RUN(keepMeasured(*session, *inputs.measured));
    return PreparedRun{std::move(plan), std::move(session)};
}

} // namespace transcope::ui
