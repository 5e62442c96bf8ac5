#include "ui/document/regions.h"

#include "core/base/try.h"
#include "core/region/regionfile.h"

#include <algorithm>
#include <variant>

namespace transcope::ui {

Regions::Regions(Document* document, QObject* parent) : QObject(parent), m_document(document)
{
    connect(document, &Document::slideChanged, this, &Regions::clear);
    connect(document, &Document::sessionChanged, this, &Regions::takeSession);
}

Regions::~Regions()
{
    writeAtOnce();
}

/// What changed within the last moment before the end, or another slide; it is small enough for that.
void Regions::writeAtOnce()
{
    m_writing.cancel();
    if (m_isBehind && m_session)
        (void)core::keepRegions(*m_session, m_regions); // nobody is left to tell
}

const core::Region* Regions::currentRegion() const
{
    return m_current >= 0 ? &m_regions[static_cast<std::size_t>(m_current)] : nullptr;
}

void Regions::setCurrent(int region)
{
    if (region == m_current || region >= static_cast<int>(m_regions.size()))
        return;
    m_current = std::max(region, -1);
    emit changed();
}

void Regions::replace(int first, int count, const std::vector<core::Region>& by)
{
    const auto begin = m_regions.begin() + first;
    m_regions.insert(m_regions.erase(begin, begin + count), by.begin(), by.end());
    m_current = std::min(first, static_cast<int>(m_regions.size()) - 1);
    keep();
    emit changed();
}

void Regions::clear()
{
    m_reading.cancel();
    writeAtOnce();
    m_session.reset();
    m_regions.clear();
    m_current = -1;
    m_isBehind = false;
    emit changed();
}

void Regions::takeSession()
{
    m_session = m_document->session();
    if (!m_session)
        return;
    m_reading.start(
        [session = m_session](const core::ProgressFn&, std::stop_token) { return core::regionsOf(*session); },
        [this](core::Result<std::vector<core::Region>> kept) {
            if (kept)
                merge(std::move(*kept));
            else
                emit failed(QString::fromStdString(kept.error().text()));
        });
}

/// Those that were drawn before there was a session come first, so that steps that undo them find them.
void Regions::merge(std::vector<core::Region> kept)
{
    const bool hadOwn = !m_regions.empty();
    for (auto& region : kept)
        if (std::ranges::find(m_regions, region) == m_regions.end())
            m_regions.push_back(std::move(region));
    if (hadOwn)
        keep();
    emit changed();
}

void Regions::keep()
{
    m_isBehind = true;
    if (!m_session)
        emit sessionWanted();
    else if (!m_writing.isBusy() && !m_reading.isBusy())
        write();
}

/// One after the other, so that none overtakes another.
void Regions::write()
{
    m_isBehind = false;
    m_writing.start(
        [session = m_session, regions = m_regions](const core::ProgressFn&,
                                                   std::stop_token stop) -> core::Result<std::monostate> {
            if (!stop.stop_requested()) // else a newer state is written already
                TRY_RUN(core::keepRegions(*session, regions));
            return std::monostate();
        },
        [this](core::Result<std::monostate> written) {
            if (!written)
                emit failed(QString::fromStdString(written.error().text()));
            if (m_isBehind && m_session)
                write();
        });
}

} // namespace transcope::ui
