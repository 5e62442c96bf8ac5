#include "model/inference/verify.h"

#include "core/base/try.h"
#include "model/methods/methods.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

/// The outputs proper: expression, or all where a reference has none; the others show which block differs.
bool isProper(const Reference& reference, const std::string& output)
{
    constexpr const char* Expression = "expression";
    return output == Expression || !reference.outputs.contains(Expression);
}

VerifyBlock compare(const std::string& engine, const std::string& name, const HostTensor& expected,
                    const TensorMap& computed)
{
    VerifyBlock block{engine, name, std::numeric_limits<double>::infinity(), 0, false};
    for (const float value : expected.data)
        block.largest = std::max(block.largest, std::abs(static_cast<double>(value)));
    const auto found = computed.find(name);
    if (found == computed.end() || found->second.data.size() != expected.data.size())
        return block;
    block.maxAbsError = 0;
    for (std::size_t i = 0; i < expected.data.size(); ++i) {
        const double error = std::abs(static_cast<double>(found->second.data[i]) - expected.data[i]);
        block.maxAbsError =
            std::isnan(error) ? std::numeric_limits<double>::infinity() : std::max(block.maxAbsError, error);
    }
    block.pass = block.maxAbsError <= VerifyTolerance * block.largest;
    return block;
}

void judge(VerifyReport& report, const Reference& reference, const Computed& computed, bool withActivations)
{
    for (const auto& [name, expected] : reference.outputs) {
        const bool proper = isProper(reference, name);
        if (!proper && !withActivations)
            continue;
        report.blocks.push_back(compare(computed.engine, name, expected, computed.outputs));
        const auto& block = report.blocks.back();
        report.pass = report.pass && block.pass;
        if (proper) {
            report.maxAbsError = std::max(report.maxAbsError, block.maxAbsError);
            report.largestOutput = std::max(report.largestOutput, block.largest);
        }
    }
}

} // namespace

Result<VerifyReport> verifyReference(const std::filesystem::path& path, const std::string& device)
{
    TRY(const auto reference, readReference(path));
    TRY(const auto method, findMethod(reference.method, path.string()));
    if (reference.outputs.empty())
        return fail(ErrorCode::BadInput, path.string() + " has no outputs");
    TRY(const auto choice, chooseDevice(device, "float32"));
    const auto computed = method->compute(*method, reference, choice.device);
    if (!computed)
        return fail(computed.error().code, path.string() + ": " + computed.error().message,
                    computed.error().whatToDo);
    VerifyReport report{method->name, 0, 0, true, {}};
    for (const auto& engine : *computed) {
        report.remark += engine.remark;
        judge(report, reference, engine, engine.engine == "libtorch");
    }
    return report;
}

} // namespace transcope::model
