#include "model/backends/graphbackend.h"
#include "model/inference/verify.h"
#include "model/methods/methods.h"
#include "model/weights/hashtensor.h"

#include <cmath>
#include <doctest/doctest.h>

using namespace transcope;
using namespace transcope::model;

namespace {

std::string referencePath(const std::string& name)
{
    return TRANSCOPE_TEST_DATA "/reference/" + name + ".json";
}

double rounded(double value, int digits)
{
    const double factor = std::pow(10, digits);
    return std::round(value * factor) / factor;
}

} // namespace

// The table of the methods that M2OST is compared with, 250 genes: millions of parameters and billions of
// multiply-accumulates per spot, counted to three digits after the point; what the paper prints, to two.
TEST_CASE("every method costs what it should")
{
    struct Row
    {
        const char* method;
        double parameters, macs, paperParameters, paperMacs;
    };
    const Row rows[] = {
        {"m2ost", 7.039, 4.309, 6.81, 2.24},
        {"resnet50", 24.020, 4.088, 24.02, 4.11},
        {"vit_b_16", 85.991, 17.563, 57.45, 11.27},
        {"swin_t", 27.712, 4.490, 19.02, 2.96},
        {"convnext_tiny", 28.012, 4.455, 27.99, 4.46},
        {"crossvit_small", 26.423, 5.615, 26.27, 4.85},
        {"deepspace", 135.285, 15.467, 135.29, 15.48},
        {"stnet", 7.210, 2.833, 7.21, 2.87},
        {"histogene", 188.118, 139.172, 187.99, 135.07}, // a section of 718 spots
        {"hist2st", 759.918, 1.555, 675.50, 1063.23},
        {"bleep", 24.229, 4.088, 24.18, 4.19},
        {"hipt", 24.857, 6.141, 24.59, 5.13}, // a tile of 256 px
        {"ridge", 0.064, 0, 0, 0},            // 257 · 250 parameters, 256 · 250 operations; not the paper's
    };
    CHECK(methods().size() == std::size(rows));
    for (std::size_t i = 0; i < std::size(rows); ++i) {
        const Row& row = rows[i];
        CAPTURE(row.method);
        const Method& method = methods().at(i);
        CHECK(method.name == row.method);
        const auto count = method.count(method, {{"genes", 250}});
        REQUIRE(count.has_value());
        CHECK(rounded(static_cast<double>(count->parameters) / 1e6, 3) == doctest::Approx(row.parameters));
        CHECK(rounded(static_cast<double>(count->macs) / 1e9, 3) == doctest::Approx(row.macs));
        CHECK(rounded(static_cast<double>(count->parametersPaper) / 1e6, 2) ==
              doctest::Approx(row.paperParameters));
        CHECK(rounded(static_cast<double>(count->macsPaper) / 1e9, 2) == doctest::Approx(row.paperMacs));
    }
}

TEST_CASE("every graph has the reference's tensors and computes its outputs")
{
    for (const Method& method : methods()) {
        if (!method.network)
            continue;
        const std::string name = method.references.empty() ? method.name : method.references.front();
        CAPTURE(name);
        const auto reference = readReference(referencePath(name));
        REQUIRE_MESSAGE(reference.has_value(), reference.error().text());
        CHECK(method.network(250).tensors() == reference->tensors);
        const auto report = verifyReference(referencePath(name));
        REQUIRE_MESSAGE(report.has_value(), report.error().text());
        CHECK(report->method == method.name);
        CHECK(report->largestOutput > 0.05);
        CHECK_MESSAGE(report->pass, "off by " << report->maxAbsError << " of " << report->largestOutput);
    }
}

// Head and features together compute what the whole network does; CrossViT is the mean of two heads.
TEST_CASE("a network's features are what its last layer takes")
{
    const std::map<std::string, std::int64_t> widths = {
        {"resnet50", 2048},      {"vit_b_16", 768},   {"swin_t", 768}, {"convnext_tiny", 768},
        {"crossvit_small", 576}, {"deepspace", 4096}, {"stnet", 1024}};
    for (const auto& [name, width] : widths) {
        CAPTURE(name);
        const Graph whole = findMethod(name, "").value()->network(3), features = whole.features();
        CHECK(features.shapeOf(features.outputs().front().second) == std::vector{width});
        for (const auto& [tensor, shape] : whole.tensors())
            CHECK(features.tensors().contains(tensor) == !whole.isHead(tensor));
    }
    const Graph whole = findMethod("crossvit_small", "").value()->network(3);
    TensorMap tensors;
    for (const auto& [name, shape] : whole.tensors())
        tensors[name] = hashedWeight("f", name, shape);
    const TensorMap inputs = {{"image", hashedInput("f", "image", {1, 3, 224, 224})}};
    const auto expected = computeGraph(whole, tensors, inputs),
               features = computeGraph(whole.features(), tensors, inputs);
    REQUIRE(expected.has_value());
    REQUIRE(features.has_value());
    const auto& x = features->at("features").data;
    for (std::size_t gene = 0; gene < 3; ++gene) {
        double sum = 0;
        std::size_t from = 0;
        for (const auto& [name, shape] : whole.tensors())
            if (whole.isHead(name) && shape.size() == 2) {
                const std::size_t width = static_cast<std::size_t>(shape[1]);
                for (std::size_t f = 0; f < width; ++f)
                    sum += tensors.at(name).data[gene * width + f] * x[from + f];
                sum += tensors.at(name.substr(0, name.rfind('.')) + ".bias").data[gene];
                from += width;
            }
        CHECK(sum / 2 == doctest::Approx(expected->begin()->second.data[gene]).epsilon(1e-4));
    }
}

TEST_CASE("a method is found by its name and by its reference's")
{
    CHECK(findMethod("deepspace", "w").value()->title == "DeepSpaCE");
    CHECK(findMethod("vgg16", "w").value()->name == "deepspace");
    const auto none = findMethod("magic", "w.safetensors");
    REQUIRE(!none.has_value());
    CHECK(none.error().message == "w.safetensors: there is no method magic");
    CHECK(none.error().whatToDo.find("m2ost, resnet50") != std::string::npos);
}

namespace {

/// Torchvision's ResNet50 for `outputs` classes, its values hashed, and something that it does not use.
Importing resnetWith(int outputs)
{
    Importing importing;
    importing.name = "resnet50.pth";
    const Graph graph = findMethod("resnet50", "").value()->network(outputs);
    for (const auto& [name, shape] : graph.tensors())
        importing.tensors[name] = hashedWeight("i", name, shape);
    importing.tensors["extra.weight"] = {{1}, {0}};
    importing.card.genes = {{"DDX5", ""}, {"ACTB", ""}};
    importing.card.patches.umPerPx = 0.5;
    return importing;
}

} // namespace

TEST_CASE("a state dict of torchvision's becomes weights, or a start for training")
{
    const Method& method = *findMethod("resnet50", "").value();
    Importing whole = resnetWith(2);
    REQUIRE(method.adopt(method, whole).has_value());
    CHECK(whole.tensors.size() == 267);
    CHECK(whole.ignored == std::vector<std::string>{"extra.weight"});
    CHECK(whole.card.configuration == nlohmann::json{{"genes", 2}});
    CHECK(whole.card.patches.downsamples == std::vector<double>{1});
    CHECK(whole.card.patches.mean[0] == 0.485);
    CHECK(whole.card.patches.umPerPx == 0.5);

    Importing imageNet = resnetWith(1000);
    REQUIRE(method.adopt(method, imageNet).has_value());
    CHECK(imageNet.tensors.size() == 265);
    REQUIRE(imageNet.ignored.size() == 3);
    CHECK(imageNet.ignored[0].starts_with("fc.bias (the last layer is not for 2 genes"));
    CHECK(imageNet.ignored[1].starts_with("fc.weight ("));
}

TEST_CASE("a state dict that does not fit is refused with the first tensor that does not")
{
    const Method& method = *findMethod("resnet50", "").value();
    Importing lacking = resnetWith(2);
    lacking.tensors.erase("layer2.0.conv1.weight");
    lacking.tensors.erase("layer3.0.conv1.weight");
    const auto missing = method.adopt(method, lacking);
    REQUIRE(!missing.has_value());
    CHECK(missing.error().code == core::ErrorCode::BadInput);
    CHECK(missing.error().message == "resnet50.pth lacks the tensor layer2.0.conv1.weight");
    CHECK(missing.error().whatToDo == "These are not the weights of ResNet50");
    Importing other = resnetWith(2);
    other.tensors["conv1.weight"] = hashedWeight("i", "conv1.weight", {64, 1, 7, 7});
    const auto wrong = method.adopt(method, other);
    REQUIRE(!wrong.has_value());
    CHECK(wrong.error().message ==
          "resnet50.pth: tensor conv1.weight has the shape [64,1,7,7], the model needs [64,3,7,7]");
}
