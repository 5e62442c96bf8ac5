#include "core/io/h5adobservations.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace transcope::core {

namespace {

constexpr std::size_t MostTexts = 100;

std::optional<ObservationColumn> categorical(const H5Reader& reader, const std::string& path)
{
    auto categories = reader.strings(path + "/categories");
    const auto codes = reader.integers(path + "/codes");
    if (!categories || !codes)
        return std::nullopt;
    ObservationColumn column;
    column.categories = std::move(*categories);
    const auto count = static_cast<std::int64_t>(column.categories.size());
    for (const auto code : *codes)
        column.codes.push_back(code < count ? static_cast<int>(code) : -1);
    return column;
}

/// Numbers, those under a mask unknown.
std::optional<ObservationColumn> numeric(const H5Reader& reader, const std::string& dataset,
                                         const std::string& mask)
{
    const auto numbers = reader.doubles(dataset);
    if (!numbers)
        return std::nullopt;
    ObservationColumn column;
    column.numbers.assign(numbers->begin(), numbers->end());
    if (const auto hidden = reader.has(mask) ? reader.integers(mask) : Result<std::vector<std::int64_t>>()) {
        for (std::size_t s = 0; s < std::min(hidden->size(), column.numbers.size()); ++s)
            column.numbers[s] = (*hidden)[s] != 0 ? NAN : column.numbers[s];
    }
    return column;
}

std::optional<ObservationColumn> textual(const H5Reader& reader, const std::string& path)
{
    const auto texts = reader.strings(path);
    if (!texts)
        return std::nullopt;
    const std::set<std::string> distinct(texts->begin(), texts->end());
    if (distinct.size() > MostTexts)
        return std::nullopt;
    ObservationColumn column;
    column.categories.assign(distinct.begin(), distinct.end());
    for (const auto& text : *texts)
        column.codes.push_back(static_cast<int>(std::distance(distinct.begin(), distinct.find(text))));
    return column;
}

std::optional<ObservationColumn> columnAt(const H5Reader& reader, const std::string& path)
{
    if (reader.has(path + "/categories"))
        return categorical(reader, path);
    if (reader.isGroup(path))
        return numeric(reader, path + "/values", path + "/mask");
    auto column = numeric(reader, path, {});
    return column ? column : textual(reader, path);
}

} // namespace

std::shared_ptr<const Observations> readObservations(const H5Reader& reader, std::size_t spots)
{
    const auto index = reader.textAttribute("obs", "_index").value_or("_index");
    auto observations = std::make_shared<Observations>();
    for (const auto& name : reader.children("obs")) {
        auto column = name == index ? std::nullopt : columnAt(reader, "obs/" + name);
        if (!column || std::max(column->numbers.size(), column->codes.size()) != spots)
            continue;
        column->name = name;
        observations->push_back(std::move(*column));
    }
    return observations;
}

} // namespace transcope::core
