#pragma once

#include <cstdint>
#include <string>

namespace transcope::model {

/// What a network costs, in the two ways in which the paper and a machine count. One spot, one forward pass.
struct OperationCount
{
    std::int64_t parameters = 0;      ///< all of them
    std::int64_t parametersPaper = 0; ///< as the paper counts: without position embeddings and cls token
    std::int64_t macs = 0;            ///< multiply-accumulates of all matrix products, attention included
    std::int64_t macsPaper = 0;       ///< as the paper counts: see Tally::paperOperations
    bool operator==(const OperationCount&) const = default;
};

/// Adds up a network's parts, from their shapes alone.
class Tally
{
public:
    /// One Linear(in → out) applied to `rows` rows in all.
    void linear(std::int64_t rows, std::int64_t in, std::int64_t out, bool bias = true);
    /// One LayerNorm(width), applied to `rows` rows in all.
    void norm(std::int64_t rows, std::int64_t width);
    /// softmax(q kᵀ) v of `heads` heads over `channels` channels in all.
    void attention(std::int64_t queries, std::int64_t keys, std::int64_t channels, std::int64_t heads);
    /// Mean over `rows` rows of `width` channels.
    void mean(std::int64_t rows, std::int64_t width);
    /// Parameters that are no layer's: position embeddings, cls token.
    void free(std::int64_t parameters) { m_freeParameters += parameters; }

    std::int64_t parameters() const { return m_linearParameters + m_normParameters + m_freeParameters; }
    std::int64_t layerParameters() const { return m_linearParameters + m_normParameters; }
    std::int64_t linearParameters() const { return m_linearParameters; }
    std::int64_t linearMacs() const { return m_linearMacs; }
    /// Products of linear layers and of attention.
    std::int64_t macs() const { return m_linearMacs + m_attentionMacs; }
    /// What a counter that hooks layers reports, and the paper with it: multiply-accumulates of linear
    /// layers, 4 per value that a norm sees, 3n − 1 per softmax over n values, n + 1 per mean of n values;
    /// attention's products happen outside of layers and are left out.
    std::int64_t paperOperations() const
    {
        return m_linearMacs + m_normOperations + m_softmaxOperations + m_meanOperations;
    }

private:
    std::int64_t m_linearParameters = 0, m_normParameters = 0, m_freeParameters = 0;
    std::int64_t m_linearMacs = 0, m_attentionMacs = 0;
    std::int64_t m_normOperations = 0, m_softmaxOperations = 0, m_meanOperations = 0;
};

/// "4,308,739,200", for tables. number: not negative.
std::string groupedDigits(std::int64_t number);

} // namespace transcope::model
