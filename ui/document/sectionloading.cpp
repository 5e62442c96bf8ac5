#include "ui/document/sectionloading.h"

#include "core/base/try.h"
#include "core/io/open.h"
#include "core/session/sessionexpression.h"
#include "core/spots/spotsoutside.h"
#include "ui/document/sessiontext.h"

#include <algorithm>

namespace transcope::ui {

namespace {

namespace fs = std::filesystem;

core::Result<OpenLayer> openLayer(core::Layer layer, const fs::path& source, std::int64_t rowsPresent)
{
    OpenLayer open;
    open.source = source;
    open.rowsPresent = rowsPresent;
    if (layer.kind == core::LayerKind::Measured &&
        layer.provenance.normalisation == core::Normalisation::None) {
        TRY(const auto traits, layer.values->traits());
        open.isCounts = traits.areCounts();
    }
    open.layer = std::make_shared<const core::Layer>(std::move(layer));
    return open;
}

/// The session's slide where it was, else a file of that name beside the session.
core::Result<fs::path> findSlide(const core::Session& session)
{
    const auto& recorded = session.slide().path;
    const auto beside = session.path().parent_path() / recorded.filename();
    std::error_code ignored; // an unreadable folder is a file that is not there
    for (const auto& candidate : {recorded, beside}) {
        if (fs::exists(candidate, ignored))
            return candidate;
    }
    return core::fail(core::ErrorCode::NotFound,
                      session.path().string() + ": its slide " + recorded.string() + " is not there any more",
                      "Put the slide back, or beside the session file");
}

core::Result<std::vector<OpenLayer>> layersOf(const std::shared_ptr<const core::Session>& session)
{
    TRY(const auto infos, session->layers());
    std::vector<OpenLayer> layers;
    for (const auto& info : infos) {
        TRY(auto layer, core::layerInFile(session, info.id));
        TRY(auto open, openLayer(std::move(layer), session->path(), info.rowsPresent));
        open.kept = info.name;
        layers.push_back(std::move(open));
    }
    return layers;
}

core::Result<std::vector<core::RunWarning>> warningsOf(const core::Session& session)
{
    TRY(const auto infos, session.layers());
    std::vector<core::RunWarning> warnings;
    for (const auto& info : infos) {
        if (info.kind != core::LayerKind::Predicted)
            continue;
        TRY(const auto kept, core::keptWarnings(session, info));
        for (const auto& warning : kept.warnings)
            if (std::ranges::none_of(warnings, [&](const auto& other) {
                    return other.text.english() == warning.text.english();
                }))
                warnings.push_back(warning);
    }
    return warnings;
}

} // namespace

std::optional<fs::path> expressionBeside(const fs::path& slide)
{
    const auto folder = slide.parent_path();
    const auto stem = slide.stem().string();
    std::error_code ignored; // an unreadable folder has no expression for us
    for (const auto& name : {stem + ".tsv.gz", stem + ".tsv", stem + ".h5ad", std::string("counts.tsv.gz")}) {
        if (fs::is_regular_file(folder / name, ignored))
            return folder / name;
    }
    for (const auto& outs : {folder, folder.parent_path()}) {
        if (!fs::is_directory(outs / "spatial", ignored))
            continue;
        const auto kind = core::dataKindOf(outs);
        if (kind && *kind == core::DataKind::SpaceRanger)
            return outs;
    }
    return std::nullopt;
}

core::Result<LoadedExpression> loadExpression(const fs::path& path, std::stop_token stop)
{
    TRY(auto section, core::openSection(path));
    if (stop.stop_requested())
        return core::fail(core::ErrorCode::Cancelled, "Loading " + path.string() + " was cancelled");
    core::Layer layer;
    layer.name = MeasuredLayerName;
    layer.kind = core::LayerKind::Measured;
    layer.genes = std::move(section.genes);
    layer.values = std::move(section.counts);
    layer.observations = std::move(section.observations);
    layer.provenance.method = "measured";
    layer.provenance.normalisation = core::Normalisation::None;
    const auto spots = static_cast<std::int64_t>(section.spots.size());
    layer.spots = std::make_shared<const core::SpotTable>(std::move(section.spots));
    TRY(auto measured, openLayer(std::move(layer), path, spots));
    return LoadedExpression{std::move(measured), section.image, std::move(section.notes)};
}

core::Result<void> checkSpotsFit(const OpenLayer& layer, core::SizeI sizeLevel0Px)
{
    const auto& spots = *layer.layer->spots;
    const auto total = spots.size();
    const auto inside = total - core::spotsOutside(spots, sizeLevel0Px).size();
    if (2 * inside >= total)
        return {};
    return core::fail(core::ErrorCode::BadInput,
                      layer.source.string() + ": only " + std::to_string(inside) + " of " +
                          std::to_string(total) + " spots lie on this slide",
                      "Choose the expression of this section, or open the picture that it was measured on");
}

core::Result<RestoredSession> loadSession(const fs::path& path, const core::ProgressFn& progress,
                                          std::stop_token stop)
{
    TRY(auto session, core::openSession(path));
    RestoredSession restored;
    restored.session = std::move(session);
    TRY(const auto slidePath, findSlide(*restored.session));
    TRY(auto slide, core::openGivenSlide(slidePath, progress, stop));
    if (slide.quickHash != restored.session->slide().quickHash)
        return core::fail(core::ErrorCode::BadInput,
                          slidePath.string() + " is not the slide that " + path.string() + " was made with",
                          "Put the original slide back, or start a new session");
    restored.slide = std::move(slide);
    TRY(restored.layers, layersOf(restored.session));
    // These are conveniences: a session without them is complete.
    restored.warnings = warningsOf(*restored.session).value_or(std::vector<core::RunWarning>());
    restored.display = restored.session->text(DisplayTextKey).value_or(std::string());
    restored.expressionPath = restored.session->text(ExpressionTextKey).value_or(std::string());
    return restored;
}

} // namespace transcope::ui
