#include "core/io/visiumpositions.h"

#include "core/base/namelist.h"
#include "core/base/parsejson.h"
#include "core/base/try.h"
#include "core/io/columnnames.h"
#include "core/io/spotfilter.h"
#include "core/io/spotgeometry.h"
#include "core/io/tablereader.h"
#include "core/io/textfile.h"

#include <cmath>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

/// Where the parts of a row are: by the header's names, else as Space Ranger before 2.0 writes them.
struct Columns
{
    std::size_t id = 0;
    std::optional<std::size_t> inTissue = 1, arrayRow = 2, arrayCol = 3;
    PlaceColumns place{5, 4};
    std::vector<std::string> names = {"barcode",   "in_tissue",          "array_row",
                                      "array_col", "pxl_row_in_fullres", "pxl_col_in_fullres"};
};

Result<Columns> columnsOf(TableReader& reader)
{
    const auto first = reader.ahead(1);
    const bool isHeader =
        !first.empty() && (columnOf(ColumnMeaning::Id, first.front()) || placeColumnsOf(first.front()));
    if (!isHeader)
        return Columns{};
    Columns columns;
    columns.names = reader.header();
    const auto place = placeColumnsOf(columns.names);
    if (!place)
        return fail(ErrorCode::BadInput,
                    reader.where() + ": no columns with the spots' px, among " + nameList(columns.names),
                    "Expected pxl_row_in_fullres and pxl_col_in_fullres");
    columns.place = *place;
    columns.id = columnOf(ColumnMeaning::Id, columns.names).value_or(0);
    columns.inTissue = columnOf(ColumnMeaning::InTissue, columns.names);
    columns.arrayRow = columnOf(ColumnMeaning::ArrayRow, columns.names);
    columns.arrayCol = columnOf(ColumnMeaning::ArrayCol, columns.names);
    return columns;
}

Result<int> arrayPlace(const TableReader& reader, const Columns& columns, std::optional<std::size_t> column)
{
    if (!column || isMissing(reader.cells()[*column]))
        return -1;
    TRY(const auto value, finiteNumber(reader, reader.cells()[*column], columns.names[*column]));
    return static_cast<int>(std::lround(value));
}

/// Nothing where the row has no place.
Result<std::optional<Spot>> readSpot(const TableReader& reader, const Columns& columns)
{
    TRY_RUN(checkCellCount(reader, columns.names.size()));
    const auto& cells = reader.cells();
    const auto& [x, y] = columns.place;
    TRY(const auto place, placeIn(reader, cells[x], columns.names[x], cells[y], columns.names[y]));
    TRY(const auto row, arrayPlace(reader, columns, columns.arrayRow));
    TRY(const auto col, arrayPlace(reader, columns, columns.arrayCol));
    return place ? std::optional(Spot{std::string(cells[columns.id]), *place, row, col}) : std::nullopt;
}

/// Of a file of Visium HD: its bins are squares, and it tells the scale itself.
void readScale(const nlohmann::json& object, SpotFile& file)
{
    const auto umPerPx = object.find("microns_per_pixel");
    if (umPerPx == object.end() || !umPerPx->is_number() || !(umPerPx->get<double>() > 0))
        return;
    file.spots.umPerPx = umPerPx->get<double>();
    file.spots.lattice = object.contains("bin_size_um") ? Lattice::Square : file.spots.lattice;
    file.umPerPxSource = "microns_per_pixel in the scale factors";
}

Result<void> readScaleFactors(const fs::path& path, SpotFile& file)
{
    const auto text = readTextFile(path);
    if (!text)
        return text.error().code == ErrorCode::NotFound ? Result<void>{} : tl::unexpected(text.error());
    const auto object = parseJson(*text, false);
    if (!object.is_object())
        return fail(ErrorCode::BadInput, path.string() + ": is not JSON", "Copy the file again");
    const auto it = object.find("spot_diameter_fullres");
    if (it != object.end() && it->is_number() && it->get<double>() > 0)
        file.spots.diameterLevel0Px = it->get<double>();
    readScale(object, file);
    return {};
}

} // namespace

Result<SpotFile> readVisiumPositions(const fs::path& path, const fs::path& scaleFactors)
{
    TRY(auto reader, TableReader::open(path));
    TRY(const auto columns, columnsOf(reader));
    SpotFile file;
    SpotTable all;
    SpotFilter filter;
    DuplicateCheck seen;
    while (reader.next()) {
        TRY(auto spot, readSpot(reader, columns));
        const auto& id = reader.cells()[columns.id];
        if (const auto before = seen.seenBefore(std::string(id), reader.line()))
            return fail(ErrorCode::BadInput,
                        reader.where() + ": spot " + std::string(id) + " is already on line " +
                            std::to_string(*before),
                        "Remove one of the two rows");
        if (spot)
            all.spots.push_back(*spot);
        if (filter.keeps(spot.has_value(),
                         columns.inTissue ? flagIn(reader.cells()[*columns.inTissue]) : true))
            file.spots.spots.push_back(std::move(*spot));
    }
    TRY_RUN(filter.finish(path, file.notes));
    // Of all positions: those in tissue may be few and far between.
    setVisiumGeometry(all);
    file.spots.lattice = all.lattice;
    file.spots.pitchLevel0Px = all.pitchLevel0Px;
    file.spots.umPerPx = all.umPerPx;
    TRY_RUN(readScaleFactors(scaleFactors, file));
    TRY_RUN(completeGeometry(file.spots, path.string(), file.notes));
    return file;
}

} // namespace transcope::core
