#include "model/inference/m2ostpredictor.h"

#include "core/base/try.h"

#include <algorithm>
#include <cmath>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

M2ostPredictor::M2ostPredictor(const M2ostConfig& config, core::PredictorInfo info,
                               std::unique_ptr<M2ostBackend> backend)
    : m_config(config), m_info(std::move(info)), m_backend(std::move(backend))
{
}

Result<std::vector<float>> M2ostPredictor::predict(const core::PatchBatch& batch)
{
    const auto size = static_cast<std::size_t>(m_config.imageSize);
    const std::size_t levelBytes = static_cast<std::size_t>(std::max(batch.count, 0)) * size * size * 3;
    const bool fits = batch.count >= 0 && batch.sizePx == m_config.imageSize &&
                      static_cast<int>(batch.levels.size()) == m_config.levelCount() &&
                      std::all_of(batch.levels.begin(), batch.levels.end(),
                                  [&](const auto& level) { return level.size() == levelBytes; });
    if (!fits)
        return fail(ErrorCode::ModelFailure,
                    "the patches do not fit the model: it wants " + std::to_string(m_config.levelCount()) +
                        " levels of " + std::to_string(m_config.imageSize) + " px, the batch has " +
                        std::to_string(batch.levels.size()) + " of " + std::to_string(batch.sizePx) + " px",
                    "Please report this");
    std::vector<const std::uint8_t*> levels;
    for (const auto& level : batch.levels)
        levels.push_back(level.data());
    std::vector<float> rows(static_cast<std::size_t>(batch.count) * m_info.genes.size());
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
