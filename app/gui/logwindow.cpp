#include "app/gui/logwindow.h"

#include "ui/language/everylanguage.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace transcope::app {

LogWindow::LogWindow(const ui::EventLog* log, QWidget* parent) : QDialog(parent), m_text(new QPlainTextEdit)
{
    resize(820, 420);
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* copy = buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_text);
    layout->addWidget(buttons);
    const auto show = [this, log] {
        m_text->setPlainText(log->text());
        m_text->moveCursor(QTextCursor::End);
    };
    connect(log, &ui::EventLog::changed, this, show);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_text->toPlainText()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    ui::inEveryLanguage(this, [=, this] {
        setWindowTitle(tr("Log"));
        m_text->setAccessibleName(tr("What was said since the start"));
        copy->setText(tr("&Copy"));
    });
    show();
}

} // namespace transcope::app
