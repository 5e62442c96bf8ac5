#include "model/backends/sectionnetwork.h"

#include "model/backends/gridneighbours.h"
#include "model/nn/graphstart.h"
#include "model/nn/statedict.h"

namespace transcope::model {

namespace {

constexpr int LstmLayers = 2;
constexpr std::int64_t SpotsAtOnce = 1024; ///< through the LSTM, whose gates are 4 times as wide as tokens

/// Moves those tensors that a graph has.
TensorMap taken(TensorMap& tensors, const Graph& graph)
{
    TensorMap part;
    for (const auto& [name, shape] : graph.tensors())
        if (auto node = tensors.extract(name))
            part.insert(std::move(node));
    return part;
}

} // namespace

SectionNetworkImpl::SectionNetworkImpl(const SectionConfig& config) : m_config(config)
{
    build(sectionGraphs(config, /*spots=*/1), [](const Graph& graph) {
        GraphModule module(graph);
        initialise(graph, *module, Start::Pytorch);
        return module;
    });
    startOthers();
}

SectionNetworkImpl::SectionNetworkImpl(const SectionConfig& config, TensorMap tensors, torch::ScalarType type,
                                       const torch::Device& device)
    : m_config(config)
{
    build(sectionGraphs(config, /*spots=*/1),
          [&](const Graph& graph) { return readyGraph(graph, taken(tensors, graph), type, device); });
    loadTensors(*m_others, tensors);
    to(device);
    eval();
}

void SectionNetworkImpl::build(const SectionGraphs& graphs,
                               const std::function<GraphModule(const Graph&)>& make)
{
    m_embedding = register_module("embedding", make(graphs.embedding));
    for (const Graph& block : graphs.blocks)
        m_blocks.push_back(register_module("block" + std::to_string(m_blocks.size()), make(block)));
    m_head = register_module("head", make(graphs.head));
    if (m_config.countHeads)
        m_countHeads = register_module("countHeads", make(graphs.countHeads));
    m_others = register_module("others", std::make_shared<torch::nn::Module>());
    std::map<std::string, torch::Tensor> others;
    for (const auto& [name, shape] : graphs.others)
        others[name] = registerTensor(*m_others, name, shape);
    m_columns = others.at("x_embed.weight");
    m_rows = others.at("y_embed.weight");
    for (int layer = 0; layer < m_config.graphLayers; ++layer)
        m_graphWeights.push_back(others.at("vit.transformer.layer3." + std::to_string(layer) + ".weight"));
    for (int layer = 0; layer < (m_config.graphLayers > 0 ? LstmLayers : 0); ++layer)
        for (const char* part : {"weight_ih_l", "weight_hh_l", "bias_ih_l", "bias_hh_l"})
            m_lstm.push_back(
                others.at(std::string("vit.transformer.jknet.0.") + part + std::to_string(layer)));
}

/// Positions normal, graph layers after Glorot and Bengio (2010), the LSTM uniform within 1 / √width.
void SectionNetworkImpl::startOthers()
{
    const torch::NoGradGuard noGrad;
    m_columns.normal_();
    m_rows.normal_();
    const double bound = 1 / std::sqrt(static_cast<double>(m_config.width));
    for (torch::Tensor& weight : m_graphWeights)
        weight.uniform_(-std::sqrt(3.0) * bound, std::sqrt(3.0) * bound);
    for (torch::Tensor& tensor : m_lstm)
        tensor.uniform_(-bound, bound);
}

void SectionNetworkImpl::prepare(torch::ScalarType type)
{
    for (GraphModule module : m_blocks)
        module->prepare(type);
    m_embedding->prepare(type);
    m_head->prepare(type);
    if (m_config.countHeads)
        m_countHeads->prepare(type);
}

// The authors cut patches from a picture whose axes they swapped, raw: HisToGene's are flattened as [x, y,
// colour], Hist2ST's are [colour, x, y].
torch::Tensor SectionNetworkImpl::embed(const torch::Tensor& patches)
{
    const auto values = patches.to(torch::kFloat);
    if (m_config.graphLayers > 0)
        return m_embedding->forward({values.permute({0, 3, 2, 1})}).front();
    return m_embedding->forward({values.transpose(1, 2).flatten(1)}).front();
}

torch::Tensor SectionNetworkImpl::step(int number, const torch::Tensor& x, const torch::Tensor& grid)
{
    if (number == steps() - 1)
        return expression(overGraph(x, grid));
    auto tokens = x;
    if (number == 0)
        tokens = x + m_columns.index_select(0, grid.select(1, 0)) + m_rows.index_select(0, grid.select(1, 1));
    return m_blocks[static_cast<std::size_t>(number)]->forward({tokens.unsqueeze(0)}).front().squeeze(0);
}

torch::Tensor SectionNetworkImpl::hidden(const torch::Tensor& patches, const torch::Tensor& grid)
{
    auto x = embed(patches);
    for (int number = 0; number + 1 < steps(); ++number)
        x = step(number, x, grid);
    return overGraph(x, grid);
}

/// Tokens after the blocks → [N, width]; HisToGene's as they are.
torch::Tensor SectionNetworkImpl::overGraph(const torch::Tensor& x, const torch::Tensor& grid)
{
    if (m_graphWeights.empty())
        return x;
    const auto neighbours = gridNeighbours(grid);
    std::vector<torch::Tensor> layers;
    for (const auto& weight : m_graphWeights) {
        const auto mean = meanOfNeighbours(layers.empty() ? x : layers.back(), neighbours);
        const auto y = torch::relu(torch::matmul(mean, weight.t()));
        layers.push_back(y / y.norm(2, 1, /*keepdim=*/true).clamp_min(1e-12));
    }
    return gathered(torch::stack(layers));
}

/// The mean over the graph layers of an LSTM's outputs. layers: [graph layers, N, width] → [N, width].
torch::Tensor SectionNetworkImpl::gathered(const torch::Tensor& layers)
{
    std::vector<torch::Tensor> parts;
    for (const auto& spots : layers.split(SpotsAtOnce, 1)) {
        const auto zero = torch::zeros({LstmLayers, spots.size(1), spots.size(2)}, spots.options());
        const auto out = std::get<0>(torch::lstm(spots, {zero, zero}, m_lstm, /*has_biases=*/true, LstmLayers,
                                                 /*dropout=*/0, is_training(), /*bidirectional=*/false,
                                                 /*batch_first=*/false));
        parts.push_back(out.mean(0));
    }
    return torch::cat(parts);
}

torch::Tensor SectionNetworkImpl::expression(const torch::Tensor& h)
{
    return m_head->forward({h.unsqueeze(0)}).front().squeeze(0);
}

SectionNetworkImpl::CountModel SectionNetworkImpl::countModel(const torch::Tensor& h)
{
    TORCH_CHECK(m_config.countHeads, "these weights have no count heads");
    const auto heads = m_countHeads->forward({h.unsqueeze(0)});
    return {heads[0][0].exp().clamp(1e-5, 1e6), torch::softplus(heads[1][0]).clamp(1e-4, 1e4),
            torch::sigmoid(heads[2][0]), heads[3][0]};
}

} // namespace transcope::model
