#pragma once

#include "app/dataset/featureoptions.h"
#include "core/base/progress.h"
#include "core/predict/sectionslide.h"
#include "model/methods/method.h"
#include "model/training/packfile.h"

#include <stop_token>

namespace transcope::app {

/// Makes features and adds them to a packed file.
class FeaturePacking
{
public:
    /// Errors: those of chooseDevice and the method's networks and encoder.
    static core::Result<FeaturePacking> of(const FeatureOptions& options);

    /// What the packed file's header says.
    model::PackedFeatures description() const;
    /// All spots of a section. meter: counts spots. Errors: those of SuperpixelEncoder::begin() and
    /// PatchExtractor::extract(), WriteFailed, Cancelled.
    core::Result<void> addSection(const core::SpotTable& spots, const core::SectionSlide& slide,
                                  model::PackWriter& writer, core::ProgressMeter& meter,
                                  std::stop_token stop);
    /// After the last section. Errors: WriteFailed.
    core::Result<void> finish(model::PackWriter& writer) const;

private:
    const model::Method* m_method = nullptr;
    model::SuperpixelNetworks m_networks;
    std::unique_ptr<model::SuperpixelEncoder> m_encoder;
    double m_seconds = 0;
};

} // namespace transcope::app
