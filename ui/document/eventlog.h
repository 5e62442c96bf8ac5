#pragma once

#include <QDateTime>
#include <QObject>
#include <QString>
#include <deque>

namespace transcope::ui {

/// What the viewer told its user, and when, for the log window and for reports of problems. UI thread only.
class EventLog : public QObject
{
    Q_OBJECT
public:
    enum class Kind { Information, Error };
    struct Entry
    {
        QDateTime when;
        Kind kind = Kind::Information;
        QString text;
    };
    static constexpr std::size_t MostEntries = 1000; ///< the oldest go

    using QObject::QObject;
    void add(Kind kind, const QString& text);
    const std::deque<Entry>& entries() const { return m_entries; }
    /// A line each, oldest first; always in English but for what was said.
    QString text() const;

signals:
    void changed();

private:
    std::deque<Entry> m_entries;
};

} // namespace transcope::ui
