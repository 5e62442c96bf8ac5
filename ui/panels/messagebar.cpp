#include "ui/panels/messagebar.h"

#include "ui/language/everylanguage.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <utility>

namespace transcope::ui {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), m_text(new QLabel), m_button(new QPushButton), m_close(new QToolButton)
{
    setObjectName(QStringLiteral("messageBar"));
    setAutoFillBackground(true);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText); // file names may hold anything
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close->setAutoRaise(true);
    m_close->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
    inEveryLanguage(m_close, [this] { m_close->setToolTip(tr("Close this message")); });

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 6, 6);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button);
    layout->addWidget(m_close);

    connect(m_close, &QToolButton::clicked, this, &MessageBar::clear);
    connect(m_button, &QPushButton::clicked, this, [this] {
        const auto action = std::exchange(m_action, {});
        clear();
        if (action)
            action();
    });
    hide();
}

void MessageBar::showMessage(Kind kind, const QString& text, const QString& actionText,
                             std::function<void()> action)
{
    m_kind = kind;
    m_text->setText(text);
    m_button->setText(actionText);
    m_button->setVisible(!actionText.isEmpty());
    m_action = std::move(action);
    applyColours();
    show();
}

void MessageBar::clear()
{
    m_text->clear();
    m_action = {};
    hide();
}

QString MessageBar::text() const
{
    return m_text->text();
}

void MessageBar::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange)
        applyColours();
}

void MessageBar::applyColours()
{
    const bool dark =
        parentWidget() != nullptr && parentWidget()->palette().color(QPalette::Window).lightness() < 128;
    QPalette colours;
    if (m_kind == Kind::Error) {
        colours.setColor(QPalette::Window, dark ? QColor(0x5a, 0x2a, 0x2a) : QColor(0xfb, 0xe3, 0xe0));
        colours.setColor(QPalette::WindowText, dark ? QColor(0xff, 0xe0, 0xdc) : QColor(0x5f, 0x1a, 0x14));
    } else {
        colours.setColor(QPalette::Window, dark ? QColor(0x24, 0x3d, 0x4a) : QColor(0xe2, 0xee, 0xf4));
        colours.setColor(QPalette::WindowText, dark ? QColor(0xdc, 0xee, 0xf8) : QColor(0x14, 0x3c, 0x50));
    }
    setPalette(colours);
    m_text->setPalette(colours);
}

} // namespace transcope::ui
