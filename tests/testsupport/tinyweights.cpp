#include "tests/testsupport/tinyweights.h"

#include "model/config/m2ostshapes.h"
#include "model/weights/hashtensor.h"

#include <cstdio>

namespace transcope::tests {

namespace {

model::M2ostConfig configOf(const TinyWeightsOptions& options)
{
    model::M2ostConfig config;
    config.levels = options.levels;
    config.genes = options.genes;
    config.layers = options.layers;
    config.ablation = options.ablation;
    return config;
}

} // namespace

model::ModelCard tinyCard(const TinyWeightsOptions& options)
{
    model::ModelCard card;
    card.configuration = model::toJson(configOf(options));
    for (int i = 0; i < options.genes; ++i) {
        char id[32];
        std::snprintf(id, sizeof id, "ENSG%011d", i + 1);
        card.genes.push_back({i == 0 ? "DDX5" : "GENE" + std::to_string(i + 1), id});
        card.heldOutScores.push_back(0.5f - 0.1f * static_cast<float>(i % 7));
    }
    card.patches = model::m2ostPatches(configOf(options), options.umPerPx);
    card.trainedOn = "nothing: weights made from a hash, for tests";
    card.split = "none";
    card.licence = "none";
    return card;
}

model::TensorMap tinyTensors(const TinyWeightsOptions& options)
{
    model::TensorMap tensors;
    for (const auto& [name, shape] : model::m2ostShapes(configOf(options)))
        tensors[name] = model::hashedWeight(options.seed, name, shape);
    return tensors;
}

core::Result<void> writeTinyWeights(const std::filesystem::path& path, const TinyWeightsOptions& options)
{
    return model::writeWeights(path, tinyCard(options), tinyTensors(options));
}

} // namespace transcope::tests
