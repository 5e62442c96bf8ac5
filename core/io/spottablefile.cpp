#include "core/io/spottablefile.h"

#include "core/base/atomicfile.h"
#include "core/base/csvcell.h"
#include "core/base/namelist.h"
#include "core/base/parsejson.h"
#include "core/base/try.h"
#include "core/expression/denseexpression.h"
#include "core/expression/genematching.h"
#include "core/expression/rowcollector.h"
#include "core/io/columnnames.h"
#include "core/io/provenancejson.h"
#include "core/io/spotfilter.h"
#include "core/io/spotgeometry.h"
#include "core/io/tablereader.h"
#include "core/spots/overlaidsections.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace transcope::core {

using nlohmann::json;

namespace {

constexpr const char* JsonKey = "transcope";

/// Rows looked at to tell columns of text from those of numbers.
constexpr std::size_t LookedAtRows = 20;

struct Columns
{
    std::optional<std::size_t> id; ///< none where every column is something else: spots are numbered
    std::optional<PlaceColumns> place;
    std::optional<std::size_t> arrayRow, arrayCol, inTissue;
    std::optional<std::size_t> library; ///< only where several sections are told apart
    std::vector<std::size_t> genes;
    std::vector<std::string> metadata; ///< names of columns that are none of these
    std::vector<std::string> names;

    bool isTaken(std::size_t column) const
    {
        return column == id || (place && (column == place->x || column == place->y)) || column == arrayRow ||
               column == arrayCol || column == inTissue;
    }
};

/// Whether no row that is looked at has a number in this column, and some have a text.
bool isText(const std::vector<std::vector<std::string>>& rows, std::size_t column)
{
    bool text = false;
    for (const auto& row : rows) {
        if (column >= row.size() || isMissing(row[column]))
            continue;
        if (numberIn(row[column]))
            return false;
        text = true;
    }
    return text;
}

/// Names that say what the column is; else the first column, which mostly holds the ids, if it is free.
std::optional<std::size_t> idColumn(const Columns& columns)
{
    if (const auto named = columnOf(ColumnMeaning::Id, columns.names); named && !columns.isTaken(*named))
        return named;
    return columns.isTaken(0) ? std::nullopt : std::optional<std::size_t>(0);
}

Columns columnsOf(std::vector<std::string> names)
{
    Columns columns;
    columns.place = placeColumnsOf(names);
    columns.inTissue = columnOf(ColumnMeaning::InTissue, names);
    columns.arrayRow = columnOf(ColumnMeaning::ArrayRow, names);
    columns.arrayCol = columnOf(ColumnMeaning::ArrayCol, names);
    columns.names = std::move(names);
    columns.id = idColumn(columns);
    return columns;
}

/// "tissue" may also say which tissue it is.
bool holdsFlags(const std::vector<std::vector<std::string>>& rows, std::size_t column)
{
    return std::any_of(rows.begin(), rows.end(), [&](const std::vector<std::string>& row) {
        return column < row.size() && flagIn(row[column]).has_value();
    });
}

/// own: Transcope wrote the file, so that all other columns are genes.
void sortColumns(Columns& columns, const std::vector<std::vector<std::string>>& rows, bool own)
{
    if (columns.inTissue && columns.names[*columns.inTissue] == "tissue" &&
        !holdsFlags(rows, *columns.inTissue))
        columns.inTissue.reset();
    for (std::size_t i = 0; i < columns.names.size(); ++i) {
        if (columns.isTaken(i))
            continue;
        if (!own && (isMetadataName(columns.names[i]) || isText(rows, i)))
            columns.metadata.push_back(columns.names[i]);
        else
            columns.genes.push_back(i);
    }
}

/// What the places are that the table has instead of px.
tl::unexpected<Error> noPlaces(const TableReader& reader, const Columns& columns)
{
    const auto& names = columns.names;
    if (const auto um = umPlaceColumnsOf(names))
        return fail(ErrorCode::Unsupported,
                    reader.where() + ": the spots' places are in µm (columns " + names[um->x] + " and " +
                        names[um->y] + "), not in px of the slide",
                    "Divide them by the slide's µm/px, and call the columns x and y");
    if (columns.arrayRow && columns.arrayCol)
        return fail(
            ErrorCode::Unsupported,
            reader.where() + ": the spots' places are the array's (columns " + names[*columns.arrayRow] +
                " and " + names[*columns.arrayCol] + "), not px of the slide",
            "Add columns x and y with each spot's px, as Space Ranger's tissue_positions.csv has them");
    return fail(ErrorCode::BadInput,
                reader.where() + ": no columns x and y with the spots' places, among " + nameList(names),
                "Expected a header such as: spot,x,y,GENE1,GENE2");
}

Result<Columns> headerOf(TableReader& reader, SpotPlaces places)
{
    auto columns = columnsOf(reader.header());
    if (columns.names.empty())
        return fail(ErrorCode::BadInput, reader.path().string() + ": the file has no rows",
                    "Copy or export it again");
    if (!columns.place && places == SpotPlaces::Needed)
        return noPlaces(reader, columns);
    DuplicateCheck check;
    for (std::size_t i = 0; i < columns.names.size(); ++i) {
        if (const auto first = check.seenBefore(columns.names[i], i + 1))
            return fail(ErrorCode::BadInput,
                        reader.where() + ": column \"" + columns.names[i] + "\" occurs twice, as number " +
                            std::to_string(*first) + " and " + std::to_string(i + 1),
                        "Remove or rename one of the two");
    }
    return columns;
}

Result<int> arrayCoordinate(const TableReader& reader, std::optional<std::size_t> column, const char* name)
{
    if (!column || isMissing(reader.cells()[*column]))
        return -1;
    TRY(const auto value, finiteNumber(reader, reader.cells()[*column], name));
    return static_cast<int>(std::lround(value));
}

/// Nothing where the row has no place.
Result<std::optional<Spot>> readSpot(const TableReader& reader, const Columns& columns)
{
    const auto& cells = reader.cells();
    Spot spot;
    spot.id = columns.id ? std::string(cells[*columns.id]) : std::to_string(reader.line());
    if (!columns.place)
        return spot;
    const auto& [xAt, yAt] = *columns.place;
    TRY(const auto place, placeIn(reader, cells[xAt], columns.names[xAt], cells[yAt], columns.names[yAt]));
    if (!place)
        return std::nullopt;
    spot.centreLevel0Px = *place;
    TRY(spot.arrayRow, arrayCoordinate(reader, columns.arrayRow, "array_row"));
    TRY(spot.arrayCol, arrayCoordinate(reader, columns.arrayCol, "array_col"));
    return spot;
}

/// Empty cells and "nan" are missing values.
Result<void> readValues(const TableReader& reader, const Columns& columns, std::vector<float>& values)
{
    values.clear();
    for (const std::size_t column : columns.genes) {
        const auto cell = reader.cells()[column];
        const auto value = isMissing(cell) ? std::numeric_limits<double>::quiet_NaN() : numberIn(cell);
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
        const auto object = parseJson(comment, false);
        if (!object.is_object() || !object.contains(JsonKey))
            continue;
        file.provenance = provenanceFromJson(object[JsonKey]);
        geometryFromJson(object[JsonKey], file.spots);
    }
}

std::vector<PointD> placesAhead(TableReader& reader, const PlaceColumns& columns)
{
    const auto xs = reader.columnAhead(columns.x), ys = reader.columnAhead(columns.y);
    std::vector<PointD> places;
    for (std::size_t row = 0; row < xs.size(); ++row)
        places.push_back({numberIn(xs[row]).value_or(NAN), numberIn(ys[row]).value_or(NAN)});
    return places;
}

/// The first column that may tell sections apart and whose values lie over each other.
std::optional<std::size_t> overlaidSamples(TableReader& reader, const Columns& columns)
{
    std::vector<PointD> places; // read once, where any column may be one
    for (std::size_t column = 0; columns.place && column < columns.names.size(); ++column) {
        if (columns.isTaken(column) || !columnOf(ColumnMeaning::Sample, std::vector{columns.names[column]}))
            continue;
        std::map<std::string, int> numbers;
        std::vector<int> ofRow;
        for (const auto& cell : reader.columnAhead(column))
            ofRow.push_back(numbers.try_emplace(cell, static_cast<int>(numbers.size())).first->second);
        if (places.empty())
            places = placesAhead(reader, *columns.place);
        if (areOverlaidSections(numbers.size(), ofRow, places))
            return column;
    }
    return std::nullopt;
}

/// Finds the column that tells sections apart, if there are several.
Result<void> findLibrary(TableReader& reader, const std::string& library, Columns& columns)
{
    auto column = columnOf(ColumnMeaning::Library, columns.names);
    if (!column || columns.isTaken(*column))
        column = overlaidSamples(reader, columns);
    if (!column)
        return {};
    const auto cells = reader.columnAhead(*column);
    const std::set<std::string> distinct(cells.begin(), cells.end());
    const std::vector<std::string> names(distinct.begin(), distinct.end());
    if (library.empty() && names.size() > 1)
        return fail(ErrorCode::InvalidArgument,
                    reader.path().string() + ": holds " + std::to_string(names.size()) +
                        " sections (column " + columns.names[*column] + "): " + nameList(names),
                    "Choose one with --library NAME on the command line, or save each section as a file");
    if (!library.empty() && !distinct.contains(library))
        return fail(ErrorCode::NotFound,
                    reader.path().string() + ": no section is called " + library + ", of " + nameList(names),
                    "Choose one that is there, or leave --library out");
    if (names.size() > 1)
        columns.library = column;
    return {};
}

Result<void> readRows(TableReader& reader, const Columns& columns, const std::string& library,
                      SpotTableFile& file)
{
    std::vector<float> row;
    RowCollector values(columns.genes.size());
    DuplicateCheck ids;
    SpotFilter filter;
    while (reader.next()) {
        TRY_RUN(checkCellCount(reader, columns.names.size()));
        if (columns.library && reader.cells()[*columns.library] != library)
            continue;
        TRY(auto spot, readSpot(reader, columns));
        if (!filter.keeps(spot.has_value(),
                          columns.inTissue ? flagIn(reader.cells()[*columns.inTissue]) : true))
            continue;
        if (const auto first = ids.seenBefore(spot->id, reader.line()))
            return fail(ErrorCode::BadInput,
                        reader.where() + ": spot " + spot->id + " is already on line " +
                            std::to_string(*first),
                        "Remove one of the two rows");
        file.spots.spots.push_back(std::move(*spot));
        TRY_RUN(readValues(reader, columns, row));
        values.add(row);
    }
    file.values = values.finish();
    return filter.finish(reader.path(), file.notes);
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

} // namespace

Result<SpotTableFile> readSpotTable(const std::filesystem::path& path, SpotPlaces places,
                                    const std::string& library)
{
    TRY(auto reader, TableReader::open(path));
    TRY(auto columns, headerOf(reader, places));
    SpotTableFile file;
    readComments(reader, file);
    sortColumns(columns, reader.ahead(LookedAtRows), file.provenance.has_value());
    TRY_RUN(findLibrary(reader, library, columns));
    TRY_RUN(readRows(reader, columns, library, file));
    for (const std::size_t gene : columns.genes)
        file.genes.push_back(geneFromName(columns.names[gene]));
    if (!columns.metadata.empty())
        file.notes.push_back(std::to_string(columns.metadata.size()) +
                             " columns are not genes: " + nameList(columns.metadata));
    file.hasPlaces = columns.place.has_value();
    if (!file.hasPlaces)
        return file;
    TRY_RUN(completeGeometry(file.spots, path.string(), file.notes));
    return file;
}

Result<void> writeSpotTable(const std::filesystem::path& out, const Layer& layer)
{
    const auto& spots = *layer.spots;
    TRY(const auto values, columnsOf(*layer.values));
    auto object = toJson(layer.provenance);
    object["layer"] = layer.name;
    object.update(geometryToJson(spots));
    // Names of files, in provenance, need not be UTF-8.
    const auto own = json{{JsonKey, object}}.dump(-1, ' ', false, json::error_handler_t::replace);
    std::string text = "# " + own + "\nspot,x,y,array_row,array_col";
    for (const auto& name : uniqueNames(layer.genes)) {
        text += ',';
        appendText(text, name);
    }
    text += '\n';
    for (std::size_t s = 0; s < spots.size(); ++s) {
        const auto& spot = spots.spots[s];
        appendText(text, spot.id);
        for (const double coordinate : {spot.centreLevel0Px.x, spot.centreLevel0Px.y})
            text.append(",").append(csvNumber(coordinate));
        text.append(",").append(std::to_string(spot.arrayRow));
        text.append(",").append(std::to_string(spot.arrayCol));
        for (std::size_t g = 0; g < layer.genes.size(); ++g)
            text.append(",").append(csvNumber(values.at(s, g)));
        text += '\n';
    }
    return writeTextAtomically(out, text);
}

} // namespace transcope::core
