#include "model/backends/hiptpredictor.h"

#include "core/base/machinememory.h"
#include "core/base/try.h"
#include "model/backends/hiptfeatures.h"
#include "model/backends/istarheads.h"
#include "model/backends/torchbackend.h"
#include "model/nn/fusedattention.h"
#include "model/nn/statedict.h"

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

constexpr std::size_t SpotsPerHead = 512; ///< through the heads at a time

class HiptPass final : public core::SectionPass
{
public:
    HiptPass(const core::SpotTable& spots, SuperpixelGrid grid, HiptTransformer& vit256,
             HiptTransformer& vit4k, const IstarHeads& heads, std::size_t genes, const torch::Device& device)
        : m_spots(spots), m_grid(std::move(grid)), m_features(vit256, vit4k, m_grid, device), m_heads(heads),
          m_device(device)
    {
        m_rows.values.reserve(spots.size() * genes);
        m_rows.padded.resize(spots.size());
    }

    const core::SpotTable& squares() const override { return m_grid.squares(); }
    Result<void> take(std::span<const int> squares, const core::PatchBatch& patches) override
    {
        return guardedTorch(m_device.str(), [&]() -> Result<void> {
            m_features.take(squares, patches);
            return {};
        });
    }
    /// The shifts, smoothing, the heads.
    int steps() const override { return SuperpixelGrid::Shifts + 2; }
    Result<void> step(int number) override
    {
        return guardedTorch(m_device.str(), [&]() -> Result<void> {
            const c10::InferenceMode inference;
            if (number < SuperpixelGrid::Shifts)
                m_features.addShift(number);
            else if (number == SuperpixelGrid::Shifts)
                m_features.finish();
            else
                predictSpots();
            return {};
        });
    }
    Result<core::SectionRows> rows() override { return std::move(m_rows); }

private:
    void predictSpots()
    {
        for (std::size_t first = 0; first < m_spots.size(); first += SpotsPerHead)
            predictSome(first, std::min(m_spots.size(), first + SpotsPerHead));
    }
    /// Means over the superpixels in the discs of spots [first, end).
    void predictSome(std::size_t first, std::size_t end)
    {
        std::vector<std::int64_t> superpixels, spots, counts;
        for (std::size_t spot = first; spot < end; ++spot) {
            const auto disc = m_grid.inDisc(m_spots.spots[spot].centreLevel0Px, m_spots.diameterLevel0Px);
            superpixels.insert(superpixels.end(), disc.begin(), disc.end());
            spots.insert(spots.end(), disc.size(), static_cast<std::int64_t>(spot - first));
            counts.push_back(static_cast<std::int64_t>(disc.size()));
        }
        const auto values =
            m_heads.predict(m_features.of(torch::tensor(superpixels, torch::kLong)).to(m_device))
                .to(torch::kCPU);
        auto means = torch::zeros({static_cast<std::int64_t>(end - first), values.size(1)});
        means.index_add_(0, torch::tensor(spots, torch::kLong), values);
        means.div_(torch::tensor(counts, torch::kLong).to(torch::kFloat).unsqueeze(1));
        const float* data = means.data_ptr<float>();
        m_rows.values.insert(m_rows.values.end(), data, data + means.numel());
    }

    const core::SpotTable& m_spots;
    SuperpixelGrid m_grid;
    HiptFeatures m_features;
    const IstarHeads& m_heads;
    torch::Device m_device;
    core::SectionRows m_rows;
};

class HiptPredictor final : public core::SectionPredictor
{
public:
    HiptPredictor(core::PredictorInfo info, const TensorMap& tensors, int heads, const DeviceChoice& choice,
                  std::uint64_t memoryLimitBytes)
        : m_info(std::move(info)), m_device(choice.device),
          m_vit256(hiptVit256(), tensors, "vit256.", typeOf(choice), m_device),
          m_vit4k(hiptVit4k(), tensors, "vit4k.", typeOf(choice), m_device),
          m_heads(tensors, heads, m_device), m_memoryLimitBytes(memoryLimitBytes)
    {
    }
    const core::PredictorInfo& info() const override { return m_info; }
    Result<std::unique_ptr<core::SectionPass>> begin(const core::SectionView& section) override
    {
        if (!section.umPerPx)
            return fail(ErrorCode::Unsupported,
                        m_info.title + " looks at tissue at " +
                            std::to_string(*m_info.patches.umPerPx).substr(0, 4) +
                            " µm per px, and nobody knows this slide's scale",
                        "Say how many µm a px of the slide is");
        SuperpixelGrid grid(section, *m_info.patches.umPerPx / *section.umPerPx);
        TRY_RUN(checkMemory(grid));
        return guardedTorch(m_device.str(), [&]() -> Result<std::unique_ptr<core::SectionPass>> {
            return std::make_unique<HiptPass>(section.spots, std::move(grid), m_vit256, m_vit4k, m_heads,
                                              m_info.genes.size(), m_device);
        });
    }

private:
    static torch::ScalarType typeOf(const DeviceChoice& choice)
    {
        return choice.precision == "bfloat16" ? torch::kBFloat16 : torch::kFloat;
    }
    Result<void> checkMemory(const SuperpixelGrid& grid) const
    {
        const std::uint64_t limit =
            m_memoryLimitBytes > 0 ? m_memoryLimitBytes : core::availableMemoryBytes();
        const std::uint64_t needed = HiptFeatures::bytesFor(grid);
        if (limit == 0 || needed <= limit)
            return {};
        return fail(ErrorCode::DeviceFailure,
                    m_info.title + " keeps the features of a whole section: " + std::to_string(grid.rows()) +
                        " × " + std::to_string(grid.columns()) + " superpixels need " +
                        core::memoryText(needed) + " of memory, and there are " + core::memoryText(limit),
                    "Predict a part of the section, or use a method that predicts spot by spot");
    }

    core::PredictorInfo m_info;
    torch::Device m_device;
    HiptTransformer m_vit256, m_vit4k;
    IstarHeads m_heads;
    std::uint64_t m_memoryLimitBytes;
};

} // namespace

Result<std::unique_ptr<core::Predictor>> makeHiptPredictor(core::PredictorInfo info, const TensorMap& tensors,
                                                           int heads, const DeviceChoice& choice, int threads,
                                                           std::uint64_t memoryLimitBytes)
{
    const auto make = [&]() -> Result<std::unique_ptr<core::Predictor>> {
        return std::make_unique<HiptPredictor>(std::move(info), tensors, heads, choice, memoryLimitBytes);
    };
    return guardedTorch(choice.device, make, threads);
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
