#include "model/study/studyprogress.h"

namespace transcope::model {

StudyProgress::StudyProgress(core::ProgressFn fn, std::vector<Row> rows, std::int64_t spotsPerRow)
    : m_fn(std::move(fn)), m_rows(std::move(rows)), m_spotsPerRow(spotsPerRow)
{
}

void StudyProgress::advance(const core::Progress& training)
{
    m_done = training.done;
    if (!m_fn)
        return;
    const std::int64_t leftHere = training.total - training.done;
    double costLeft = static_cast<double>(leftHere) * m_rows[m_row].spotCost;
    for (std::size_t row = m_row + 1; row < m_rows.size(); ++row)
        costLeft += static_cast<double>(m_spotsPerRow) * m_rows[row].spotCost;
    const double costDone = m_costBefore + static_cast<double>(m_done) * m_rows[m_row].spotCost;
    core::Progress whole;
    whole.stage = m_rows[m_row].name + ": training";
    whole.done = m_doneBefore + m_done;
    whole.total =
        whole.done + leftHere + static_cast<std::int64_t>(m_rows.size() - m_row - 1) * m_spotsPerRow;
    whole.elapsedSeconds = std::chrono::duration<double>(Clock::now() - m_start).count();
    if (costDone > 0)
        whole.secondsLeft = whole.elapsedSeconds * costLeft / costDone;
    m_fn(whole);
}

void StudyProgress::finishRow()
{
    m_doneBefore += m_done;
    m_costBefore += static_cast<double>(m_done) * m_rows[m_row].spotCost;
    m_done = 0;
    ++m_row;
}

} // namespace transcope::model
