#include "model/backends/hiptpredictor.h"

#include "core/base/try.h"
#include "model/backends/hipttransformer.h"
#include "model/backends/istarheads.h"
#include "model/backends/superpixelencoder.h"
#include "model/backends/torchbackend.h"
#include "model/nn/fusedattention.h"
#include "model/nn/statedict.h"

namespace transcope::model {

using core::Result;

namespace {

constexpr std::size_t SpotsPerHead = 256; ///< through the heads at a time

class HiptPass final : public core::SectionPass
{
public:
    HiptPass(std::unique_ptr<SuperpixelLook> look, std::size_t spots, int width, IstarHeads& heads,
             std::size_t genes, const torch::Device& device)
        : m_look(std::move(look)), m_spots(spots), m_width(width), m_heads(heads), m_device(device)
    {
        m_rows.values.reserve(spots * genes);
        m_rows.padded.resize(spots);
    }

    const core::SpotTable& squares() const override { return m_look->squares(); }
    Result<void> take(std::span<const int> squares, const core::PatchBatch& patches) override
    {
        return m_look->take(squares, patches);
    }
    /// The look's, then the heads.
    int steps() const override { return m_look->steps() + 1; }
    Result<void> step(int number) override
    {
        if (number < m_look->steps())
            return m_look->step(number);
        return guardedTorch(m_device.str(), [&]() -> Result<void> {
            const c10::InferenceMode inference;
            for (std::size_t first = 0; first < m_spots; first += SpotsPerHead)
                predictSome(first, std::min(m_spots, first + SpotsPerHead));
            return {};
        });
    }
    Result<core::SectionRows> rows() override { return std::move(m_rows); }

private:
    void predictSome(std::size_t first, std::size_t end)
    {
        std::vector<float> features;
        std::vector<std::int64_t> counts;
        for (std::size_t spot = first; spot < end; ++spot)
            counts.push_back(static_cast<std::int64_t>(m_look->addFeatures(spot, features)));
        const auto superpixels = std::ssize(features) / m_width;
        const auto values = torch::from_blob(features.data(), {superpixels, m_width}).to(m_device);
        const auto means =
            meansOfSpots(m_heads->predict(values), torch::tensor(counts).to(m_device)).to(torch::kCPU);
        const float* data = means.data_ptr<float>();
        m_rows.values.insert(m_rows.values.end(), data, data + means.numel());
    }

    std::unique_ptr<SuperpixelLook> m_look;
    std::size_t m_spots;
    std::int64_t m_width;
    IstarHeads& m_heads;
    torch::Device m_device;
    core::SectionRows m_rows;
};

class HiptPredictor final : public core::SectionPredictor
{
public:
    HiptPredictor(core::PredictorInfo info, std::unique_ptr<SuperpixelEncoder> encoder,
                  const TensorMap& tensors, int heads, const torch::Device& device)
        : m_info(std::move(info)), m_device(device), m_encoder(std::move(encoder)),
          m_heads(heads, static_cast<std::int64_t>(m_info.genes.size()))
    {
        loadTensors(*m_heads, tensors);
        m_heads->to(m_device);
    }
    const core::PredictorInfo& info() const override { return m_info; }
    Result<std::unique_ptr<core::SectionPass>> begin(const core::SectionView& section) override
    {
        TRY(auto look, m_encoder->begin(section));
        return std::make_unique<HiptPass>(std::move(look), section.spots.size(), m_encoder->width(), m_heads,
                                          m_info.genes.size(), m_device);
    }

private:
    core::PredictorInfo m_info;
    torch::Device m_device;
    std::unique_ptr<SuperpixelEncoder> m_encoder;
    IstarHeads m_heads;
};

} // namespace

Result<std::unique_ptr<core::Predictor>> makeHiptPredictor(core::PredictorInfo info, const TensorMap& tensors,
                                                           int heads, const DeviceChoice& choice, int threads,
                                                           std::uint64_t memoryLimitBytes)
{
    TRY(auto encoder, makeHiptEncoder(info.title, info.patches, tensors, choice, threads, memoryLimitBytes));
    return guardedTorch(choice.device, [&]() -> Result<std::unique_ptr<core::Predictor>> {
        return std::make_unique<HiptPredictor>(std::move(info), std::move(encoder), tensors, heads,
                                               torch::Device(choice.device));
    });
}

Result<HostTensor> computeHipt(const std::string& method, const TensorMap& tensors, const HostTensor& input,
                               const std::string& device)
{
    return guardedTorch(device, [&]() -> Result<HostTensor> {
        const c10::InferenceMode inference;
        const FusedAttentionGuard fused;
        const bool large = method == "hipt_vit4k";
        HiptTransformer network(large ? hiptVit4k(false) : hiptVit256(), tensors, "", torch::kFloat,
                                torch::Device(device));
        auto given = toTorch(input).to(device);
        const std::int64_t perToken = large ? 1 : 16;
        const auto rows = given.size(2) / perToken, columns = given.size(3) / perToken;
        if (large)
            given = given.flatten(2).transpose(1, 2);
        return toHostTensor(network.forward(given, rows, columns).select(1, 0));
    });
}

} // namespace transcope::model
