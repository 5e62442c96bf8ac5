#include "app/gui/copyabletext.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace transcope::app {

CopyableText::CopyableText(QWidget* parent, QWidget* above) : QDialog(parent), m_text(new QPlainTextEdit)
{
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_copy = buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    auto* layout = new QVBoxLayout(this);
    if (above != nullptr)
        layout->addWidget(above);
    layout->addWidget(m_text);
    layout->addWidget(buttons);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_text->toPlainText()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

} // namespace transcope::app
