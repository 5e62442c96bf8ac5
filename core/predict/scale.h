#pragma once

#include "core/predict/predictor.h"

#include <optional>
#include <string>

namespace transcope::core {

/// How a slide's scale is known.
enum class ScaleSource { Unknown, User, Slide, Spots };

/// µm per level-0 px of a slide; absent when nobody knows.
struct Scale
{
    std::optional<double> umPerPx;
    ScaleSource source = ScaleSource::Unknown;
};

/// The one rule: what the user said (now, or earlier, as the session remembers it), else the slide's own
/// file, else the pitch of the spots' platform, else unknown. What the user says and a file says too is the
/// file's. Values that are not above 0 count as absent.
Scale scaleOf(std::optional<double> said, std::optional<double> slide, std::optional<double> spots = {});

/// Where it is known from, for people: "the slide's file".
std::string scaleSourceText(ScaleSource source);

/// The scale that patches are really cut at. Absent where the method or the slide has none: then level-0 px
/// are taken as they are.
std::optional<double> cutUmPerPx(const PatchSpec& spec, std::optional<double> slideUmPerPx);

/// Whether two scales are one: the same but for what files round away, or both absent.
bool sameScale(std::optional<double> a, std::optional<double> b);

} // namespace transcope::core
