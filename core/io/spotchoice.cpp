#include "core/io/spotchoice.h"

#include "core/base/namelist.h"
#include "core/base/try.h"
#include "core/expression/pickedexpression.h"

#include <algorithm>
#include <unordered_map>

namespace transcope::core {

namespace {

void note(Section& section, const std::vector<std::string>& spots, std::size_t of, const std::string& why)
{
    if (!spots.empty())
        section.notes.push_back(std::to_string(spots.size()) + " of " + std::to_string(of) + " spots " + why +
                                ": " + nameList(spots));
}

} // namespace

Result<std::vector<int>> keepMeasuredSpots(Section& section, const std::vector<std::string>& rows,
                                           std::shared_ptr<const Expression> counts,
                                           const std::filesystem::path& file)
{
    std::unordered_map<std::string_view, std::size_t> rowOf;
    for (std::size_t r = 0; r < rows.size(); ++r)
        rowOf.emplace(rows[r], r);
    TRY(const auto sums, counts->totals());
    const std::size_t wanted = section.spots.size();
    std::vector<Spot> kept;
    std::vector<int> keptRows;
    std::vector<std::string> absent, empty;
    for (auto& spot : section.spots.spots) {
        const auto row = rowOf.find(spot.id);
        if (row == rowOf.end()) {
            absent.push_back(spot.id);
        } else if (!(sums[row->second] > 0)) {
            empty.push_back(spot.id);
        } else {
            keptRows.push_back(static_cast<int>(row->second));
            kept.push_back(std::move(spot));
        }
    }
    note(section, absent, wanted, "are not in the counts and were left out");
    note(section, empty, wanted, "have no counts at all and were left out");
    if (kept.empty())
        return fail(ErrorCode::BadInput,
                    file.string() + ": none of the section's " + std::to_string(wanted) + " spots has counts",
                    "Check that counts and positions are of the same section");
    section.spots.spots = std::move(kept);
    section.counts = pickedSpots(std::move(counts), keptRows);
    return keptRows;
}

} // namespace transcope::core
