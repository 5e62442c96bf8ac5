#include "model/methods/methods.h"

#include "model/comparators/comparators.h"
#include "model/methods/bleep.h"
#include "model/methods/hipt.h"
#include "model/methods/m2ost.h"
#include "model/methods/sectionmethods.h"

#include <algorithm>

namespace transcope::model {

namespace {

/// One level at the base scale, normalised as torchvision's published weights want it.
core::PatchSpec imageNetPatches()
{
    core::PatchSpec patches;
    patches.downsamples = {1};
    patches.mean = {0.485, 0.456, 0.406};
    patches.sd = {0.229, 0.224, 0.225};
    return patches;
}

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
    };
}

} // namespace

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

std::string methodNames()
{
    std::string names;
    for (const Method& method : methods())
        names += (names.empty() ? "" : ", ") + method.name;
    return names;
}

} // namespace transcope::model
