#include "model/comparators/comparators.h"
#include "model/graph/blocks.h"

namespace transcope::model {

Graph vitB16(int genes)
{
    constexpr int Width = 768, Patch = 16, Layers = 12;
    constexpr double Eps = 1e-6;
    Graph graph;
    auto x = patchTokens(graph, "conv_proj", graph.input("image", {3, 224, 224}), Patch, Width);
    x = clsAndPositions(graph, "class_token", "encoder.pos_embedding", x);
    for (int layer = 0; layer < Layers; ++layer) {
        const std::string name = "encoder.layers.encoder_layer_" + std::to_string(layer);
        const BlockNames names = {name + ".ln_1",
                                  name + ".self_attention.in_proj_",
                                  name + ".self_attention.out_proj",
                                  name + ".ln_2",
                                  name + ".mlp.0",
                                  name + ".mlp.3"};
        x = transformerBlock(graph, names, x, {.heads = 12, .mlpHidden = 4 * Width, .eps = Eps});
    }
    x = firstToken(graph, graph.layerNorm("encoder.ln", x, Eps));
    graph.output("expression", graph.linear("heads.head", x, genes));
    return graph;
}

} // namespace transcope::model
