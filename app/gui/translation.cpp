#include "app/gui/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <algorithm>

namespace transcope::app {

namespace {

bool load(QTranslator& translator, const QLocale& locale, const QString& file, const QString& folder)
{
    return translator.load(locale, file, QStringLiteral("_"), folder);
}

} // namespace

const std::vector<Language>& shippedLanguages()
{
    static const std::vector<Language> languages = {
        {QStringLiteral("en"), QStringLiteral("English")},
        {QStringLiteral("de"), QStringLiteral("Deutsch")},
        {QStringLiteral("zh_CN"), QStringLiteral("简体中文")},
        {QStringLiteral("ja"), QStringLiteral("日本語（一部）"), false},
    };
    return languages;
}

Translation::Translation()
{
    QCoreApplication::installTranslator(&m_qtTexts);
    QCoreApplication::installTranslator(&m_texts);
}

void Translation::speak(const QString& code)
{
    const bool isShipped =
        std::ranges::find(shippedLanguages(), code, &Language::code) != shippedLanguages().end();
    const QLocale locale = isShipped ? QLocale(code) : QLocale::system();
    QLocale::setDefault(locale);
    const QString texts = QStringLiteral("transcope"), folder = QStringLiteral(":/i18n");
    // Qt's texts first: who is told of the change finds both changed.
    const QString qtTexts = QStringLiteral("qtbase");
    if (!load(m_qtTexts, locale, qtTexts, folder))
        (void)load(m_qtTexts, locale, qtTexts, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    if (!load(m_texts, locale, texts, folder))
        (void)load(m_texts, QLocale(QLocale::English), texts, folder);
}

} // namespace transcope::app
