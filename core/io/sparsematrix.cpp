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

/// Hands entries on as they come, with the line that each is of.
class Scatter
{
public:
    Scatter(const DataTree& tree, const SparseLayout& layout, const Parts& parts, SparseBuilder& builder)
        : m_tree(tree), m_layout(layout), m_indptr(parts.indptr), m_builder(builder),
          m_minorSize(static_cast<int>(layout.linesAreSpots ? layout.columns.size() : layout.spots))
    {
    }

    Result<void> take(std::span<const std::int32_t> indices, std::span<const float> data)
    {
        while (!data.empty()) {
            while (m_entry >= m_indptr[m_line + 1])
                ++m_line;
            const auto left = static_cast<std::size_t>(m_indptr[m_line + 1] - m_entry);
            const std::size_t count = std::min(data.size(), left);
            TRY_RUN(takeOfLine(indices.first(count), data.first(count)));
            m_entry += static_cast<std::int64_t>(count);
            indices = indices.subspan(count);
            data = data.subspan(count);
        }
        return {};
    }

private:
    Result<void> takeOfLine(std::span<const std::int32_t> indices, std::span<const float> data)
    {
        const int line = static_cast<int>(m_line);
        const bool isSpot = m_layout.linesAreSpots;
        const int minorSize = m_minorSize;
        const int* const columns = m_layout.columns.data();
        for (std::size_t e = 0; e < data.size(); ++e) {
            const int index = indices[e];
            if (index < 0 || index >= minorSize)
                return m_tree.bad(m_layout.group,
                                  "is damaged: index " + std::to_string(index) + " lies outside the matrix");
            if (std::isnan(data[e]))
                return m_tree.bad(m_layout.group, "holds NaN");
            if (const int column = columns[isSpot ? index : line]; column >= 0)
                m_builder.add(isSpot ? line : index, column, data[e]);
        }
        return {};
    }

    const DataTree& m_tree;
    const SparseLayout& m_layout;
    const std::vector<std::int64_t>& m_indptr;
    SparseBuilder& m_builder;
    int m_minorSize;
    std::int64_t m_entry = 0;
    std::size_t m_line = 0;
};

} // namespace

Result<std::shared_ptr<const Expression>> readSparse(const DataTree& tree, const SparseLayout& layout)
{
    TRY(const auto parts, partsOf(tree, layout));
    SparseBuilder builder(layout.genes);
    Scatter scatter(tree, layout, parts, builder);
    const std::size_t atOnce = parts.data.rowsAtOnce();
    std::vector<std::int32_t> indices;
    std::vector<float> data;
    for (std::uint64_t first = 0; first < parts.data.rows(); first += data.size()) {
        data.resize(std::min<std::uint64_t>(atOnce, parts.data.rows() - first));
        indices.resize(data.size());
        auto read = parts.data.read(first, data.size(), data);
        if (read)
            read = parts.indices.read(first, indices.size(), indices);
        if (read)
            read = scatter.take(indices, data);
        if (!read)
            return tl::unexpected(read.error());
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
