#pragma once

#include "core/predict/predictor.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace transcope::core {

/// A square of a patch, in its px, that a model takes for one token.
struct PatchSquare
{
    int left = 0, top = 0, side = 0;
    bool operator==(const PatchSquare&) const = default;
};

/// "attention_0" of 0: the part of a row that has what a zoom level's squares got of the attention of the
/// token that the prediction is made from, all together at most 1. Its columns are named by squareName().
std::string attentionPart(std::size_t level);
/// "left,top,side".
std::string squareName(const PatchSquare& square);
/// Inverse of squareName(); nothing for any other text.
std::optional<PatchSquare> squareNamed(const std::string& name);

/// Per level of the model [sizePx, sizePx]: how much more than evenly its squares were looked at (1: as if
/// all squares got the same), the mean over the squares that cover a px; NaN where none does. Empty for a
/// level whose part is not in the row. row: as info says.
std::vector<std::vector<float>> attentionMaps(const PredictorInfo& info, std::span<const float> row);

} // namespace transcope::core
