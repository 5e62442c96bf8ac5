#include "model/backends/patchpredictor.h"

#include "core/base/try.h"

#include <algorithm>
#include <cmath>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

PatchPredictor::PatchPredictor(core::PredictorInfo info, std::unique_ptr<PatchBackend> backend)
    : m_info(std::move(info)), m_backend(std::move(backend))
{
}

Result<std::vector<float>> PatchPredictor::predict(const core::PatchBatch& batch)
{
    const core::PatchSpec& wanted = m_info.patches;
    const auto size = static_cast<std::size_t>(wanted.sizePx);
    const std::size_t levelBytes = static_cast<std::size_t>(std::max(batch.count, 0)) * size * size * 3;
    const bool fits = batch.count >= 0 && batch.sizePx == wanted.sizePx &&
                      batch.levels.size() == wanted.downsamples.size() &&
                      std::all_of(batch.levels.begin(), batch.levels.end(),
                                  [&](const auto& level) { return level.size() == levelBytes; });
    if (!fits)
        return fail(ErrorCode::ModelFailure,
                    "the patches do not fit the model: it wants " +
                        std::to_string(wanted.downsamples.size()) + " levels of " +
                        std::to_string(wanted.sizePx) + " px, the batch has " +
                        std::to_string(batch.levels.size()) + " of " + std::to_string(batch.sizePx) + " px",
                    "Please report this");
    std::vector<const std::uint8_t*> levels;
    for (const auto& level : batch.levels)
        levels.push_back(level.data());
    std::vector<float> rows(static_cast<std::size_t>(batch.count) * m_info.rowWidth());
    if (batch.count == 0)
        return rows;
    TRY_RUN(m_backend->forward(levels, batch.count, rows.data()));
    if (!std::all_of(rows.begin(), rows.end(), [](float v) { return std::isfinite(v); }))
        return fail(ErrorCode::ModelFailure,
                    m_info.weightsName + " predicted values that are not finite in " + m_info.precision,
                    "Try --precision float32; if that does not help, the weights are unusable");
    return rows;
}

} // namespace transcope::model
