#pragma once

#include <QLocale>
#include <QString>
#include <QTranslator>
#include <vector>

namespace transcope::app {

/// A language that the viewer speaks.
struct Language
{
    QString code;           ///< of its locale: "zh_CN"
    QString name;           ///< in itself: "简体中文"; of one that is begun it says so
    bool isComplete = true; ///< false: begun; what it lacks appears in English
};
const std::vector<Language>& shippedLanguages();

/// The language of the application's texts, its plurals and its numbers. Widgets are told of a change by
/// QEvent::LanguageChange. UI thread; outlives the windows.
class Translation
{
public:
    Translation();

    /// code: of a shipped language; for any other, texts follow the system, in English where its language is
    /// not shipped, and numbers as well.
    void speak(const QString& code);

private:
    QTranslator m_texts;
    QTranslator m_qtTexts; ///< of Qt's own dialogs, where they are installed
};

} // namespace transcope::app
