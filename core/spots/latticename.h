#pragma once

#include "core/spots/spottable.h"

#include <optional>
#include <string_view>

namespace transcope::core {

/// The name in files and messages: "square", "hexagonal", "irregular".
constexpr std::string_view latticeName(Lattice lattice)
{
    switch (lattice) {
    case Lattice::Square:
        return "square";
    case Lattice::Hexagonal:
        return "hexagonal";
    case Lattice::Irregular:
        break;
    }
    return "irregular";
}

/// Absent for any other name.
constexpr std::optional<Lattice> latticeNamed(std::string_view name)
{
    for (const Lattice lattice : {Lattice::Square, Lattice::Hexagonal, Lattice::Irregular})
        if (name == latticeName(lattice))
            return lattice;
    return std::nullopt;
}

} // namespace transcope::core
