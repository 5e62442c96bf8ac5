#include "core/base/try.h"
#include "core/expression/genematching.h"
#include "core/expression/sparsebuilder.h"
#include "core/io/featurematrix.h"
#include "core/io/tablereader.h"
#include "core/io/textfile.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

/// Genes, and for each feature its column; -1 for features that are not expression.
struct Features
{
    GeneList genes;
    std::vector<int> columns;
};

Result<Features> readFeatures(const fs::path& path)
{
    TRY(auto reader, TableReader::open(path));
    Features features;
    DuplicateCheck seen;
    while (reader.next()) {
        const auto& cells = reader.cells();
        if (cells.size() > 2 && cells[2] != ExpressionType) {
            features.columns.push_back(-1);
            continue;
        }
        const std::string id(cells[0]);
        if (const auto first = seen.seenBefore(id, reader.line()))
            return fail(ErrorCode::BadInput,
                        reader.where() + ": gene " + id + " is already on line " + std::to_string(*first),
                        "Remove one of the two");
        features.columns.push_back(static_cast<int>(features.genes.size()));
        // Some deposit one column alone, of symbols or ids.
        features.genes.push_back(cells.size() > 1 ? Gene{std::string(cells[1]), id} : geneFromName(id));
    }
    return features;
}

Result<std::vector<std::string>> readBarcodes(const fs::path& path)
{
    TRY(auto reader, TableReader::open(path));
    std::vector<std::string> barcodes;
    DuplicateCheck seen;
    while (reader.next()) {
        barcodes.emplace_back(reader.cells()[0]);
        if (const auto first = seen.seenBefore(barcodes.back(), reader.line()))
            return fail(ErrorCode::BadInput,
                        reader.where() + ": spot " + barcodes.back() + " is already on line " +
                            std::to_string(*first),
                        "Remove one of the two");
    }
    return barcodes;
}

/// The next number of a line, after blanks; nothing where there is none. Nearly all are short whole numbers.
std::optional<double> takeNumber(std::string_view& line)
{
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    std::size_t digits = 0;
    std::uint64_t whole = 0;
    for (; digits < line.size() && digits < 18 && line[digits] >= '0' && line[digits] <= '9'; ++digits)
        whole = 10 * whole + static_cast<std::uint64_t>(line[digits] - '0');
    auto value = static_cast<double>(whole);
    if (digits == 0 || (digits < line.size() && line[digits] != ' ' && line[digits] != '\t')) {
        const auto [after, error] = std::from_chars(line.data(), line.data() + line.size(), value);
        if (error != std::errc())
            return std::nullopt;
        digits = static_cast<std::size_t>(after - line.data());
    }
    line.remove_prefix(digits);
    return value;
}

/// Takes a MatrixMarket text line by line: a banner, comments, the sizes, then an entry a line.
class MtxReader
{
public:
    MtxReader(fs::path path, const Features& features, std::size_t spots)
        : m_path(std::move(path)), m_features(features), m_spots(spots), m_builder(features.genes.size())
    {
    }

    Result<void> take(std::string_view lines)
    {
        while (!lines.empty()) {
            const std::size_t end = std::min(lines.find('\n'), lines.size());
            ++m_line;
            TRY_RUN(takeLine(lines.substr(0, end)));
            lines.remove_prefix(std::min(end + 1, lines.size()));
        }
        return {};
    }

    Result<std::shared_ptr<const Expression>> finish()
    {
        if (!m_entries || m_taken != *m_entries)
            return bad("the file is cut short: it has fewer or more entries than it says");
        auto values = m_builder.finish(m_spots);
        if (!values)
            return bad("a gene and spot have two entries");
        return values;
    }

private:
    Result<void> takeLine(std::string_view line)
    {
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (m_line == 1 && !line.starts_with("%%MatrixMarket matrix coordinate"))
            return fail(ErrorCode::BadInput, m_path.string() + ": is not a MatrixMarket coordinate file",
                        "Copy the file again");
        if (line.starts_with('%') || line.find_first_not_of(" \t") == std::string_view::npos)
            return {};
        const auto row = takeNumber(line), column = takeNumber(line), value = takeNumber(line);
        if (!row || !column || !value || line.find_first_not_of(" \t") != std::string_view::npos)
            return bad("expected three numbers");
        return m_entries ? takeEntry(*row, *column, *value) : takeSizes(*row, *column, *value);
    }

    Result<void> takeSizes(double rows, double columns, double entries)
    {
        if (rows != static_cast<double>(m_features.columns.size()) || columns != static_cast<double>(m_spots))
            return bad("the matrix does not have the size of features and barcodes");
        m_entries = entries;
        return {};
    }

    Result<void> takeEntry(double feature, double spot, double count)
    {
        if (!(feature >= 1 && feature <= static_cast<double>(m_features.columns.size()) && spot >= 1 &&
              spot <= static_cast<double>(m_spots)))
            return bad("an entry lies outside the matrix");
        if (!(count >= 0) || count > 1e12)
            return bad("a count is negative or not a number");
        ++m_taken;
        if (const int gene = m_features.columns[static_cast<std::size_t>(feature) - 1]; gene >= 0)
            m_builder.add(static_cast<int>(spot) - 1, gene, static_cast<float>(count));
        return {};
    }

    tl::unexpected<Error> bad(const std::string& what) const
    {
        return fail(ErrorCode::BadInput, m_path.string() + ", line " + std::to_string(m_line) + ": " + what,
                    "Copy the file again");
    }

    fs::path m_path;
    const Features& m_features;
    std::size_t m_spots;
    SparseBuilder m_builder;
    std::size_t m_line = 0;
    std::optional<double> m_entries; ///< as the file says, once it has said so
    double m_taken = 0;
};

Result<std::shared_ptr<const Expression>> readMtx(const fs::path& path, const Features& features,
                                                  std::size_t spots)
{
    TRY(auto pieces, LinePieces::open(path));
    MtxReader reader(path, features, spots);
    while (true) {
        TRY(const auto lines, pieces.next());
        if (lines.empty())
            return reader.finish();
        TRY_RUN(reader.take(lines));
    }
}

} // namespace

Result<CountsTable> readMatrixFiles(const MatrixFiles& files)
{
    TRY(auto features, readFeatures(files.features));
    TRY(auto barcodes, readBarcodes(files.barcodes));
    TRY(auto matrix, readMtx(files.matrix, features, barcodes.size()));
    return CountsTable{std::move(barcodes), std::move(features.genes), std::move(matrix), {}};
}

} // namespace transcope::core
