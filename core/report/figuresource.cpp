#include "core/report/figuresource.h"

#include "core/base/try.h"
#include "core/evaluation/evaluation.h"
#include "core/expression/pickedexpression.h"
#include "core/slide/slideimport.h"
#include "core/spots/spotmatching.h"

#include <utility>

namespace transcope::core {

namespace {

/// A prediction without places takes those of the section's spots of the same ids.
Result<void> placeSpots(Prediction& prediction, const SpotTable& measured, std::vector<std::string>& notes)
{
    const auto matches = matchSpots(*prediction.layer.spots, measured, prediction.hasCoordinates);
    const std::size_t matched = matches.byId + matches.byPosition;
    if (matched == 0)
        return fail(ErrorCode::BadInput,
                    prediction.file.string() + ": none of its " +
                        std::to_string(prediction.layer.spots->size()) + " spots is one of the section's " +
                        std::to_string(measured.size()),
                    "Name predictions of this section");
    if (!matches.unmatched.empty())
        notes.push_back(prediction.layer.name + ": " + matchText(matches, *prediction.layer.spots));
    if (prediction.hasCoordinates)
        return {};
    SpotTable placed = measured;
    placed.spots.clear();
    std::vector<int> rows;
    for (std::size_t s = 0; s < matches.rows.size(); ++s) {
        if (matches.rows[s] < 0)
            continue;
        rows.push_back(static_cast<int>(s));
        placed.spots.push_back(measured.spots[static_cast<std::size_t>(matches.rows[s])]);
    }
    prediction.layer.values = pickedSpots(prediction.layer.values, std::move(rows));
    prediction.layer.spots = std::make_shared<const SpotTable>(std::move(placed));
    prediction.layer.padded.clear();
    return {};
}

/// Of the slide, else of the spots' platform.
std::optional<double> scaleBarUnit(const Slide& slide, const SpotTable& spots)
{
    return slide.umPerPx() ? slide.umPerPx() : spots.umPerPx;
}

} // namespace

Result<FigureSource> figureSource(const FigureFiles& files, const ProgressFn& progress, std::stop_token stop)
{
    FigureSource source;
    auto set = std::make_shared<LayerSet>();
    std::optional<TruthSection> truth;
    if (!files.truth.empty()) {
        TRY(truth, loadTruth(files.truth));
        source.measured = measuredLayer(*truth, "Ground truth");
        source.columns.push_back(source.measured);
        TRY_RUN(set->add(source.measured));
    }
    for (const auto& path : files.predicted) {
        TRY(auto predictions, loadPredictions(path));
        for (auto& prediction : predictions) {
            prediction.layer.kind = LayerKind::Predicted;
            prediction.layer.name = methodNameOf(prediction, truth ? truth->name : std::string());
            if (truth)
                TRY_RUN(placeSpots(prediction, truth->spots, source.notes));
            source.columns.push_back(std::make_shared<const Layer>(std::move(prediction.layer)));
            set->add(source.columns.back(), false);
        }
    }
    for (const auto& layer : source.columns)
        source.names.push_back(layer->name);
    source.layers = std::move(set);
    TRY(source.slide, openOrImportSlide(files.slide, defaultCacheDir(), progress, std::move(stop)));
    source.umPerPx = scaleBarUnit(*source.slide, *source.columns.front()->spots);
    return source;
}

} // namespace transcope::core
