#pragma once

#include <QObject>
#include <QTimer>

namespace transcope::ui {

class Document;
class MessageBar;

/// Says which file takes long to open, with a button that gives it up: a network file system may never
/// answer. UI thread only.
class LoadingNotice : public QObject
{
    Q_OBJECT
public:
    static constexpr int PatienceMs = 5000;

    /// Both must outlive it.
    LoadingNotice(Document* document, MessageBar* messages, QObject* parent = nullptr);

private:
    void update();
    void show();

    Document* m_document;
    MessageBar* m_messages;
    QTimer m_patience;
    QString m_shown; ///< the message, while it may still be on screen
};

} // namespace transcope::ui
