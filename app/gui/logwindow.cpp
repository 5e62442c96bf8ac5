#include "app/gui/logwindow.h"

#include "ui/language/everylanguage.h"

#include <QPlainTextEdit>
#include <QPushButton>

namespace transcope::app {

LogWindow::LogWindow(const ui::EventLog* log, QWidget* parent) : CopyableText(parent)
{
    resize(820, 420);
    text()->setReadOnly(true);
    const auto show = [this, log] {
        text()->setPlainText(log->text());
        text()->moveCursor(QTextCursor::End);
    };
    connect(log, &ui::EventLog::changed, this, show);
    ui::inEveryLanguage(this, [this] {
        setWindowTitle(tr("Log"));
        text()->setAccessibleName(tr("What was said since the start"));
        copyButton()->setText(tr("&Copy"));
    });
    show();
}

} // namespace transcope::app
