#include "core/io/spotchoice.h"

#include "core/base/namelist.h"
#include "core/base/try.h"
#include "core/expression/pickedexpression.h"
#include "core/io/spotnames.h"

#include <algorithm>
#include <numeric>

namespace transcope::core {

namespace {

void note(std::vector<std::string>& notes, const std::vector<std::string>& spots, std::size_t of,
          const std::string& why)
{
    if (!spots.empty())
        notes.push_back(std::to_string(spots.size()) + " of " + std::to_string(of) + " spots " + why + ": " +
                        nameList(spots));
}

std::vector<std::string> namesOf(const SpotTable& table)
{
    std::vector<std::string> names;
    for (const auto& spot : table.spots)
        names.push_back(spot.id);
    return names;
}

/// "A", "B"
std::string examples(const std::vector<std::string>& names)
{
    std::string text;
    for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 2); ++i)
        text += (i > 0 ? ", \"" : "\"") + names[i] + "\"";
    return text;
}

tl::unexpected<Error> otherNames(const std::filesystem::path& file, const std::vector<std::string>& spots,
                                 const std::vector<std::string>& rows)
{
    return fail(ErrorCode::BadInput,
                file.string() + ": none of the section's " + std::to_string(spots.size()) +
                    " spots has counts: the positions name them " + examples(spots) + ", the " +
                    std::to_string(rows.size()) + " rows of the counts " + examples(rows),
                "Check that counts and positions are of the same section, or make the names alike");
}

/// Keeps spots whose row has a sum > 0. rows: of `counts` per spot of the section, -1 where it has none.
Result<std::vector<int>> keepSpotsWithCounts(Section& section, const std::vector<int>& rows,
                                             std::shared_ptr<const Expression> counts,
                                             const std::filesystem::path& file)
{
    TRY(const auto sums, counts->totals());
    const std::size_t wanted = section.spots.size();
    std::vector<int> kept;
    std::vector<std::string> absent, empty;
    auto& spots = section.spots.spots;
    for (std::size_t s = 0; s < wanted; ++s) {
        if (rows[s] < 0) {
            absent.push_back(std::move(spots[s].id));
        } else if (!(sums[static_cast<std::size_t>(rows[s])] > 0)) {
            empty.push_back(std::move(spots[s].id));
        } else {
            if (kept.size() != s)
                spots[kept.size()] = std::move(spots[s]);
            kept.push_back(rows[s]);
        }
    }
    spots.resize(kept.size());
    note(section.notes, absent, wanted, "are not in the counts and were left out");
    note(section.notes, empty, wanted, "have no counts at all and were left out");
    if (kept.empty())
        return fail(ErrorCode::BadInput,
                    file.string() + ": none of the section's " + std::to_string(wanted) +
                        " spots has counts: all are 0",
                    "Check that these are the counts, and of all genes");
    section.counts = pickedSpots(std::move(counts), kept);
    return kept;
}

} // namespace

Result<std::vector<int>> keepMeasuredSpots(Section& section, const std::vector<std::string>& rows,
                                           std::shared_ptr<const Expression> counts,
                                           const std::filesystem::path& file)
{
    const auto names = namesOf(section.spots);
    auto matches = matchNames(names, rows);
    if (std::ranges::all_of(matches.rows, [](int row) { return row < 0; }))
        return otherNames(file, names, rows);
    if (!matches.note.empty())
        section.notes.push_back(std::move(matches.note));
    return keepSpotsWithCounts(section, matches.rows, std::move(counts), file);
}

Result<std::vector<int>> keepMeasuredSpots(Section& section, std::shared_ptr<const Expression> counts,
                                           const std::filesystem::path& file)
{
    std::vector<int> rows(section.spots.size());
    std::iota(rows.begin(), rows.end(), 0);
    return keepSpotsWithCounts(section, rows, std::move(counts), file);
}

Result<void> keepNamedSpots(SpotFile& spots, const std::vector<std::string>& rows,
                            const std::filesystem::path& file)
{
    const auto names = namesOf(spots.spots);
    auto matches = matchNames(names, rows);
    std::vector<Spot> kept;
    std::vector<std::string> absent;
    for (std::size_t s = 0; s < names.size(); ++s) {
        if (matches.rows[s] >= 0)
            kept.push_back(spots.spots.spots[s]);
        else
            absent.push_back(names[s]);
    }
    if (kept.empty())
        return otherNames(file, names, rows);
    if (!matches.note.empty())
        spots.notes.push_back(std::move(matches.note));
    note(spots.notes, absent, names.size(), "have no counts and were left out");
    spots.spots.spots = std::move(kept);
    return {};
}

} // namespace transcope::core
