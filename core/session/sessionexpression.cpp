#include "core/session/sessionexpression.h"

#include "core/base/try.h"
#include "core/session/keptobservations.h"

#include <algorithm>

namespace transcope::core {

namespace {

constexpr std::size_t MostKept = 16;
constexpr std::size_t MostKeptBytes = 64u << 20;

/// At least one.
std::size_t keptGenes(std::size_t spots)
{
    return std::clamp<std::size_t>(MostKeptBytes / (std::max<std::size_t>(1, spots) * sizeof(float)), 1,
                                   MostKept);
}

} // namespace

SessionExpression::SessionExpression(std::shared_ptr<const Session> session, std::int64_t layer,
                                     std::size_t spots, std::size_t genes)
    : m_session(std::move(session)), m_layer(layer), m_spots(spots), m_genes(genes)
{
}

std::shared_ptr<const std::vector<float>> SessionExpression::kept(std::size_t gene,
                                                                  std::uint64_t revision) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = std::ranges::find(m_kept, gene, &Kept::gene);
    if (found == m_kept.end() || found->revision != revision)
        return nullptr;
    m_kept.splice(m_kept.begin(), m_kept, found);
    return found->values;
}

void SessionExpression::keep(Kept column) const
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_kept, [&](const Kept& other) { return other.gene == column.gene; });
    m_kept.push_front(std::move(column));
    if (m_kept.size() > keptGenes(m_spots))
        m_kept.pop_back();
}

Result<std::vector<float>> SessionExpression::gene(std::size_t index) const
{
    // Before reading: rows written meanwhile then make what is kept old, whether they are in it or not.
    const auto revision = m_session->revision(m_layer);
    if (const auto values = kept(index, revision))
        return *values;
    TRY(auto column, m_session->readGene(m_layer, index));
    keep({index, revision, std::make_shared<const std::vector<float>>(column)});
    return column;
}

Result<std::vector<float>> SessionExpression::spot(std::size_t index) const
{
    return m_session->readSpot(m_layer, index);
}

Result<Layer> layerInFile(std::shared_ptr<const Session> session, std::int64_t layer)
{
    TRY(auto layers, session->layers());
    const auto info = std::ranges::find(layers, layer, &LayerInfo::id);
    if (info == layers.end())
        return fail(ErrorCode::NotFound, session->path().string() + " has no layer " + std::to_string(layer));
    Layer found;
    TRY(found.spots, session->spots(info->spotTable));
    TRY(found.padded, session->readPadded(layer));
    TRY(const auto observations, session->text(observationsKey(layer)));
    TRY(found.observations, observationsFromText(observations, found.spots->size()));
    found.name = std::move(info->name);
    found.kind = info->kind;
    found.genes = std::move(info->genes);
    found.provenance = std::move(info->provenance);
    found.heldOutScore = std::move(info->heldOutScore);
    found.values = std::make_shared<const SessionExpression>(std::move(session), layer, found.spots->size(),
                                                             found.genes.size());
    return found;
}

} // namespace transcope::core
