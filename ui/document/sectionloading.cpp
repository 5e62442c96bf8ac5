#include "ui/document/sectionloading.h"

#include "core/io/open.h"
#include "core/slide/slideimport.h"
#include "core/spots/spotsoutside.h"
#include "ui/document/sessiontext.h"

#include <algorithm>
#include <cmath>

namespace transcope::ui {

namespace {

namespace fs = std::filesystem;

/// Counts are whole numbers; what a pipeline has normalised is not.
core::Result<bool> areCounts(const core::Expression& values)
{
    for (std::size_t gene = 0; gene < values.genes(); ++gene) {
        const auto column = values.gene(gene);
        if (!column)
            return tl::unexpected(column.error());
        if (!std::ranges::all_of(*column,
                                 [](float value) { return std::isnan(value) || value == std::floor(value); }))
            return false;
    }
    return true;
}

core::Result<std::shared_ptr<const MeasuredSection>> measuredFrom(const core::Layer& layer,
                                                                  const fs::path& session)
{
    auto measured = std::make_shared<MeasuredSection>();
    measured->source = session;
    measured->spots = layer.spots;
    measured->genes = layer.genes;
    measured->values = layer.values;
    const auto whole = areCounts(*layer.values);
    if (!whole)
        return tl::unexpected(whole.error());
    measured->rawCounts = layer.provenance.normalisation == core::Normalisation::None && *whole;
    return measured;
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

core::Result<void> restoreLayers(RestoredSession& restored)
{
    const auto layers = restored.session->layers();
    if (!layers)
        return tl::unexpected(layers.error());
    for (const auto& info : *layers) {
        if (info.kind == core::LayerKind::Predicted) {
            restored.predictedLayers.push_back(info);
            continue;
        }
        auto layer = restored.session->readLayer(info.id);
        if (!layer)
            return tl::unexpected(layer.error());
        auto measured = measuredFrom(*layer, restored.session->path());
        if (!measured)
            return tl::unexpected(measured.error());
        restored.measured = std::move(*measured);
    }
    if (restored.predictedLayers.empty())
        return {};
    auto predicted = restored.session->readLayer(restored.predictedLayers.back().id);
    if (!predicted)
        return tl::unexpected(predicted.error());
    restored.predicted = std::move(*predicted);
    return {};
}

} // namespace

core::Result<OpenedSlide> loadSlide(const fs::path& path, const core::ProgressFn& progress,
                                    std::stop_token stop)
{
    std::error_code
        ignored; // absolute() fails only without a working folder; openOrImportSlide() then says so
    const auto absolute = fs::absolute(path, ignored);
    auto slide = core::openOrImportSlide(absolute, core::defaultCacheDir(), progress, stop);
    if (!slide)
        return tl::unexpected(slide.error());
    auto hash = core::quickHash(absolute);
    if (!hash)
        return tl::unexpected(hash.error());
    return OpenedSlide{absolute, std::move(*slide), std::move(*hash)};
}

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
    auto section = core::openSection(path);
    if (!section)
        return tl::unexpected(section.error());
    if (stop.stop_requested())
        return core::fail(core::ErrorCode::Cancelled, "Loading " + path.string() + " was cancelled");
    auto measured = std::make_shared<MeasuredSection>();
    measured->source = path;
    measured->spots = std::make_shared<const core::SpotTable>(std::move(section->spots));
    measured->genes = std::move(section->genes);
    measured->values = std::move(section->counts);
    const auto whole = areCounts(*measured->values);
    if (!whole)
        return tl::unexpected(whole.error());
    measured->rawCounts = *whole;
    return LoadedExpression{std::move(measured), section->image, std::move(section->notes)};
}

core::Result<void> checkSpotsFit(const MeasuredSection& measured, core::SizeI sizeLevel0Px)
{
    const auto total = measured.spots->size();
    const auto inside = total - core::spotsOutside(*measured.spots, sizeLevel0Px).size();
    if (2 * inside >= total)
        return {};
    return core::fail(core::ErrorCode::BadInput,
                      measured.source.string() + ": only " + std::to_string(inside) + " of " +
                          std::to_string(total) + " spots lie on this slide",
                      "Choose the expression of this section, or open the picture that it was measured on");
}

core::Result<RestoredSession> loadSession(const fs::path& path, const core::ProgressFn& progress,
                                          std::stop_token stop)
{
    auto session = core::openSession(path);
    if (!session)
        return tl::unexpected(session.error());
    RestoredSession restored;
    restored.session = std::move(*session);
    const auto slidePath = findSlide(*restored.session);
    if (!slidePath)
        return tl::unexpected(slidePath.error());
    auto slide = loadSlide(*slidePath, progress, stop);
    if (!slide)
        return tl::unexpected(slide.error());
    if (slide->quickHash != restored.session->slide().quickHash)
        return core::fail(core::ErrorCode::BadInput,
                          slidePath->string() + " is not the slide that " + path.string() + " was made with",
                          "Put the original slide back, or start a new session");
    restored.slide = std::move(*slide);
    restored.spots = std::make_shared<const core::SpotTable>(restored.session->spots());
    if (const auto layers = restoreLayers(restored); !layers)
        return tl::unexpected(layers.error());
    // Texts are conveniences: a session without them is complete.
    restored.display = restored.session->text(DisplayTextKey).value_or(std::string());
    restored.expressionPath = restored.session->text(ExpressionTextKey).value_or(std::string());
    return restored;
}

} // namespace transcope::ui
