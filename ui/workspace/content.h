#pragma once

#include "core/slide/slide.h"
#include "ui/document/section.h"

#include <QRectF>
#include <stop_token>
#include <vector>

namespace transcope::ui {

/// What there is to see of a slide, in level-0 px: the discs of all layers' spots; empty without any.
QRectF boundsOfSpots(const std::vector<OpenLayer>& layers);
/// The tissue, found on a thumbnail; empty where there is none. Any thread. Errors: those of detectTissue().
core::Result<QRectF> boundsOfTissue(const core::Slide& slide, std::stop_token stop);

} // namespace transcope::ui
