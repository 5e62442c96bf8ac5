#include "core/io/sparsematrix.h"

#include "core/base/try.h"
#include "core/expression/rowcollector.h"

#include <algorithm>
#include <cmath>

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

/// Checks entries as they come, and hands those of whole lines on.
class Lines
{
public:
    Lines(const DataTree& tree, const SparseLayout& layout, const Parts& parts, SparseBuilder& builder)
        : m_tree(tree), m_layout(layout), m_indptr(parts.indptr), m_builder(builder),
          m_minorSize(static_cast<int>(layout.linesAreSpots ? layout.columns.size() : layout.spots)),
          m_asTheyAre(layout.linesAreSpots && isAll(layout.columns, layout.genes))
    {
    }

    std::uint64_t read() const { return m_begin + m_data.size(); } ///< entries so far
    /// Room for so many more.
    std::pair<std::span<std::int32_t>, std::span<float>> room(std::size_t count)
    {
        m_checked = m_data.size();
        m_indices.resize(m_checked + count);
        m_data.resize(m_checked + count);
        return {std::span(m_indices).subspan(m_checked), std::span(m_data).subspan(m_checked)};
    }
    /// When the room is filled.
    Result<void> take()
    {
        TRY_RUN(check());
        const auto end = static_cast<std::int64_t>(read());
        const auto after =
            std::upper_bound(m_indptr.begin() + static_cast<std::ptrdiff_t>(m_line), m_indptr.end(), end);
        const auto lines = static_cast<std::size_t>(after - m_indptr.begin()) - 1 - m_line;
        const auto starts = std::span(m_indptr).subspan(m_line, lines + 1);
        const auto count = static_cast<std::size_t>(starts.back() - starts.front());
        if (m_asTheyAre)
            m_builder.addSpots(static_cast<int>(m_line), starts, std::span(m_indices).first(count),
                               std::span(m_data).first(count));
        else
            addOneByOne(starts);
        // The line that is not whole yet.
        m_indices.erase(m_indices.begin(), m_indices.begin() + static_cast<std::ptrdiff_t>(count));
        m_data.erase(m_data.begin(), m_data.begin() + static_cast<std::ptrdiff_t>(count));
        m_begin += count;
        m_line += lines;
        return {};
    }

private:
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
        const auto indices = std::span(m_indices).subspan(m_checked);
        const auto data = std::span(m_data).subspan(m_checked);
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
                const int index = m_indices[e];
                if (const int column = m_layout.columns[static_cast<std::size_t>(areSpots ? index : line)];
                    column >= 0)
                    m_builder.add(areSpots ? line : index, column, m_data[e]);
            }
        }
    }

    const DataTree& m_tree;
    const SparseLayout& m_layout;
    const std::vector<std::int64_t>& m_indptr;
    SparseBuilder& m_builder;
    int m_minorSize;
    bool m_asTheyAre;              ///< the lines are spots, and all their genes are wanted
    std::uint64_t m_begin = 0;     ///< of m_indices and m_data, in the file
    std::size_t m_line = 0;        ///< that begins there
    std::size_t m_checked = 0;     ///< of them
    std::vector<std::int32_t> m_indices;
    std::vector<float> m_data;
};

} // namespace

Result<std::shared_ptr<const Expression>> readSparse(const DataTree& tree, const SparseLayout& layout)
{
    TRY(const auto parts, partsOf(tree, layout));
    SparseBuilder builder(layout.genes);
    Lines lines(tree, layout, parts, builder);
    const std::uint64_t atOnce = parts.data.rowsAtOnce(), all = parts.data.rows();
    while (lines.read() < all) {
        const auto first = lines.read();
        const auto [indices, data] = lines.room(std::min(atOnce, all - first));
        TRY_RUN(parts.data.read(first, data.size(), data));
        TRY_RUN(parts.indices.read(first, indices.size(), indices));
        TRY_RUN(lines.take());
    }
    auto values = builder.finish(layout.spots);
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
