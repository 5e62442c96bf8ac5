#pragma once

#include "core/expression/expression.h"
#include "core/session/session.h"

#include <list>
#include <mutex>

namespace transcope::core {

/// A layer's values that stay in its session's file: a gene or a spot is read when it is asked for, and the
/// genes read last are kept (16, or fewer where they take more than 64 MB). Rows that are written through the
/// same Session show at once. Any thread; a gene that is kept never waits for the file.
class SessionExpression final : public Expression
{
public:
    /// spots, genes: what the layer has.
    SessionExpression(std::shared_ptr<const Session> session, std::int64_t layer, std::size_t spots,
                      std::size_t genes);

    std::size_t spots() const override { return m_spots; }
    std::size_t genes() const override { return m_genes; }
    Result<std::vector<float>> gene(std::size_t index) const override;
    Result<std::vector<float>> spot(std::size_t index) const override;

private:
    struct Kept
    {
        std::size_t gene = 0;
        std::uint64_t revision = 0; ///< of the layer, before the gene was read
        std::shared_ptr<const std::vector<float>> values;
    };

    std::shared_ptr<const std::vector<float>> kept(std::size_t gene, std::uint64_t revision) const;
    void keep(Kept column) const;

    std::shared_ptr<const Session> m_session;
    std::int64_t m_layer;
    std::size_t m_spots;
    std::size_t m_genes;
    mutable std::mutex m_mutex;
    mutable std::list<Kept> m_kept; ///< the last one used first
};

/// A layer whose values stay in the file. Errors: those of Session::layers(); NotFound for an unknown layer.
Result<Layer> layerInFile(std::shared_ptr<const Session> session, std::int64_t layer);

} // namespace transcope::core
