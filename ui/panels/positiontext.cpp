#include "ui/panels/positiontext.h"

#include <QRegularExpression>

namespace transcope::ui {

std::optional<QPointF> parsePosition(const QString& text, std::optional<double> umPerPx)
{
    static const QRegularExpression pattern(
        QStringLiteral(R"(^\s*(-?\d+(?:\.\d+)?)\s*[,; ]\s*(-?\d+(?:\.\d+)?)\s*(px|µm|μm|um)?\s*$)"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QPointF numbers(match.captured(1).toDouble(), match.captured(2).toDouble());
    const QString unit = match.captured(3).toLower();
    if (unit.isEmpty() || unit == QStringLiteral("px"))
        return numbers;
    if (!umPerPx || *umPerPx <= 0)
        return std::nullopt;
    return numbers / *umPerPx;
}

} // namespace transcope::ui
