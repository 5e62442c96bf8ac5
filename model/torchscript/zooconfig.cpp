#include "model/torchscript/zooconfig.h"

#include "core/base/parsejson.h"
#include "core/base/try.h"
#include "core/expression/normalisation.h"

#include <cmath>
#include <fstream>
#include <set>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;
using nlohmann::json;

namespace {

constexpr int LargestPatchPx = 4096;

tl::unexpected<core::Error> wrong(const std::string& name, const std::string& what)
{
    return fail(ErrorCode::BadInput, name + ": " + what,
                "Give the config.json of the model, as the WSInfer model zoo has it");
}

std::array<double, 3> threeNumbers(const json& value)
{
    if (value.size() != 3)
        throw std::runtime_error("mean and std must be three numbers");
    return value.get<std::array<double, 3>>();
}

/// A number, or two that are equal.
int sideOf(const json& size)
{
    const json& side = size.is_array() ? size.at(0) : size;
    const int px = side.get<int>();
    if (px < 1 || px > LargestPatchPx || (size.is_array() && size.size() == 2 && size[1] != side))
        throw std::runtime_error("Resize must give a square of 1 to 4096 px");
    return px;
}

/// torchvision's default, by its name or PIL's number. Throws std::domain_error.
void checkInterpolation(const json& arguments)
{
    const json way = arguments.value("interpolation", json("bilinear"));
    if (way != "bilinear" && way != 2)
        throw std::domain_error("the interpolation " + way.dump());
}

/// Throws json::exception, or std::runtime_error and std::domain_error with what is wrong.
ZooTransform transformFrom(const json& steps)
{
    ZooTransform transform;
    int stage = 0; // how far the order Resize, ToTensor, Normalize has come
    for (const json& step : steps) {
        const auto name = step.at("name").get<std::string>();
        const int its = name == "Resize" ? 1 : name == "ToTensor" ? 2 : name == "Normalize" ? 3 : 0;
        if (its <= stage)
            throw std::domain_error("the transform " + name);
        stage = its;
        if (its == 1) {
            checkInterpolation(step.at("arguments"));
            transform.resizePx = sideOf(step.at("arguments").at("size"));
        }
        if (its == 3) {
            transform.mean = threeNumbers(step.at("arguments").at("mean"));
            transform.sd = threeNumbers(step.at("arguments").at("std"));
        }
    }
    for (const double sd : transform.sd)
        if (!(sd > 0))
            throw std::runtime_error("std must be above 0");
    if (stage < 2)
        throw std::domain_error("a transform without ToTensor");
    return transform;
}

/// What the outputs are, by the key that names or counts them.
enum class Outputs { Classes, Genes, Features };
constexpr const char* OutputsNames[] = {"classes", "genes", "features"};

Outputs outputsOf(const json& config)
{
    return config.contains("genes")      ? Outputs::Genes
           : config.contains("features") ? Outputs::Features
                                         : Outputs::Classes;
}

core::GeneList namesOf(const json& config, Outputs outputs)
{
    if (outputs == Outputs::Features)
        return featureNames(config.at("features").get<int>());
    core::GeneList names;
    std::set<std::string> seen;
    for (const json& name : config.at(outputs == Outputs::Classes ? "class_names" : "genes")) {
        names.push_back({name.get<std::string>(), {}});
        if (!seen.insert(names.back().symbol).second)
            throw std::runtime_error(names.back().symbol + " stands twice");
    }
    const bool counted = outputs == Outputs::Classes || config.contains("num_classes");
    if (counted && config.at("num_classes").get<std::size_t>() != names.size())
        throw std::runtime_error("num_classes and the names of the outputs differ");
    return names;
}

core::Normalisation normalisationOf(const json& config)
{
    const auto normalisation = core::normalisationNamed(config.at("normalisation").get<std::string>());
    if (!normalisation)
        throw std::runtime_error("normalisation must be " + core::normalisationNames());
    return *normalisation;
}

core::PatchSpec patchesOf(const json& config)
{
    core::PatchSpec patches;
    patches.sizePx = config.at("patch_size_pixels").get<int>();
    patches.downsamples = {1};
    patches.umPerPx = config.at("spacing_um_px").get<double>();
    if (patches.sizePx < 1 || patches.sizePx > LargestPatchPx || !(*patches.umPerPx > 0))
        throw std::runtime_error("patch_size_pixels or spacing_um_px is out of range");
    return patches;
}

ModelCard cardFrom(const json& config)
{
    if (config.at("spec_version").get<std::string>() != "1.0")
        throw std::domain_error("spec_version " + config.at("spec_version").get<std::string>());
    const Outputs outputs = outputsOf(config);
    ModelCard card;
    card.method = TorchScriptMethod;
    card.genes = namesOf(config, outputs);
    if (card.genes.empty())
        throw std::runtime_error("the model has no outputs");
    card.normalisation = outputs == Outputs::Genes ? normalisationOf(config) : core::Normalisation::None;
    card.patches = patchesOf(config);
    (void)transformFrom(config.at("transform"));
    const auto activation = config.value("activation", outputs == Outputs::Classes ? "softmax" : "none");
    if (activation != "none" && (activation != "softmax" || outputs != Outputs::Classes))
        throw std::domain_error("the activation " + activation);
    card.configuration = {{"title", config.value("name", config.at("architecture").get<std::string>())},
                          {"architecture", config.at("architecture")},
                          {"outputs", OutputsNames[static_cast<std::size_t>(outputs)]},
                          {"transform", config.at("transform")},
                          {"activation", activation}};
    return card;
}

} // namespace

Result<ModelCard> readZooConfig(const std::filesystem::path& path)
{
    std::ifstream file(path);
    if (!file)
        return fail(ErrorCode::NotFound, path.string() + " cannot be opened", "Check the path");
    try {
        const std::string text(std::istreambuf_iterator<char>(file), {});
        return cardFrom(core::parseJson(text));
    } catch (const std::domain_error& e) {
        return fail(
            ErrorCode::Unsupported, path.string() + ": " + e.what() + " is not known",
            "Transcope runs spec_version 1.0 with Resize, ToTensor and Normalize, and softmax or none");
    } catch (const std::exception& e) { // of nlohmann, or ours
        return wrong(path.string(), e.what());
    }
}

core::GeneList featureNames(std::int64_t count)
{
    core::GeneList names;
    for (std::int64_t i = 1; i <= count; ++i)
        names.push_back({"feature " + std::to_string(i), {}});
    return names;
}

Result<ZooTransform> zooTransformOf(const ModelCard& card, const std::string& name)
{
    try {
        auto transform = transformFrom(card.configuration.at("transform"));
        transform.classes = card.configuration.at("activation") == "softmax";
        return transform;
    } catch (const std::exception& e) {
        return wrong(name, e.what());
    }
}

} // namespace transcope::model
