#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace transcope::core {

/// The first of some texts that occurred before it. count: below 2³¹; text(i): a std::string that stays.
template <class Text> std::optional<std::size_t> firstTwice(std::size_t count, const Text& text)
{
    // Half empty, so that the next free place is near.
    std::vector<std::uint32_t> places(std::bit_ceil(2 * count + 1), 0); // index + 1
    for (std::size_t i = 0; i < count; ++i) {
        const std::string_view one = text(i);
        auto at = std::hash<std::string_view>()(one);
        for (;; ++at) {
            auto& place = places[at & (places.size() - 1)];
            if (place == 0) {
                place = static_cast<std::uint32_t>(i + 1);
                break;
            }
            if (std::string_view(text(place - 1)) == one)
                return i;
        }
    }
    return std::nullopt;
}

} // namespace transcope::core
