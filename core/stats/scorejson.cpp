#include "core/stats/scorejson.h"

#include <cmath>

namespace transcope::core {

using nlohmann::json;

namespace {

json toJson(const PairedTTest& test)
{
    return {{"pairs", test.pairs},
            {"meanDifference", definedNumber(test.meanDifference)},
            {"t", definedNumber(test.t)},
            {"degreesOfFreedom", definedNumber(test.degreesOfFreedom)},
            {"p", definedNumber(test.p)}};
}

} // namespace

json definedNumber(double value)
{
    return std::isfinite(value) ? json(value) : json();
}

json scoresToJson(const ScoreSummary& summary)
{
    return {{"mean", definedNumber(summary.mean)},
            {"median", definedNumber(summary.median)},
            {"positive", definedNumber(summary.positive)}};
}

json countedScoresToJson(const ScoreSummary& summary)
{
    json object = scoresToJson(summary);
    object["defined"] = summary.defined;
    object["undefined"] = summary.undefined;
    return object;
}

json boxToJson(const BoxSummary& box)
{
    return {{"q1", definedNumber(box.q1)},     {"median", definedNumber(box.median)},
            {"q3", definedNumber(box.q3)},     {"low", definedNumber(box.low)},
            {"high", definedNumber(box.high)}, {"outliers", box.outliers.size()}};
}

json testToJson(const PairedComparison& test)
{
    return {{"perSpot", toJson(test.perSpot)}, {"perPatient", toJson(test.perPatient)}};
}

} // namespace transcope::core
