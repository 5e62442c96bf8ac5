#include "model/training/trainsetup.h"

#include "core/base/try.h"
#include "model/methods/encoder.h"
#include "model/training/trainer.h"

#include <cmath>

namespace transcope::model {

namespace {

/// Mean and deviation of value / 255 per channel over the training spots' patches of one level.
void normaliseBy(const PackFile& data, const Split& split, std::size_t place, core::PatchSpec& patches)
{
    const auto pixels = static_cast<std::size_t>(patches.sizePx) * static_cast<std::size_t>(patches.sizePx);
    std::array<double, 3> sum{}, squares{};
    for (const std::int64_t spot : split.train) {
        const auto values = data.patches(spot).subspan(place * pixels * 3, pixels * 3);
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double value = values[i] / 255.0;
            sum[i % 3] += value;
            squares[i % 3] += value * value;
        }
    }
    const double count = static_cast<double>(pixels) * static_cast<double>(split.train.size());
    for (std::size_t c = 0; c < 3; ++c) {
        patches.mean[c] = sum[c] / count;
        const double variance = squares[c] / count - patches.mean[c] * patches.mean[c];
        patches.sd[c] = variance > 0 ? std::sqrt(variance) : 1; // one colour alone says nothing
    }
}

} // namespace

core::Result<core::PatchSpec> patchesFor(const TrainOptions& options)
{
    TRY(const auto method, findMethod(options.method, "training"));
    if (method->training.onEncoder == options.encoder.empty())
        return core::fail(core::ErrorCode::InvalidArgument,
                          method->training.onEncoder ? method->title + " needs an encoder"
                                                     : method->title + " is not trained on an encoder",
                          method->training.onEncoder
                              ? "Add --encoder: TorchScript, a backbone's weights file, or a backbone's name"
                              : "Leave --encoder out, or train the method ridge");
    if (method->training.onEncoder)
        return encoderPatches(options.encoder);
    return method->patchesOf(*method, options.network());
}

core::Result<TrainSetup> setupOf(const PackFile& data, const Split& split, const TrainOptions& options)
{
    TrainSetup setup;
    TRY(setup.method, findMethod(options.method, "training"));
    const Method& method = *setup.method;
    const bool predictsDirectly = method.kind != core::PredictorKind::Retrieval;
    if (options.loss != method.training.loss && !(predictsDirectly && isPointwise(options.loss)))
        return core::fail(core::ErrorCode::InvalidArgument,
                          method.title + " cannot be trained with the loss " + lossName(options.loss));
    setup.network = options.network();
    setup.network.m2ost.genes = static_cast<int>(data.header().genes.size());
    TRY(setup.patches, patchesFor(options));
    if (method.kind != core::PredictorKind::Dense) // whose scale is its own
        setup.patches.umPerPx = data.header().patches.umPerPx;
    TRY(setup.levels, zoomLevelsOf(setup.patches));
    const auto place = data.header().placeOfLevel(setup.levels.front());
    const bool packed = place && data.header().patches.sizePx == setup.patches.sizePx;
    if (method.training.normaliseByData && packed && !split.train.empty())
        normaliseBy(data, split, *place, setup.patches);
    return setup;
}

} // namespace transcope::model
