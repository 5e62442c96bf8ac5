#pragma once

#include "core/base/result.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

namespace transcope::core {

/// What holds for all of some values.
struct ValueTraits
{
    bool whole = true;     ///< no fraction
    bool negative = false; ///< at least one is
    bool finite = true;    ///< all known, none infinite

    void add(float value)
    {
        whole = whole && value == std::trunc(value);
        negative = negative || value < 0;
        finite = finite && std::isfinite(value);
    }
    void add(const ValueTraits& other);
    /// As raw counts are: whole, ≥ 0, all known.
    bool areCounts() const { return whole && !negative && finite; }
};

/// Values of genes at the spots of one table, however they are stored: dense, as sparse counts, or in a
/// session's file. Every method may be called from any thread. Errors: none from memory; those of reading the
/// file from storage behind a file.
class Expression
{
public:
    virtual ~Expression() = default;

    virtual std::size_t spots() const = 0;
    virtual std::size_t genes() const = 0;
    /// One gene over all spots; length spots(), NaN where nothing is known. index < genes().
    virtual Result<std::vector<float>> gene(std::size_t index) const = 0;
    /// One spot over all genes; length genes(), NaN where nothing is known. index < spots().
    virtual Result<std::vector<float>> spot(std::size_t index) const = 0;
    /// Whether most values are 0 and are not stored: then addEntries() is cheaper than spot().
    virtual bool isSparse() const { return false; }
    /// Appends one spot's genes, ascending, and values other than 0.
    virtual Result<void> addEntries(std::size_t spot, std::vector<std::int32_t>& genes,
                                    std::vector<float>& values) const;
    /// Per spot, the sum over these genes in double; unknown values count nothing. Sums the genes one after
    /// another unless the storage knows better.
    virtual Result<std::vector<double>> sums(std::span<const int> genes) const;
    /// Per spot, the sum over all genes.
    virtual Result<std::vector<double>> totals() const;
    /// Per gene, the variance over these spots, ascending (dividing by their number); unknown values count
    /// nothing. Looks at one gene after another unless the storage knows better. Errors besides: Cancelled.
    virtual Result<std::vector<double>> variances(std::span<const int> spots,
                                                  std::stop_token stop = {}) const;
    /// Of all values; looks at all genes unless the storage knows.
    virtual Result<ValueTraits> traits() const;
};

} // namespace transcope::core
