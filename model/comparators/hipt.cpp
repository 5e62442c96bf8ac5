#include "model/comparators/hipt.h"

#include "model/graph/blocks.h"

namespace transcope::model {

namespace {

constexpr int HiptPositions = 1 + 14 * 14;
constexpr int HiptPicturePx = 256, HiptPatchPx = 16;
constexpr int IstarWidth = 256;

Graph hiptEncoder(int width, int heads, int layers, int tokens, bool softmax)
{
    constexpr double Eps = 1e-6;
    Graph graph;
    Graph::Value x = graph.input("tokens", {tokens, width});
    for (int layer = 0; layer < layers; ++layer) {
        const std::string name = "blocks." + std::to_string(layer) + ".";
        const BlockNames names = {name + "norm1", name + "attn.qkv", name + "attn.proj",
                                  name + "norm2", name + "mlp.fc1",  name + "mlp.fc2"};
        x = transformerBlock(graph, names, x,
                             {.heads = heads, .mlpHidden = 4 * width, .eps = Eps, .softmax = softmax});
    }
    graph.output("tokens", graph.layerNorm("norm", x, Eps));
    return graph;
}

} // namespace

HiptStage hiptVit256()
{
    constexpr int Tokens = HiptPicturePx / HiptPatchPx * (HiptPicturePx / HiptPatchPx);
    HiptStage stage{384, 6, 12, {}, {}};
    const auto image = stage.embedding.input("input", {3, HiptPicturePx, HiptPicturePx});
    stage.embedding.output("tokens",
                           patchTokens(stage.embedding, "patch_embed.proj", image, HiptPatchPx, stage.width));
    stage.encoder = hiptEncoder(stage.width, stage.heads, stage.layers, 1 + Tokens, true);
    return stage;
}

HiptStage hiptVit4k(bool softmax)
{
    constexpr int Tokens = 14 * 14; // of 4096 px less what the positions lack; any number computes
    HiptStage stage{192, 6, 6, {}, {}};
    const auto features = stage.embedding.input("input", {Tokens, hiptVit256().width});
    stage.embedding.output("tokens",
                           stage.embedding.gelu(stage.embedding.linear("phi.0", features, stage.width)));
    stage.encoder = hiptEncoder(stage.width, stage.heads, stage.layers, 1 + Tokens, softmax);
    return stage;
}

Shapes HiptStage::tensors() const
{
    Shapes all = {{"cls_token", {1, 1, width}}, {"pos_embed", {1, HiptPositions, width}}};
    all.insert(embedding.tensors().begin(), embedding.tensors().end());
    all.insert(encoder.tensors().begin(), encoder.tensors().end());
    return all;
}

Shapes istarHeadTensors(int genes)
{
    Shapes shapes;
    for (int layer = 0; layer < IstarLayers; ++layer) {
        const std::string name = "net_lat." + std::to_string(layer) + ".linear.";
        shapes[name + "weight"] = {IstarWidth, layer == 0 ? IstarFeatures : IstarWidth};
        shapes[name + "bias"] = {IstarWidth};
    }
    shapes["net_out.linear.weight"] = {genes, IstarWidth};
    shapes["net_out.linear.bias"] = {genes};
    return shapes;
}

} // namespace transcope::model
