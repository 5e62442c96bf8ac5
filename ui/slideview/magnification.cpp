#include "ui/slideview/magnification.h"

#include <QLocale>

namespace transcope::ui {

QString timesText(double magnification)
{
    const QLocale locale;
    return (magnification < 100 ? locale.toString(magnification, 'g', 3)
                                : locale.toString(magnification, 'f', 0)) +
           QStringLiteral("×");
}

} // namespace transcope::ui
