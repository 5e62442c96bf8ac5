#include "ui/language/phrasetext.h"

#include <QCoreApplication>
#include <QLocale>

namespace transcope::ui {

namespace {

constexpr int MostDigits = 6; ///< as core::Phrase has it

} // namespace

QString translated(const core::Phrase& phrase)
{
    if (phrase.number)
        return phrase.decimals == core::Phrase::AsNeeded
                   ? QLocale().toString(*phrase.number, 'g', MostDigits)
                   : QLocale().toString(*phrase.number, 'f', phrase.decimals);
    core::Phrase said = phrase.text;
    if (!phrase.context.empty())
        said = QCoreApplication::translate(phrase.context.c_str(), phrase.text.c_str()).toStdString();
    for (const auto& argument : phrase.arguments)
        said.arguments.emplace_back(translated(argument).toStdString());
    return QString::fromStdString(said.english());
}

QString withDecimalPoint(const std::string& text)
{
    return QString::fromStdString(text).replace(QLatin1Char('.'), QLocale().decimalPoint());
}

std::string withoutDecimalPoint(QString text)
{
    return text.replace(QLocale().decimalPoint(), QLatin1String(".")).toStdString();
}

} // namespace transcope::ui
