#include "tests/testsupport/fakepredictor.h"

#include "core/base/try.h"

#include <algorithm>

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

void FakePredictor::nameWeights(const std::string& name, char digit)
{
    m_info.weightsName = name;
    m_info.weightsHash = std::string(64, digit);
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

namespace {

class FakeSectionPass : public core::SectionPass
{
public:
    FakeSectionPass(const core::SpotTable& spots, const FakeSectionPredictor& predictor)
        : m_spots(spots), m_predictor(predictor), m_eachSpot(predictor.info().patches)
    {
        m_rows.values.resize(spots.size() * predictor.info().genes.size());
        m_rows.padded.resize(spots.size());
    }
    const core::SpotTable& squares() const override { return m_spots; }
    int steps() const override { return FakeSectionPredictor::Steps; }

    core::Result<void> take(std::span<const int> squares, const core::PatchBatch& patches) override
    {
        TRY_RUN(arrive());
        TRY(const auto rows, m_eachSpot.predict(patches));
        const auto genes = static_cast<std::ptrdiff_t>(m_predictor.info().genes.size());
        for (std::size_t i = 0; i < squares.size(); ++i) {
            std::copy_n(rows.begin() + static_cast<std::ptrdiff_t>(i) * genes, genes,
                        m_rows.values.begin() + squares[i] * genes);
            m_rows.padded[static_cast<std::size_t>(squares[i])] = patches.padded[i];
        }
        return {};
    }
    core::Result<void> step(int) override { return arrive(); }
    core::Result<core::SectionRows> rows() override
    {
        const std::size_t genes = m_predictor.info().genes.size();
        for (std::size_t gene = 0; gene < genes; ++gene) {
            double sum = 0;
            for (std::size_t at = gene; at < m_rows.values.size(); at += genes)
                sum += static_cast<double>(m_rows.values[at]);
            for (std::size_t at = gene; at < m_rows.values.size(); at += genes)
                m_rows.values[at] -= static_cast<float>(sum / static_cast<double>(m_spots.size()));
        }
        return std::move(m_rows);
    }

private:
    core::Result<void> arrive()
    {
        const int call = m_calls++;
        return m_predictor.before ? m_predictor.before(call) : core::Result<void>();
    }

    const core::SpotTable& m_spots;
    const FakeSectionPredictor& m_predictor;
    FakePredictor m_eachSpot;
    core::SectionRows m_rows;
    int m_calls = 0;
};

} // namespace

FakeSectionPredictor::FakeSectionPredictor(core::PatchSpec patches, int preferredBatch)
    : m_info(FakePredictor(std::move(patches), preferredBatch).info())
{
    m_info.method = "fakesection";
    m_info.kind = core::PredictorKind::Section;
}

core::Result<std::unique_ptr<core::SectionPass>> FakeSectionPredictor::begin(const core::SectionView& section)
{
    for (const core::Spot& spot : section.spots.spots)
        if (spot.arrayRow < 0)
            return core::fail(core::ErrorCode::Unsupported, "spot " + spot.id + " has no array coordinates");
    if (static_cast<int>(section.spots.size()) > mostSpots)
        return core::fail(core::ErrorCode::DeviceFailure, "so many spots need more memory than there is");
    return std::make_unique<FakeSectionPass>(section.spots, *this);
}

} // namespace transcope::test
