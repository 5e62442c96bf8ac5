#pragma once

#include "core/base/geometry.h"
#include "core/base/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace transcope::core {

/// Walks the rows of a delimited text file (plain or gzip), held in memory as a whole. The separator is the
/// tab where the first row has one, else the semicolon, the bar, the comma or the blank (any number of them),
/// whichever it has, or what a first line "sep=" tells; with the semicolon numbers may have a decimal comma.
/// Blank lines, and lines that begin with '#' before the first row, are skipped; blanks and quotes around a
/// cell are removed, and a separator between quotes does not separate.
class TableReader
{
public:
    /// Errors: those of readTextFile; BadInput for an empty file.
    static Result<TableReader> open(const std::filesystem::path& path);
    /// The first lines alone, to see what a file is.
    static Result<TableReader> openHead(const std::filesystem::path& path);

    /// Moves to the next row; false at the end.
    bool next();
    /// Takes the first row as the names of the columns: an empty one in front where the rows have one cell
    /// more, since R leaves out the cell above the row names. Empty where there is no row at all.
    std::vector<std::string> header();
    /// The cells of the next rows, at most so many, which next() gives once more.
    std::vector<std::vector<std::string>> ahead(std::size_t rows);
    /// This column's cells of all rows to come, which next() gives all the same; empty where a row is
    /// shorter.
    std::vector<std::string> columnAhead(std::size_t column);
    /// The row's cells; valid until next().
    const std::vector<std::string_view>& cells() const { return m_cells; }
    /// "FILE, line N", for messages.
    std::string where() const;
    std::size_t line() const { return m_line; }
    char separator() const { return m_separator; } ///< 0 before the first row
    /// The skipped '#' lines, without the sign; complete after the first next().
    const std::vector<std::string>& comments() const { return m_comments; }
    const std::filesystem::path& path() const { return m_path; }

private:
    static Result<TableReader> of(const std::filesystem::path& path, std::string text);
    TableReader(std::filesystem::path path, std::string text);
    std::optional<std::string_view> takeLine();
    void split(std::string_view line);

    std::filesystem::path m_path;
    std::string m_text;
    std::size_t m_position = 0;
    std::size_t m_line = 0; ///< of the current row, from 1
    char m_separator = 0;   ///< 0 until the first row
    std::vector<std::string_view> m_cells;
    std::vector<std::string> m_comments;
};

/// The whole cell as a number, or nothing ("", "1,5", "12abc"). "nan" and "inf" are numbers here.
std::optional<double> numberIn(std::string_view cell);

/// Whether a cell says that nothing is known: empty, NA, NaN, null …
bool isMissing(std::string_view cell);

/// A cell as a finite number. column: for the message. Errors: BadInput with file, line and column.
Result<double> finiteNumber(const TableReader& reader, std::string_view cell, std::string_view column);

/// Two cells as a place; nothing where one is missing or infinite. Errors: BadInput with file, line and
/// column for what is no number.
Result<std::optional<PointD>> placeIn(const TableReader& reader, std::string_view x, std::string_view xColumn,
                                      std::string_view y, std::string_view yColumn);

/// A cell as a count: finite and ≥ 0. Errors: BadInput with file, line and column.
Result<float> countIn(const TableReader& reader, std::string_view cell, std::string_view column);

/// BadInput unless the row has just `wanted` cells.
Result<void> checkCellCount(const TableReader& reader, std::size_t wanted);

/// Tells names that occur twice, with the line or column of both.
class DuplicateCheck
{
public:
    /// Place where the name was seen before; nothing when it is new.
    std::optional<std::size_t> seenBefore(const std::string& name, std::size_t place);

private:
    std::unordered_map<std::string, std::size_t> m_places;
};

} // namespace transcope::core
