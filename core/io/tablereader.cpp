#include "core/io/tablereader.h"

#include "core/base/try.h"
#include "core/io/textfile.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace transcope::core {

namespace {

constexpr std::size_t LongestQuoted = 40;
constexpr int HeadLines = 8;
/// Before the sign itself, as the first line of files for Excel.
constexpr std::string_view ToldSeparator = "sep=";

/// Without blanks around it and quotes.
std::string_view bare(std::string_view cell)
{
    while (!cell.empty() && cell.front() == ' ')
        cell.remove_prefix(1);
    while (!cell.empty() && cell.back() == ' ')
        cell.remove_suffix(1);
    if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"')
        return cell.substr(1, cell.size() - 2);
    return cell;
}

/// Where a cell that starts at `begin` ends: at a separator that is not between quotes.
std::size_t cellEnd(std::string_view line, std::size_t begin, char separator)
{
    begin = std::min(line.find_first_not_of(' ', begin), line.size());
    if (begin < line.size() && line[begin] == '"') {
        const auto closing = line.find('"', begin + 1);
        if (closing != std::string_view::npos)
            begin = closing;
    }
    return std::min(line.find(separator, begin), line.size());
}

/// The separator of a table with this first row. Commas and blanks also stand within names.
char separatorOf(std::string_view row)
{
    const auto count = [&](char c) { return std::count(row.begin(), row.end(), c); };
    if (count('\t') > 0)
        return '\t';
    if (count(';') > count(','))
        return ';';
    if (count('|') > count(','))
        return '|';
    return count(',') > 0 || count(' ') == 0 ? ',' : ' ';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// "1,5" → "1.5".
void usePoints(std::string& text, std::size_t from)
{
    for (std::size_t i = std::max<std::size_t>(from, 1); i + 1 < text.size(); ++i)
        if (text[i] == ',' && isDigit(text[i - 1]) && isDigit(text[i + 1]))
            text[i] = '.';
}

std::string cellError(const TableReader& reader, std::string_view cell, std::string_view column,
                      const std::string& what)
{
    return reader.where() + ", column " + std::string(column) + ": \"" +
           std::string(cell.substr(0, LongestQuoted)) + "\" " + what;
}

} // namespace

TableReader::TableReader(std::filesystem::path path, std::string text)
    : m_path(std::move(path)), m_text(std::move(text))
{
}

Result<TableReader> TableReader::open(const std::filesystem::path& path)
{
    return readTextFile(path).and_then([&](std::string text) { return of(path, std::move(text)); });
}

Result<TableReader> TableReader::openHead(const std::filesystem::path& path)
{
    return readFirstLines(path, HeadLines).and_then([&](std::string text) {
        return of(path, std::move(text));
    });
}

Result<TableReader> TableReader::of(const std::filesystem::path& path, std::string text)
{
    if (text.find_first_not_of(" \t\r\n") == std::string::npos)
        return fail(ErrorCode::BadInput, path.string() + ": the file is empty", "Copy or export it again");
    return TableReader(path, std::move(text));
}

std::string TableReader::where() const
{
    return m_path.string() + ", line " + std::to_string(m_line);
}

std::optional<std::string_view> TableReader::takeLine()
{
    if (m_position >= m_text.size())
        return std::nullopt;
    const std::size_t end = std::min(m_text.find('\n', m_position), m_text.size());
    std::string_view line(m_text.data() + m_position, end - m_position);
    m_position = end + 1;
    ++m_line;
    if (!line.empty() && line.back() == '\r')
        line.remove_suffix(1);
    return line;
}

void TableReader::split(std::string_view line)
{
    m_cells.clear();
    if (m_separator == ' ') { // columns may be aligned by several
        for (std::size_t begin = line.find_first_not_of(' '); begin < line.size();) {
            const std::size_t end = cellEnd(line, begin, ' ');
            m_cells.push_back(bare(line.substr(begin, end - begin)));
            begin = line.find_first_not_of(' ', end);
        }
        return;
    }
    for (std::size_t begin = 0; begin <= line.size();) {
        const std::size_t end = cellEnd(line, begin, m_separator);
        m_cells.push_back(bare(line.substr(begin, end - begin)));
        begin = end + 1;
    }
}

bool TableReader::next()
{
    while (const auto line = takeLine()) {
        if (line->find_first_not_of(" \t,;") == std::string_view::npos)
            continue;
        if (m_separator == 0) {
            if (line->front() == '#') {
                m_comments.emplace_back(line->substr(1));
                continue;
            }
            const bool isTold = line->size() == ToldSeparator.size() + 1 && line->starts_with(ToldSeparator);
            m_separator = isTold ? line->back() : separatorOf(*line);
            if (m_separator == ';')
                usePoints(m_text, m_position);
            if (isTold)
                continue;
        }
        split(*line);
        return true;
    }
    m_cells.clear();
    return false;
}

std::vector<std::string> TableReader::header()
{
    if (!next())
        return {};
    std::vector<std::string> names(m_cells.begin(), m_cells.end());
    const auto first = ahead(1);
    if (!first.empty() && first.front().size() == names.size() + 1)
        names.insert(names.begin(), std::string());
    return names;
}

std::vector<std::vector<std::string>> TableReader::ahead(std::size_t rows)
{
    const auto position = m_position;
    const auto line = m_line;
    std::vector<std::vector<std::string>> cells;
    while (cells.size() < rows && next())
        cells.emplace_back(m_cells.begin(), m_cells.end());
    m_position = position;
    m_line = line;
    return cells;
}

std::vector<std::string> TableReader::columnAhead(std::size_t column)
{
    const auto position = m_position;
    const auto line = m_line;
    std::vector<std::string> cells;
    while (next())
        cells.emplace_back(column < m_cells.size() ? m_cells[column] : std::string_view());
    m_position = position;
    m_line = line;
    return cells;
}

std::optional<double> numberIn(std::string_view cell)
{
    // Nearly every cell of a counts table is a short whole number.
    if (!cell.empty() && cell.size() <= 9) {
        unsigned whole = 0;
        std::size_t i = 0;
        for (; i < cell.size() && cell[i] >= '0' && cell[i] <= '9'; ++i)
            whole = whole * 10 + static_cast<unsigned>(cell[i] - '0');
        if (i == cell.size())
            return whole;
    }
    double value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error != std::errc() || end != cell.data() + cell.size())
        return std::nullopt;
    return value;
}

Result<double> finiteNumber(const TableReader& reader, std::string_view cell, std::string_view column)
{
    const auto value = numberIn(cell);
    if (!value || !std::isfinite(*value))
        return fail(ErrorCode::BadInput, cellError(reader, cell, column, "is not a number"),
                    "Correct the cell or remove the row");
    return *value;
}

bool isMissing(std::string_view cell)
{
    static constexpr std::array missing = {"",     "NA",   "nan",  "NaN",  "NAN", "N/A",
                                           "<NA>", "null", "None", "-nan", "#N/A"};
    return std::find(missing.begin(), missing.end(), cell) != missing.end();
}

Result<std::optional<PointD>> placeIn(const TableReader& reader, std::string_view x, std::string_view xColumn,
                                      std::string_view y, std::string_view yColumn)
{
    const auto isInfinite = [](std::string_view cell) {
        const auto value = numberIn(cell);
        return value && !std::isfinite(*value);
    };
    if (isMissing(x) || isMissing(y) || isInfinite(x) || isInfinite(y))
        return std::nullopt;
    TRY(const auto left, finiteNumber(reader, x, xColumn));
    TRY(const auto top, finiteNumber(reader, y, yColumn));
    return PointD{left, top};
}

Result<float> countIn(const TableReader& reader, std::string_view cell, std::string_view column)
{
    TRY(const auto value, finiteNumber(reader, cell, column));
    if (value < 0)
        return fail(ErrorCode::BadInput, cellError(reader, cell, column, "is negative, but counts cannot be"),
                    "Use raw counts, not transformed values");
    return static_cast<float>(value);
}

Result<void> checkCellCount(const TableReader& reader, std::size_t wanted)
{
    if (reader.cells().size() == wanted)
        return {};
    return fail(ErrorCode::BadInput,
                reader.where() + ": " + std::to_string(reader.cells().size()) + " columns where " +
                    std::to_string(wanted) + " were expected",
                "The file may be cut short or use another separator; copy or export it again");
}

std::optional<std::size_t> DuplicateCheck::seenBefore(const std::string& name, std::size_t place)
{
    const auto [entry, isNew] = m_places.emplace(name, place);
    return isNew ? std::nullopt : std::optional(entry->second);
}

} // namespace transcope::core
