#pragma once

#include "core/demo/anatomy.h"
#include "core/demo/nuclei.h"
#include "core/demo/stain.h"

#include <stop_token>

namespace transcope::core::demo {

/// Paints what lies between the nuclei: fibres, cytoplasm, fat vacuoles, necrosis, vessels and gland lumens.
/// Leaves the canvas unfinished when stopped.
void paintMatrix(const Anatomy& anatomy, Canvas& canvas, std::stop_token stop);

/// Paints nuclei over it, in order.
void paintNuclei(const std::vector<Nucleus>& nuclei, std::uint64_t seed, Canvas& canvas);

} // namespace transcope::core::demo
