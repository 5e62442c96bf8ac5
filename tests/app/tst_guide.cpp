#include "app/gui/guidewindow.h"
#include "tests/app/guidepictures.h"
#include "tests/testsupport/testprogram.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>

using namespace transcope;

namespace {

constexpr int CommandsMs = 180'000;
const QString Guide = QStringLiteral(TRANSCOPE_RESOURCES "/../docs/guide/");

QString read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The pages in the order of the contents.
QStringList pages()
{
    QStringList names;
    auto links =
        QRegularExpression(QStringLiteral("\\]\\(([a-z-]+\\.md)\\)")).globalMatch(read(Guide + "README.md"));
    while (links.hasNext())
        names << links.next().captured(1);
    return names;
}

/// What stands between ```sh and ```.
QStringList commandsOf(const QString& page)
{
    QStringList blocks;
    auto found =
        QRegularExpression(QStringLiteral("```sh\n(.*?)```"), QRegularExpression::DotMatchesEverythingOption)
            .globalMatch(read(Guide + page));
    while (found.hasNext())
        blocks << found.next().captured(1);
    return blocks;
}

/// Pictures that a text names, as it names them: ![caption](path).
QStringList picturesOf(const QString& text)
{
    QStringList paths;
    auto found = QRegularExpression(QStringLiteral("!\\[[^\\]]+\\]\\(([^)]+)\\)")).globalMatch(text);
    while (found.hasNext())
        paths << found.next().captured(1);
    return paths;
}

} // namespace

/// Every command of the guide, in its order, in one folder, and the pictures of what they made.
class TestGuide : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

private slots:
    void commandsRun_data()
    {
        QTest::addColumn<QString>("block");
        for (const auto& page : pages()) {
            int number = 0;
            for (const auto& block : commandsOf(page))
                QTest::addRow("%s %d", qPrintable(page), ++number) << block;
        }
    }
    void commandsRun()
    {
        QFETCH(QString, block);
        QProcess shell;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_CACHE_HOME", m_folder.filePath("cache"));
        // /usr/bin: the Python that has Debian's numpy, where another comes before it.
        environment.insert("PATH", QStringLiteral(TRANSCOPE_BIN ":/usr/bin:") + environment.value("PATH"));
        environment.insert("PYTHONPATH", QStringLiteral(TRANSCOPE_RESOURCES "/python"));
        environment.insert("W", QStringLiteral(TRANSCOPE_RESOURCES "/weights"));
        shell.setProcessEnvironment(environment);
        shell.setWorkingDirectory(m_folder.path());
        shell.start("bash", {"-eu", "-c", block});
        QVERIFY(shell.waitForFinished(CommandsMs));
        QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError().right(2000).constData());
    }

    /// The pictures that guide and README name, and no others, can be taken of what the commands made; they
    /// lie in build/screenshots/guide for docs/pictures/make.sh.
    void picturesAreTaken()
    {
        QStringList named = picturesOf(read(Guide + "../../README.md"));
        for (const auto& page : pages())
            named << picturesOf(read(Guide + page));
        for (auto& path : named)
            path = QFileInfo(path).fileName();
        QStandardPaths::setTestModeEnabled(true);
        tests::GuidePictures window(m_folder.path());
        const auto& taken = window.take();
        const QDir folder(QStringLiteral(TRANSCOPE_BIN "/../screenshots/guide"));
        QVERIFY(folder.mkpath("."));
        for (auto picture = taken.begin(); picture != taken.end(); ++picture)
            QVERIFY2(picture->save(folder.filePath(picture.key())), qPrintable(picture.key()));
        named.sort();
        QCOMPARE(named, taken.keys());
    }

    // A page that is renamed takes its links with it; pictures are links too.
    void linksLeadSomewhere()
    {
        QVERIFY(pages().size() >= 8);
        for (const auto& name : QDir(Guide).entryList({"*.md"})) {
            auto links =
                QRegularExpression(QStringLiteral("\\]\\(([^)#:]+)\\)")).globalMatch(read(Guide + name));
            while (links.hasNext()) {
                const QString link = links.next().captured(1);
                QVERIFY2(QFile::exists(Guide + link), qPrintable(name + " links to " + link));
            }
        }
    }

    /// Each is there whole, and no wider than the page.
    void theWindowShowsPictures()
    {
        app::GuideWindow window;
        window.show();
        int shown = 0;
        for (const auto& page : pages()) {
            const auto pictures = picturesOf(read(Guide + page));
            if (pictures.isEmpty())
                continue;
            emit window.browser()->anchorClicked(QUrl(page));
            for (const auto& path : pictures) {
                const auto picture =
                    window.browser()->loadResource(QTextDocument::ImageResource, QUrl(path)).value<QImage>();
                QVERIFY2(!picture.isNull(), qPrintable(page + " shows " + path));
                QVERIFY(picture.deviceIndependentSize().width() <= window.browser()->viewport()->width());
                ++shown;
            }
        }
        QVERIFY(shown >= 4);
    }

    void theWindowShowsItAndFollowsLinks()
    {
        app::GuideWindow window;
        QVERIFY(window.browser()->toPlainText().contains("ten minutes"));
        emit window.browser()->anchorClicked(QUrl(pages().front()));
        QVERIFY(window.browser()->toPlainText().contains("transcope-cli demo"));
        QVERIFY(window.browser()->isBackwardAvailable());
        emit window.browser()->anchorClicked(QUrl("missing.md"));
        QVERIFY(window.browser()->toPlainText().contains("transcope-cli demo"));
    }
};

TRANSCOPE_GUI_TEST(TestGuide)
#include "tst_guide.moc"
