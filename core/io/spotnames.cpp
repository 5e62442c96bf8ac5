#include "core/io/spotnames.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <unordered_map>

namespace transcope::core {

namespace {

/// Barcodes of 10x have 16 letters; shorter runs occur in names of genes and samples.
constexpr std::size_t ShortestBarcode = 12;

std::optional<double> numberOf(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && std::isfinite(value)
               ? std::optional(value)
               : std::nullopt;
}

bool isNumberPart(char c)
{
    return (c >= '0' && c <= '9') || c == '.';
}

/// The longest run of bases, if it can be a barcode.
std::string_view barcodeIn(std::string_view id)
{
    constexpr std::string_view bases = "ACGT";
    std::string_view best;
    for (std::size_t at = id.find_first_of(bases); at != std::string_view::npos;
         at = id.find_first_of(bases, at)) {
        const auto run = id.substr(at, id.find_first_not_of(bases, at) - at);
        best = run.size() > best.size() ? run : best;
        at += run.size();
    }
    return best.size() >= ShortestBarcode ? best : std::string_view();
}

std::string withoutNumber(const std::string& id)
{
    const auto dash = id.rfind('-');
    const bool number =
        dash != std::string::npos && dash > 0 && dash + 1 < id.size() &&
        std::all_of(id.begin() + static_cast<std::ptrdiff_t>(dash) + 1, id.end(), isNumberPart);
    return number ? id.substr(0, dash) : id;
}

std::string barcodeOnly(const std::string& id)
{
    return std::string(barcodeIn(id));
}

std::string rounded(const std::string& id)
{
    const auto place = arrayPlaceIn(id);
    return place ? std::to_string(place->column) + "x" + std::to_string(place->row) : std::string();
}

using MadeAlike = std::string (*)(const std::string&);

struct Way
{
    MadeAlike make;
    const char* text;
};
constexpr std::array Ways = {
    Way{withoutNumber, "without the number after the barcode"},
    Way{barcodeOnly, "by the barcode within"},
    Way{rounded, "by the rounded numbers of the array"},
};

/// Empty where two names become one.
std::optional<std::unordered_map<std::string, int>> indexed(std::span<const std::string> names,
                                                            MadeAlike make)
{
    std::unordered_map<std::string, int> index;
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto name = make(names[i]);
        if (!name.empty() && !index.emplace(std::move(name), static_cast<int>(i)).second)
            return std::nullopt;
    }
    return index;
}

std::vector<int> rowsBy(std::span<const std::string> spots, const std::unordered_map<std::string, int>& index,
                        MadeAlike make)
{
    std::vector<int> rows;
    for (const auto& spot : spots) {
        const auto found = index.find(make(spot));
        rows.push_back(found == index.end() ? -1 : found->second);
    }
    return rows;
}

bool matchesAny(const std::vector<int>& rows)
{
    return std::any_of(rows.begin(), rows.end(), [](int row) { return row >= 0; });
}

std::string asIs(const std::string& id)
{
    return id;
}

} // namespace

std::optional<ArrayPlace> arrayPlaceIn(std::string_view id)
{
    const auto cross = id.rfind('x');
    if (cross == std::string_view::npos)
        return std::nullopt;
    std::size_t begin = cross;
    while (begin > 0 && isNumberPart(id[begin - 1]))
        --begin;
    // What stands before the numbers must be apart from them: "BT1_10x13", R's "X10x13".
    const bool apart = begin == 0 || id[begin - 1] == '_' || id[begin - 1] == ':' || id[begin - 1] == ' ' ||
                       (begin == 1 && id[0] == 'X');
    const auto column = numberOf(id.substr(begin, cross - begin)), row = numberOf(id.substr(cross + 1));
    constexpr double Most = 1e6;
    if (!apart || !column || !row || std::abs(*column) > Most || std::abs(*row) > Most)
        return std::nullopt;
    return ArrayPlace{static_cast<int>(std::lround(*column)), static_cast<int>(std::lround(*row))};
}

bool looksLikeSpot(std::string_view name)
{
    return arrayPlaceIn(name).has_value() || !barcodeIn(name).empty();
}

NameMatches matchNames(std::span<const std::string> spots, std::span<const std::string> rows)
{
    NameMatches matches;
    if (const auto index = indexed(rows, asIs)) {
        matches.rows = rowsBy(spots, *index, asIs);
        if (matchesAny(matches.rows))
            return matches;
    }
    for (const auto& way : Ways) {
        const auto index = indexed(rows, way.make);
        if (!index || !indexed(spots, way.make))
            continue;
        auto found = rowsBy(spots, *index, way.make);
        if (!matchesAny(found))
            continue;
        matches.rows = std::move(found);
        matches.note = "positions and counts name the spots differently (\"" + spots.front() + "\", \"" +
                       rows.front() + "\"); they were matched " + way.text;
        return matches;
    }
    matches.rows.assign(spots.size(), -1);
    return matches;
}

} // namespace transcope::core
