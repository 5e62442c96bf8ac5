#include "app/gui/guidewindow.h"
#include "tests/testsupport/testprogram.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
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

} // namespace

/// Every command of the guide, in its order, in one folder.
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

    // A page that is renamed takes its links with it.
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
