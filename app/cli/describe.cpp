#include "app/cli/describe.h"

#include "app/cli/describespots.h"
#include "app/cli/optionalnumber.h"
#include "core/base/filewait.h"
#include "core/base/shown.h"
#include "core/base/try.h"
#include "core/expression/layerkindname.h"
#include "core/expression/normalisation.h"
#include "core/predict/scale.h"
#include "core/session/session.h"
#include "core/slide/slideimport.h"
#include "core/slide/slidewarnings.h"
#include "core/stats/correlation.h"
#include "model/weights/weightsfile.h"

namespace transcope::app {

namespace fs = std::filesystem;
using namespace transcope::core;
using nlohmann::json;

namespace {

Result<Output> describeSlide(const fs::path& path, const Context& context)
{
    TRY(const auto slide, openOrImportSlide(path, defaultCacheDir(), context.progress, context.stop));
    Output output;
    auto levels = json::array();
    std::string text = path.string() + ": slide, " + slide->vendor() + "\n";
    for (const auto& level : slide->levels()) {
        levels.push_back({{"width", level.sizePx.width},
                          {"height", level.sizePx.height},
                          {"downsample", level.downsample}});
        text += "  level " + std::to_string(levels.size() - 1) + ": " + std::to_string(level.sizePx.width) +
                " × " + std::to_string(level.sizePx.height) + ", downsample " + shown(level.downsample) +
                "\n";
    }
    const auto scale = core::scaleOf({}, slide->umPerPx());
    const auto& properties = slide->properties();
    const auto from = properties.find("scaleFrom");
    const std::string source = core::scaleSourceText(scale.source) +
                               (scale.umPerPx && from != properties.end() ? " (" + from->second + ")" : "");
    const auto warnings = slideWarnings(*slide);
    text += "  scale: " + scaleText(scale.umPerPx) + (scale.umPerPx ? ", from " + source : "") + "\n";
    output.json = {
        {"kind", "slide"},         {"levels", levels},          {"umPerPx", optionalNumber(scale.umPerPx)},
        {"umPerPxSource", source}, {"vendor", slide->vendor()}, {"warnings", warnings}};
    for (const auto& warning : warnings)
        text += "  note: " + warning + "\n";
    output.text = text;
    return output;
}

json layerToJson(const LayerInfo& layer)
{
    return {{"name", layer.name},
            {"kind", name(layer.kind)},
            {"genes", layer.genes.size()},
            {"rows", layer.rowsPresent},
            {"method", layer.provenance.method},
            {"weights", layer.provenance.weightsName},
            {"weightsHash", layer.provenance.weightsHash},
            {"normalisation", name(layer.provenance.normalisation)},
            {"precision", layer.provenance.precision},
            {"precisionReason", layer.provenance.precisionReason},
            {"device", layer.provenance.device},
            {"date", layer.provenance.date}};
}

Result<Output> describeSession(const fs::path& path)
{
    TRY(const auto session, openSession(path));
    TRY(const auto layers, session->layers());
    const auto& slide = session->slide();
    const auto spots = session->spots().size();
    Output output;
    output.json = {{"kind", "session"},
                   {"slide", slide.path.string()},
                   {"width", slide.sizeLevel0Px.width},
                   {"height", slide.sizeLevel0Px.height},
                   {"umPerPx", optionalNumber(slide.umPerPx)},
                   {"spots", spots},
                   {"layers", json::array()}};
    output.text =
        path.string() + ": session of " + slide.path.string() + ", " + std::to_string(spots) + " spots\n";
    for (const auto& layer : layers) {
        output.json["layers"].push_back(layerToJson(layer));
        output.text += "  layer " + layer.name + ": " + std::to_string(layer.genes.size()) + " genes, " +
                       std::to_string(layer.rowsPresent) + " of " + std::to_string(spots) + " spots, " +
                       std::string(name(layer.provenance.normalisation)) + "\n";
    }
    return output;
}

Result<Output> describeWeights(const fs::path& path)
{
    TRY(const auto card, model::readModelCard(path));
    std::vector<double> scores(card.heldOutScores.begin(), card.heldOutScores.end());
    const auto heldOut = summarise(scores);
    const auto beyond =
        summarise(std::vector<double>(card.heldOutBeyondDepth.begin(), card.heldOutBeyondDepth.end()));
    Output output;
    output.json = {{"kind", "weights"},
                   {"method", model::methodName(card)},
                   {"genes", card.genes.size()},
                   {"normalisation", name(card.normalisation)},
                   {"patchSizePx", card.patches.sizePx},
                   {"downsamples", card.patches.downsamples},
                   {"umPerPx", optionalNumber(card.patches.umPerPx)},
                   {"trainedOn", card.trainedOn},
                   {"split", card.split},
                   {"heldOutPccGene", heldOut.defined > 0 ? json(heldOut.mean) : json()},
                   {"heldOutPccGeneBeyondDepth", beyond.defined > 0 ? json(beyond.mean) : json()},
                   {"licence", card.licence},
                   {"epochs", card.epochs},
                   {"notes", card.notes}};
    output.text = path.string() + ": weights of " + model::methodName(card) + ", " +
                  std::to_string(card.genes.size()) + " genes, " + std::string(name(card.normalisation)) +
                  "\n  trained on: " + card.trainedOn + "\n  split: " + card.split +
                  "\n  scale: " + scaleText(card.patches.umPerPx) + "\n";
    if (heldOut.defined > 0)
        output.text += "  held-out correlation within sections, mean over genes: " + shown(heldOut.mean) +
                       (beyond.defined > 0 ? ", beyond depth " + shown(beyond.mean) : "") + "\n";
    return output;
}

bool looksLikeData(const fs::path& path)
{
    const auto name = path.filename().string();
    for (const char* ending : {".tsv", ".tsv.gz", ".csv", ".csv.gz", ".txt", ".txt.gz", ".h5ad", ".h5",
                               ".mtx", ".mtx.gz", ".parquet", ".zarr.zip"}) {
        if (name.ends_with(ending))
            return true;
    }
    std::error_code error;
    return fs::is_directory(path, error);
}

/// Its answer to this is the first that a file system gives, or does not.
bool isThere(const fs::path& path)
{
    const FileWait wait(path);
    std::error_code error;
    return fs::exists(path, error);
}

Result<Output> describeByKind(const fs::path& path, const std::string& library, const Context& context)
{
    if (!isThere(path))
        return fail(ErrorCode::NotFound, path.string() + ": no such file or folder", "Check the path");
    if (path.extension() == ".transcope")
        return describeSession(path);
    if (path.extension() == ".safetensors")
        return describeWeights(path);
    if (!looksLikeData(path))
        return describeSlide(path, context);
    return describeSpotData(path, library);
}

} // namespace

Result<Output> describe(const fs::path& path, const std::string& library, const Context& context)
{
    auto output = describeByKind(path, library, context);
    if (output)
        output->json["file"] = path.string();
    return output;
}

} // namespace transcope::app
