#include "model/methods/methods.h"

#include "core/base/try.h"
#include "model/comparators/comparators.h"
#include "model/methods/bleep.h"
#include "model/methods/hipt.h"
#include "model/methods/m2ost.h"
#include "model/methods/ridge.h"
#include "model/methods/sectionmethods.h"
#include "model/methods/torchscript.h"
#include "model/torchscript/zooconfig.h"

#include <algorithm>

namespace transcope::model {

namespace {

constexpr auto Patch = core::PredictorKind::Patch;

std::vector<Method> table()
{
    const core::PatchSpec image = imageNetPatches();
    return {
        m2ostMethod(),
        {"resnet50", "ResNet50", Patch, {}, image, {24.02, 4.11}, resnet50},
        {"vit_b_16", "ViT-B/16", Patch, {}, image, {57.45, 11.27}, vitB16},
        {"swin_t", "Swin-T", Patch, {}, image, {19.02, 2.96}, swinT},
        {"convnext_tiny", "ConvNeXt-T", Patch, {}, image, {27.99, 4.46}, convnextTiny},
        {"crossvit_small", "CrossViT-S", Patch, {}, image, {26.27, 4.85}, crossvitSmall},
        {"deepspace",
         "DeepSpaCE",
         Patch,
         {"vgg16"},
         image,
         {135.29, 15.48},
         vgg16,
         1,
         {.loss = Loss::SmoothL1, .weightDecay = 1e-4, .batchSize = 128}},
        {"stnet",
         "ST-Net",
         Patch,
         {"densenet121"},
         image,
         {7.21, 2.87},
         densenet121,
         8,
         {.optimiser = Optimiser::Sgd,
          .learningRate = 1e-6,
          .batchSize = 32,
          .zeroHead = true,
          .normaliseByData = true}},
        histogeneMethod(),
        hist2stMethod(),
        bleepMethod(),
        hiptMethod(),
        ridgeMethod(),
    };
}

/// Separated by commas.
template <class Predicate> std::string namesWhere(Predicate predicate)
{
    std::string names;
    for (const Method& method : methods())
        if (predicate(method))
            names += (names.empty() ? "" : ", ") + method.name;
    return names;
}

} // namespace

core::PatchSpec imageNetPatches()
{
    core::PatchSpec patches;
    patches.downsamples = {1};
    patches.mean = {0.485, 0.456, 0.406};
    patches.sd = {0.229, 0.224, 0.225};
    return patches;
}

const std::vector<Method>& methods()
{
    static const std::vector<Method> all = table();
    return all;
}

core::Result<const Method*> findMethod(const std::string& name, const std::string& where)
{
    for (const Method& method : methods())
        if (method.name == name || std::ranges::find(method.references, name) != method.references.end())
            return &method;
    return core::fail(core::ErrorCode::Unsupported, where + ": there is no method " + name,
                      "This version of Transcope runs " + methodNames());
}

core::Result<std::unique_ptr<core::Predictor>> loadMethod(LoadRequest&& request)
{
    if (request.file.card.method == TorchScriptMethod) // no method of the table: the file brings its own
        return loadTorchScript(std::move(request));
    TRY(const auto method, findMethod(request.file.card.method, request.path.string()));
    return method->load(*method, std::move(request));
}

std::string methodNames()
{
    return namesWhere([](const Method&) { return true; });
}

std::string backboneNames()
{
    return namesWhere([](const Method& method) { return method.network != nullptr; });
}

} // namespace transcope::model
