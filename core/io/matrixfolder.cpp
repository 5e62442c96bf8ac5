#include "core/io/featurematrix.h"
#include "core/io/tablereader.h"
#include "core/io/textfile.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

constexpr const char* ExpressionType = "Gene Expression";

Result<fs::path> oneOf(const fs::path& folder, const std::vector<std::string>& names)
{
    std::error_code error;
    for (const auto& name : names) {
        if (fs::exists(folder / name, error))
            return folder / name;
    }
    return fail(ErrorCode::NotFound, (folder / names.front()).string() + ": no such file",
                "Copy the whole folder that Space Ranger wrote");
}

/// Genes, and for each feature its column; -1 for features that are not expression.
struct Features
{
    GeneList genes;
    std::vector<int> columns;
};

Result<Features> readFeatures(const fs::path& path)
{
    auto reader = TableReader::open(path);
    if (!reader)
        return tl::unexpected(reader.error());
    Features features;
    DuplicateCheck seen;
    while (reader->next()) {
        const auto& cells = reader->cells();
        if (cells.size() < 2)
            return tl::unexpected(checkCellCount(*reader, 2).error());
        if (cells.size() > 2 && cells[2] != ExpressionType) {
            features.columns.push_back(-1);
            continue;
        }
        const std::string id(cells[0]);
        if (const auto first = seen.seenBefore(id, reader->line()))
            return fail(ErrorCode::BadInput,
                        reader->where() + ": gene " + id + " is already on line " + std::to_string(*first),
                        "Remove one of the two");
        features.columns.push_back(static_cast<int>(features.genes.size()));
        features.genes.push_back({std::string(cells[1]), id});
    }
    return features;
}

Result<std::vector<std::string>> readBarcodes(const fs::path& path)
{
    auto reader = TableReader::open(path);
    if (!reader)
        return tl::unexpected(reader.error());
    std::vector<std::string> barcodes;
    DuplicateCheck seen;
    while (reader->next()) {
        barcodes.emplace_back(reader->cells()[0]);
        if (const auto first = seen.seenBefore(barcodes.back(), reader->line()))
            return fail(ErrorCode::BadInput,
                        reader->where() + ": spot " + barcodes.back() + " is already on line " +
                            std::to_string(*first),
                        "Remove one of the two");
    }
    return barcodes;
}

/// Walks a MatrixMarket text: three numbers a line, no cells to allocate, since there are millions.
class Triplets
{
public:
    Triplets(fs::path path, std::string text)
        : m_path(std::move(path)), m_text(std::move(text)), m_at(m_text.data())
    {
    }

    /// Skips the lines that begin with '%'.
    void skipComments()
    {
        while (m_at < end() && *m_at == '%')
            m_at = nextLine();
    }
    bool atEnd()
    {
        while (m_at < end() && (*m_at == '\n' || *m_at == '\r' || *m_at == ' '))
            m_line += *m_at++ == '\n';
        return m_at >= end();
    }
    Result<std::array<double, 3>> next()
    {
        std::array<double, 3> values{};
        for (double& value : values) {
            while (m_at < end() && (*m_at == ' ' || *m_at == '\t'))
                ++m_at;
            const auto [after, error] = std::from_chars(m_at, end(), value);
            if (error != std::errc())
                return bad("expected three numbers");
            m_at = after;
        }
        return values;
    }
    tl::unexpected<Error> bad(const std::string& what) const
    {
        return fail(ErrorCode::BadInput, m_path.string() + ", line " + std::to_string(m_line) + ": " + what,
                    "Copy the file again");
    }

private:
    const char* end() const { return m_text.data() + m_text.size(); }
    const char* nextLine()
    {
        const char* after = std::find(m_at, end(), '\n');
        ++m_line;
        return after == end() ? after : after + 1;
    }

    fs::path m_path;
    std::string m_text;
    const char* m_at;
    std::size_t m_line = 1;
};

Result<ExpressionMatrix> readMtx(const fs::path& path, const Features& features, std::size_t spots)
{
    auto text = readTextFile(path);
    if (!text)
        return tl::unexpected(text.error());
    if (!text->starts_with("%%MatrixMarket matrix coordinate"))
        return fail(ErrorCode::BadInput, path.string() + ": is not a MatrixMarket coordinate file",
                    "Copy the file again");
    Triplets triplets(path, std::move(*text));
    triplets.skipComments();
    const auto size = triplets.next();
    if (!size)
        return tl::unexpected(size.error());
    if ((*size)[0] != static_cast<double>(features.columns.size()) ||
        (*size)[1] != static_cast<double>(spots))
        return triplets.bad("the matrix does not have the size of features and barcodes");
    ExpressionMatrix matrix(spots, features.genes.size());
    for (std::size_t g = 0; g < matrix.genes(); ++g)
        std::fill(matrix.gene(g).begin(), matrix.gene(g).end(), 0.0f);
    double entries = 0;
    for (; !triplets.atEnd(); ++entries) {
        const auto entry = triplets.next();
        if (!entry)
            return tl::unexpected(entry.error());
        const auto [feature, spot, count] = *entry;
        if (!(feature >= 1 && feature <= (*size)[0] && spot >= 1 && spot <= (*size)[1]))
            return triplets.bad("an entry lies outside the matrix");
        if (!(count >= 0) || count > 1e12)
            return triplets.bad("a count is negative or not a number");
        const int column = features.columns[static_cast<std::size_t>(feature) - 1];
        if (column >= 0)
            matrix.at(static_cast<std::size_t>(spot) - 1, static_cast<std::size_t>(column)) =
                static_cast<float>(count);
    }
    if (entries != (*size)[2])
        return triplets.bad("the file is cut short: it has fewer or more entries than it says");
    return matrix;
}

} // namespace

Result<CountsTable> readMatrixFolder(const fs::path& folder)
{
    const auto featuresPath = oneOf(folder, {"features.tsv.gz", "features.tsv", "genes.tsv.gz", "genes.tsv"});
    const auto barcodesPath = oneOf(folder, {"barcodes.tsv.gz", "barcodes.tsv"});
    const auto matrixPath = oneOf(folder, {"matrix.mtx.gz", "matrix.mtx"});
    for (const auto* path : {&featuresPath, &barcodesPath, &matrixPath}) {
        if (!*path)
            return tl::unexpected(path->error());
    }
    auto features = readFeatures(*featuresPath);
    if (!features)
        return tl::unexpected(features.error());
    auto barcodes = readBarcodes(*barcodesPath);
    if (!barcodes)
        return tl::unexpected(barcodes.error());
    auto matrix = readMtx(*matrixPath, *features, barcodes->size());
    if (!matrix)
        return tl::unexpected(matrix.error());
    return CountsTable{std::move(*barcodes), std::move(features->genes), std::move(*matrix)};
}

} // namespace transcope::core
