#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace transcope::core {

/// "10x13": column and row of an array. Also as others write it: "10.02x12.98" (adjusted places, rounded),
/// "X10x13" (R), "BT23209_C1_10x13".
struct ArrayPlace
{
    int column = 0, row = 0;
};
std::optional<ArrayPlace> arrayPlaceIn(std::string_view id);

/// Whether it looks as names of spots do, 10x13 or a barcode, and as those of genes do not.
bool looksLikeSpot(std::string_view name);

/// Which row of counts each spot is.
struct NameMatches
{
    std::vector<int> rows; ///< per spot; -1 where it has none
    std::string note;      ///< where the names had to be made alike: how, with an example; else empty
};

/// Matches by name and, only where no name is found so, with the names made alike in the ways that tools
/// change them: the number after a barcode ("-1", "-1_2"), a sample's name around it, numbers of an array
/// rounded. A way that would give two spots or two rows one name is not taken.
NameMatches matchNames(std::span<const std::string> spots, std::span<const std::string> rows);

} // namespace transcope::core
