#pragma once

#include "core/demo/anatomy.h"

#include <vector>

namespace transcope::core::demo {

enum class NucleusKind : std::uint8_t { Tumour, Spindle, Lymphocyte, Adipocyte, Debris, Mitosis };

/// One nucleus, an ellipse in level-0 px.
struct Nucleus
{
    float x = 0, y = 0;
    float radiusLong = 0, radiusShort = 0;
    float angle = 0;     ///< of the long axis, radians
    float vesicular = 0; ///< 0..1: evenly dark → pale with a dark rim and nucleoli
    NucleusKind kind = NucleusKind::Tumour;
    std::uint32_t look = 0; ///< random bits for texture, darkness and nucleoli
};

/// Side of the jittered grid that tumour cells stand on, in level-0 px.
constexpr float TumourCellPx = 20;
constexpr float TumourCellJitter = 0.85f;
/// Side of the jittered grid of fat cells.
constexpr float FatCellPx = 104;
constexpr float FatCellJitter = 0.8f;

/// The centre that belongs to a cell of a jittered grid; the painter draws cell borders between the same
/// centres.
CellCentre cellCentre(std::uint64_t seed, int column, int row, float spacing, float jitter);

/// All nuclei of a section, in the order in which they are painted.
std::vector<Nucleus> placeNuclei(const Anatomy& anatomy);

} // namespace transcope::core::demo
