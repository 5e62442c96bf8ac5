#include "core/io/spotfilter.h"

namespace transcope::core {

bool SpotFilter::keeps(bool hasPlace, std::optional<bool> inTissue)
{
    ++m_all;
    m_outside += inTissue.has_value() && !*inTissue ? 1 : 0;
    m_unsaid += inTissue.has_value() ? 0 : 1;
    if (!inTissue.value_or(false))
        return false;
    m_unplaced += hasPlace ? 0 : 1;
    return hasPlace;
}

Result<void> SpotFilter::finish(const std::filesystem::path& file, std::vector<std::string>& notes) const
{
    const auto of = " of " + std::to_string(m_all) + " spots ";
    if (m_all == 0)
        return fail(ErrorCode::BadInput, file.string() + ": no spots below the header",
                    "Copy or export it again");
    if (m_outside + m_unsaid == m_all)
        return fail(ErrorCode::BadInput,
                    file.string() + ": no spot is " + m_what + ", of " + std::to_string(m_all),
                    "Check the column that says which spots are " + m_what);
    if (m_outside + m_unsaid + m_unplaced == m_all)
        return fail(ErrorCode::BadInput,
                    file.string() + ": none of the " + std::to_string(m_all) + " spots has a place",
                    "Check the columns of the spots' places");
    if (m_outside > 0)
        notes.push_back(std::to_string(m_outside) + of + "are not " + m_what);
    if (m_unsaid > 0)
        notes.push_back(std::to_string(m_unsaid) + of +
                        "were left out: the file does not say whether they are " + m_what);
    if (m_unplaced > 0)
        notes.push_back(std::to_string(m_unplaced) + of + "have no place (NaN or empty) and were left out");
    return {};
}

} // namespace transcope::core
