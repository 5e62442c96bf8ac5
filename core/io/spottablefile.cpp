#include "core/io/spottablefile.h"

#include "core/base/atomicfile.h"
#include "core/base/try.h"
#include "core/expression/denseexpression.h"
#include "core/expression/genematching.h"
#include "core/expression/rowcollector.h"
#include "core/io/provenancejson.h"
#include "core/io/spotgeometry.h"
#include "core/io/tablereader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

namespace transcope::core {

using nlohmann::json;

namespace {

constexpr const char* JsonKey = "transcope";

struct Columns
{
    std::optional<std::size_t> x, y; ///< both or none
    std::optional<std::size_t> arrayRow, arrayCol;
    std::vector<std::size_t> genes;
    std::vector<std::string> names;
};

std::optional<std::size_t> indexOf(const std::vector<std::string>& names, std::string_view name)
{
    const auto it = std::find(names.begin(), names.end(), name);
    if (it == names.end())
        return std::nullopt;
    return static_cast<std::size_t>(it - names.begin());
}

/// What is not something else is a gene.
void setGenes(Columns& columns)
{
    for (std::size_t i = 1; i < columns.names.size(); ++i)
        if (i != columns.x && i != columns.y && i != columns.arrayRow && i != columns.arrayCol)
            columns.genes.push_back(i);
}

std::optional<Columns> columnsOf(std::vector<std::string> names)
{
    static constexpr std::array<std::pair<const char*, const char*>, 3> coordinates = {
        {{"x", "y"}, {"pixel_x", "pixel_y"}, {"pxl_col_in_fullres", "pxl_row_in_fullres"}}};
    for (const auto& [xName, yName] : coordinates) {
        const auto x = indexOf(names, xName);
        const auto y = indexOf(names, yName);
        if (!x || !y || *x == 0 || *y == 0)
            continue;
        Columns columns{
            *x, *y, indexOf(names, "array_row"), indexOf(names, "array_col"), {}, std::move(names)};
        setGenes(columns);
        return columns;
    }
    return std::nullopt;
}

Result<Columns> headerOf(const TableReader& reader, SpotPlaces places)
{
    std::vector<std::string> names(reader.cells().begin(), reader.cells().end());
    auto columns = columnsOf(names);
    if (!columns && places == SpotPlaces::Optional) {
        columns = Columns{{}, {}, {}, {}, {}, std::move(names)};
        setGenes(*columns);
    }
    if (!columns)
        return fail(ErrorCode::BadInput, reader.where() + ": no columns x and y with the spots' places",
                    "Expected a header such as: spot,x,y,GENE1,GENE2");
    DuplicateCheck check;
    for (std::size_t i = 0; i < columns->names.size(); ++i) {
        if (const auto first = check.seenBefore(columns->names[i], i + 1))
            return fail(ErrorCode::BadInput,
                        reader.where() + ": column \"" + columns->names[i] + "\" occurs twice, as number " +
                            std::to_string(*first) + " and " + std::to_string(i + 1),
                        "Remove or rename one of the two");
    }
    return *columns;
}

Result<int> arrayCoordinate(const TableReader& reader, std::optional<std::size_t> column, const char* name)
{
    if (!column || reader.cells()[*column].empty())
        return -1;
    TRY(const auto value, finiteNumber(reader, reader.cells()[*column], name));
    return static_cast<int>(std::lround(value));
}

Result<Spot> readSpot(const TableReader& reader, const Columns& columns)
{
    const auto& cells = reader.cells();
    if (!columns.x)
        return Spot{std::string(cells[0]), {}};
    const auto x = finiteNumber(reader, cells[*columns.x], columns.names[*columns.x]);
    const auto y = finiteNumber(reader, cells[*columns.y], columns.names[*columns.y]);
    if (!x || !y)
        return tl::unexpected(x ? y.error() : x.error());
    const auto row = arrayCoordinate(reader, columns.arrayRow, "array_row");
    const auto col = arrayCoordinate(reader, columns.arrayCol, "array_col");
    if (!row || !col)
        return tl::unexpected(row ? col.error() : row.error());
    return Spot{std::string(cells[0]), {*x, *y}, *row, *col};
}

/// Empty cells and "nan" are missing values.
Result<void> readValues(const TableReader& reader, const Columns& columns, std::vector<float>& values)
{
    values.clear();
    for (const std::size_t column : columns.genes) {
        const auto cell = reader.cells()[column];
        const auto value = cell.empty() ? std::numeric_limits<double>::quiet_NaN() : numberIn(cell);
        if (value && !std::isinf(*value)) {
            values.push_back(static_cast<float>(*value));
            continue;
        }
        return tl::unexpected(finiteNumber(reader, cell, columns.names[column]).error());
    }
    return {};
}

void readComments(const TableReader& reader, SpotTableFile& file)
{
    for (const auto& comment : reader.comments()) {
        const auto object = json::parse(comment, nullptr, false);
        if (!object.is_object() || !object.contains(JsonKey))
            continue;
        file.provenance = provenanceFromJson(object[JsonKey]);
        geometryFromJson(object[JsonKey], file.spots);
    }
}

Result<void> readRows(TableReader& reader, const Columns& columns, SpotTableFile& file)
{
    std::vector<float> row;
    RowCollector values(columns.genes.size());
    DuplicateCheck ids;
    while (reader.next()) {
        TRY_RUN(checkCellCount(reader, columns.names.size()));
        TRY(auto spot, readSpot(reader, columns));
        if (const auto first = ids.seenBefore(spot.id, reader.line()))
            return fail(ErrorCode::BadInput,
                        reader.where() + ": spot " + spot.id + " is already on line " +
                            std::to_string(*first),
                        "Remove one of the two rows");
        file.spots.spots.push_back(std::move(spot));
        TRY_RUN(readValues(reader, columns, row));
        values.add(row);
    }
    file.values = values.finish();
    return {};
}

/// A name with a comma must be quoted.
void appendText(std::string& line, const std::string& cell)
{
    const bool quoted = cell.find(',') != std::string::npos;
    if (quoted)
        line += '"';
    line += cell;
    if (quoted)
        line += '"';
}

template <class Number> void appendNumber(std::string& text, Number value)
{
    if (std::isnan(value))
        return;
    std::array<char, 32> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    text.append(digits.data(), end);
}

} // namespace

Result<SpotTableFile> readSpotTable(const std::filesystem::path& path, SpotPlaces places)
{
    TRY(auto reader, TableReader::open(path));
    if (!reader.next())
        return fail(ErrorCode::BadInput, path.string() + ": the file has no rows", "Copy or export it again");
    TRY(const auto columns, headerOf(reader, places));
    SpotTableFile file;
    readComments(reader, file);
    TRY_RUN(readRows(reader, columns, file));
    if (file.spots.empty())
        return fail(ErrorCode::BadInput, path.string() + ": no spots below the header",
                    "Copy or export it again");
    for (const std::size_t gene : columns.genes)
        file.genes.push_back(geneFromName(columns.names[gene]));
    file.hasPlaces = columns.x.has_value();
    if (!file.hasPlaces)
        return file;
    TRY_RUN(completeGeometry(file.spots, path.string(), file.notes));
    return file;
}

bool isSpotTableHeader(const std::string& headerLine)
{
    const char separator = headerLine.find('\t') != std::string::npos ? '\t' : ',';
    std::vector<std::string> names;
    for (std::size_t begin = 0; begin <= headerLine.size();) {
        const std::size_t end = std::min(headerLine.find(separator, begin), headerLine.size());
        names.push_back(headerLine.substr(begin, end - begin));
        begin = end + 1;
    }
    return columnsOf(std::move(names)).has_value();
}

Result<void> writeSpotTable(const std::filesystem::path& out, const Layer& layer)
{
    const auto& spots = *layer.spots;
    TRY(const auto values, columnsOf(*layer.values));
    auto object = toJson(layer.provenance);
    object["layer"] = layer.name;
    object.update(geometryToJson(spots));
    std::string text = "# " + json{{JsonKey, object}}.dump() + "\nspot,x,y,array_row,array_col";
    for (const auto& name : uniqueNames(layer.genes)) {
        text += ',';
        appendText(text, name);
    }
    text += '\n';
    for (std::size_t s = 0; s < spots.size(); ++s) {
        const auto& spot = spots.spots[s];
        appendText(text, spot.id);
        for (const double coordinate : {spot.centreLevel0Px.x, spot.centreLevel0Px.y}) {
            text += ',';
            appendNumber(text, coordinate);
        }
        text.append(",").append(std::to_string(spot.arrayRow));
        text.append(",").append(std::to_string(spot.arrayCol));
        for (std::size_t g = 0; g < layer.genes.size(); ++g) {
            text += ',';
            appendNumber(text, values.at(s, g));
        }
        text += '\n';
    }
    return writeTextAtomically(out, text);
}

} // namespace transcope::core
