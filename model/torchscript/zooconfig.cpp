#include "model/torchscript/zooconfig.h"

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

/// Throws json::exception or std::runtime_error with what is wrong.
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
        if (its == 1)
            transform.resizePx = sideOf(step.at("arguments").at("size"));
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

core::GeneList outputsOf(const json& config, bool classes)
{
    core::GeneList outputs;
    std::set<std::string> seen;
    for (const json& name : config.at(classes ? "class_names" : "genes")) {
        outputs.push_back({name.get<std::string>(), {}});
        if (!seen.insert(outputs.back().symbol).second)
            throw std::runtime_error(outputs.back().symbol + " stands twice");
    }
    const bool counted = !classes && !config.contains("num_classes");
    if (outputs.empty() || (!counted && config.at("num_classes").get<std::size_t>() != outputs.size()))
        throw std::runtime_error("num_classes and the names of the outputs differ");
    return outputs;
}

ModelCard cardFrom(const json& config)
{
    if (config.at("spec_version").get<std::string>() != "1.0")
        throw std::domain_error("spec_version " + config.at("spec_version").get<std::string>());
    ModelCard card;
    card.method = TorchScriptMethod;
    const bool classes = !config.contains("genes");
    card.genes = outputsOf(config, classes);
    const auto normalisation =
        core::normalisationNamed(classes ? "none" : config.at("normalisation").get<std::string>());
    if (!normalisation)
        throw std::runtime_error("normalisation must be " + core::normalisationNames());
    card.normalisation = *normalisation;
    card.patches.sizePx = config.at("patch_size_pixels").get<int>();
    card.patches.downsamples = {1};
    card.patches.umPerPx = config.at("spacing_um_px").get<double>();
    if (card.patches.sizePx < 1 || card.patches.sizePx > LargestPatchPx || !(*card.patches.umPerPx > 0))
        throw std::runtime_error("patch_size_pixels or spacing_um_px is out of range");
    (void)transformFrom(config.at("transform"));
    const auto activation = config.value("activation", classes ? "softmax" : "none");
    if (activation != "none" && (activation != "softmax" || !classes))
        throw std::domain_error("the activation " + activation);
    card.configuration = {{"title", config.value("name", config.at("architecture").get<std::string>())},
                          {"architecture", config.at("architecture")},
                          {"outputs", classes ? "classes" : "genes"},
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
        return cardFrom(json::parse(file));
    } catch (const std::domain_error& e) {
        return fail(
            ErrorCode::Unsupported, path.string() + ": " + e.what() + " is not known",
            "Transcope runs spec_version 1.0 with Resize, ToTensor and Normalize, and softmax or none");
    } catch (const std::exception& e) { // of nlohmann, or ours
        return wrong(path.string(), e.what());
    }
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
