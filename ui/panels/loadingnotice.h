#pragma once

#include <QObject>
#include <QTimer>

namespace transcope::ui {

class Document;
class MessageBar;

/// Says which file takes long to open, with a button that gives it up, and when the px of the slide that is
/// open do not come: a network file system may never answer. UI thread only.
class LoadingNotice : public QObject
{
    Q_OBJECT
public:
    static constexpr int PatienceMs = 5000, LookMs = 1000;

    /// Both must outlive it.
    LoadingNotice(Document* document, MessageBar* messages, QObject* parent = nullptr);

private:
    void update();
    void show();
    void look();
    void clear();

    Document* m_document;
    MessageBar* m_messages;
    QTimer m_patience, m_looking;
    QString m_shown; ///< the message, while it may still be on screen
};

} // namespace transcope::ui
