#pragma once

#include "ui/slideview/slideview.h"

#include <vector>

namespace transcope::bench {

/// One event of a person's hand; each comes StepMilliseconds after the one before.
struct Input
{
    enum class Kind { Wheel, Press, Move, Release, Key, Rest };
    Kind kind = Kind::Rest;
    double x = 0.5, y = 0.5; ///< 0..1 of the view
    int amount = 0;          ///< clicks of the wheel, towards the slide positive; the key
};
using InputScript = std::vector<Input>;

inline constexpr int StepMilliseconds = 16;

/// Six seconds as of a person who looks closer, drags, turns back and goes on with the keys.
InputScript lookingAround();
/// Drags and half a step of zooming about, so that all that is in view stays so, nearly.
InputScript swaying();
/// Looking around at this many places, which lie close together, for as long as about `seconds`.
InputScript browsing(double seconds);

/// Sends them to the view, at their pace, while the event loop runs.
void play(ui::SlideView& view, const InputScript& script);

} // namespace transcope::bench
