#include "model/comparators/sectionnetworks.h"

#include "model/graph/blocks.h"

#include <array>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

using Value = Graph::Value;

constexpr int HeadWidth = 64;
constexpr double SectionEps = 1e-5;
constexpr double HisToGeneDropout = 0.1, Hist2stDropout = 0.2;
constexpr int Hist2stPatch = 7;     ///< px of the first convolution
constexpr int Hist2stChannels = 32; ///< of the ConvMixer
constexpr int Hist2stDown = Hist2stChannels / 8;
constexpr int MixerKernel = 5;
constexpr int LstmLayers = 2, LstmGates = 4;

constexpr std::array<std::pair<const char*, int SectionConfig::*>, 8> Fields = {
    {{"imageSize", &SectionConfig::imageSize},
     {"genes", &SectionConfig::genes},
     {"width", &SectionConfig::width},
     {"layers", &SectionConfig::layers},
     {"heads", &SectionConfig::heads},
     {"mlpHidden", &SectionConfig::mlpHidden},
     {"positions", &SectionConfig::positions},
     {"graphLayers", &SectionConfig::graphLayers}}};

bool isHist2st(const SectionConfig& config)
{
    return config.graphLayers > 0;
}

/// Empty, or why there is no such network.
std::string faultOf(const SectionConfig& config)
{
    for (const auto& [name, field] : Fields)
        if (config.*field < (field == &SectionConfig::graphLayers ? 0 : 1) || config.*field > 1 << 20)
            return std::string(name) + " is " + std::to_string(config.*field);
    const int side = config.imageSize / Hist2stPatch;
    if (isHist2st(config) &&
        (config.imageSize % Hist2stPatch != 0 || side * side * Hist2stDown != config.width))
        return "tokens of " + std::to_string(config.imageSize) + "-px patches are not " +
               std::to_string(config.width) + " wide";
    return {};
}

Graph histogeneEmbedding(const SectionConfig& config)
{
    Graph graph;
    const Value patch = graph.input("patch", {std::int64_t{3} * config.imageSize * config.imageSize});
    graph.output("token", graph.linear("patch_embedding", patch, config.width));
    return graph;
}

/// Twice a depthwise convolution around which the block leads, then one of all channels at each place.
Value mixerBlock(Graph& graph, const std::string& name, Value x)
{
    const Convolution depthwise = {
        .out = Hist2stChannels, .kernel = MixerKernel, .padding = MixerKernel / 2, .groups = Hist2stChannels};
    Value y = x;
    for (const char* number : {"0", "3"}) {
        const std::string norm = std::string(".dw.") + (number[0] == '0' ? "1" : "4");
        y = graph.gelu(graph.batchNorm(name + norm, graph.convolution(name + ".dw." + number, y, depthwise)));
    }
    const Value mixed = graph.convolution(name + ".pw.0", graph.add(y, x), {.out = Hist2stChannels});
    return graph.batchNorm(name + ".pw.2", graph.gelu(mixed));
}

Graph hist2stEmbedding(const SectionConfig& config)
{
    Graph graph;
    Value x = graph.input("patch", {3, config.imageSize, config.imageSize});
    x = graph.convolution("patch_embedding", x,
                          {.out = Hist2stChannels, .kernel = Hist2stPatch, .stride = Hist2stPatch});
    x = graph.dropout(x, Hist2stDropout);
    for (const char* number : {"0", "1"})
        x = mixerBlock(graph, std::string("vit.transformer.layer1.") + number, x);
    graph.output("token",
                 graph.flatten(graph.convolution("vit.transformer.down.0", x, {.out = Hist2stDown})));
    return graph;
}

Graph block(const SectionConfig& config, int layer, int spots)
{
    const std::string number = std::to_string(layer);
    const std::string own = "vit.transformer.layers." + number + ".";
    const std::string theirs = "vit.transformer.layer2." + number + ".";
    const BlockNames names =
        isHist2st(config)
            ? BlockNames{theirs + "attn.norm", theirs + "attn.fn.to_qkv", theirs + "attn.fn.to_out.0",
                         theirs + "ff.norm",   theirs + "ff.fn.net.0",    theirs + "ff.fn.net.3"}
            : BlockNames{own + "0.norm", own + "0.fn.to_qkv", own + "0.fn.to_out.0",
                         own + "1.norm", own + "1.fn.net.0",  own + "1.fn.net.3"};
    const BlockShape shape = {.heads = config.heads,
                              .headWidth = HeadWidth,
                              .mlpHidden = config.mlpHidden,
                              .qkvBias = false,
                              .eps = SectionEps,
                              .dropout = isHist2st(config) ? Hist2stDropout : HisToGeneDropout};
    Graph graph;
    graph.output("tokens",
                 transformerBlock(graph, names, graph.input("tokens", {spots, config.width}), shape));
    return graph;
}

Graph geneHead(const SectionConfig& config, int spots)
{
    Graph graph;
    const Value x = graph.layerNorm("gene_head.0", graph.input("tokens", {spots, config.width}), SectionEps);
    graph.output("expression", graph.linear("gene_head.1", x, config.genes));
    return graph;
}

Graph hist2stCountHeads(const SectionConfig& config, int spots)
{
    Graph graph;
    const Value x = graph.input("tokens", {spots, config.width});
    for (const char* name : {"mean", "disp", "pi"})
        graph.output(name, graph.linear(std::string(name) + ".0", x, config.genes));
    graph.output("coef", graph.linear("coef.2", graph.relu(graph.linear("coef.0", x, config.width)), 1));
    return graph;
}

Shapes otherTensors(const SectionConfig& config)
{
    const std::int64_t width = config.width;
    Shapes shapes = {{"x_embed.weight", {config.positions, width}},
                     {"y_embed.weight", {config.positions, width}}};
    for (int layer = 0; layer < config.graphLayers; ++layer)
        shapes["vit.transformer.layer3." + std::to_string(layer) + ".weight"] = {width, width};
    for (int layer = 0; layer < (isHist2st(config) ? LstmLayers : 0); ++layer)
        for (const char* input : {"ih", "hh"}) {
            const std::string end = std::string("_") + input + "_l" + std::to_string(layer);
            shapes["vit.transformer.jknet.0.weight" + end] = {LstmGates * width, width};
            shapes["vit.transformer.jknet.0.bias" + end] = {LstmGates * width};
        }
    return shapes;
}

/// How many of prefix + "0…", prefix + "1…", … there are.
int numbered(const Shapes& tensors, const std::string& prefix)
{
    int count = 0;
    while (true) {
        const std::string begin = prefix + std::to_string(count) + ".";
        const auto found = tensors.lower_bound(begin);
        if (found == tensors.end() || !found->first.starts_with(begin))
            return count;
        ++count;
    }
}

/// Px along a patch's side whose embedding has these weights; 0 where they fit none.
int imageSizeOf(const std::vector<std::int64_t>& embedding, int width, bool hist2st)
{
    for (int size = 1; size <= 1024; ++size) {
        const std::int64_t side = size / Hist2stPatch;
        const bool fits = hist2st ? size % Hist2stPatch == 0 && side * side * Hist2stDown == width
                                  : std::int64_t{3} * size * size == embedding[1];
        if (fits)
            return size;
    }
    return 0;
}

} // namespace

SectionConfig histogeneConfig(int imageSize, int genes)
{
    return {.imageSize = imageSize, .genes = genes};
}

SectionConfig hist2stConfig(int imageSize, int genes)
{
    const int side = imageSize / Hist2stPatch;
    const int width = side * side * Hist2stDown;
    return {imageSize, genes, width, 8, 16, width, 64, 4, true};
}

Result<SectionConfig> sectionConfigOf(const Shapes& tensors)
{
    const auto shape = [&](const std::string& name, std::size_t dimensions) {
        const auto found = tensors.find(name);
        return found != tensors.end() && found->second.size() == dimensions ? found->second
                                                                            : std::vector<std::int64_t>();
    };
    SectionConfig config;
    config.graphLayers = numbered(tensors, "vit.transformer.layer3.");
    const bool hist2st = isHist2st(config);
    const auto embedding = shape("patch_embedding.weight", hist2st ? 4 : 2);
    const auto positions = shape("x_embed.weight", 2);
    const auto head = shape("gene_head.1.weight", 2);
    const std::string block = hist2st ? "vit.transformer.layer2." : "vit.transformer.layers.";
    const auto hidden = shape(block + (hist2st ? "0.ff.fn.net.0.weight" : "0.1.fn.net.0.weight"), 2);
    const auto qkv = shape(block + (hist2st ? "0.attn.fn.to_qkv.weight" : "0.0.fn.to_qkv.weight"), 2);
    if (embedding.empty() || positions.empty() || head.empty() || hidden.empty() || qkv.empty())
        return fail(ErrorCode::BadInput, "these are not the tensors of HisToGene or Hist2ST",
                    "Give a state dict with its authors' names");
    config.width = static_cast<int>(positions[1]);
    config.positions = static_cast<int>(positions[0]);
    config.genes = static_cast<int>(head[0]);
    config.layers = numbered(tensors, block);
    config.mlpHidden = static_cast<int>(hidden[0]);
    config.heads = static_cast<int>(qkv[0] / (3 * HeadWidth));
    config.countHeads = tensors.contains("mean.0.weight");
    config.imageSize = imageSizeOf(embedding, config.width, hist2st);
    if (const auto fault = faultOf(config); !fault.empty())
        return fail(ErrorCode::BadInput, "the tensors' shapes are impossible: " + fault);
    return config;
}

Result<SectionConfig> sectionConfigFrom(const nlohmann::json& configuration)
{
    SectionConfig config;
    try {
        for (const auto& [name, field] : Fields)
            config.*field = configuration.value(name, config.*field);
        config.countHeads = configuration.value("countHeads", false);
    } catch (const nlohmann::json::exception& e) {
        return fail(ErrorCode::BadInput, std::string("the configuration is damaged: ") + e.what());
    }
    if (const auto fault = faultOf(config); !fault.empty())
        return fail(ErrorCode::BadInput, "the configuration is impossible: " + fault);
    return config;
}

nlohmann::json toJson(const SectionConfig& config)
{
    nlohmann::json json = {{"countHeads", config.countHeads}};
    for (const auto& [name, field] : Fields)
        json[name] = config.*field;
    return json;
}

SectionGraphs sectionGraphs(const SectionConfig& config, int spots)
{
    SectionGraphs graphs;
    graphs.embedding = isHist2st(config) ? hist2stEmbedding(config) : histogeneEmbedding(config);
    for (int layer = 0; layer < config.layers; ++layer)
        graphs.blocks.push_back(block(config, layer, spots));
    graphs.head = geneHead(config, spots);
    if (config.countHeads)
        graphs.countHeads = hist2stCountHeads(config, spots);
    graphs.others = otherTensors(config);
    return graphs;
}

Shapes SectionGraphs::tensors() const
{
    Shapes all = others;
    for (const Graph* graph : {&embedding, &head, &countHeads})
        all.insert(graph->tensors().begin(), graph->tensors().end());
    for (const Graph& graph : blocks)
        all.insert(graph.tensors().begin(), graph.tensors().end());
    return all;
}

std::int64_t graphLayerMacs(const SectionConfig& config)
{
    const std::int64_t square = std::int64_t{config.width} * config.width;
    return config.graphLayers * (square + LstmLayers * 2 * LstmGates * square);
}

} // namespace transcope::model
