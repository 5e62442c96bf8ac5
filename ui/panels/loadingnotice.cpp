#include "ui/panels/loadingnotice.h"

#include "core/base/filewait.h"
#include "ui/document/document.h"
#include "ui/panels/messagebar.h"

namespace transcope::ui {

LoadingNotice::LoadingNotice(Document* document, MessageBar* messages, QObject* parent)
    : QObject(parent), m_document(document), m_messages(messages)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(PatienceMs);
    connect(&m_patience, &QTimer::timeout, this, &LoadingNotice::show);
    connect(m_document, &Document::loadingChanged, this, &LoadingNotice::update);
    connect(&m_looking, &QTimer::timeout, this, &LoadingNotice::look);
    m_looking.start(LookMs);
}

void LoadingNotice::update()
{
    if (m_document->isLoading()) {
        m_patience.start();
        return;
    }
    m_patience.stop();
    clear();
}

void LoadingNotice::clear()
{
    if (!m_shown.isEmpty() && m_messages->text() == m_shown)
        m_messages->clear();
    m_shown.clear();
}

/// A tile that is being read, of the slide that is open.
void LoadingNotice::look()
{
    if (m_document->slide() == nullptr || m_document->isLoading())
        return;
    const auto wait = core::waitFor(m_document->slide()->givenPath);
    if (!wait || *wait < std::chrono::milliseconds(PatienceMs)) {
        clear();
        return;
    }
    if (!m_shown.isEmpty())
        return;
    m_shown = tr("%1 does not answer: its disk or network may be gone. What is grey has not been read.")
                  .arg(m_document->slideName());
    m_messages->showMessage(MessageBar::Kind::Information, m_shown);
}

void LoadingNotice::show()
{
    m_shown = tr("%1 is still being opened: it is large, or its disk or network does not answer.")
                  .arg(m_document->loadingWhat());
    m_messages->showMessage(MessageBar::Kind::Information, m_shown, tr("Give Up"),
                            [this] { m_document->cancelLoading(); });
}

} // namespace transcope::ui
