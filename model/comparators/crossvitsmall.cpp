#include "model/comparators/comparators.h"
#include "model/graph/blocks.h"

#include <array>

namespace transcope::model {

namespace {

using Value = Graph::Value;
using Branches = std::array<Value, 2>; // S and L

constexpr int Heads = 6;
constexpr double Eps = 1e-6;

int widthOf(const Graph& graph, Value x)
{
    return static_cast<int>(graph.shapeOf(x).back());
}

/// All tokens but the first.
Value patchesOf(Graph& graph, Value x)
{
    return graph.slice(x, 0, 1, graph.shapeOf(x)[0] - 1);
}

Value clsOf(Graph& graph, Value x)
{
    return graph.slice(x, 0, 0, 1);
}

Value ownBlock(Graph& graph, const std::string& name, Value x)
{
    const BlockNames names = {name + ".norm1", name + ".attn.qkv", name + ".attn.proj",
                              name + ".norm2", name + ".mlp.fc1",  name + ".mlp.fc2"};
    return transformerBlock(graph, names, x,
                            {.heads = Heads, .mlpHidden = 4 * widthOf(graph, x), .eps = Eps});
}

/// LayerNorm, GELU, Linear to another branch's width.
Value toWidth(Graph& graph, const std::string& name, Value cls, int width)
{
    return graph.linear(name + ".2", graph.gelu(graph.layerNorm(name + ".0", cls, Eps)), width);
}

/// The first token looks at all; what it gathers is added to it.
Value crossAttention(Graph& graph, const std::string& name, Value tokens)
{
    const int width = widthOf(graph, tokens);
    const Value normed = graph.layerNorm(name + ".norm1", tokens, Eps);
    const Value q = graph.linear(name + ".attn.wq", clsOf(graph, normed), width);
    const Value k = graph.linear(name + ".attn.wk", normed, width);
    const Value v = graph.linear(name + ".attn.wv", normed, width);
    return graph.add(clsOf(graph, tokens),
                     graph.linear(name + ".attn.proj", graph.attention(q, k, v, Heads), width));
}

/// Each branch's cls token sees the other branch's patches.
Branches fused(Graph& graph, const std::string& name, const Branches& x)
{
    Branches result;
    for (std::size_t i = 0; i < 2; ++i) {
        const Value other = x[1 - i];
        const std::string number = std::to_string(i);
        const Value cls =
            toWidth(graph, name + ".projs." + number, clsOf(graph, x[i]), widthOf(graph, other));
        const Value seen = crossAttention(graph, name + ".fusion." + number,
                                          graph.concatenate({cls, patchesOf(graph, other)}, 0));
        const Value back = toWidth(graph, name + ".revert_projs." + number, seen, widthOf(graph, x[i]));
        result[i] = graph.concatenate({back, patchesOf(graph, x[i])}, 0);
    }
    return result;
}

} // namespace

Graph crossvitSmall(int genes)
{
    constexpr int Sizes[] = {240, 224}, Patches[] = {12, 16}, Widths[] = {192, 384}, Depths[] = {1, 4};
    constexpr int Stages = 3;
    Graph graph;
    const Value image = graph.input("image", {3, 224, 224});
    Branches x;
    for (std::size_t i = 0; i < 2; ++i) {
        const std::string number = std::to_string(i);
        const Value sized = Sizes[i] == 224 ? image : graph.resize(image, Sizes[i]);
        x[i] = patchTokens(graph, "patch_embed." + number + ".proj", sized, Patches[i], Widths[i]);
        x[i] = clsAndPositions(graph, "cls_token." + number, "pos_embed." + number, x[i]);
    }
    for (int stage = 0; stage < Stages; ++stage) {
        const std::string name = "blocks." + std::to_string(stage);
        for (std::size_t i = 0; i < 2; ++i)
            for (int block = 0; block < Depths[i]; ++block)
                x[i] = ownBlock(graph, name + ".blocks." + std::to_string(i) + "." + std::to_string(block),
                                x[i]);
        x = fused(graph, name, x);
    }
    for (std::size_t i = 0; i < 2; ++i) {
        const std::string number = std::to_string(i);
        x[i] = graph.linear("head." + number, firstToken(graph, graph.layerNorm("norm." + number, x[i], Eps)),
                            genes);
    }
    graph.output("expression", graph.average(x[0], x[1]));
    return graph;
}

} // namespace transcope::model
