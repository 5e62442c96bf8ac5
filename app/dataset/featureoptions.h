#pragma once

#include "model/methods/method.h"

#include <filesystem>
#include <string>

namespace transcope::app {

/// Which features of superpixels to pack.
struct FeatureOptions
{
    const model::Method* method = nullptr; ///< one that has an encoder of superpixels
    std::filesystem::path start;           ///< weights whose networks make them; empty: nobody trained them
    std::string device = "cpu", precision = "auto";
};

} // namespace transcope::app
