#include "core/io/loupe.h"

#include "core/base/atomicfile.h"
#include "core/base/csvcell.h"
#include "core/base/try.h"
#include "core/expression/denseexpression.h"
#include "core/expression/genematching.h"
#include "core/spots/spottable.h"

namespace transcope::core {

namespace {

std::string cellOf(const ObservationColumn& column, std::size_t spot)
{
    if (!column.isCategorical())
        return csvNumber(column.numbers[spot]);
    const int code = column.codes[spot];
    return code < 0 ? std::string() : csvCell(column.categories[static_cast<std::size_t>(code)]);
}

} // namespace

bool isLoupeName(const std::filesystem::path& out)
{
    return out.filename().string().ends_with(LoupeEnding);
}

Result<void> writeLoupeCsv(const std::filesystem::path& out, const Layer& layer,
                           const std::vector<LoupeColumn>& more)
{
    TRY(const auto values, columnsOf(*layer.values));
    const auto observations = layer.observations ? *layer.observations : Observations{};
    std::string text = "Barcode";
    for (const auto& name : uniqueNames(layer.genes))
        text += "," + csvCell(name);
    for (const auto& column : observations)
        text += "," + csvCell(column.name);
    for (const auto& column : more)
        text += "," + csvCell(column.name);
    text += '\n';
    for (std::size_t s = 0; s < layer.spots->size(); ++s) {
        text += csvCell(layer.spots->spots[s].id);
        for (std::size_t g = 0; g < layer.genes.size(); ++g)
            text += "," + csvNumber(values.at(s, g));
        for (const auto& column : observations)
            text += "," + cellOf(column, s);
        for (const auto& column : more)
            text += "," + csvCell(column.values[s]);
        text += '\n';
    }
    return writeTextAtomically(out, text);
}

} // namespace transcope::core
