#include "ui/workspace/rangetext.h"

#include "core/stats/boxsummary.h"

#include <cmath>

namespace transcope::ui {

namespace {

constexpr RangeBound DefaultLow{true, 1};
constexpr RangeBound DefaultHigh{true, 99};

double resolve(const RangeBound& bound, std::span<const float> values)
{
    if (!bound.isPercentile)
        return bound.number;
    const double value = core::percentile(values, bound.number);
    return std::isnan(value) ? 0 : value;
}

} // namespace

std::optional<RangeBound> parseRangeBound(const QString& text)
{
    QString number = text.trimmed().toLower().replace(QLatin1Char(','), QLatin1Char('.'));
    const bool isPercentile = number.startsWith(QLatin1Char('p')) || number.endsWith(QLatin1Char('%'));
    if (number.startsWith(QLatin1Char('p')))
        number.remove(0, 1);
    if (number.endsWith(QLatin1Char('%')))
        number.chop(1);
    bool ok = false;
    const double value = number.trimmed().toDouble(&ok);
    if (!ok || !std::isfinite(value) || (isPercentile && (value < 0 || value > 100)))
        return std::nullopt;
    return RangeBound{isPercentile, value};
}

QString toText(const RangeBound& bound)
{
    const QString number = QString::number(bound.number, 'g', 4);
    return bound.isPercentile ? QLatin1Char('p') + number : number;
}

core::ValueRange resolveRange(const RangeBound& low, const RangeBound& high, std::span<const float> values)
{
    if (low == DefaultLow && high == DefaultHigh)
        return core::defaultRange(values);
    core::ValueRange range{resolve(low, values), resolve(high, values)};
    if (!(range.high > range.low))
        range.high = range.low + 1;
    return range;
}

} // namespace transcope::ui
