#include "ui/document/livecomparison.h"

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

LiveComparison::LiveComparison(Document* document, QObject* parent) : QObject(parent), m_document(document)
{
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &LiveComparison::compare);
    connect(document, &Document::slideChanged, this, &LiveComparison::takeLayers);
    connect(document, &Document::layersChanged, this, &LiveComparison::takeLayers);
    connect(document, &Document::predictionRowsAdded, this, &LiveComparison::takeRows);
}

void LiveComparison::takeLayers()
{
    const auto measured = layerOf(m_document->measured());
    const auto predicted = layerOf(m_document->prediction());
    if (measured == m_measured && predicted == m_predicted)
        return;
    m_measured = measured;
    m_predicted = predicted;
    m_jobs.cancel();
    m_later.stop();
    m_isBehind = false;
    if (m_value) {
        m_value.reset();
        emit changed();
    }
    if (m_measured && m_predicted)
        compare();
}

void LiveComparison::takeRows()
{
    if (m_jobs.isBusy())
        m_isBehind = true;
    else if (m_measured && m_predicted && !m_later.isActive())
        m_later.start(static_cast<int>(std::max(LeastMilliseconds, RestPerWork * m_lastMilliseconds)));
}

void LiveComparison::compare()
{
    m_sinceStart.start();
    m_jobs.start(
        [input = m_document->mapInput(*m_document->prediction())](const core::ProgressFn&,
                                                                  std::stop_token stop) {
            return input.layers->comparison(input.measured, input.predicted, stop);
        },
        [this](core::Result<std::shared_ptr<const core::LayerComparison>> comparison) {
            finish(std::move(comparison));
        });
}

void LiveComparison::finish(core::Result<std::shared_ptr<const core::LayerComparison>> comparison)
{
    m_lastMilliseconds = m_sinceStart.elapsed();
    if (comparison) { // layers that cannot be read are told of where they are shown
        m_value = std::move(*comparison);
        emit changed();
    }
    if (std::exchange(m_isBehind, false))
        takeRows();
}

} // namespace transcope::ui
