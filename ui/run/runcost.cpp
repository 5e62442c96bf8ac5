#include "ui/run/runcost.h"

#include "core/base/try.h"
#include "ui/document/paths.h"

#include <numeric>

namespace transcope::ui {

namespace {

/// Fewer say more of how a run begins than of how fast it is.
constexpr std::int64_t LeastPredicted = 16;

QString kindOf(const RunChoice& choice)
{
    return QStringLiteral("%1|%2|%3|%4")
        .arg(choice.worker.isEmpty() ? choice.weights : choice.worker, choice.device)
        .arg(choice.views)
        .arg(choice.splitLevels);
}

QString gridOf(const RunInputs& inputs)
{
    return QStringLiteral("%1|%2|%3|%4|%5")
        .arg(fromPath(inputs.slide.givenPath))
        .arg(static_cast<int>(inputs.choice.spots))
        .arg(inputs.choice.gridPitch, inputs.choice.session)
        .arg(inputs.scale.umPerPx.value_or(0), 0, 'g', 12);
}

} // namespace

RunCost::RunCost(Document* document, AppSettings* settings, QObject* parent)
    : QObject(parent), m_document(document), m_settings(settings)
{
}

void RunCost::ask(const RunChoice& choice)
{
    auto inputs = inputsFor(*m_document, choice, m_document->sessionSpots());
    const auto grid = gridOf(inputs);
    if (m_laid && grid == m_laidFor) {
        cancel();
        tell(choice, m_laid);
        return;
    }
    inputs.choice.within.clear(); // of which many are asked for
    m_jobs.start(
        [inputs](const core::ProgressFn&, std::stop_token stop) -> core::Result<Spots> {
            TRY(const auto plan, chosenPlan(inputs, std::move(stop)));
            return plan.spots;
        },
        [this, choice, grid](const core::Result<Spots>& spots) {
            m_laidFor = grid;
            m_laid = spots.value_or(nullptr);
            tell(choice, spots);
        });
}

void RunCost::tell(const RunChoice& choice, const core::Result<Spots>& spots)
{
    Cost cost;
    if (spots) {
        std::vector<int> all((*spots)->size());
        std::iota(all.begin(), all.end(), 0);
        cost.spots = static_cast<qint64>(spotsWithin(choice, **spots, std::move(all)).size());
        if (const auto rate = m_settings->spotsPerSecond(kindOf(choice)))
            cost.seconds = static_cast<double>(cost.spots) / *rate;
        if (cost.spots == 0)
            cost.refusal =
                tr("No spot lies in this part of the slide. Choose a part with tissue, or a finer pitch.");
    } else {
        cost.refusal = QString::fromStdString(spots.error().text());
    }
    emit known(cost);
}

void RunCost::learn(const RunChoice& choice, const core::RunSummary& summary)
{
    if (summary.predicted >= LeastPredicted && summary.seconds > 0)
        m_settings->setSpotsPerSecond(kindOf(choice),
                                      static_cast<double>(summary.predicted) / summary.seconds);
}

} // namespace transcope::ui
