#pragma once

#include "core/colour/colourmap.h"

#include <QString>
#include <optional>
#include <span>

namespace transcope::ui {

/// One end of a colour range as a person writes it: a value ("2.5") or a percentile ("p99", "99 %").
struct RangeBound
{
    bool isPercentile = false;
    double number = 0; ///< the value, or the percentile 0..100
    bool operator==(const RangeBound&) const = default;
};

/// nullopt when the text is neither a number nor a percentile within 0..100. A decimal comma is accepted.
std::optional<RangeBound> parseRangeBound(const QString& text);
QString toText(const RangeBound& bound);

/// The range that two bounds mean for these values (NaN left out). p1 and p99 together follow
/// core::defaultRange(); otherwise an empty or reversed range is widened to 1 above its lower end.
core::ValueRange resolveRange(const RangeBound& low, const RangeBound& high, std::span<const float> values);

} // namespace transcope::ui
