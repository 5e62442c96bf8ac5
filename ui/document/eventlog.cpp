#include "ui/document/eventlog.h"

namespace transcope::ui {

void EventLog::add(Kind kind, const QString& text)
{
    m_entries.push_back({QDateTime::currentDateTime(), kind, text});
    if (m_entries.size() > MostEntries)
        m_entries.pop_front();
    emit changed();
}

QString EventLog::text() const
{
    QString lines;
    for (const Entry& entry : m_entries)
        lines += entry.when.toString(Qt::ISODate) +
                 (entry.kind == Kind::Error ? QStringLiteral("  error  ") : QStringLiteral("  info   ")) +
                 QString(entry.text).replace(QLatin1Char('\n'), QLatin1Char(' ')) + QLatin1Char('\n');
    return lines;
}

} // namespace transcope::ui
