#include "app/gui/theme.h"

#include <QApplication>
#include <QPalette>
#include <QStyleFactory>

namespace transcope::app {

namespace {

QPalette paletteFrom(const QColor& window, const QColor& base, const QColor& button, const QColor& text,
                     const QColor& faint, const QColor& link)
{
    QPalette palette(button, window);
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, window);
    palette.setColor(QPalette::Button, button);
    palette.setColor(QPalette::ToolTipBase, base);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        palette.setColor(role, text);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, faint);
    palette.setColor(QPalette::PlaceholderText, faint);
    palette.setColor(QPalette::Highlight, QColor(0x2a, 0x78, 0x8e));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, link);
    return palette;
}

QPalette lightPalette()
{
    return paletteFrom(QColor(0xf4, 0xf5, 0xf6), Qt::white, QColor(0xea, 0xec, 0xee),
                       QColor(0x1f, 0x24, 0x28), QColor(0x66, 0x6f, 0x75), QColor(0x2a, 0x78, 0x8e));
}

QPalette darkPalette()
{
    return paletteFrom(QColor(0x2b, 0x2e, 0x31), QColor(0x22, 0x25, 0x27), QColor(0x39, 0x3d, 0x41),
                       QColor(0xe4, 0xe7, 0xe9), QColor(0x94, 0x9a, 0x9f), QColor(0x5f, 0xb4, 0xcc));
}

} // namespace

void applyTheme(QApplication& application, ui::Theme theme)
{
    static const QPalette systemPalette = QApplication::palette();
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const bool systemIsDark = systemPalette.color(QPalette::Window).lightness() < 128;
    const bool dark = theme == ui::Theme::Dark || (theme == ui::Theme::System && systemIsDark);
    application.setPalette(dark ? darkPalette() : lightPalette());
}

} // namespace transcope::app
