#include "core/io/h5adobservations.h"

#include "core/base/namelist.h"
#include "core/io/h5adcolumns.h"

#include <set>

namespace transcope::core {

namespace {

constexpr std::size_t MostTexts = 100;

/// Nothing for texts of too many kinds to colour by.
std::optional<ObservationColumn> observation(FrameColumn column)
{
    ObservationColumn result;
    if (!column.codes.empty()) {
        result.codes = std::move(column.codes);
        result.categories = std::move(column.categories);
        return result;
    }
    if (column.texts.empty()) {
        result.numbers.assign(column.numbers.begin(), column.numbers.end());
        return result;
    }
    const std::set<std::string> distinct(column.texts.begin(), column.texts.end());
    if (distinct.size() > MostTexts)
        return std::nullopt;
    result.categories.assign(distinct.begin(), distinct.end());
    for (const auto& text : column.texts)
        result.codes.push_back(static_cast<int>(std::distance(distinct.begin(), distinct.find(text))));
    return result;
}

} // namespace

std::shared_ptr<const Observations> readObservations(const DataTree& tree, std::size_t spots,
                                                     std::vector<std::string>& notes)
{
    auto observations = std::make_shared<Observations>();
    std::vector<std::string> unread;
    for (const auto& name : frameColumnNames(tree, "obs")) {
        auto column = frameColumn(tree, "obs", name, spots);
        if (!column) {
            unread.push_back(name);
            continue;
        }
        auto known = observation(std::move(*column));
        if (!known)
            continue;
        known->name = name;
        observations->push_back(std::move(*known));
    }
    if (!unread.empty())
        notes.push_back(std::to_string(unread.size()) +
                        " columns of obs cannot be read and are left out: " + nameList(unread));
    return observations;
}

} // namespace transcope::core
