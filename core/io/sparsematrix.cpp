#include "core/io/sparsematrix.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

Result<SparseValues> readSparse(const H5Reader& reader, const std::string& group)
{
    auto data = reader.floats(group + "/data");
    auto indices = reader.integers(group + "/indices");
    auto indptr = reader.integers(group + "/indptr");
    for (const auto* part : {&indices, &indptr}) {
        if (!*part)
            return tl::unexpected(part->error());
    }
    if (!data)
        return tl::unexpected(data.error());
    return SparseValues{std::move(*data), std::move(*indices), std::move(*indptr)};
}

Result<ExpressionMatrix> spreadSparse(const H5Reader& reader, const std::string& group,
                                      const SparseValues& sparse, std::size_t spots, std::size_t genes,
                                      bool majorIsSpot)
{
    const std::size_t lines = majorIsSpot ? spots : genes;
    const auto minorSize = static_cast<std::int64_t>(majorIsSpot ? genes : spots);
    const auto entries = static_cast<std::int64_t>(sparse.data.size());
    const bool bounded = sparse.indptr.size() == lines + 1 && sparse.indptr.front() == 0 &&
                         sparse.indptr.back() == entries && sparse.indices.size() == sparse.data.size() &&
                         std::is_sorted(sparse.indptr.begin(), sparse.indptr.end());
    if (!bounded)
        return reader.bad(group, "is damaged: indptr, indices and data do not fit together");
    if (std::any_of(sparse.data.begin(), sparse.data.end(), [](float v) { return std::isnan(v); }))
        return reader.bad(group, "holds NaN");
    ExpressionMatrix matrix(spots, genes); // NaN marks what has no entry yet
    for (std::size_t line = 0; line < lines; ++line) {
        for (auto e = sparse.indptr[line]; e < sparse.indptr[line + 1]; ++e) {
            const auto minor = sparse.indices[static_cast<std::size_t>(e)];
            if (minor < 0 || minor >= minorSize)
                return reader.bad(group,
                                  "is damaged: index " + std::to_string(minor) + " lies outside the matrix");
            const auto other = static_cast<std::size_t>(minor);
            auto& value = majorIsSpot ? matrix.at(line, other) : matrix.at(other, line);
            if (!std::isnan(value))
                return reader.bad(group, "has two entries for one spot and gene");
            value = sparse.data[static_cast<std::size_t>(e)];
        }
    }
    for (std::size_t g = 0; g < genes; ++g)
        std::replace_if(
            matrix.gene(g).begin(), matrix.gene(g).end(), [](float v) { return std::isnan(v); }, 0.0f);
    return matrix;
}

} // namespace transcope::core
