#include "tests/testsupport/fakepredictor.h"

namespace transcope::test {

FakePredictor::FakePredictor(core::PatchSpec patches, int preferredBatch)
{
    m_info.method = "fake";
    m_info.title = "FAKE";
    m_info.patches = std::move(patches);
    m_info.normalisation = core::Normalisation::None;
    m_info.device = "cpu";
    m_info.precision = "float32";
    m_info.precisionReason = "a fake has no other";
    m_info.weightsName = "fake.safetensors";
    m_info.weightsHash = std::string(64, '0');
    m_info.preferredBatch = preferredBatch;
    for (std::size_t level = 0; level < m_info.patches.downsamples.size(); ++level)
        for (const char* channel : {"R", "G", "B"})
            m_info.genes.push_back(
                {std::string("L").append(std::to_string(level)).append("_").append(channel), {}});
}

core::Result<std::vector<float>> FakePredictor::predict(const core::PatchBatch& batch)
{
    const int call = m_calls++;
    if (before)
        if (const auto ok = before(call); !ok)
            return tl::unexpected(ok.error());

    const std::size_t levels = batch.levels.size(), genes = 3 * levels;
    const std::size_t pixels = static_cast<std::size_t>(batch.sizePx) * batch.sizePx;
    std::vector<float> rows(static_cast<std::size_t>(batch.count) * genes);
    for (std::size_t level = 0; level < levels; ++level) {
        for (int spot = 0; spot < batch.count; ++spot) {
            const std::uint8_t* patch =
                batch.levels[level].data() + static_cast<std::size_t>(spot) * pixels * 3;
            std::uint64_t sum[3] = {};
            for (std::size_t i = 0; i < pixels; ++i)
                for (int c = 0; c < 3; ++c)
                    sum[c] += patch[3 * i + c];
            for (int c = 0; c < 3; ++c)
                rows[spot * genes + 3 * level + c] =
                    static_cast<float>(static_cast<double>(sum[c]) / static_cast<double>(pixels) / 255);
        }
    }
    return rows;
}

} // namespace transcope::test
