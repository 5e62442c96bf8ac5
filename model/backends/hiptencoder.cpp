#include "core/base/machinememory.h"
#include "core/base/try.h"
#include "model/backends/hiptfeatures.h"
#include "model/backends/superpixelencoder.h"
#include "model/backends/torchbackend.h"

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

class HiptLook final : public SuperpixelLook
{
public:
    HiptLook(const core::SpotTable& spots, SuperpixelGrid grid, HiptTransformer& vit256,
             HiptTransformer& vit4k, const torch::Device& device)
        : m_spots(spots), m_grid(std::move(grid)), m_features(vit256, vit4k, m_grid, device), m_device(device)
    {
    }
    const core::SpotTable& squares() const override { return m_grid.squares(); }
    Result<void> take(std::span<const int> squares, const core::PatchBatch& patches) override
    {
        return guardedTorch(m_device.str(), [&]() -> Result<void> {
            m_features.take(squares, patches);
            return {};
        });
    }
    /// The shifts, smoothing.
    int steps() const override { return SuperpixelGrid::Shifts + 1; }
    Result<void> step(int number) override
    {
        return guardedTorch(m_device.str(), [&]() -> Result<void> {
            if (number < SuperpixelGrid::Shifts)
                m_features.addShift(number);
            else
                m_features.finish();
            return {};
        });
    }
    std::size_t addFeatures(std::size_t spot, std::vector<float>& features) const override
    {
        const auto superpixels = m_grid.inSpot(m_spots, spot);
        for (const std::int64_t superpixel : superpixels) {
            const auto values = m_features.of(superpixel);
            features.insert(features.end(), values.begin(), values.end());
        }
        return superpixels.size();
    }

private:
    const core::SpotTable& m_spots;
    SuperpixelGrid m_grid;
    HiptFeatures m_features;
    torch::Device m_device;
};

class HiptEncoder final : public SuperpixelEncoder
{
public:
    HiptEncoder(std::string title, core::PatchSpec patches, const TensorMap& tensors,
                const DeviceChoice& choice, std::uint64_t memoryLimitBytes)
        : m_title(std::move(title)), m_patches(std::move(patches)), m_device(choice.device),
          m_vit256(hiptVit256(), tensors, "vit256.", typeOf(choice), m_device),
          m_vit4k(hiptVit4k(), tensors, "vit4k.", typeOf(choice), m_device),
          m_memoryLimitBytes(memoryLimitBytes)
    {
    }
    const core::PatchSpec& patches() const override { return m_patches; }
    int width() const override { return HiptFeatures::Count; }
    Result<std::unique_ptr<SuperpixelLook>> begin(const core::SectionView& section) override
    {
        if (!section.umPerPx)
            return fail(ErrorCode::Unsupported,
                        m_title + " looks at tissue at " + std::to_string(*m_patches.umPerPx).substr(0, 4) +
                            " µm per px, and nobody knows this slide's scale",
                        "Say how many µm a px of the slide is");
        SuperpixelGrid grid(section, *m_patches.umPerPx / *section.umPerPx);
        TRY_RUN(checkMemory(grid));
        return guardedTorch(m_device.str(), [&]() -> Result<std::unique_ptr<SuperpixelLook>> {
            return std::make_unique<HiptLook>(section.spots, std::move(grid), m_vit256, m_vit4k, m_device);
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
                    m_title + " keeps the features of a whole section: " + std::to_string(grid.rows()) +
                        " × " + std::to_string(grid.columns()) + " superpixels need " +
                        core::memoryText(needed) + " of memory, and there are " + core::memoryText(limit),
                    "Predict a part of the section, or use a method that predicts spot by spot");
    }

    std::string m_title;
    core::PatchSpec m_patches;
    torch::Device m_device;
    HiptTransformer m_vit256, m_vit4k;
    std::uint64_t m_memoryLimitBytes;
};

} // namespace

Result<std::unique_ptr<SuperpixelEncoder>> makeHiptEncoder(std::string title, core::PatchSpec patches,
                                                           const TensorMap& tensors,
                                                           const DeviceChoice& choice, int threads,
                                                           std::uint64_t memoryLimitBytes)
{
    const auto make = [&]() -> Result<std::unique_ptr<SuperpixelEncoder>> {
        return std::make_unique<HiptEncoder>(std::move(title), std::move(patches), tensors, choice,
                                             memoryLimitBytes);
    };
    return guardedTorch(choice.device, make, threads);
}

} // namespace transcope::model
