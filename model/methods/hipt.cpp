#include "model/methods/hipt.h"

#include "core/base/try.h"
#include "model/backends/hiptpredictor.h"
#include "model/comparators/hipt.h"
#include "model/counting/graphcount.h"
#include "model/weights/hashtensor.h"

#include <cmath>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

constexpr const char* Stages[] = {"vit256", "vit4k"};
constexpr int TilePx = 256;
constexpr double UmPerPx = 0.5;

HiptStage stageNamed(const std::string& name)
{
    return name == "vit256" ? hiptVit256() : hiptVit4k();
}

Shapes prefixed(const std::string& prefix, const Shapes& shapes)
{
    Shapes result;
    for (const auto& [name, shape] : shapes)
        result[prefix + name] = shape;
    return result;
}

Shapes featureShapes()
{
    Shapes shapes;
    for (const std::string stage : Stages)
        shapes.merge(prefixed(stage + ".", stageNamed(stage).tensors()));
    return shapes;
}

core::PatchSpec hiptPatches()
{
    core::PatchSpec patches;
    patches.sizePx = TilePx;
    patches.downsamples = {1};
    patches.umPerPx = UmPerPx;
    return patches;
}

Result<std::unique_ptr<core::Predictor>> load(const Method& method, LoadRequest&& request)
{
    const std::string path = request.path.string();
    const nlohmann::json configuration = request.file.card.configuration;
    const int genes = static_cast<int>(request.file.card.genes.size());
    const int heads = configuration.value("heads", 0);
    if (heads < 1)
        return fail(ErrorCode::BadInput,
                    path + " holds HIPT's features but no head that predicts genes of them",
                    "Give weights that have heads; this version of Transcope trains none");
    if (request.file.card.patches.sizePx != TilePx || request.file.card.patches.umPerPx != UmPerPx)
        return fail(ErrorCode::BadInput,
                    path + " contradicts itself: its tiles are not 256 px at 0.5 µm per px",
                    "Export the weights again");
    Shapes shapes = featureShapes();
    for (int head = 0; head < heads; ++head)
        shapes.merge(prefixed("heads." + std::to_string(head) + ".", istarHeadTensors(genes)));
    shapes["range.low"] = shapes["range.high"] = {genes};
    TRY_RUN(checkTensors(request.file.tensors, shapes, path));
    const TensorMap tensors = std::move(request.file.tensors);
    const DeviceChoice choice = request.choice;
    const int threads = request.threads;
    const std::uint64_t limit = request.memoryLimitBytes;
    auto info = infoOf(method, std::move(request));
    if (const auto random = configuration.value("random", std::string()); !random.empty())
        info.trainedOn += (info.trainedOn.empty() ? "features of " : "; features of ") + random +
                          " are random: no HIPT weights were imported";
    return makeHiptPredictor(std::move(info), tensors, heads, choice, threads, limit);
}

/// A checkpoint's name of a tensor: of the teacher that DINO keeps, without what wraps it; empty for what is
/// not the backbone's.
std::string backboneName(std::string name)
{
    for (const char* wrapper : {"state_dict.", "teacher.", "module.", "backbone."})
        if (name.starts_with(wrapper))
            name.erase(0, std::string(wrapper).size());
    return name;
}

/// Takes one transformer, told by its width; what `importing.base` has of the other stays.
Result<void> adopt(const Method&, Importing& importing)
{
    TensorMap backbone;
    for (auto& [name, tensor] : importing.tensors)
        backbone[backboneName(name)] = std::move(tensor);
    const auto cls = backbone.find("cls_token");
    const bool large = cls != backbone.end() && cls->second.shape == hiptVit4k().tensors().at("cls_token");
    const std::string stage = Stages[large ? 1 : 0];
    const Shapes wanted = stageNamed(stage).tensors();
    importing.tensors = std::move(importing.base);
    std::erase_if(backbone, [&](const auto& tensor) {
        if (!wanted.contains(tensor.first))
            importing.ignored.push_back(tensor.first);
        return !wanted.contains(tensor.first);
    });
    if (const auto fits = checkTensors(backbone, wanted, importing.name); !fits)
        return fail(ErrorCode::BadInput, fits.error().message,
                    "Give HIPT's ViT-256 or ViT-4K, as its authors publish them");
    for (auto& [name, tensor] : backbone)
        importing.tensors[stage + "." + name] = std::move(tensor);
    std::string random;
    for (const std::string other : Stages)
        if (other != stage &&
            (importing.baseConfiguration.is_null() ||
             importing.baseConfiguration.value("random", other).find(other) != std::string::npos)) {
            random = other;
            importing.tensors.merge(randomHiptTensors(other));
        }
    if (!random.empty())
        importing.ignored.push_back("nothing of " + random +
                                    " is there: its features are random until you import it "
                                    "onto this file");
    importing.card.configuration = {{"heads", 0}, {"random", random}};
    importing.card.patches = hiptPatches();
    return {};
}

/// Of ViT-256 for a tile; all three networks' parameters.
Result<OperationCount> count(const Method& method, const nlohmann::json& configuration)
{
    OperationCount count;
    for (const Shapes& shapes : {featureShapes(), istarHeadTensors(configuration.value("genes", 0))})
        for (const auto& [name, shape] : shapes)
            count.parameters += static_cast<std::int64_t>(elementCount(shape));
    const HiptStage vit256 = hiptVit256();
    count.macs = countGraph(vit256.embedding).macs + countGraph(vit256.encoder).macs;
    count.parametersPaper = std::llround(1e6 * method.paper.millionParameters);
    count.macsPaper = std::llround(1e9 * method.paper.gigaOperations);
    return count;
}

Result<std::vector<Computed>> compute(const Method&, const Reference& reference, const std::string& device)
{
    if (reference.inputs.size() != 1 || reference.inputs.begin()->second.size() != 4)
        return fail(ErrorCode::BadInput, "there is not one input [B, channels, rows, columns]");
    const auto& [name, shape] = *reference.inputs.begin();
    TensorMap tensors;
    for (const auto& [tensor, extent] : reference.tensors)
        tensors[tensor] = hashedWeight(reference.seed, tensor, extent);
    const bool large = reference.method == "hipt_vit4k";
    TRY_RUN(checkTensors(tensors, stageNamed(Stages[large ? 1 : 0]).tensors(), "the reference"));
    TRY(auto cls, computeHipt(reference.method, tensors, hashedInput(reference.seed, name, shape), device));
    Computed computed{"libtorch", {}};
    if (large)
        computed.remark = "attention without softmax, as the file was made; predictions have it";
    computed.outputs["cls"] = std::move(cls);
    return std::vector<Computed>{std::move(computed)};
}

} // namespace

TensorMap randomHiptTensors(const std::string& name)
{
    TensorMap tensors;
    for (const auto& [tensor, shape] : stageNamed(name).tensors())
        tensors[name + "." + tensor] = hashedWeight(name, tensor, shape);
    return tensors;
}

Result<std::unique_ptr<core::SectionPredictor>> makeRandomHipt(core::GeneList genes,
                                                               const DeviceChoice& choice, int threads)
{
    LoadRequest request{"random", {}, choice, threads, 0};
    request.file.card.method = "hipt";
    request.file.card.configuration = {{"heads", 1}, {"random", "vit256, vit4k"}};
    request.file.card.patches = hiptPatches();
    TensorMap& tensors = request.file.tensors;
    for (const char* stage : Stages)
        tensors.merge(randomHiptTensors(stage));
    const auto count = static_cast<std::int64_t>(genes.size());
    for (const auto& [name, shape] : istarHeadTensors(static_cast<int>(count)))
        tensors["heads.0." + name] = hashedWeight("head", name, shape);
    tensors["range.low"] = {{count}, std::vector<float>(genes.size(), 0)};
    tensors["range.high"] = {{count}, std::vector<float>(genes.size(), 1)};
    request.file.card.genes = std::move(genes);
    TRY(auto made, load(hiptMethod(), std::move(request)));
    return std::unique_ptr<core::SectionPredictor>(dynamic_cast<core::SectionPredictor*>(made.release()));
}

Method hiptMethod()
{
    Method method;
    method.name = "hipt";
    method.title = "HIPT / iStar";
    method.kind = core::PredictorKind::Dense;
    method.references = {"hipt_vit256", "hipt_vit4k"};
    method.patches = hiptPatches();
    method.paper = {24.59, 5.13};
    method.count = count;
    method.load = load;
    method.compute = compute;
    method.adopt = adopt;
    return method;
}

} // namespace transcope::model
