#include "tests/app/windowtexts.h"
#include "tests/testsupport/demofolder.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/windowfixture.h"
#include "ui/panels/predictionpanel.h"
#include "ui/panels/selectioncontroller.h"
#include "ui/workspace/regioncontroller.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTimer>
#include <QTranslator>

using namespace transcope;

namespace {

const QString Mark = QStringLiteral("†");

/// Of languages, colour maps, the program, and what the fake worker calls itself: the same in every language.
const QSet<QString> Names = {
    "Deutsch", "English",       "Transcope",           "Viridis", "Cividis",           "Inferno", "Magma",
    "Turbo",   "cpu · float32", "a fake has no other", "fake",    "FAKE, dense 100 µm"};
/// Their paths, weights that are shipped, and what is said of a file's content, which is English everywhere.
const QRegularExpression
    OfFiles("slide\\.(tif|transcope)|/fake\\.json|-demo$|-her2st$|spots are not selected");

/// A language in which every text that is asked for is marked.
class Marking : public QTranslator
{
public:
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* text, const char*, int) const override
    {
        return Mark + QString::fromUtf8(text);
    }
};

/// Two letters and more: units, axes and signs are the same in every language.
bool hasWords(QString text)
{
    text.remove(QRegularExpression(QStringLiteral("^\\w+: "))); // of which widget
    text.remove(QRegularExpression(QStringLiteral("<[^>]*>")));
    return text.contains(QRegularExpression(QStringLiteral("[A-Za-z]{3}")));
}

} // namespace

/// Whether all that the window says can be said in another language: what is not marked has gone past tr().
class TestUntranslated : public QObject
{
    Q_OBJECT
private:
    tests::DemoFolder m_folder{2048};
    Marking m_marking;
    QStringList m_said;

    void hear(const QWidget& window) { m_said << tests::WindowTexts(window).all(); }

    /// By its text; what it opens is heard and closed.
    void open(app::MainWindow& window, const char* text)
    {
        for (auto* action : window.findChildren<QAction*>())
            if (action->text() == Mark + QString::fromUtf8(text)) {
                QTimer close;
                connect(&close, &QTimer::timeout, this, [&] {
                    if (auto* dialog = QApplication::activeModalWidget()) {
                        hear(*dialog);
                        dialog->close();
                    }
                });
                close.start(50);
                action->trigger();
                for (auto* dialog : window.findChildren<QDialog*>()) {
                    hear(*dialog);
                    dialog->close();
                }
                return;
            }
        QFAIL(text);
    }

private slots:
    void initTestCase() { QCoreApplication::installTranslator(&m_marking); }

    void nothingGoesPastTr()
    {
        tests::WindowFixture f(m_folder, {1440, 900});
        hear(f.window);
        QVERIFY(f.openSection(m_folder.slide()));
        f.window.predictionPanel()->chooseWeights(m_folder.fakeWeights());
        f.window.predictionPanel()->chooseDense(QStringLiteral("100"));
        QVERIFY(f.settle());
        hear(f.window);
        QVERIFY(f.predict());
        f.window.selection()->select(f.document()->prediction()->id, 0);
        f.window.regionController()->addOfView();
        QVERIFY(f.settle());
        hear(f.window);
        for (const auto* text :
             {"&Brightness and Contrast…", "Ro&tation…", "Label and Macro Ima&ge…", "Slides of a Folde&r…",
              "&Log", "Report a &Problem…", "&Commands…", "&Guide", "&About Transcope", "&Go to Position…",
              "Save &Figure of Maps…", "Save &Report…"})
            open(f.window, text);
        QSet<QString> names = Names;
        for (const auto& open : f.document()->layers())
            for (const auto& gene : open.layer->genes)
                names << QString::fromStdString(gene.name());
        QStringList past;
        for (const auto& text : m_said)
            if (!text.contains(Mark) && hasWords(text) && !names.contains(text.section(": ", 1)) &&
                !text.contains(OfFiles))
                past << text;
        past.removeDuplicates();
        QCOMPARE(past.join(QLatin1Char('\n')), QString());
    }
};

TRANSCOPE_GUI_TEST(TestUntranslated)
#include "tst_untranslated.moc"
