#include "app/dataset/packfeatures.h"

#include "core/base/try.h"
#include "core/predict/patchextractor.h"

#include <algorithm>
#include <chrono>
#include <numeric>

namespace transcope::app {

using namespace core;

namespace {

constexpr int SquaresPerRead = 16;

/// A section's progress, told in spots.
class SpotShare
{
public:
    SpotShare(ProgressMeter& meter, std::size_t spots, std::size_t steps)
        : m_meter(meter), m_spots(static_cast<std::int64_t>(spots)), m_steps(static_cast<std::int64_t>(steps))
    {
    }
    void advance(std::size_t steps)
    {
        m_done += static_cast<std::int64_t>(steps);
        const std::int64_t told = m_spots * m_done / m_steps;
        m_meter.advance(told - m_told);
        m_told = told;
    }

private:
    ProgressMeter& m_meter;
    std::int64_t m_spots, m_steps, m_done = 0, m_told = 0;
};

Result<void> look(model::SuperpixelLook& look, PatchExtractor& extractor, SpotShare share,
                  const std::stop_token& stop)
{
    const auto squares = static_cast<int>(look.squares().size());
    for (int first = 0; first < squares; first += SquaresPerRead) {
        std::vector<int> some(static_cast<std::size_t>(std::min(SquaresPerRead, squares - first)));
        std::iota(some.begin(), some.end(), first);
        TRY(const auto batch, extractor.extract(look.squares(), some, stop));
        TRY_RUN(look.take(some, batch));
        share.advance(some.size());
    }
    for (int step = 0; step < look.steps(); ++step) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "packing was cancelled");
        TRY_RUN(look.step(step));
        share.advance(1);
    }
    return {};
}

} // namespace

Result<FeaturePacking> FeaturePacking::of(const FeatureOptions& options)
{
    FeaturePacking packing;
    packing.m_method = options.method;
    TRY(const auto choice, model::chooseDevice(options.device, options.precision));
    TRY(packing.m_networks, options.method->superpixelNetworks(*options.method, options.start));
    TRY(packing.m_encoder,
        options.method->superpixelEncoder(*options.method, packing.m_networks.tensors, choice));
    return packing;
}

model::PackedFeatures FeaturePacking::description() const
{
    model::PackedFeatures features{m_method->name, m_networks.configuration, m_encoder->width(), {}};
    for (const auto& [name, tensor] : m_networks.tensors)
        features.networks[name] = tensor.shape;
    return features;
}

Result<void> FeaturePacking::addSection(const SpotTable& spots, const SectionSlide& slide,
                                        model::PackWriter& writer, ProgressMeter& meter, std::stop_token stop)
{
    const auto start = std::chrono::steady_clock::now();
    TRY(const auto seen, m_encoder->begin({spots, slide.slide->sizeLevel0Px(), slide.umPerPx}));
    PatchExtractor extractor(slide.slide, m_encoder->patches(), slide.umPerPx);
    const std::size_t steps = seen->squares().size() + static_cast<std::size_t>(seen->steps());
    TRY_RUN(look(*seen, extractor, SpotShare(meter, spots.size(), steps), stop));
    m_seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::vector<float> features;
    for (std::size_t spot = 0; spot < spots.size(); ++spot) {
        features.clear();
        seen->addFeatures(spot, features);
        TRY_RUN(writer.appendFeatures(features));
    }
    return {};
}

Result<void> FeaturePacking::finish(model::PackWriter& writer) const
{
    return writer.endFeatures(m_networks.tensors, m_seconds);
}

} // namespace transcope::app
