#include "core/io/visiumpositions.h"

#include "core/base/try.h"
#include "core/io/spotgeometry.h"
#include "core/io/tablereader.h"
#include "core/io/textfile.h"

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

enum Column { Barcode, InTissue, ArrayRow, ArrayCol, PixelRow, PixelCol, ColumnCount };
constexpr std::array<const char*, ColumnCount> columnNames = {
    "barcode", "in_tissue", "array_row", "array_col", "pxl_row_in_fullres", "pxl_col_in_fullres"};

struct Row
{
    Spot spot;
    bool inTissue = false;
};

Result<Row> readRow(const TableReader& reader)
{
    TRY_RUN(checkCellCount(reader, ColumnCount));
    std::array<double, ColumnCount> values{};
    for (std::size_t c = InTissue; c < ColumnCount; ++c) {
        TRY(const auto value, finiteNumber(reader, reader.cells()[c], columnNames[c]));
        values[c] = value;
    }
    Row row;
    row.spot = {std::string(reader.cells()[Barcode]),
                {values[PixelCol], values[PixelRow]},
                static_cast<int>(std::lround(values[ArrayRow])),
                static_cast<int>(std::lround(values[ArrayCol]))};
    row.inTissue = values[InTissue] != 0;
    return row;
}

Result<void> readDiameter(const fs::path& positions, SpotTable& spots)
{
    const auto path = positions.parent_path() / "scalefactors_json.json";
    const auto text = readTextFile(path);
    if (!text)
        return text.error().code == ErrorCode::NotFound ? Result<void>{} : tl::unexpected(text.error());
    const auto object = nlohmann::json::parse(*text, nullptr, false);
    if (!object.is_object())
        return fail(ErrorCode::BadInput, path.string() + ": is not JSON", "Copy the file again");
    const auto it = object.find("spot_diameter_fullres");
    if (it != object.end() && it->is_number() && it->get<double>() > 0)
        spots.diameterLevel0Px = it->get<double>();
    return {};
}

} // namespace

Result<SpotFile> readVisiumPositions(const fs::path& path)
{
    TRY(auto reader, TableReader::open(path));
    SpotFile file;
    SpotTable all;
    DuplicateCheck seen;
    bool first = true;
    while (reader.next()) {
        const bool isHeader = std::exchange(first, false) && reader.cells()[Barcode] == columnNames[Barcode];
        if (isHeader)
            continue;
        TRY(auto row, readRow(reader));
        if (const auto before = seen.seenBefore(row.spot.id, reader.line()))
            return fail(ErrorCode::BadInput,
                        reader.where() + ": spot " + row.spot.id + " is already on line " +
                            std::to_string(*before),
                        "Remove one of the two rows");
        all.spots.push_back(row.spot);
        if (row.inTissue)
            file.spots.spots.push_back(std::move(row.spot));
    }
    if (file.spots.empty())
        return fail(ErrorCode::BadInput, path.string() + ": no spot is in tissue",
                    "Check the column in_tissue");
    if (file.spots.size() < all.size())
        file.notes.push_back(std::to_string(all.size() - file.spots.size()) + " of " +
                             std::to_string(all.size()) + " spots are not in tissue");
    // Of all positions: those in tissue may be few and far between.
    setVisiumGeometry(all);
    file.spots.lattice = all.lattice;
    file.spots.pitchLevel0Px = all.pitchLevel0Px;
    file.spots.umPerPx = all.umPerPx;
    TRY_RUN(readDiameter(path, file.spots));
    TRY_RUN(completeGeometry(file.spots, path.string(), file.notes));
    return file;
}

} // namespace transcope::core
