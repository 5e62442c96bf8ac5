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
    inputs.choice.within.clear(); // of which many are asked for
    m_jobs.start(
        [inputs, choice, laid = grid == m_laidFor ? m_laid : nullptr](
            const core::ProgressFn&, std::stop_token stop) mutable -> core::Result<Counted> {
            if (!laid) {
                TRY(const auto plan, chosenPlan(inputs, std::move(stop)));
                laid = plan.spots;
            }
            std::vector<int> all(laid->size());
            std::iota(all.begin(), all.end(), 0);
            const auto within = spotsWithin(choice, *laid, std::move(all)).size();
            return Counted{std::move(laid), static_cast<qint64>(within)};
        },
        [this, choice, grid](const core::Result<Counted>& counted) {
            m_laidFor = grid;
            m_laid = counted ? counted->laid : nullptr;
            tell(choice, counted);
        });
}

void RunCost::tell(const RunChoice& choice, const core::Result<Counted>& counted)
{
    Cost cost;
    if (!counted)
        cost.refusal = QString::fromStdString(counted.error().text());
    else if (counted->within == 0)
        cost.refusal =
            tr("No spot lies in this part of the slide. Choose a part with tissue, or a finer pitch.");
    else
        cost.spots = counted->within;
    if (const auto rate = m_settings->spotsPerSecond(kindOf(choice)))
        cost.seconds = static_cast<double>(cost.spots) / *rate;
    emit known(cost);
}

void RunCost::learn(const RunChoice& choice, const core::RunSummary& summary)
{
    if (summary.predicted >= LeastPredicted && summary.seconds > 0)
        m_settings->setSpotsPerSecond(kindOf(choice),
                                      static_cast<double>(summary.predicted) / summary.seconds);
}

} // namespace transcope::ui
