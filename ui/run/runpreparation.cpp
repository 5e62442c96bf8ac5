#include "ui/run/runpreparation.h"

#include "core/io/open.h"
#include "core/predict/tissuegrid.h"
#include "core/session/predictedlayer.h"
#include "ui/document/paths.h"
#include "ui/document/sessiontext.h"

#include <algorithm>

namespace transcope::ui {

namespace {

namespace fs = std::filesystem;

/// Above this many values a session refers to the expression file instead of holding its counts (80 MB).
constexpr std::size_t MostStoredValues = 20'000'000;
constexpr int MostNumberedNames = 100;
constexpr std::size_t HashCharacters = 8; // tell slides of one name apart in the data folder

core::Result<std::shared_ptr<const core::SpotTable>> chosenSpots(const RunInputs& inputs,
                                                                 std::stop_token stop)
{
    const auto& choice = inputs.choice;
    if (choice.spots == RunChoice::Spots::Measured) {
        if (!inputs.measured)
            return core::fail(core::ErrorCode::InvalidArgument, "This slide has no measured spots",
                              "Choose a grid over the tissue, or open the section's expression first");
        return inputs.measured->layer->spots;
    }
    if (choice.spots == RunChoice::Spots::File) {
        auto file = core::openSpots(toPath(choice.spotFile));
        if (!file)
            return tl::unexpected(file.error());
        return std::make_shared<const core::SpotTable>(std::move(file->spots));
    }
    const auto pitch = core::parseGridPitch(choice.gridPitch.toStdString());
    if (!pitch)
        return tl::unexpected(pitch.error());
    auto grid = core::tissueGrid(*inputs.slide.slide, *pitch, inputs.umPerPx, stop);
    if (!grid)
        return tl::unexpected(grid.error());
    return std::make_shared<const core::SpotTable>(std::move(*grid));
}

std::string sessionStem(const RunInputs& inputs)
{
    auto stem = inputs.slide.givenPath.stem().string();
    if (inputs.choice.spots == RunChoice::Spots::Grid)
        stem += "-grid-" + inputs.choice.gridPitch.trimmed().toStdString();
    if (inputs.choice.spots == RunChoice::Spots::File)
        stem += "-" + toPath(inputs.choice.spotFile).stem().string();
    return stem;
}

/// A session on a read-only medium opens, but takes no prediction. Writes what is there already.
core::Result<void> checkWritable(core::Session& session)
{
    auto text = session.text(ExpressionTextKey);
    if (!text)
        return tl::unexpected(text.error());
    return session.setText(ExpressionTextKey, *text);
}

core::Result<std::shared_ptr<core::Session>>
openOrCreate(const fs::path& path, const core::SlideReference& slide, const core::SpotTable& spots)
{
    std::error_code ignored; // what cannot be looked at cannot be created either, and that error is told
    const bool exists = fs::exists(path, ignored);
    auto session = exists ? core::openSession(path) : core::createSession(path, slide, spots);
    if (!session)
        return tl::unexpected(session.error());
    if (const auto matches = core::checkSessionMatches(**session, slide, spots); !matches)
        return tl::unexpected(matches.error());
    if (const auto writable = checkWritable(**session); !writable)
        return tl::unexpected(writable.error());
    return std::shared_ptr<core::Session>(std::move(*session));
}

/// Tries NAME.transcope, NAME-2.transcope, … in a folder; a file of other spots is stepped over.
core::Result<std::shared_ptr<core::Session>> openOrCreateIn(const fs::path& folder, const std::string& stem,
                                                            const core::SlideReference& slide,
                                                            const core::SpotTable& spots)
{
    auto session = openOrCreate(folder / (stem + ".transcope"), slide, spots);
    for (int number = 2;
         !session && session.error().code != core::ErrorCode::WriteFailed && number <= MostNumberedNames;
         ++number)
        session = openOrCreate(folder / (stem + "-" + std::to_string(number) + ".transcope"), slide, spots);
    return session;
}

core::Result<std::shared_ptr<core::Session>> sessionFor(const RunInputs& inputs, const core::SpotTable& spots,
                                                        const fs::path& dataFolder)
{
    const core::SlideReference slide{inputs.slide.givenPath, inputs.slide.quickHash,
                                     inputs.slide.slide->sizeLevel0Px(), inputs.umPerPx};
    if (!inputs.choice.session.isEmpty())
        return openOrCreate(toPath(inputs.choice.session), slide, spots);
    const auto stem = sessionStem(inputs);
    auto beside = openOrCreateIn(inputs.slide.givenPath.parent_path(), stem, slide, spots);
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
    return openOrCreateIn(folder, stem + "-" + slide.quickHash.substr(0, HashCharacters), slide, spots);
}

core::Result<void> keepMeasured(core::Session& session, const OpenLayer& measured)
{
    const auto layers = session.layers();
    if (!layers)
        return tl::unexpected(layers.error());
    const bool isKept = std::ranges::any_of(
        *layers, [](const core::LayerInfo& layer) { return layer.kind == core::LayerKind::Measured; });
    const bool storable = sameSpots(session.spots(), *measured.layer->spots) &&
                          measured.layer->genes.size() * measured.layer->spots->size() <= MostStoredValues;
    if (isKept)
        return {};
    if (!storable)
        return session.setText(ExpressionTextKey, measured.source.string());
    core::Layer layer;
    layer.name = MeasuredLayerName;
    layer.kind = core::LayerKind::Measured;
    layer.genes = measured.layer->genes;
    layer.spots = measured.layer->spots;
    layer.values = measured.layer->values;
    layer.provenance.method = "measured";
    layer.provenance.normalisation = core::Normalisation::None;
    const auto added = session.addLayer(layer);
    if (!added)
        return tl::unexpected(added.error());
    return {};
}

} // namespace

core::Result<PreparedRun> prepareRun(const RunInputs& inputs, const fs::path& dataFolder,
                                     std::stop_token stop)
{
    auto spots = chosenSpots(inputs, stop);
    if (!spots)
        return tl::unexpected(spots.error());
    const bool goOn = inputs.choice.session.isEmpty() && inputs.current &&
                      sameSpots(inputs.current->spots(), **spots) && checkWritable(*inputs.current);
    auto session = goOn ? core::Result<std::shared_ptr<core::Session>>(inputs.current)
                        : sessionFor(inputs, **spots, dataFolder);
    if (!session)
        return tl::unexpected(session.error());
    if (stop.stop_requested())
        return core::fail(core::ErrorCode::Cancelled, "Preparing the prediction was cancelled");
    if (inputs.measured) {
        if (const auto kept = keepMeasured(**session, *inputs.measured); !kept)
            return tl::unexpected(kept.error());
    }
    return PreparedRun{std::move(*session), std::move(*spots)};
}

} // namespace transcope::ui
