#pragma once

#include "model/methods/reference.h"

namespace transcope::model {

/// How one output or activation compares.
struct VerifyBlock
{
    std::string engine; ///< "libtorch" or "native"
    std::string name;   ///< "expression", "layer0.itmm.level0", …
    double maxAbsError = 0;
    double largest = 0; ///< of the reference's absolute values
    bool pass = false;  ///< maxAbsError ≤ VerifyTolerance · largest
};

struct VerifyReport
{
    std::string method;
    double maxAbsError = 0;   ///< of the outputs proper, over all engines
    double largestOutput = 0; ///< largest absolute reference value of the outputs proper
    bool pass = false;        ///< every block passes
    std::vector<VerifyBlock> blocks;
    std::string remark{}; ///< what was computed otherwise than predictions are; empty where nothing was
};

/// Share of the largest absolute value that float32 may be off by (docs/m2ost.md).
constexpr double VerifyTolerance = 1e-4;

/// Runs a method in float32 on a device, as loadPredictor names them, on a reference vector file's weights
/// and inputs and compares. An engine that does not do such a network (the native one an ablated M2OST) is
/// left out. Errors: those of readReference; Unsupported (a method that is not built in); ModelFailure,
/// DeviceFailure.
core::Result<VerifyReport> verifyReference(const std::filesystem::path& path,
                                           const std::string& device = "cpu");

} // namespace transcope::model
