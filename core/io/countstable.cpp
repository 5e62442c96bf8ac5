#include "core/io/countstable.h"

#include "core/base/try.h"
#include "core/expression/genematching.h"
#include "core/expression/rowcollector.h"
#include "core/io/spotnames.h"
#include "core/io/tablereader.h"

#include <algorithm>

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

/// A row's name and its numbers.
Result<std::string> readRow(const TableReader& reader, const std::vector<std::string>& columns,
                            std::span<float> values)
{
    const auto& cells = reader.cells();
    TRY_RUN(checkCellCount(reader, columns.size() + 1));
    for (std::size_t c = 0; c < columns.size(); ++c) {
        TRY(values[c], countIn(reader, cells[c + 1], columns[c]));
    }
    return std::string(cells[0]);
}

bool mostLookLikeSpots(std::span<const std::string> names)
{
    return 2 * std::count_if(names.begin(), names.end(), looksLikeSpot) > std::ssize(names);
}

/// Whether genes are rows and spots columns, as Seurat and GEO have it.
bool isTurned(TableReader& reader, const std::vector<std::string>& columns)
{
    constexpr std::size_t LookedAtRows = 20;
    std::vector<std::string> rows;
    for (auto& cells : reader.ahead(LookedAtRows))
        rows.push_back(std::move(cells.front()));
    return !rows.empty() && mostLookLikeSpots(columns) && !mostLookLikeSpots(rows);
}

/// Rows as a table has them, whatever they are.
class Collector
{
public:
    Collector(std::vector<std::string> columns, bool turned)
        : m_columns(std::move(columns)), m_turned(turned), m_values(m_columns.size())
    {
    }

    Result<void> takeAll(TableReader& reader)
    {
        DuplicateCheck seen;
        std::vector<float> row(m_columns.size());
        while (reader.next()) {
            TRY(auto name, readRow(reader, m_columns, row));
            if (const auto first = seen.seenBefore(name, reader.line()))
                return fail(ErrorCode::BadInput,
                            reader.where() + (m_turned ? ": gene " : ": spot ") + name +
                                " is already on line " + std::to_string(*first),
                            "Remove one of the two rows");
            take(row);
            m_rows.push_back(std::move(name));
        }
        return {};
    }

    CountsTable finish()
    {
        if (!m_turned)
            return {std::move(m_rows), genesFromNames(m_columns), m_values.finish()};
        SparseBuilder builder(m_rows.size());
        for (const auto& [spot, gene, value] : m_entries)
            builder.add(spot, gene, value);
        auto genes = genesFromNames(m_rows);
        const auto spots = m_columns.size();
        return {std::move(m_columns), std::move(genes), builder.finish(spots)};
    }

private:
    struct Entry
    {
        int spot, gene;
        float value;
    };
    void take(std::span<const float> row)
    {
        if (!m_turned) {
            m_values.add(row);
            return;
        }
        for (std::size_t c = 0; c < row.size(); ++c)
            if (row[c] != 0)
                m_entries.push_back({static_cast<int>(c), static_cast<int>(m_rows.size()), row[c]});
    }

    std::vector<std::string> m_columns, m_rows;
    bool m_turned;
    RowCollector m_values;
    std::vector<Entry> m_entries; ///< of a turned table
};

/// The names of the columns, without the cell above the row names.
Result<std::vector<std::string>> columnNames(TableReader& reader)
{
    auto names = reader.header();
    if (names.empty())
        return fail(ErrorCode::BadInput, reader.path().string() + ": the file has no rows",
                    "Copy or export it again");
    names.erase(names.begin());
    if (names.empty())
        return fail(ErrorCode::BadInput, reader.path().string() + ": no gene columns in the header",
                    "Expected a table with a row a spot and a column a gene");
    return names;
}

/// Without one digit that is not 0 no count is above 0.
bool hasCounts(std::span<const std::string_view> cells)
{
    return std::any_of(cells.begin(), cells.end(), [](std::string_view cell) {
        return cell.find_first_of("123456789") != std::string_view::npos;
    });
}

} // namespace

Result<CountsTable> readCountsTable(const std::filesystem::path& path)
{
    TRY(auto reader, TableReader::open(path));
    TRY(auto columns, columnNames(reader));
    TRY_RUN(checkGenesDiffer(reader, columns));
    const bool turned = isTurned(reader, columns);
    Collector collector(std::move(columns), turned);
    TRY_RUN(collector.takeAll(reader));
    return collector.finish();
}

Result<std::vector<std::string>> measuredRows(const std::filesystem::path& path)
{
    TRY(auto reader, TableReader::open(path));
    TRY(auto columns, columnNames(reader));
    const bool turned = isTurned(reader, columns);
    std::vector<std::string> rows;
    while (!turned && reader.next())
        if (hasCounts(std::span(reader.cells()).subspan(1)))
            rows.emplace_back(reader.cells()[0]);
    return turned ? columns : rows;
}

} // namespace transcope::core
