#include "tests/testsupport/torchdoctest.h"

#include "model/config/m2ostshapes.h"
#include "model/counting/studyrows.h"
#include "model/m2ost/fusedm2ost.h"
#include "model/m2ost/m2ost.h"
#include "model/nn/attention.h"
#include "model/nn/statedict.h"
#include "model/weights/hashtensor.h"

#include <algorithm>
#include <cmath>

using namespace transcope::model;

namespace {

std::vector<std::vector<int>> allLevelSets()
{
    std::vector<std::vector<int>> sets;
    for (int bits = 1; bits < 16; ++bits) {
        sets.emplace_back();
        for (int level = 0; level < 4; ++level)
            if (bits >> level & 1)
                sets.back().push_back(level);
    }
    return sets;
}

M2ostConfig smallConfig(std::vector<int> levels)
{
    M2ostConfig config;
    config.levels = std::move(levels);
    config.genes = 7;
    config.layers = 1;
    return config;
}

/// The same with 4 tokens of 24 channels.
M2ostConfig tinyConfig(std::vector<int> levels)
{
    M2ostConfig config = smallConfig(std::move(levels));
    config.imageSize = 32;
    config.channels = 24;
    config.embedding = 48;
    config.mlpHidden = 16;
    config.channelHidden = 12;
    return config;
}

std::vector<torch::Tensor> randomLevels(int count, int batch, int size = 224)
{
    std::vector<torch::Tensor> levels;
    for (int i = 0; i < count; ++i)
        levels.push_back(torch::rand({batch, 3, size, size}));
    return levels;
}

} // namespace

TEST_CASE("every level set, whole and ablated: names and shapes as m2ostShapes, output of the right shape")
{
    torch::manual_seed(1);
    for (std::size_t i = 0; i < 5 * allLevelSets().size(); ++i) {
        const auto levels = allLevelSets()[i / 5];
        M2ostConfig config = tinyConfig(levels);
        config.ablation = AllAblations[i % 5];
        CAPTURE(torch::str(levels));
        CAPTURE(ablationKey(config.ablation));
        M2ost model(config);
        std::map<std::string, std::vector<std::int64_t>> shapes;
        for (const auto& item : model->named_parameters())
            shapes[item.key()] = item.value().sizes().vec();
        CHECK(shapes == m2ostShapes(config));
        const torch::NoGradGuard noGrad;
        const auto out = model(randomLevels(config.levelCount(), 1, config.imageSize));
        CHECK(out.sizes().vec() == std::vector<std::int64_t>{1, 7});
        CHECK(out.isfinite().all().item<bool>());
    }
}

TEST_CASE("attention against the definition, entry by entry")
{
    torch::manual_seed(2);
    const auto q = torch::randn({1, 3, 4}), k = torch::randn({1, 5, 4}), v = torch::randn({1, 5, 4});
    const auto out = multiHeadAttention(q, k, v, 2);
    for (int head = 0; head < 2; ++head)
        for (int n = 0; n < 3; ++n) {
            double weights[5], sum = 0;
            for (int m = 0; m < 5; ++m) {
                double dot = 0;
                for (int c = 0; c < 2; ++c)
                    dot += q[0][n][2 * head + c].item<double>() * k[0][m][2 * head + c].item<double>();
                sum += weights[m] = std::exp(dot / std::sqrt(2.0));
            }
            for (int c = 0; c < 2; ++c) {
                double expected = 0;
                for (int m = 0; m < 5; ++m)
                    expected += weights[m] / sum * v[0][m][2 * head + c].item<double>();
                CHECK(out[0][n][2 * head + c].item<double>() == doctest::Approx(expected).epsilon(1e-5));
            }
        }
    CHECK_THROWS_AS(multiHeadAttention(q, k, v, 3), c10::Error);
    CHECK_THROWS_AS(multiHeadAttention(q, k, q, 2), c10::Error);
}

TEST_CASE("random masking: only while training, expectation near the unmasked, self always kept")
{
    torch::manual_seed(3);
    const auto x = torch::randn({1, 50, 64});
    // Almost everything dropped: each query keeps itself, so the output is nearly v itself.
    const auto masked = multiHeadAttention(x, x, x, 1, {0.9999999, {5}});
    CHECK(torch::allclose(masked, x));
    M2ost model(smallConfig({0}));
    model->setMask({0.5, {7}});
    const auto levels = randomLevels(1, 1);
    const torch::NoGradGuard noGrad;
    model->eval();
    const auto still = model(levels);
    CHECK(torch::equal(still, model(levels)));
    model->train();
    CHECK(!torch::equal(still, model(levels)));
}

TEST_CASE("random masking of a spot does not depend on the spots beside it")
{
    torch::manual_seed(4);
    const auto q = torch::randn({3, 20, 64}), k = torch::randn({3, 20, 64}), v = torch::randn({3, 20, 64});
    const RandomMask mask{0.4, {11, 12, 13}};
    const auto together = multiHeadAttention(q, k, v, 2, mask);
    for (int spot = 0; spot < 3; ++spot) {
        const auto alone = multiHeadAttention(q.narrow(0, spot, 1), k.narrow(0, spot, 1),
                                              v.narrow(0, spot, 1), 2, {mask.rate, {mask.seeds[spot]}});
        CHECK(torch::allclose(alone, together.narrow(0, spot, 1), 1e-5, 1e-6));
    }
    CHECK(!torch::allclose(together, multiHeadAttention(q, k, v, 2, mask.forBlock(0))));
    CHECK_THROWS_AS(multiHeadAttention(q, k, v, 2, {0.4, {1, 2}}), c10::Error);
    // The share that is dropped: with equal scores a query's result is the mean over what it keeps of the
    // ones.
    const auto zero = torch::zeros({1, 400, 64}),
               eye = torch::eye(400).unsqueeze(0).narrow(2, 0, 64).contiguous();
    const auto kept = multiHeadAttention(zero, zero, eye, 1, {0.25, {3}}).gt(0).to(torch::kFloat).mean();
    // 400 · 64 draws of 0.75: standard deviation 0.0027
    CHECK(kept.item<double>() == doctest::Approx(0.75).epsilon(0.015));
}

TEST_CASE("token order: finest first, centre only")
{
    // A level-1 image that is 1 outside the central 112 px and 0 inside: P1's tokens, which come first, must
    // be those of an all-zero image, the whole's corner token must not.
    Dpe dpe(smallConfig({1}));
    auto ring = torch::ones({1, 3, 224, 224});
    ring.narrow(2, 56, 112).narrow(3, 56, 112).zero_();
    const auto tokens = dpe(ring, 0);
    const auto zeros = dpe(torch::zeros({1, 3, 224, 224}), 0);
    REQUIRE(tokens.size(1) == 1 + 2 * 196);
    CHECK(torch::equal(tokens.narrow(1, 0, 197), zeros.narrow(1, 0, 197)));
    // LayerNorm removes a constant patch's value, so the difference shows only where a patch is mixed: token
    // rows of the whole are 14 × 14 of 16 px; 56 = 3.5 · 16, so patch (3, 3) is mixed.
    const auto mixed = 197 + 3 * 14 + 3;
    CHECK(!torch::allclose(tokens.select(1, mixed), zeros.select(1, mixed)));
}

TEST_CASE("patches are flattened row, column, channel")
{
    PatchEmbedding embedding(PatchEmbeddingOptions{2, 12, 4});
    torch::NoGradGuard noGrad;
    for (auto& p : embedding->parameters())
        p.zero_();
    auto named = embedding->named_parameters();
    named["1.weight"].fill_(1);
    named["5.weight"].fill_(1);
    // Hidden unit 0 sees element 4 of a patch alone: row 0, column 1, channel 1.
    named["2.weight"][0][4] = 100;
    named["4.weight"][0][0] = 1;
    auto image = torch::zeros({1, 3, 2, 4});
    image[0][1][0][3] = 1; // second patch, row 0, column 1, channel 1
    const auto out = embedding(image);
    REQUIRE(out.sizes().vec() == std::vector<std::int64_t>{1, 2, 4});
    CHECK(out[0][1][0].item<float>() > 1);
    CHECK(std::abs(out[0][0][0].item<float>()) < 1e-3f);
}

TEST_CASE("the head's split by level adds up to the prediction")
{
    torch::manual_seed(4);
    M2ost model(smallConfig({0, 1, 2}));
    const torch::NoGradGuard noGrad;
    const auto levels = randomLevels(3, 2);
    const auto encoded = model->encode(levels);
    const auto rows = model->predict(encoded, {.contributions = true, .encoded = true});
    REQUIRE(rows.size(1) == 7 + 3 * 7 + encoded.size(1));
    CHECK(torch::equal(rows.narrow(1, 0, 7), model(levels)));
    CHECK(torch::equal(rows.narrow(1, 28, encoded.size(1)), encoded));
    const auto split = rows.narrow(1, 7, 21).view({2, 3, 7});
    CHECK(torch::allclose(split.sum(1) + model->named_parameters()["mlp_head.bias"], model(levels), 1e-4,
                          1e-5));
}

namespace {

/// Row r of x · weightᵀ for [N, C] and [out, C], in double, entry by entry.
std::vector<double> productRow(const torch::Tensor& x, std::int64_t r, const torch::Tensor& weight)
{
    const auto values = x.accessor<double, 2>(), factors = weight.accessor<double, 2>();
    std::vector<double> row;
    for (std::int64_t o = 0; o < weight.size(0); ++o) {
        double sum = 0;
        for (std::int64_t c = 0; c < weight.size(1); ++c)
            sum += values[r][c] * factors[o][c];
        row.push_back(sum);
    }
    return row;
}

/// Softmax of the first token's query on all keys, mean over the heads; by the definition. tokens: [N, C],
/// qkv: [3 C, C].
std::vector<double> firstTokensAttention(const torch::Tensor& tokens, const torch::Tensor& qkv, int heads)
{
    const auto channels = static_cast<std::size_t>(tokens.size(1)), wide = channels / std::size_t(heads);
    std::vector<std::vector<double>> rows;
    for (std::int64_t n = 0; n < tokens.size(0); ++n)
        rows.push_back(productRow(tokens, n, qkv));
    std::vector<double> mean(rows.size());
    for (std::size_t head = 0; head < std::size_t(heads); ++head) {
        std::vector<double> weights;
        for (const auto& row : rows) {
            double score = 0;
            for (std::size_t c = head * wide; c < (head + 1) * wide; ++c)
                score += rows[0][c] * row[channels + c];
            weights.push_back(score / std::sqrt(double(wide)));
        }
        const double highest = *std::max_element(weights.begin(), weights.end());
        double sum = 0;
        for (double& weight : weights)
            sum += weight = std::exp(weight - highest);
        for (std::size_t n = 0; n < rows.size(); ++n)
            mean[n] += weights[n] / sum / heads;
    }
    return mean;
}

} // namespace

TEST_CASE("attention of the cls tokens in the last ITMM, by the definition")
{
    torch::manual_seed(5);
    for (const int layers : {1, 3}) {
        auto config = tinyConfig({0, 1, 2});
        config.layers = layers;
        config.heads = 3;
        M2ost model(config);
        model->eval();
        const torch::NoGradGuard noGrad;
        // In double and far from even attention: without a residual in CTMM tokens else become nearly the
        // same.
        model->to(torch::kDouble);
        for (auto& item : model->named_parameters())
            if (item.key().find(".to_q") != std::string::npos)
                item.value().mul_(30);
        auto images = randomLevels(3, 2, 32);
        for (auto& image : images)
            image = image.to(torch::kDouble);
        // What the last layer takes: what the one before it gives; with one layer, what DPE gives.
        std::vector<torch::Tensor> taken(3);
        if (layers == 1) {
            Dpe dpe(config);
            dpe->to(torch::kDouble);
            for (auto& item : dpe->named_parameters())
                item.value().copy_(model->named_parameters()[item.key()]);
            for (int level = 0; level < 3; ++level)
                taken[std::size_t(level)] = dpe(images[std::size_t(level)], level);
        } else {
            model->forward(images, [&](int layer, const char* block, int index, const torch::Tensor& x) {
                if (layer == layers - 2 && std::string(block) == "ccmm")
                    taken[std::size_t(index)] = x.clone();
            });
        }
        const auto attention = model->clsAttention(images);
        REQUIRE(attention.size() == 3);
        for (std::size_t level = 0; level < 3; ++level) {
            const auto qkv = model->named_parameters()["transformer.layers." + std::to_string(layers - 1) +
                                                       ".0.to_qkv" + std::to_string(level + 1) + ".weight"];
            REQUIRE(attention[level].sizes() == torch::IntArrayRef({2, config.tokens(int(level))}));
            for (int spot = 0; spot < 2; ++spot) {
                const auto expected = firstTokensAttention(taken[level][spot], qkv, config.heads);
                double largest = 0;
                for (std::int64_t t = 0; t < attention[level].size(1); ++t) {
                    const double found = attention[level][spot][t].item<double>();
                    largest = std::max(largest, std::abs(found - expected[std::size_t(t) + 1]));
                }
                CHECK(largest < 1e-9);
                const auto [least, most] = std::minmax_element(expected.begin() + 1, expected.end());
                CHECK(*most / *least > 1.05); // so that it can tell tokens apart
            }
        }
    }
}

TEST_CASE("missing levels: only the present streams get gradients")
{
    torch::manual_seed(5);
    M2ostConfig config = smallConfig({0, 1, 2});
    config.layers = 2;
    M2ost model(config);
    auto levels = randomLevels(3, 1);
    levels[1] = torch::Tensor();
    model(levels).square().sum().backward();
    const auto moves = [&](const std::string& name) {
        const auto grad = model->named_parameters()[name].grad();
        return grad.defined() && grad.abs().max().item<float>() > 0;
    };
    for (const char* layer : {"transformer.layers.0.", "transformer.layers.1."})
        for (const char* name : {"0.to_qkv2.weight", "0.to_out2.0.bias", "2.to_q1.weight", "2.to_k1.weight",
                                 "2.to_v1.weight", "2.to_out1.0.weight"}) {
            CAPTURE(name);
            CHECK(!moves(std::string(layer) + name));
        }
    CHECK(!moves("pos_embedding2"));
    for (const char* name :
         {"pos_embedding1", "pos_embedding3", "cls_token", "to_patch_embedding2.2.weight",
          "transformer.layers.0.0.to_qkv3.weight", "transformer.layers.1.2.to_out0.0.weight"}) {
        CAPTURE(name);
        CHECK(moves(name));
    }
    // Shared tensors: the missing level's columns and rows stay.
    const auto block = [&](const std::string& name, int dim) {
        return model->named_parameters()[name].grad().narrow(dim, 192, 192).abs().max().item<float>();
    };
    CHECK(block("mlp_head.weight", 1) == 0);
    CHECK(block("transformer.layers.0.3.net.0.weight", 0) == 0);
    CHECK(block("transformer.layers.0.3.net.1.weight", 1) == 0);
    CHECK(block("transformer.layers.0.3.net.4.weight", 0) == 0);
    // to_out0 concatenates levels 1 and 2: level 1's half stays.
    CHECK(model->named_parameters()["transformer.layers.0.2.to_out0.0.weight"]
              .grad()
              .narrow(1, 0, 192)
              .abs()
              .max()
              .item<float>() == 0);
    CHECK_THROWS_AS(model(std::vector<torch::Tensor>(3)), c10::Error);
}

TEST_CASE("clones do not share, wrong shapes are refused")
{
    M2ost model(smallConfig({0, 1}));
    const auto copy = std::dynamic_pointer_cast<M2ostImpl>(model->clone());
    const torch::NoGradGuard noGrad;
    const auto levels = randomLevels(2, 1);
    CHECK(torch::equal(model(levels), copy->forward(levels)));
    for (auto& p : copy->parameters())
        p.zero_();
    CHECK(!torch::equal(model(levels), copy->forward(levels)));
    CHECK_THROWS_AS(model(randomLevels(3, 1)), c10::Error);
    auto unequal = levels;
    unequal[1] = torch::rand({1, 3, 112, 112});
    CHECK_THROWS_AS(model(unequal), c10::Error);
    CHECK_THROWS_AS(M2ost(smallConfig({1, 0})), c10::Error);
}

TEST_CASE("both studies: the networks have as many parameters as are counted")
{
    for (const auto& rows : {levelRows({}), ablationRows({})})
        for (const auto& row : rows) {
            CAPTURE(row.key);
            M2ost model(row.config);
            std::int64_t parameters = 0;
            for (const auto& p : model->parameters())
                parameters += p.numel();
            CHECK(parameters == row.counts.parameters);
        }
}

TEST_CASE("ablated networks: every parameter gets a gradient")
{
    torch::manual_seed(6);
    for (const auto ablation : AllAblations) {
        M2ostConfig config = tinyConfig({0, 1, 2});
        config.layers = 2;
        config.ablation = ablation;
        M2ost model(config);
        model->setMask({0.2, {1, 2}});
        model->setTokenShare(0.5);
        model(randomLevels(3, 2, 32)).square().sum().backward();
        for (const auto& item : model->named_parameters()) {
            CAPTURE(ablationKey(ablation));
            CAPTURE(item.key());
            CHECK(item.value().grad().abs().max().item<float>() > 0);
        }
    }
}

// Which levels' pictures reach level 0's tokens within one layer, before anything else mixes levels. CTMM and
// CCMM come after in the first two; the probe looks right after the first block.
TEST_CASE("unified attention sees the other levels' tokens, ITMM does not")
{
    torch::manual_seed(7);
    for (const auto ablation : {Ablation::WithoutDpe, Ablation::UnifiedAttention}) {
        M2ostConfig config = tinyConfig({0, 1});
        config.ablation = ablation;
        M2ost model(config);
        const torch::NoGradGuard noGrad;
        const auto levelZeroAfterFirstBlock = [&](const std::vector<torch::Tensor>& images) {
            torch::Tensor seen;
            model(images, [&](int, const char* block, int index, const torch::Tensor& tokens) {
                const std::string name = block;
                if (index == 0 && (name == "ffn" || name == "unified"))
                    seen = tokens.clone();
            });
            return seen;
        };
        const auto images = randomLevels(2, 1, 32);
        const auto before = levelZeroAfterFirstBlock(images);
        const auto after = levelZeroAfterFirstBlock({images[0], torch::rand({1, 3, 32, 32})});
        REQUIRE(before.sizes().vec() == std::vector<std::int64_t>{1, 5, 24});
        CHECK(torch::equal(before, after) == (ablation == Ablation::WithoutDpe));
    }
}

TEST_CASE("without DPE a level sees its whole patch with its own embedder")
{
    torch::manual_seed(8);
    M2ostConfig config = tinyConfig({1, 2});
    config.ablation = Ablation::WithoutDpe;
    Dpe embedding(config);
    const torch::NoGradGuard noGrad;
    const auto names = embedding->named_parameters();
    CHECK(names.contains("to_patch_embedding2.1.weight"));
    CHECK(names.contains("to_patch_embedding3.1.weight"));
    CHECK(!names.contains("to_patch_embedding1.1.weight"));
    CHECK(names["to_patch_embedding3.1.weight"].numel() == 3 * 16 * 16);
    const auto image = torch::rand({1, 3, 32, 32});
    const auto tokens = embedding(image, 1);
    REQUIRE(tokens.sizes().vec() == std::vector<std::int64_t>{1, 5, 24});
    auto otherCorner = image.clone();
    otherCorner.narrow(2, 16, 16).narrow(3, 16, 16).zero_(); // the last of 2 × 2 patches
    const auto changed = embedding(otherCorner, 1);
    CHECK(torch::equal(tokens.narrow(1, 0, 4), changed.narrow(1, 0, 4)));
    CHECK(!torch::equal(tokens.select(1, 4), changed.select(1, 4)));
    CHECK(!torch::equal(tokens, embedding(image, 0)));
}

// Level 0's channels alone, then level 1's, of a batch whose levels hold the same picture and whose embedders
// and positions are made equal: with the same tokens chosen they stay equal up to the first block.
TEST_CASE("unified attention keeps the same tokens of every level")
{
    torch::manual_seed(9);
    M2ostConfig config = tinyConfig({0, 1});
    config.imageSize = 128; // 64 tokens: another choice would hardly be the same
    config.ablation = Ablation::UnifiedAttention;
    M2ost model(config);
    const torch::NoGradGuard noGrad;
    auto named = model->named_parameters();
    for (const auto& item : named)
        if (item.key().starts_with("to_patch_embedding1"))
            named["to_patch_embedding2" + item.key().substr(19)].copy_(item.value());
        else if (item.key().find(".0.") != std::string::npos ||
                 item.key().find(".1.mlp") != std::string::npos)
            item.value().zero_(); // the first block adds nothing
    named["pos_embedding2"].copy_(named["pos_embedding1"]);
    model->train();
    model->setTokenShare(0.25);
    const auto image = torch::rand({1, 3, 128, 128});
    std::vector<torch::Tensor> seen;
    model(std::vector<torch::Tensor>{image, image},
          [&](int, const char* block, int, const torch::Tensor& tokens) {
              if (std::string(block) == "unified")
                  seen.push_back(tokens.clone());
          });
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].size(1) == 17);
    CHECK(torch::equal(seen[0], seen[1]));
}

TEST_CASE("unified attention refuses a missing level")
{
    M2ostConfig config = tinyConfig({0, 1});
    config.ablation = Ablation::UnifiedAttention;
    M2ost model(config);
    auto levels = randomLevels(2, 1, 32);
    levels[1] = torch::Tensor();
    CHECK_THROWS_WITH_AS(model(levels), doctest::Contains("none may be missing"), c10::Error);
}

TEST_CASE("the fused network computes what the plain one does")
{
    const torch::NoGradGuard noGrad;
    for (const std::vector<int>& levels : {std::vector<int>{0, 1, 2}, {0, 2}}) {
        M2ostConfig config;
        config.levels = levels;
        config.genes = 7;
        TensorMap tensors;
        for (const auto& [name, shape] : m2ostShapes(config))
            tensors[name] = hashedWeight("fused", name, shape);
        M2ost plain(config);
        loadTensors(*plain, tensors);
        plain->eval();
        std::vector<torch::Tensor> bytes, images;
        for (const int level : levels) {
            const auto pixels = toTorch(hashedInput("fused", std::to_string(level), {2, 224, 224, 3}, 255));
            bytes.push_back(pixels.to(torch::kByte).permute({0, 3, 1, 2}));
            images.push_back(bytes.back().to(torch::kFloat) / 255);
        }
        const auto expected = plain->forward(images);
        const FusedM2ost fused(config, tensors, torch::kCPU, torch::kFloat);
        const double largest = expected.abs().max().item<double>();
        CHECK(largest > 0.1);
        CHECK((fused.forward(bytes) - expected).abs().max().item<double>() <= 1e-4 * largest);
        CHECK((fused.forward(images) - expected).abs().max().item<double>() <= 1e-4 * largest);
    }
}
