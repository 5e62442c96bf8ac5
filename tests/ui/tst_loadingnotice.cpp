#include "ui/panels/loadingnotice.h"

#include "core/base/filewait.h"
#include "tests/testsupport/hanging.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"
#include "ui/document/document.h"
#include "ui/panels/messagebar.h"

#include <QImage>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace transcope;

/// A file that never answers: the window says which, and gives it up when asked.
class TestLoadingNotice : public QObject
{
    Q_OBJECT

    const tests::TempFolder m_dir;

private slots:
    void gaveUp_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"slide.svs", "spots.csv", "section.h5ad", "run.transcope", "outs"})
            QTest::newRow(name) << name;
    }
    void gaveUp()
    {
        QFETCH(QString, name);
        const auto folder = m_dir / "gone";
        std::filesystem::create_directory(folder);
        ui::Document document;
        ui::MessageBar messages;
        const ui::LoadingNotice notice(&document, &messages);
        const tests::HangingFileSystem gone(folder); // ends first, else the document would wait for its jobs
        if (!gone.hangs())
            QSKIP("mounting needs root and /dev/fuse");
        const QSignalSpy failed(&document, &ui::Document::failed);
        QElapsedTimer timer;
        timer.start();
        document.open(QString::fromStdString((folder / name.toStdString()).string()));
        QVERIFY2(timer.elapsed() < 1'000, "the window would stand still");
        QVERIFY(document.isLoading());
        QCOMPARE(document.loadingWhat(), name);
        QTRY_VERIFY_WITH_TIMEOUT(messages.text().contains(name), 2 * ui::LoadingNotice::PatienceMs);

        auto* giveUp = messages.findChild<QPushButton*>();
        QVERIFY(giveUp != nullptr);
        giveUp->click();
        QVERIFY(!document.isLoading());
        QCOMPARE(messages.text(), QString());

        // The thread that hangs is in nobody's way.
        const auto sound = m_dir.write("absent.csv", "");
        document.openExpression(QString::fromStdString(sound.string()));
        QTRY_COMPARE(failed.size(), 1);
    }

    /// Its px are read by threads that wait for the file; what they wait for is said until it answers.
    void aSlideWhoseDiskStopsIsNamed()
    {
        QImage picture(64, 64, QImage::Format_RGB888);
        picture.fill(Qt::white);
        const auto slide = m_dir / "still.png";
        QVERIFY(picture.save(QString::fromStdString(slide.string())));
        qputenv("XDG_CACHE_HOME", QByteArray::fromStdString((m_dir / "cache").string()));
        ui::Document document;
        ui::MessageBar messages;
        const ui::LoadingNotice notice(&document, &messages);
        document.open(QString::fromStdString(slide.string()));
        QTRY_VERIFY(document.slide() != nullptr && !document.isLoading());
        {
            const core::FileWait other(m_dir / "given-up.svs"); // of no interest any more
            const core::FileWait wait(document.slide()->givenPath);
            QTest::qWait(ui::LoadingNotice::PatienceMs / 2);
            QCOMPARE(messages.text(), QString());
            QTRY_VERIFY_WITH_TIMEOUT(messages.text().contains(QStringLiteral("still.png")),
                                     2 * ui::LoadingNotice::PatienceMs);
        }
        QTRY_COMPARE(messages.text(), QString());
    }

    void quickFilesAreNotTalkedOf()
    {
        ui::Document document;
        ui::MessageBar messages;
        const ui::LoadingNotice notice(&document, &messages);
        const QSignalSpy failed(&document, &ui::Document::failed);
        document.open(QString::fromStdString((m_dir / "absent.svs").string()));
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(document.loadingWhat(), QString());
        QTest::qWait(ui::LoadingNotice::PatienceMs + 500);
        QCOMPARE(messages.text(), QString());
    }
};

TRANSCOPE_GUI_TEST(TestLoadingNotice)
#include "tst_loadingnotice.moc"
