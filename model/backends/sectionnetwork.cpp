#include "model/backends/sectionnetwork.h"

#include "model/backends/gridneighbours.h"
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

SectionNetwork::SectionNetwork(const SectionConfig& config, TensorMap tensors, torch::ScalarType type,
                               const torch::Device& device)
    : m_config(config)
{
    const SectionGraphs graphs = sectionGraphs(config, /*spots=*/1);
    const auto ready = [&](const Graph& graph) {
        return readyGraph(graph, taken(tensors, graph), type, device);
    };
    const auto tensor = [&](const std::string& name) {
        const auto found = tensors.find(name);
        TORCH_CHECK(found != tensors.end(), "tensor ", name, " is missing");
        return toTorch(found->second).to(device);
    };
    m_embedding = ready(graphs.embedding);
    for (const Graph& block : graphs.blocks)
        m_blocks.push_back(ready(block));
    m_head = ready(graphs.head);
    if (config.countHeads)
        m_countHeads = ready(graphs.countHeads);
    m_columns = tensor("x_embed.weight");
    m_rows = tensor("y_embed.weight");
    for (int layer = 0; layer < config.graphLayers; ++layer)
        m_graphWeights.push_back(tensor("vit.transformer.layer3." + std::to_string(layer) + ".weight"));
    for (int layer = 0; layer < (config.graphLayers > 0 ? LstmLayers : 0); ++layer)
        for (const char* part : {"weight_ih_l", "weight_hh_l", "bias_ih_l", "bias_hh_l"})
            m_lstm.push_back(tensor(std::string("vit.transformer.jknet.0.") + part + std::to_string(layer)));
}

// The authors cut patches from a picture whose axes they swapped, raw: HisToGene's are flattened as [x, y,
// colour], Hist2ST's are [colour, x, y].
torch::Tensor SectionNetwork::embed(const torch::Tensor& patches)
{
    const auto values = patches.to(torch::kFloat);
    if (m_config.graphLayers > 0)
        return m_embedding->forward({values.permute({0, 3, 2, 1})}).front();
    return m_embedding->forward({values.transpose(1, 2).flatten(1)}).front();
}

torch::Tensor SectionNetwork::step(int number, const torch::Tensor& x, const torch::Tensor& grid)
{
    if (number == steps() - 1)
        return expression(overGraph(x, grid));
    auto tokens = x;
    if (number == 0)
        tokens = x + m_columns.index_select(0, grid.select(1, 0)) + m_rows.index_select(0, grid.select(1, 1));
    return m_blocks[static_cast<std::size_t>(number)]->forward({tokens.unsqueeze(0)}).front().squeeze(0);
}

torch::Tensor SectionNetwork::overGraph(const torch::Tensor& x, const torch::Tensor& grid)
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
torch::Tensor SectionNetwork::gathered(const torch::Tensor& layers)
{
    std::vector<torch::Tensor> parts;
    for (const auto& spots : layers.split(SpotsAtOnce, 1)) {
        const auto zero = torch::zeros({LstmLayers, spots.size(1), spots.size(2)}, spots.options());
        const auto out = std::get<0>(torch::lstm(spots, {zero, zero}, m_lstm, /*has_biases=*/true, LstmLayers,
                                                 /*dropout=*/0, /*train=*/false, /*bidirectional=*/false,
                                                 /*batch_first=*/false));
        parts.push_back(out.mean(0));
    }
    return torch::cat(parts);
}

torch::Tensor SectionNetwork::expression(const torch::Tensor& h)
{
    return m_head->forward({h.unsqueeze(0)}).front().squeeze(0);
}

std::array<torch::Tensor, 3> SectionNetwork::countModel(const torch::Tensor& h)
{
    TORCH_CHECK(m_config.countHeads, "these weights have no count heads");
    const auto heads = m_countHeads->forward({h.unsqueeze(0)});
    return {heads[0][0].exp().clamp(1e-5, 1e6), torch::softplus(heads[1][0]).clamp(1e-4, 1e4),
            torch::sigmoid(heads[2][0])};
}

} // namespace transcope::model
