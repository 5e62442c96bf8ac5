#include "core/io/sparsematrix.h"

#include "core/base/runtogether.h"
#include "core/base/try.h"
#include "core/expression/rowcollector.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>

namespace transcope::core {

namespace {

/// The file's three vectors, of which `data` and `indices` may be larger than memory.
struct Parts
{
    ArrayRows data, indices;
    std::vector<std::int64_t> indptr;
};

Result<Parts> partsOf(const DataTree& tree, const SparseLayout& layout)
{
    auto data = tree.rows(layout.group + "/data", 1);
    auto indices = tree.rows(layout.group + "/indices", 1);
    auto indptr = tree.integers(layout.group + "/indptr");
    if (!data || !indices)
        return tl::unexpected(data ? indices.error() : data.error());
    if (!indptr)
        return tl::unexpected(indptr.error());
    const std::size_t lines = layout.linesAreSpots ? layout.spots : layout.columns.size();
    const bool bounded = indptr->size() == lines + 1 && indptr->front() == 0 &&
                         indptr->back() == static_cast<std::int64_t>(data->rows()) &&
                         indices->rows() == data->rows() && std::is_sorted(indptr->begin(), indptr->end());
    if (!bounded)
        return tree.bad(layout.group, "is damaged: indptr, indices and data do not fit together");
    return Parts{std::move(*data), std::move(*indices), std::move(*indptr)};
}

/// Reads some lines, checks their entries and hands on those of whole lines.
class Lines
{
public:
    /// parts: of its own. lines: the first and the one after the last.
    Lines(const DataTree& tree, const SparseLayout& layout, const Parts& parts,
          std::pair<std::size_t, std::size_t> lines)
        : m_tree(tree), m_layout(layout), m_data(parts.data), m_indices(parts.indices),
          m_indptr(std::span(parts.indptr).first(lines.second + 1)), m_builder(layout.genes),
          m_minorSize(static_cast<int>(layout.linesAreSpots ? layout.columns.size() : layout.spots)),
          m_asTheyAre(layout.linesAreSpots && isAll(layout.columns, layout.genes)),
          m_begin(static_cast<std::uint64_t>(m_indptr[lines.first])), m_line(lines.first)
    {
    }

    Result<SparseBuilder> read()
    {
        const auto end = static_cast<std::uint64_t>(m_indptr.back());
        // Room for a part and the rest of a line; a damaged file's parts are no larger than the file.
        const auto room = 2 * std::min<std::uint64_t>(m_data.rowsAtOnce(), end - m_begin);
        m_values.reserve(room);
        m_minors.reserve(room);
        for (auto first = m_begin; first < end; first = m_begin + m_values.size()) {
            m_known = m_values.size();
            const auto count = std::min<std::uint64_t>(m_data.rowsAtOnce(), end - first);
            m_values.resize(m_known + count);
            m_minors.resize(m_known + count);
            TRY_RUN(m_data.read(first, count, std::span(m_values).subspan(m_known)));
            TRY_RUN(m_indices.read(first, count, std::span(m_minors).subspan(m_known)));
            TRY_RUN(check());
            takeWholeLines();
        }
        return std::move(m_builder);
    }

private:
    void takeWholeLines()
    {
        const auto end = static_cast<std::int64_t>(m_begin + m_values.size());
        const auto after =
            std::upper_bound(m_indptr.begin() + static_cast<std::ptrdiff_t>(m_line), m_indptr.end(), end);
        const auto lines = static_cast<std::size_t>(after - m_indptr.begin()) - 1 - m_line;
        const auto starts = m_indptr.subspan(m_line, lines + 1);
        const auto count = static_cast<std::size_t>(starts.back() - starts.front());
        if (m_asTheyAre)
            m_builder.addSpots(static_cast<int>(m_line), starts, std::span(m_minors).first(count),
                               std::span(m_values).first(count));
        else
            addOneByOne(starts);
        // The line that is not whole yet.
        m_minors.erase(m_minors.begin(), m_minors.begin() + static_cast<std::ptrdiff_t>(count));
        m_values.erase(m_values.begin(), m_values.begin() + static_cast<std::ptrdiff_t>(count));
        m_begin += count;
        m_line += lines;
    }

    static bool isAll(const std::vector<int>& columns, std::size_t genes)
    {
        for (std::size_t g = 0; g < columns.size(); ++g)
            if (columns[g] != static_cast<int>(g))
                return false;
        return columns.size() == genes;
    }

    /// What was read last. All at once first, several in the time of one.
    Result<void> check() const
    {
        const auto size = static_cast<std::uint32_t>(m_minorSize);
        const auto indices = std::span(m_minors).subspan(m_known);
        const auto data = std::span(m_values).subspan(m_known);
        int outside = 0, unknown = 0;
        for (const int index : indices)
            outside |= static_cast<int>(static_cast<std::uint32_t>(index) >= size);
        for (const float value : data)
            unknown |= static_cast<int>(std::isnan(value));
        if (outside != 0) {
            const auto first = std::ranges::find_if(
                indices, [&](int index) { return static_cast<std::uint32_t>(index) >= size; });
            return m_tree.bad(m_layout.group,
                              "is damaged: index " + std::to_string(*first) + " lies outside the matrix");
        }
        if (unknown != 0)
            return m_tree.bad(m_layout.group, "holds NaN");
        return {};
    }

    void addOneByOne(std::span<const std::int64_t> starts)
    {
        const bool areSpots = m_layout.linesAreSpots;
        for (std::size_t l = 0; l + 1 < starts.size(); ++l) {
            const int line = static_cast<int>(m_line + l);
            for (auto e = static_cast<std::size_t>(starts[l] - starts[0]);
                 e < static_cast<std::size_t>(starts[l + 1] - starts[0]); ++e) {
                const int index = m_minors[e];
                if (const int column = m_layout.columns[static_cast<std::size_t>(areSpots ? index : line)];
                    column >= 0)
                    m_builder.add(areSpots ? line : index, column, m_values[e]);
            }
        }
    }

    const DataTree& m_tree;
    const SparseLayout& m_layout;
    ArrayRows m_data, m_indices;
    std::span<const std::int64_t> m_indptr; ///< as far as the last line's end
    SparseBuilder m_builder;
    int m_minorSize;
    bool m_asTheyAre;        ///< the lines are spots, and all their genes are wanted
    std::uint64_t m_begin;   ///< in the file, of the entries below
    std::size_t m_line;      ///< that begins there
    std::size_t m_known = 0; ///< of them: were there before
    std::vector<std::int32_t> m_minors;
    std::vector<float> m_values;
};

/// Lines, the first and the one after the last, with about as many entries in each stretch as in any other;
/// one where they cannot be read side by side or are few.
std::vector<std::pair<std::size_t, std::size_t>> stretchesOf(const Parts& parts)
{
    constexpr std::uint64_t Few = std::uint64_t{1} << 20;
    const bool together =
        parts.data.isIndependent() && parts.indices.isIndependent() && parts.data.rows() > Few;
    const std::size_t count = together ? std::max(1U, std::thread::hardware_concurrency()) : 1;
    std::vector<std::pair<std::size_t, std::size_t>> stretches;
    std::size_t begin = 0;
    for (std::size_t i = 1; i <= count; ++i) {
        const auto until = static_cast<std::int64_t>(parts.data.rows() / count * i);
        const auto after = std::ranges::lower_bound(parts.indptr, until) - parts.indptr.begin();
        const auto end =
            i == count ? parts.indptr.size() - 1 : std::max(begin, static_cast<std::size_t>(after));
        stretches.emplace_back(std::exchange(begin, end), end);
    }
    return stretches;
}

} // namespace

Result<std::shared_ptr<const Expression>> readSparse(const DataTree& tree, const SparseLayout& layout)
{
    TRY(const auto parts, partsOf(tree, layout));
    const auto stretches = stretchesOf(parts);
    std::vector<std::optional<SparseBuilder>> read(stretches.size());
    std::atomic<std::size_t> next = 0;
    TRY_RUN(runTogether(static_cast<int>(stretches.size()), [&]() -> Result<void> {
        for (auto i = next++; i < stretches.size(); i = next++) {
            TRY(read[i], Lines(tree, layout, parts, stretches[i]).read());
        }
        return {};
    }));
    for (std::size_t i = 1; i < read.size(); ++i)
        read.front()->append(*std::move(read[i]));
    auto values = read.front()->finish(layout.spots);
    if (!values)
        return tree.bad(layout.group, "has two entries for one spot and gene");
    return values;
}

Result<std::shared_ptr<const Expression>> readDense(const DataTree& tree, const std::string& dataset,
                                                    std::size_t spots, std::size_t genes)
{
    TRY(const auto rows, tree.rows(dataset, 2));
    if (rows.rows() != spots || rows.rowSize() != genes)
        return tree.bad(dataset, "does not have the shape of obs and var");
    RowCollector collector(genes, spots);
    const std::size_t atOnce = rows.rowsAtOnce();
    std::vector<float> values;
    for (std::size_t first = 0; first < spots; first += atOnce) {
        const std::size_t count = std::min(atOnce, spots - first);
        values.resize(count * genes);
        TRY_RUN(rows.read(first, count, values));
        for (std::size_t r = 0; r < count; ++r)
            collector.add(std::span(values).subspan(r * genes, genes));
    }
    return collector.finish();
}

} // namespace transcope::core
