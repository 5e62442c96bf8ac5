#include "ui/document/layercomparisons.h"

#include <algorithm>

namespace transcope::ui {

namespace {

constexpr qint64 LeastMilliseconds = 1000;
constexpr qint64 RestPerWork = 9; // a prediction that runs beside it needs the processor more

core::LayerPtr layerOf(const OpenLayer* open)
{
    return open != nullptr ? open->layer : nullptr;
}

} // namespace

LayerComparisons::LayerComparisons(Document* document, QObject* parent)
    : QObject(parent), m_document(document)
{
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &LayerComparisons::compare);
    connect(document, &Document::slideChanged, this, &LayerComparisons::takeLayers);
    connect(document, &Document::layersChanged, this, &LayerComparisons::takeLayers);
    connect(document, &Document::predictionRowsAdded, this, &LayerComparisons::takeRows);
}

const ComparedLayer* LayerComparisons::of(LayerId layer) const
{
    const auto found = m_compared.find(layer);
    return found != m_compared.end() ? &found->second : nullptr;
}

std::shared_ptr<const core::LayerComparison> LayerComparisons::ofPrediction() const
{
    const auto* prediction = m_document->prediction();
    const auto* compared = prediction != nullptr ? of(prediction->id) : nullptr;
    return compared != nullptr ? compared->comparison : nullptr;
}

void LayerComparisons::takeLayers()
{
    const auto measured = layerOf(m_document->measured());
    const auto before = m_compared.size();
    std::erase_if(m_compared, [&](const auto& compared) {
        return measured != m_measured || m_document->layer(compared.first) == nullptr;
    });
    m_measured = measured;
    m_jobs.cancel();
    m_later.stop();
    m_isBehind = false;
    if (m_compared.size() != before)
        emit changed();
    if (m_measured && m_document->layers().size() > 1)
        compare();
}

void LayerComparisons::takeRows()
{
    if (m_jobs.isBusy())
        m_isBehind = true;
    else if (m_measured && !m_later.isActive())
        m_later.start(static_cast<int>(std::max(LeastMilliseconds, RestPerWork * m_lastMilliseconds)));
}

/// What has not changed is remembered by the layers' set, and here.
void LayerComparisons::compare()
{
    m_sinceStart.start();
    m_jobs.start(
        [input = m_document->mapInput(*m_document->measured()), layers = m_document->layers(),
         known = m_compared](const core::ProgressFn&, std::stop_token stop) -> core::Result<Compared> {
            Compared compared;
            for (const auto& open : layers) {
                if (open.layer == input.measured)
                    continue;
                const auto comparison = input.layers->comparison(input.measured, open.layer, stop);
                if (stop.stop_requested())
                    return core::fail(core::ErrorCode::Cancelled, "The comparison was cancelled");
                if (!comparison) // layers that cannot be read are told of where they are shown
                    continue;
                const auto before = known.find(open.id);
                const bool isKnown = before != known.end() && before->second.comparison == *comparison;
                compared[open.id] =
                    isKnown ? before->second
                            : ComparedLayer{*comparison, std::make_shared<const core::LayerScores>(
                                                             core::layerScores(**comparison))};
            }
            return compared;
        },
        [this](core::Result<Compared> compared) { finish(std::move(compared)); });
}

void LayerComparisons::finish(core::Result<Compared> compared)
{
    m_lastMilliseconds = m_sinceStart.elapsed();
    if (compared) {
        m_compared = std::move(*compared);
        emit changed();
    }
    if (std::exchange(m_isBehind, false))
        takeRows();
}

} // namespace transcope::ui
