#include "ui/panels/messagebar.h"

#include "ui/language/everylanguage.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <utility>

namespace transcope::ui {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), m_text(new QLabel), m_button(new QPushButton), m_copy(new QToolButton),
      m_details(new QToolButton), m_close(new QToolButton)
{
    setObjectName(QStringLiteral("messageBar"));
    setAutoFillBackground(true);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText); // file names may hold anything
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_copy->setObjectName(QStringLiteral("copy"));
    m_details->setObjectName(QStringLiteral("details"));
    m_close->setObjectName(QStringLiteral("close"));
    m_close->setAutoRaise(true);
    m_close->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
    inEveryLanguage(this, [this] {
        m_close->setToolTip(tr("Close this message"));
        m_close->setAccessibleName(m_close->toolTip());
        m_copy->setText(tr("Copy"));
        m_details->setText(tr("Details…"));
    });

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 6, 6);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button);
    layout->addWidget(m_copy);
    layout->addWidget(m_details);
    layout->addWidget(m_close);

    connect(m_close, &QToolButton::clicked, this, &MessageBar::clear);
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_text->text()); });
    connect(m_details, &QToolButton::clicked, this, &MessageBar::detailsRequested);
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
    m_errors = kind == Kind::Error ? m_errors + 1 : 0;
    m_text->setText(withCount(text));
    for (auto* button : {m_copy, m_details})
        button->setVisible(kind == Kind::Error);
    m_button->setText(actionText);
    m_button->setVisible(!actionText.isEmpty());
    m_action = std::move(action);
    applyColours();
    show();
    emit messageShown(kind, text);
}

QString MessageBar::withCount(const QString& text) const
{
    if (m_errors < 2)
        return text;
    return text + QLatin1Char(' ') + tr("(%n earlier error(s) under Details)", "", m_errors - 1);
}

void MessageBar::clear()
{
    m_text->clear();
    m_errors = 0;
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
