#include "app/gui/demoopener.h"
#include "app/gui/logwindow.h"
#include "app/gui/problemreport.h"

#include "tests/testsupport/demofolder.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/windowfixture.h"
#include "ui/panels/messagebar.h"
#include "ui/panels/startpage.h"

#include <QClipboard>
#include <QCommandLinkButton>
#include <QDropEvent>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

using namespace transcope;

/// A window in which nothing is open yet; what it says when something goes wrong, and what it keeps of that.
class TestStartPage : public QObject
{
    Q_OBJECT
private:
    tests::DemoFolder m_folder{1024};
    const QString m_slide = m_folder.slide();

    QString path(const char* name) const { return m_folder.path(QLatin1String(name)); }

    struct Window : tests::WindowFixture
    {
        explicit Window(const TestStartPage& test) : WindowFixture(test.m_folder, {1100, 760}) {}
        void press(const char* button)
        {
            window.errorBar()->findChild<QToolButton*>(QString::fromLatin1(button))->click();
        }
    };

private slots:
    void cleanup() { QFile::remove(path("settings.ini")); }

    void itGivesWayToTheSlide()
    {
        Window w(*this);
        QVERIFY(w.window.startPage()->isVisible());
        QVERIFY(!w.window.workspace()->isVisible());
        QVERIFY(!w.window.startPage()->findChild<QListWidget*>()->isVisible()); // nothing was open before
        w.window.document()->open(path("absent.svs"));
        QTRY_VERIFY(w.window.errorBar()->isVisible());
        QVERIFY(w.window.startPage()->isVisible());
        w.window.document()->open(m_slide);
        QTRY_VERIFY(w.window.isSettled() && w.window.document()->slide() != nullptr);
        QVERIFY(!w.window.startPage()->isVisible());
        QVERIFY(w.window.workspace()->view(0)->isVisible());
    }

    void waysToBegin()
    {
        ui::AppSettings settings(path("settings.ini"));
        ui::StartPage page(&settings);
        const auto buttons = page.findChildren<QCommandLinkButton*>();
        const QList<void (ui::StartPage::*)()> wanted = {
            &ui::StartPage::slideRequested,  &ui::StartPage::expressionRequested,
            &ui::StartPage::folderRequested, &ui::StartPage::sessionRequested,
            &ui::StartPage::demoRequested,   &ui::StartPage::guideRequested};
        QCOMPARE(buttons.size(), wanted.size());
        for (int i = 0; i < wanted.size(); ++i) {
            QSignalSpy asked(&page, wanted[i]);
            buttons[i]->click();
            QCOMPARE(asked.size(), 1);
            QVERIFY(!buttons[i]->description().isEmpty()); // what it needs
        }
    }

    void filesOfBefore()
    {
        ui::AppSettings settings(path("settings.ini"));
        settings.addRecentFile(path("gone.svs"));
        settings.addRecentFile(m_slide);
        ui::StartPage page(&settings);
        page.show();
        auto* list = page.findChild<QListWidget*>();
        QVERIFY(list->isVisible());
        QCOMPARE(list->count(), 2);
        QVERIFY(list->item(0)->text().startsWith(QStringLiteral("slide.tif")));
        QVERIFY(list->item(1)->toolTip().contains(QStringLiteral("is not there now")));
        QSignalSpy chosen(&page, &ui::StartPage::fileChosen);
        list->setFocus();
        list->setCurrentRow(0);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(chosen.value(0).value(0).toString(), m_slide);
    }

    void aFileIsDropped()
    {
        ui::AppSettings settings(path("settings.ini"));
        ui::StartPage page(&settings);
        QSignalSpy chosen(&page, &ui::StartPage::fileChosen);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(m_slide)});
        QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&page, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&page, &drop);
        QCOMPARE(chosen.value(0).value(0).toString(), m_slide);
        QMimeData text;
        text.setText(QStringLiteral("no file"));
        QDragEnterEvent other({5, 5}, Qt::CopyAction, &text, Qt::LeftButton, {});
        other.ignore();
        QCoreApplication::sendEvent(&page, &other);
        QVERIFY(!other.isAccepted());
    }

    void theDemoIsMadeOnce()
    {
        ui::Document document;
        app::DemoOpener made(&document, path("demo"), nullptr);
        made.open();
        QVERIFY(!made.isBusy()); // it is there
        QTRY_VERIFY(document.measured() != nullptr);
        app::DemoOpener missing(&document, path("new"), nullptr);
        QSignalSpy progress(&missing, &app::DemoOpener::progressed);
        missing.open();
        QVERIFY(missing.isBusy());
        QTRY_VERIFY_WITH_TIMEOUT(document.slide()->givenPath == m_folder / "new/slide.tif", 60'000);
        QVERIFY(!progress.isEmpty());
        QFile blocking(path("blocked"));
        QVERIFY(blocking.open(QIODevice::WriteOnly));
        app::DemoOpener blocked(&document, path("blocked"), nullptr);
        QSignalSpy failed(&blocked, &app::DemoOpener::failed);
        blocked.open();
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 60'000);
        QVERIFY(failed[0][0].toString().contains(QStringLiteral("blocked")));
    }

    void errorsStayUntilTheyAreClosed()
    {
        Window w(*this);
        w.window.document()->open(path("first.svs"));
        QTRY_VERIFY(w.window.errorBar()->text().contains(QStringLiteral("first.svs")));
        w.window.document()->open(path("second.svs"));
        QTRY_VERIFY(w.window.errorBar()->text().contains(QStringLiteral("second.svs")));
        QVERIFY2(w.window.errorBar()->text().contains(QStringLiteral("1 earlier error")),
                 qPrintable(w.window.errorBar()->text()));
        w.window.document()->open(m_slide);
        QTRY_VERIFY(w.window.isSettled() && w.window.document()->slide() != nullptr);
        QVERIFY(w.window.errorBar()->isVisible());
        w.press("copy");
        QCOMPARE(QGuiApplication::clipboard()->text(), w.window.errorBar()->text());
        w.press("details");
        auto* log = w.window.findChild<app::LogWindow*>();
        QVERIFY(log != nullptr && log->isVisible());
        const QString text = log->findChild<QPlainTextEdit*>()->toPlainText();
        QVERIFY(text.contains(QStringLiteral("first.svs")) && text.contains(QStringLiteral("second.svs")));
        log->close();
        w.press("close");
        QVERIFY(!w.window.errorBar()->isVisible());
        w.window.document()->open(path("third.svs"));
        QTRY_VERIFY(w.window.errorBar()->text().contains(QStringLiteral("third.svs")));
        QVERIFY(!w.window.errorBar()->text().contains(QStringLiteral("earlier")));
    }

    void aReportOfAProblem()
    {
        ui::AppSettings settings(path("settings.ini"));
        settings.setWeights(QStringLiteral("/home/someone/private/mine.safetensors"));
        ui::EventLog log;
        log.add(ui::EventLog::Kind::Error, QStringLiteral("it broke\nin two lines"));
        const QString text = app::problemText(settings, log, QStringLiteral("cpu · bfloat16"));
        for (const QString& part : {QStringLiteral("Transcope: ") + QStringLiteral(TRANSCOPE_VERSION),
                                    QStringLiteral("Qt: ") + qVersion(), QStringLiteral("OpenGL: "),
                                    QStringLiteral("Weights: mine.safetensors\n"),
                                    QStringLiteral("Last prediction: cpu · bfloat16"),
                                    QStringLiteral("error  it broke in two lines\n")})
            QVERIFY2(text.contains(part), qPrintable(part + QStringLiteral(" in ") + text));
        QVERIFY(!text.contains(QStringLiteral("private")));
        app::ProblemReport report(text);
        auto* edit = report.findChild<QPlainTextEdit*>();
        QVERIFY(!edit->isReadOnly());
        edit->setPlainText(QStringLiteral("less"));
        QGuiApplication::clipboard()->setText(QStringLiteral("before"));
        for (auto* button : report.findChildren<QPushButton*>())
            if (button->text().contains(QStringLiteral("Clipboard")))
                button->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("less"));
    }

    void theLogForgetsTheOldest()
    {
        ui::EventLog log;
        for (std::size_t i = 0; i < ui::EventLog::MostEntries + 3; ++i)
            log.add(ui::EventLog::Kind::Information, QString::number(i));
        QCOMPARE(log.entries().size(), ui::EventLog::MostEntries);
        QCOMPARE(log.entries().front().text, QStringLiteral("3"));
    }
};

TRANSCOPE_GUI_TEST(TestStartPage)
#include "tst_startpage.moc"
