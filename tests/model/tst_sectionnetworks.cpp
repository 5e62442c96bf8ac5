#include "tests/testsupport/torchdoctest.h"

#include "model/comparators/gridneighbours.h"
#include "model/comparators/hipt.h"
#include "model/comparators/hist2st.h"
#include "model/comparators/histogene.h"
#include "model/nn/attention.h"
#include "model/nn/fusedattention.h"
#include "model/nn/statedict.h"
#include "model/weights/hashtensor.h"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace transcope::model;
using nlohmann::json;

namespace {

json reference(const char* name)
{
    const auto path = std::filesystem::path(TRANSCOPE_REAL_DATA) / ".." / "reference" / (std::string(name) + ".json");
    std::ifstream file(path);
    return file ? json::parse(file) : json();
}

void fill(torch::nn::Module& network, const json& root)
{
    TensorMap tensors;
    for (const auto& tensor : root.at("tensors"))
        tensors[tensor[0]] = hashedWeight(root["seed"].get<std::string>(), tensor[0].get<std::string>(), tensor[1]);
    loadTensors(network, tensors);
    CHECK(tensorsOf(network).size() == tensors.size());
    network.eval();
}

torch::Tensor input(const json& root, const char* name, double factor = 1)
{
    return toTorch(hashedInput(root["seed"].get<std::string>(), name, root["inputs"][name], factor));
}

void compare(const torch::Tensor& computed, const json& expected)
{
    const auto want = torch::tensor(expected["values"].get<std::vector<float>>()).view_as(computed);
    CHECK((computed - want).abs().max().item<float>() <= 1e-4 * want.abs().max().item<float>());
}

torch::Tensor grid(const json& root)
{
    const auto points = root["inputs"]["grid"][0].get<std::vector<std::vector<std::int64_t>>>();
    auto result = torch::empty({static_cast<std::int64_t>(points.size()), 2}, torch::kLong);
    for (std::size_t i = 0; i < points.size(); ++i)
        for (int c = 0; c < 2; ++c)
            result[static_cast<std::int64_t>(i)][c] = points[i][static_cast<std::size_t>(c)];
    return result;
}

} // namespace

TEST_CASE("HisToGene computes its reference")
{
    const auto root = reference("histogene");
    const torch::NoGradGuard noGrad;
    const auto network = std::make_shared<HisToGene>(SectionConfig{.layers = 4});
    fill(*network, root);
    const auto patches = input(root, "patches", 255).view({6, 112, 112, 3}).transpose(1, 2);
    compare(network->forward(network->embed(patches), grid(root)), root["outputs"]["expression"]);
}

TEST_CASE("Hist2ST computes its reference")
{
    const auto root = reference("hist2st");
    const torch::NoGradGuard noGrad;
    const auto network = std::make_shared<Hist2st>(hist2stConfig(112, 250));
    fill(*network, root);
    const auto patches = input(root, "patches").view({6, 3, 112, 112}).permute({0, 3, 2, 1});
    auto x = network->embed(patches);
    for (int step = 0; step < 8; ++step)
        x = network->step(step, x, grid(root));
    const auto h = network->overGraph(x, grid(root));
    compare(network->expression(h), root["outputs"]["expression"]);
    const auto counts = network->countModel(h);
    compare(counts.mean, root["outputs"]["zinb_mean"]);
    compare(counts.dispersion, root["outputs"]["zinb_disp"]);
    compare(counts.zeros, root["outputs"]["zinb_pi"]);
}

TEST_CASE("HIPT computes its references")
{
    const torch::NoGradGuard noGrad;
    const auto root = reference("hipt_vit256");
    const auto vit256 = std::make_shared<HiptVit256>();
    fill(*vit256, root);
    compare(vit256->forward(input(root, "image")).select(1, 0), root["outputs"]["cls"]);
    const auto root4k = reference("hipt_vit4k");
    const auto vit4k = std::make_shared<HiptVit4k>();
    fill(*vit4k, root4k);
    compare(vit4k->forward(input(root4k, "features")).select(1, 0), root4k["outputs"]["cls"]);
}
