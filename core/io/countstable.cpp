#include "core/io/countstable.h"

#include "core/base/try.h"
#include "core/expression/genematching.h"
#include "core/expression/rowcollector.h"
#include "core/io/tablereader.h"

namespace transcope::core {

namespace {

Result<void> checkGenesDiffer(const TableReader& reader, const std::vector<std::string>& names)
{
    DuplicateCheck check;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (const auto first = check.seenBefore(names[i], i + 1))
            return fail(ErrorCode::BadInput,
                        reader.path().string() + ", header: gene \"" + names[i] +
                            "\" occurs twice, as number " + std::to_string(*first) + " and " +
                            std::to_string(i + 1),
                        "Sum or rename the two columns");
    }
    return {};
}

Result<void> readRow(const TableReader& reader, const std::vector<std::string>& genes, std::span<float> row)
{
    const auto& cells = reader.cells();
    TRY_RUN(checkCellCount(reader, genes.size() + 1));
    for (std::size_t g = 0; g < genes.size(); ++g) {
        TRY(const auto count, countIn(reader, cells[g + 1], genes[g]));
        row[g] = count;
    }
    return {};
}

} // namespace

Result<CountsTable> readCountsTable(const std::filesystem::path& path)
{
    TRY(auto reader, TableReader::open(path));
    if (!reader.next())
        return fail(ErrorCode::BadInput, path.string() + ": the file has no rows", "Copy or export it again");
    std::vector<std::string> names(reader.cells().begin(), reader.cells().end());
    bool more = reader.next();
    // R leaves the corner out, everybody else writes an empty or named cell there.
    const bool hasCorner = !more || reader.cells().size() != names.size() + 1;
    if (hasCorner)
        names.erase(names.begin());
    if (names.empty())
        return fail(ErrorCode::BadInput, path.string() + ": no gene columns in the header",
                    "Expected a table with a row a spot and a column a gene");
    TRY_RUN(checkGenesDiffer(reader, names));
    CountsTable table;
    RowCollector values(names.size());
    std::vector<float> row(names.size());
    DuplicateCheck rows;
    for (; more; more = reader.next()) {
        TRY_RUN(readRow(reader, names, row));
        values.add(row);
        table.rows.emplace_back(reader.cells()[0]);
        if (const auto first = rows.seenBefore(table.rows.back(), reader.line()))
            return fail(ErrorCode::BadInput,
                        reader.where() + ": spot " + table.rows.back() + " is already on line " +
                            std::to_string(*first),
                        "Remove one of the two rows");
    }
    table.genes = genesFromNames(names);
    table.values = values.finish();
    return table;
}

} // namespace transcope::core
