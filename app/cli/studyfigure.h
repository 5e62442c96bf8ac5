#pragma once

#include "core/base/result.h"
#include "model/study/study.h"

#include <filesystem>

namespace transcope::app {

/// The paper's Figure 6 of a study's networks and baselines: figure.svg and figure.png in its folder. Gives
/// what to say of it; nothing is drawn where no network has been scored, nor by a build without pictures.
/// Errors: WriteFailed.
core::Result<std::string> writeStudyFigure(const model::Study& study, const std::filesystem::path& folder);

} // namespace transcope::app
