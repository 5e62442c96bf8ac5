#include "app/gui/translation.h"
#include "tests/app/windowtexts.h"
#include "tests/testsupport/demofolder.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/windowfixture.h"
#include "ui/language/phrasetext.h"
#include "ui/panels/messagebar.h"
#include "ui/panels/predictionpanel.h"
#include "ui/panels/selectioncontroller.h"
#include "ui/panels/statusinfo.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QXmlStreamReader>

using namespace transcope;

namespace {

/// One text of a .ts file.
struct Message
{
    QString context, source, remark, type;
    QStringList forms; ///< one, or one for each plural
    bool isPlural = false;

    QString name() const { return context + QStringLiteral(": ") + source + QLatin1Char('|') + remark; }
};

QString pathOf(const QString& code)
{
    return QStringLiteral(TRANSCOPE_TRANSLATIONS "/transcope_%1.ts").arg(code);
}

Message readMessage(QXmlStreamReader& xml, const QString& context)
{
    Message message;
    message.context = context;
    message.isPlural = xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes");
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("source")) {
            message.source = xml.readElementText();
        } else if (xml.name() == QLatin1String("comment")) {
            message.remark = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            message.type = xml.attributes().value(QLatin1String("type")).toString();
            if (!message.isPlural)
                message.forms << xml.readElementText();
            else
                while (xml.readNextStartElement())
                    message.forms << xml.readElementText();
        } else {
            xml.skipCurrentElement();
        }
    }
    return message;
}

QList<Message> messagesOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is not there", qPrintable(path));
    QXmlStreamReader xml(&file);
    QList<Message> messages;
    QString context;
    xml.readNextStartElement(); // TS
    while (xml.readNextStartElement()) {
        while (xml.readNextStartElement()) {
            if (xml.name() == QLatin1String("name"))
                context = xml.readElementText();
            else if (xml.name() == QLatin1String("message"))
                messages << readMessage(xml, context);
            else
                xml.skipCurrentElement();
        }
    }
    if (xml.hasError())
        qFatal("%s: %s", qPrintable(path), qPrintable(xml.errorString()));
    return messages;
}

QStringList namesOf(const QList<Message>& messages)
{
    QStringList names;
    for (const auto& message : messages)
        names << message.name();
    names.sort();
    return names;
}

/// %1, %n, %L2 …, each once, in order. %n and %1 that are numbers may be said more than once.
QStringList placesIn(const QString& text)
{
    static const QRegularExpression place(QStringLiteral("%L?[1-9n]"));
    QStringList places;
    for (auto found = place.globalMatch(text); found.hasNext();)
        places << found.next().captured();
    places.sort();
    places.removeDuplicates();
    return places;
}

} // namespace

class TestTranslations : public QObject
{
    Q_OBJECT
private:
    tests::DemoFolder m_folder{2048}; // a few dozen selected spots
    app::Translation m_translation;

    QString copyOf(const QString& code) const
    {
        return m_folder.path(QStringLiteral("transcope_%1.ts").arg(code));
    }

    /// A window with a section, predicted, and a spot that is selected.
    struct Fixture : tests::WindowFixture
    {
        Fixture(const TestTranslations& test, const char* settingsFile)
            : WindowFixture(test.m_folder, {1000, 700}, settingsFile)
        {
        }
        /// session: a file of its own, which is begun.
        void fill(const TestTranslations& test, const QString& session)
        {
            window.predictionPanel()->useSession(test.m_folder.path(session + QStringLiteral(".transcope")));
            QVERIFY(openSection(test.m_folder.slide()));
            window.predictionPanel()->chooseWeights(test.m_folder.fakeWeights());
            QVERIFY(predict());
            window.selection()->select(document()->prediction()->id, 0);
            becomeQuiet();
        }
        void becomeQuiet()
        {
            window.messageBar()->clear(); // what it said stays as it was said
            QTRY_VERIFY_WITH_TIMEOUT(window.comparison()->ofPrediction() != nullptr && window.isSettled(),
                                     tests::PatienceMs);
        }
    };

private slots:
    void cleanup() { m_translation.speak(QStringLiteral("en")); }

    void completeLanguagesHaveEveryText_data()
    {
        QTest::addColumn<int>("plurals");
        for (const auto& language :
             app::shippedLanguages()) // English: plurals alone, its other texts are the sources
            if (language.isComplete)
                QTest::newRow(qPrintable(language.code)) << (language.code == QLatin1String("zh_CN") ? 1 : 2);
    }
    void completeLanguagesHaveEveryText()
    {
        QFETCH(int, plurals);
        const auto messages = messagesOf(pathOf(QString::fromLatin1(QTest::currentDataTag())));
        QVERIFY(!messages.isEmpty());
        for (const auto& message : messages) {
            QVERIFY2(message.type.isEmpty(), qPrintable(message.type + QLatin1Char(' ') + message.name()));
            QVERIFY2(!message.forms.contains(QString()), qPrintable(message.name()));
            QVERIFY2(message.forms.size() == (message.isPlural ? plurals : 1), qPrintable(message.name()));
        }
    }

    /// Such a language lacks texts now and then; nobody takes it for a whole one.
    void begunLanguagesSayItInEnglish()
    {
        int begun = 0;
        for (const auto& language : app::shippedLanguages()) {
            if (language.isComplete)
                continue;
            ++begun;
            QVERIFY2(language.name.endsWith(QStringLiteral("（一部）")), qPrintable(language.name));
            m_translation.speak(language.code);
            for (const auto& message : messagesOf(pathOf(language.code))) {
                if (message.isPlural)
                    continue;
                const auto said = QCoreApplication::translate(
                    message.context.toUtf8(), message.source.toUtf8(), message.remark.toUtf8());
                const auto& form = message.forms.front();
                QCOMPARE(said, form.isEmpty() ? message.source : form);
            }
        }
        QCOMPARE(begun, 1);
    }

    /// A class's texts are looked up under its whole name, which lupdate does not always find out.
    void contextsAreWhole()
    {
        for (const auto& message : messagesOf(pathOf(QStringLiteral("de"))))
            QVERIFY2(message.context.startsWith(QStringLiteral("transcope::")) ||
                         QStringList({"Map", "Picture", "Run"}).contains(message.context), // core's phrases
                     qPrintable(message.name()));
    }

    void placesAreKept_data()
    {
        QTest::addColumn<QString>("code");
        for (const auto& language : app::shippedLanguages())
            QTest::newRow(qPrintable(language.code)) << language.code;
    }
    void placesAreKept()
    {
        QFETCH(QString, code);
        for (const auto& message : messagesOf(pathOf(code))) {
            for (const auto& form : message.forms) {
                if (form.isEmpty())
                    continue; // untranslated
                QVERIFY2(placesIn(form) == placesIn(message.source), qPrintable(message.name()));
                QVERIFY2(form.count(QLatin1Char('&')) == message.source.count(QLatin1Char('&')),
                         qPrintable(message.name()));
            }
        }
    }

    // What lupdate finds in the sources is what the files have.
    void nothingWasAddedSince()
    {
        if (!QFile::exists(QStringLiteral(TRANSCOPE_LUPDATE)))
            QSKIP("Qt's lupdate is not installed");
        for (const auto& language : app::shippedLanguages())
            QVERIFY(QFile::copy(pathOf(language.code), copyOf(language.code)));
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LUPDATE"), QStringLiteral(TRANSCOPE_LUPDATE));
        QProcess update;
        update.setProcessEnvironment(environment);
        update.start(QStringLiteral(TRANSCOPE_TRANSLATIONS "/update.sh"), {m_folder.path(QString())});
        QVERIFY(update.waitForFinished(60000));
        QVERIFY2(update.exitCode() == 0, update.readAllStandardError());
        for (const auto& language : app::shippedLanguages())
            QCOMPARE(namesOf(messagesOf(copyOf(language.code))), namesOf(messagesOf(pathOf(language.code))));
    }

    void phrasesAreSaidInTheLanguage()
    {
        const auto phrase =
            core::phrase("Map", "%1: %2 − %3").with({"DDX5", "m2ost", core::phrase("Map", "Measured")});
        const auto scale = core::Phrase("%1 mm").with({core::numberPhrase(0.5, core::Phrase::AsNeeded)});
        m_translation.speak(QStringLiteral("de"));
        QCOMPARE(ui::translated(phrase), QStringLiteral("DDX5: m2ost − Gemessen"));
        QCOMPARE(ui::translated(scale), QStringLiteral("0,5 mm"));
        QCOMPARE(ui::translated(core::numberPhrase(1234.5, 1)), QStringLiteral("1.234,5"));
        QCOMPARE(ui::timeLeftText(30),
                 QStringLiteral("noch 30 s")); // a free function's: they were never found
        QCOMPARE(ui::withDecimalPoint("p0.5"), QStringLiteral("p0,5"));
        QCOMPARE(ui::withoutDecimalPoint(QStringLiteral("p0,5")), std::string("p0.5"));
        m_translation.speak(QStringLiteral("zh_CN"));
        QCOMPARE(ui::translated(phrase), QStringLiteral("DDX5：m2ost − 实测"));
        // A gene called like a text of ours is not translated.
        QCOMPARE(ui::translated(core::Phrase("Patch")), QStringLiteral("Patch"));
    }

    void anOpenWindowChangesItsLanguage_data()
    {
        QTest::addColumn<QString>("code");
        for (const char* code : {"de", "zh_CN", "ja"})
            QTest::newRow(code) << QString::fromLatin1(code);
    }
    /// As if it had been opened in the other language, and back again as it was.
    void anOpenWindowChangesItsLanguage()
    {
        QFETCH(QString, code);
        Fixture switched(*this, "a.ini");
        connect(&switched.settings, &ui::AppSettings::languageChanged, this,
                [&] { m_translation.speak(switched.settings.language()); });
        switched.fill(*this, code);
        m_translation.speak(QStringLiteral("en")); // what is told once, of a run's end, goes with a change
        QTRY_VERIFY(
            tests::WindowTexts(switched.window).all().filter(QStringLiteral("predicted in")).isEmpty());
        switched.becomeQuiet();
        const auto english = tests::WindowTexts(switched.window).all();
        switched.settings.setLanguage(code);
        QTRY_VERIFY(!tests::WindowTexts(switched.window).all().contains(QStringLiteral("QAction: &File")));
        switched.becomeQuiet();
        const auto changed = tests::WindowTexts(switched.window).all();

        Fixture fresh(*this, "b.ini");
        fresh.fill(*this, code + QStringLiteral("-fresh"));
        const auto other = tests::WindowTexts(fresh.window).all();
        QStringList left; // English, for which a new window has another text
        for (const auto& text : changed)
            if (english.contains(text) && !other.contains(text))
                left << text;
        QCOMPARE(left.join(QLatin1Char('\n')), QString());

        switched.settings.setLanguage(QStringLiteral("en"));
        QTRY_COMPARE(tests::WindowTexts(switched.window).all(), english);
    }

    void oneWindowHasOneNumberFormat()
    {
        m_translation.speak(QStringLiteral("de"));
        Fixture f(*this, "b.ini");
        f.fill(*this, QStringLiteral("numbers"));
        static const QRegularExpression point(QStringLiteral("(?<!OpenGL )\\b\\d+\\.(\\d{1,2}|\\d{4,})\\b"));
        static const QRegularExpression comma(QStringLiteral("\\d,\\d"));
        const auto texts = tests::WindowTexts(f.window).all();
        QVERIFY(!texts.filter(comma).isEmpty());
        QCOMPARE(texts.filter(point).join(QLatin1Char('\n')), QString());
    }
};

TRANSCOPE_GUI_TEST(TestTranslations)
#include "tst_translations.moc"
