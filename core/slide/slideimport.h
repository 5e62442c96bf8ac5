#pragma once

#include "core/base/progress.h"
#include "core/slide/slide.h"

#include <stop_token>

namespace transcope::core {

/// $XDG_CACHE_HOME/transcope, or ~/.cache/transcope.
std::filesystem::path defaultCacheDir();

/// Opens any slide or picture. Pyramids open as they are; a plain JPG, PNG or TIFF is first turned into a
/// tiled pyramidal TIFF in cacheDir (once: the name holds quickHash), through a temporary file, so that a
/// broken or cancelled import leaves nothing behind. The slide's path() is then the cached file's;
/// `importedFrom` in properties() names the original.
/// Errors: those of openSlide; Cancelled; WriteFailed (cache folder full or read-only).
Result<std::shared_ptr<const Slide>>
openOrImportSlide(const std::filesystem::path& path,
                  const std::filesystem::path& cacheDir = defaultCacheDir(), const ProgressFn& progress = {},
                  std::stop_token stop = {});

} // namespace transcope::core
