#include "model/backends/sectionpredictor.h"

#include "core/base/machinememory.h"
#include "core/base/try.h"
#include "model/backends/fixedpasses.h"
#include "model/backends/sectionnetwork.h"
#include "model/backends/torchbackend.h"
#include "model/nn/fusedattention.h"
#include "model/nn/scorebytes.h"
#include "model/nn/statedict.h"

#include <algorithm>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

/// Spots embedded at a time: enough to keep the cores busy, and always as many, so that rounding does not
/// depend on how the run cuts its batches.
constexpr std::size_t EmbeddedAtOnce = 16;
/// What patches and their embedding take.
constexpr std::uint64_t EmbeddingBytes = 64u << 20;

/// (column, row) of each spot, [N, 2] int64.
torch::Tensor gridOf(const core::SpotTable& spots)
{
    auto grid = torch::empty({static_cast<std::int64_t>(spots.size()), 2}, torch::kLong);
    auto at = grid.accessor<std::int64_t, 2>();
    for (std::size_t i = 0; i < spots.size(); ++i) {
        at[static_cast<std::int64_t>(i)][0] = spots.spots[i].arrayCol;
        at[static_cast<std::int64_t>(i)][1] = spots.spots[i].arrayRow;
    }
    return grid;
}

Result<void> checkCoordinates(const core::SpotTable& spots, const core::PredictorInfo& info, int positions)
{
    for (const core::Spot& spot : spots.spots) {
        if (spot.arrayRow < 0 || spot.arrayCol < 0)
            return fail(ErrorCode::Unsupported,
                        info.title + " needs each spot's row and column on the array, and spot " + spot.id +
                            " has none",
                        "Use a spot file with array coordinates, or a method that predicts spot by spot");
        if (std::max(spot.arrayRow, spot.arrayCol) >= positions)
            return fail(ErrorCode::Unsupported,
                        info.title + " as it was trained knows array rows and columns up to " +
                            std::to_string(positions - 1) + ", and spot " + spot.id + " is in row " +
                            std::to_string(spot.arrayRow) + ", column " + std::to_string(spot.arrayCol),
                        "Use weights for such arrays, or a method that predicts spot by spot");
    }
    return {};
}

class TorchSectionPass final : public core::SectionPass
{
public:
    TorchSectionPass(const core::SpotTable& spots, SectionNetwork network, const torch::Device& device)
        : m_spots(spots), m_network(std::move(network)), m_device(device), m_grid(gridOf(spots).to(device)),
          m_x(torch::empty({static_cast<std::int64_t>(spots.size()), m_network->config().width},
                           torch::TensorOptions(device).dtype(torch::kFloat))),
          m_passes(m_network->config().imageSize, EmbeddedAtOnce,
                   [this](const auto& patches, const auto& numbers) { embed(patches, numbers); })
    {
        m_rows.padded.resize(spots.size());
    }

    const core::SpotTable& squares() const override { return m_spots; }
    int steps() const override { return m_network->steps(); }
    Result<void> take(std::span<const int> squares, const core::PatchBatch& patches) override;
    Result<void> step(int number) override;
    Result<core::SectionRows> rows() override;

private:
    void embed(const torch::Tensor& patches, const std::vector<std::int64_t>& spots);

    const core::SpotTable& m_spots;
    SectionNetwork m_network;
    torch::Device m_device;
    torch::Tensor m_grid, m_x;
    FixedPasses m_passes;
    core::SectionRows m_rows;
};

Result<void> TorchSectionPass::take(std::span<const int> squares, const core::PatchBatch& patches)
{
    return guardedTorch(m_device.str(), [&]() -> Result<void> {
        m_passes.add(squares, patches);
        for (std::size_t i = 0; i < squares.size(); ++i)
            m_rows.padded[static_cast<std::size_t>(squares[i])] = patches.padded[i];
        return {};
    });
}

void TorchSectionPass::embed(const torch::Tensor& patches, const std::vector<std::int64_t>& spots)
{
    const c10::InferenceMode inference;
    m_x.index_copy_(0, torch::tensor(spots, torch::kLong).to(m_device),
                    m_network->embed(patches.to(m_device)));
}

Result<void> TorchSectionPass::step(int number)
{
    return guardedTorch(m_device.str(), [&]() -> Result<void> {
        m_passes.flush();
        const c10::InferenceMode inference;
        const FusedAttentionGuard fused; // on the CPU; on a GPU attention is LibTorch's own
        m_x = m_network->step(number, m_x, m_grid);
        return {};
    });
}

Result<core::SectionRows> TorchSectionPass::rows()
{
    return guardedTorch(m_device.str(), [&]() -> Result<core::SectionRows> {
        const auto host = m_x.to(torch::kCPU).contiguous();
        const float* values = host.data_ptr<float>();
        m_rows.values.assign(values, values + host.numel());
        return std::move(m_rows);
    });
}

class TorchSectionPredictor final : public core::SectionPredictor
{
public:
    TorchSectionPredictor(core::PredictorInfo info, SectionNetwork network, const torch::Device& device,
                          std::uint64_t memoryLimitBytes)
        : m_info(std::move(info)), m_network(std::move(network)), m_device(device),
          m_memoryLimitBytes(memoryLimitBytes)
    {
    }
    const core::PredictorInfo& info() const override { return m_info; }
    Result<std::unique_ptr<core::SectionPass>> begin(const core::SectionView& section) override
    {
        TRY_RUN(checkCoordinates(section.spots, m_info, m_network->config().positions));
        TRY_RUN(checkMemory(section.spots.size()));
        return guardedTorch(m_device.str(), [&]() -> Result<std::unique_ptr<core::SectionPass>> {
            return std::make_unique<TorchSectionPass>(section.spots, m_network, m_device);
        });
    }

private:
    Result<void> checkMemory(std::size_t spots) const;

    core::PredictorInfo m_info;
    SectionNetwork m_network;
    torch::Device m_device;
    std::uint64_t m_memoryLimitBytes;
};

Result<void> TorchSectionPredictor::checkMemory(std::size_t spots) const
{
    const std::uint64_t limit = m_memoryLimitBytes > 0 ? m_memoryLimitBytes : core::availableMemoryBytes();
    const std::uint64_t needed = sectionBytes(m_network->config(), spots);
    if (limit == 0 || needed <= limit)
        return {};
    return fail(ErrorCode::DeviceFailure,
                m_info.title + " sees all spots of a section at once: " + std::to_string(spots) +
                    " spots need " + core::memoryText(needed) + " of memory, and there are " +
                    core::memoryText(limit),
                "Predict a part of the section, or use a method that predicts spot by spot");
}

} // namespace

std::uint64_t sectionBytes(const SectionConfig& config, std::size_t spots)
{
    // Per spot in float32: the tokens before and after a block, their norm and sum; q, k, v and what they
    // attend to; the MLP's hidden values before and after GELU; the graph layers, each beside its mean.
    const auto values =
        static_cast<std::uint64_t>(4 * config.width + 4 * 64 * config.heads + 2 * config.mlpHidden +
                                   2 * config.graphLayers * config.width + config.genes);
    const std::uint64_t scores = std::uint64_t(config.heads) * spots * spots * sizeof(float);
    return EmbeddingBytes + std::min<std::uint64_t>(MostScoreBytes, scores) + spots * values * sizeof(float);
}

Result<std::unique_ptr<core::Predictor>> makeSectionPredictor(core::PredictorInfo info,
                                                              const SectionConfig& config, TensorMap tensors,
                                                              const DeviceChoice& choice, int threads,
                                                              std::uint64_t memoryLimitBytes)
{
    const auto make = [&]() -> Result<std::unique_ptr<core::Predictor>> {
        const torch::Device device(choice.device);
        const auto type = choice.precision == "bfloat16" ? torch::kBFloat16 : torch::kFloat;
        return std::make_unique<TorchSectionPredictor>(
            std::move(info), SectionNetwork(config, std::move(tensors), type, device), device,
            memoryLimitBytes);
    };
    return guardedTorch(choice.device, make, threads);
}

Result<TensorMap> computeSection(const SectionConfig& config, TensorMap tensors, const TensorMap& inputs,
                                 const std::string& device)
{
    return guardedTorch(device, [&]() -> Result<TensorMap> {
        const c10::InferenceMode inference;
        const FusedAttentionGuard fused;
        SectionNetwork network(config, std::move(tensors), torch::kFloat, torch::Device(device));
        const auto grid = toTorch(inputs.at("grid"))[0].to(torch::kLong).to(device);
        const auto given = toTorch(inputs.at("patches"))[0].to(device);
        // Back from the networks' own order to patches as pictures lie.
        const std::int64_t size = config.imageSize;
        const auto patches = config.graphLayers > 0 ? given.permute({0, 3, 2, 1})
                                                    : given.view({-1, size, size, 3}).transpose(1, 2);
        const auto h = network->hidden(patches, grid);
        TensorMap outputs = {{"expression", toHostTensor(network->expression(h))}};
        if (config.countHeads) {
            const auto counts = network->countModel(h);
            outputs["zinb_mean"] = toHostTensor(counts.mean);
            outputs["zinb_disp"] = toHostTensor(counts.dispersion);
            outputs["zinb_pi"] = toHostTensor(counts.zeros);
        }
        return outputs;
    });
}

} // namespace transcope::model
