#include "app/gui/commandline.h"
#include "app/gui/startup.h"

#include "tests/testsupport/demofolder.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/windowfixture.h"
#include "ui/panels/genepanel.h"
#include "ui/panels/geneplotpanel.h"
#include "ui/panels/messagebar.h"
#include "ui/panels/predictionpanel.h"
#include "ui/panels/scorepanel.h"
#include "ui/panels/selectioncontroller.h"
#include "ui/panels/spotinspector.h"

#include <QCheckBox>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QLineEdit>
#include <QSignalSpy>
#include <QToolButton>
#include <QTreeView>
#include <QtTest>
#include <csignal>

using namespace transcope;

class TestMainWindow : public QObject
{
    Q_OBJECT
private:
    tests::DemoFolder m_folder{2048}; // spots 320 px apart: a few dozen selected ones
    const QString m_slide = m_folder.slide();

    QString path(const QString& name) const { return m_folder.path(name); }

    /// The fake worker behind it.
    struct Fixture : tests::WindowFixture
    {
        explicit Fixture(const TestMainWindow& test) : WindowFixture(test.m_folder, {1000, 700}) {}
    };

private slots:
    void opensASectionWithItsExpression()
    {
        Fixture f(*this);
        QVERIFY(f.openSection(m_slide));
        QCOMPARE(f.window.windowTitle(), QStringLiteral("slide.tif – Transcope"));
        QCOMPARE(f.document()->measured()->layer->genes.size(), std::size_t(250));
        QCOMPARE(f.window.workspace()->count(), 1);
        QVERIFY(f.window.workspace()->view(0)->isVisible());
        QCOMPARE(f.window.display()->views()[0].layer, f.document()->measured()->id);
        // 6 × 6 positions, of which tissue covers some: what was left out is told.
        QVERIFY(f.window.messageBar()->text().contains(QStringLiteral("of 36 spots")));
        QCOMPARE(f.settings.recentFiles().value(0), m_slide);
    }

    void aFileThatIsNoSlideLeavesTheOpenOne()
    {
        Fixture f(*this);
        QVERIFY(f.openSection(m_slide));
        const QString broken = path(QStringLiteral("broken.svs"));
        QFile file(broken);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("no slide at all");
        file.close();
        f.document()->open(broken);
        QTRY_VERIFY(f.window.errorBar()->text().contains(QStringLiteral("broken.svs")));
        QCOMPARE(f.document()->slideName(), QStringLiteral("slide.tif"));
        f.document()->open(path(QStringLiteral("absent.svs")));
        QTRY_VERIFY(f.window.errorBar()->text().contains(QStringLiteral("absent.svs")));
    }

    // A resolution of 4,000 × 2,000 px per mm: said above the slide, until a person closes it or opens
    // another.
    void notesOfASlideAreShown()
    {
        const QString odd = path(QStringLiteral("odd.png"));
        QImage picture(300, 200, QImage::Format_RGB888);
        picture.fill(Qt::white);
        picture.setDotsPerMeterX(4'000'000);
        picture.setDotsPerMeterY(2'000'000);
        QVERIFY(picture.save(odd));
        Fixture f(*this);
        auto* notes = f.window.slideNotes();
        f.document()->open(odd);
        QTRY_VERIFY(f.document()->slide() != nullptr);
        QTRY_VERIFY(notes->isVisible());
        QVERIFY2(notes->text().contains(QStringLiteral("odd.png: its px are not square: 0.25 × 0.5 µm")),
                 qPrintable(notes->text()));
        f.window.messageBar()->clear(); // what is said besides leaves them
        QVERIFY(notes->isVisible());
        notes->findChild<QToolButton*>(QStringLiteral("close"))->click();
        QVERIFY(!notes->isVisible());
        f.document()->open(odd);
        QTRY_VERIFY(notes->isVisible());
        f.document()->open(m_slide);
        QTRY_VERIFY(!notes->isVisible());
    }

    void malformedFiles_data()
    {
        QTest::addColumn<QString>("file");
        const QDir folder(QStringLiteral(TRANSCOPE_REAL_DATA "/malformed"));
        for (const auto& name : folder.entryList(QDir::Files))
            QTest::newRow(qPrintable(name)) << folder.filePath(name);
        if (folder.isEmpty())
            QTest::newRow("absent") << QString();
    }
    void malformedFiles()
    {
        QFETCH(QString, file);
        if (file.isEmpty())
            QSKIP("No folder of malformed files beside the repository");
        Fixture f(*this);
        f.document()->open(file);
        // A bar that names the file, whether it fails at opening or, as unreadable.svs, when tiles are read;
        // bad_datatype.tif, which opens, has a note.
        const auto* bar =
            file.endsWith(QStringLiteral("bad_datatype.tif")) ? f.window.slideNotes() : f.window.errorBar();
        QTRY_VERIFY_WITH_TIMEOUT(bar->text().contains(QFileInfo(file).fileName()), tests::PatienceMs);
        QTRY_VERIFY(!f.document()->isLoading());
    }

    void predictsAndComparesInASession()
    {
        Fixture f(*this);
        QVERIFY(f.openSection(m_slide));
        f.window.predictionPanel()->chooseWeights(m_folder.fakeWeights());
        QVERIFY(f.window.predictionPanel()->canRun());
        QVERIFY(f.predict());
        const auto* prediction = f.document()->prediction();
        const auto spots = f.document()->measured()->layer->spots->size();
        QCOMPARE(std::size_t(prediction->rowsPresent), spots);
        QTRY_VERIFY(f.window.comparison()->ofPrediction() != nullptr);
        QCOMPARE(f.window.comparison()->ofPrediction()->sharedSpots, spots);
        QCOMPARE(f.window.workspace()->count(), 2);
        QTRY_VERIFY(f.window.workspace()->view(1)->isVisible());
        QCOMPARE(f.window.display()->views()[0].layer, f.document()->measured()->id);
        QCOMPARE(f.window.display()->views()[1].layer, prediction->id);

        f.window.selection()->select(prediction->id, 0);
        QCOMPARE(f.window.selection()->selectedSpot(), 0);
        QTRY_VERIFY(f.window.selection()->isSettled());
        const auto* inspector = f.window.findChild<ui::SpotInspector*>();
        QCOMPARE(inspector->model().rowCount(), 6); // the fake's three colours at two levels
        QVERIFY(!std::isnan(inspector->model().profile().front().predicted));

        // The session beside the slide brings it all back, in a new window.
        const QString session = QString::fromStdString(f.document()->session()->path().string());
        QCOMPARE(QFileInfo(session).fileName(), QStringLiteral("slide.transcope"));
        f.window.display()->setGene(QStringLiteral("L0_R"));
        f.window.close();
        Fixture again(*this);
        again.document()->openSession(session);
        QTRY_VERIFY(again.document()->prediction() != nullptr);
        QCOMPARE(std::size_t(again.document()->prediction()->rowsPresent), spots);
        QVERIFY(again.document()->measured() != nullptr);
        QTRY_VERIFY(again.window.comparison()->ofPrediction() != nullptr);
    }

    void aDeadWorkerIsSaidAndResumed()
    {
        Fixture f(*this);
        QVERIFY(f.openSection(m_slide));
        const auto gate = path(QStringLiteral("gate"));
        const auto weights =
            m_folder.fakeWeights(R"({"batch": 4, "gateAfter": 2, "gate": ")" + gate.toUtf8() + R"("})");
        f.window.predictionPanel()->chooseWeights(weights);
        auto choice = f.window.predictionPanel()->choice();
        choice.session = path(QStringLiteral("resume.transcope"));
        QSignalSpy finished(f.window.run(), &ui::RunController::finished);
        QSignalSpy died(f.window.run(), &ui::RunController::workerDied);
        f.window.run()->start(choice);
        QTRY_VERIFY_WITH_TIMEOUT(f.document()->prediction() && f.document()->prediction()->rowsPresent == 8,
                                 tests::PatienceMs);
        QCOMPARE(::kill(static_cast<pid_t>(f.window.run()->workerProcessId()), SIGKILL), 0);
        QTRY_COMPARE(died.count(), 1);
        QVERIFY(!f.window.run()->isActive());
        QVERIFY(f.window.messageBar()->text().contains(QStringLiteral("8 spots")));

        QFile open(gate);
        QVERIFY(open.open(QIODevice::WriteOnly));
        f.window.run()->restart();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, tests::PatienceMs);
        const auto spots = f.document()->measured()->layer->spots->size();
        QCOMPARE(std::size_t(f.document()->prediction()->rowsPresent), spots);
        // Only what was missing.
        QCOMPARE(finished.first().first().value<core::RunSummary>().predicted, std::int64_t(spots) - 8);
    }

    // What is predicted next is what is there: an opened session's own spots before a new grid.
    void anOpenedSessionProposesItsOwnSpots()
    {
        const QString file = path(QStringLiteral("own.transcope"));
        {
            Fixture f(*this);
            QVERIFY(f.openSection(m_slide));
            QVERIFY(f.window.predictionPanel()->choice().spots == ui::RunChoice::Spots::Measured);
            const auto slide = *f.document()->slide();
            core::SpotTable spots;
            spots.diameterLevel0Px = 100;
            spots.spots = {{"a", {500, 500}, 0, 0}, {"b", {900, 500}, 0, 1}};
            QVERIFY(slide.slide->umPerPx().value() != 0.25);
            const core::SlideReference reference{slide.givenPath, slide.quickHash,
                                                 slide.slide->sizeLevel0Px(), 0.25};
            QVERIFY(core::createSession(file.toStdString(), reference, spots));
        }
        Fixture f(*this);
        f.document()->openSession(file);
        QTRY_VERIFY(f.document()->session() != nullptr);
        QCOMPARE(f.document()->umPerPx().value(), 0.25); // as the user said when the session was made
        QVERIFY(f.window.predictionPanel()->choice().spots == ui::RunChoice::Spots::Session);
        f.window.predictionPanel()->chooseWeights(m_folder.fakeWeights("{}"));
        QVERIFY(f.predict());
        QCOMPARE(f.document()->session()->path(), std::filesystem::path(file.toStdString()));
        QCOMPARE(f.document()->prediction()->rowsPresent, std::int64_t(2));
    }

    // What is selected and what the charts show, beside views and maps.
    void aSessionIsReopenedAsLeft()
    {
        const QString file = path(QStringLiteral("as-left.transcope"));
        const auto selected = [](Fixture& f) { return f.window.selection()->toJson(); };
        QJsonObject one, several;
        {
            Fixture f(*this);
            QVERIFY(f.openSection(m_slide));
            f.window.predictionPanel()->chooseWeights(m_folder.fakeWeights("{}"));
            f.window.predictionPanel()->useSession(file);
            QVERIFY(f.predict());
            f.window.selection()->select(f.document()->prediction()->id, 3);
            one = selected(f);
            f.window.findChild<ui::ScorePanel*>()->setKind(core::ScoreKind::RmseSpot);
            f.window.findChild<ui::GenePlotPanel*>()->setChart(ui::GenePlotPanel::Chart::Ranks);
        }
        {
            Fixture f(*this);
            f.document()->openSession(file);
            QTRY_VERIFY(f.document()->session() != nullptr);
            QTRY_COMPARE(selected(f), one);
            QCOMPARE(one["spot"].toString(),
                     QString::fromStdString(f.document()->prediction()->layer->spots->spots[3].id));
            QVERIFY(f.window.findChild<ui::ScorePanel*>()->kind() == core::ScoreKind::RmseSpot);
            QVERIFY(f.window.findChild<ui::GenePlotPanel*>()->chart() == ui::GenePlotPanel::Chart::Ranks);
            // On the measurement, which is opened after the session.
            QTRY_VERIFY(f.document()->measured() != nullptr);
            f.window.selection()->brush(f.document()->measured()->id, {1, 2, 5});
            several = selected(f);
        }
        Fixture f(*this);
        f.document()->openSession(file);
        QTRY_COMPARE(selected(f), several);
        QCOMPARE(several["brushed"].toArray().size(), 3);
    }

    void chartsAreSaved()
    {
        Fixture f(*this);
        QVERIFY(f.openSection(m_slide));
        f.window.display()->setGene(
            QString::fromStdString(f.document()->measured()->layer->genes.front().name()));
        auto* charts = f.window.findChild<ui::GenePlotPanel*>();
        charts->setChart(ui::GenePlotPanel::Chart::Histogram);
        QTRY_VERIFY(charts->isSettled());
        QSignalSpy saved(charts, &ui::GenePlotPanel::saved), failed(charts, &ui::GenePlotPanel::failed);
        const auto begin = [this](const QString& name) {
            QFile file(path(name));
            return file.open(QIODevice::ReadOnly) ? file.read(64) : QByteArray();
        };
        for (const auto* name : {"chart.svg", "chart.pdf", "chart.png", "chart.csv"})
            charts->save(path(QString::fromLatin1(name)));
        QCOMPARE(saved.count(), 4);
        QVERIFY(begin(QStringLiteral("chart.svg")).contains("<svg") ||
                begin(QStringLiteral("chart.svg")).startsWith("<?xml"));
        QVERIFY(begin(QStringLiteral("chart.pdf")).startsWith("%PDF"));
        QVERIFY(begin(QStringLiteral("chart.png")).startsWith("\x89PNG"));
        QVERIFY(begin(QStringLiteral("chart.csv")).startsWith("layer,from,percent"));
        charts->save(path(QStringLiteral("absent/chart.svg")));
        QCOMPARE(failed.count(), 1);
        QVERIFY(failed[0][0].toString().contains(QStringLiteral("chart.svg")));
    }

    // --session holds for a run that a person starts in the window, too; and for no other slide.
    void theSessionOfTheCommandLineIsTheOneOrAnError()
    {
        Fixture f(*this);
        app::GuiOptions options;
        options.file = m_slide;
        options.session = path(QStringLiteral("named.transcope"));
        options.weights = {m_folder.fakeWeights("{}")};
        QElapsedTimer timer;
        timer.start();
        app::Startup startup(&f.window, options, timer);
        QTRY_VERIFY(f.document()->measured() != nullptr);
        QVERIFY(f.predict());
        QCOMPARE(f.document()->session()->path(), std::filesystem::path(options.session.toStdString()));
        // Other spots than that session holds: the file is named, and none is written in its stead.
        f.window.predictionPanel()->chooseGrid(QStringLiteral("300px"));
        QSignalSpy failed(f.window.run(), &ui::RunController::failed);
        f.window.predictionPanel()->startRun();
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, tests::PatienceMs);
        QVERIFY2(failed[0][0].toString().contains(QStringLiteral("named.transcope")),
                 qPrintable(failed[0][0].toString()));
        QVERIFY(
            !QFile::exists(QFileInfo(m_slide).dir().filePath(QStringLiteral("slide-grid-300px.transcope"))));
        const QString copy = path(QStringLiteral("copy.tif"));
        QVERIFY(QFile::copy(m_slide, copy));
        f.document()->open(copy);
        QTRY_COMPARE(f.document()->slideName(), QStringLiteral("copy.tif"));
        QVERIFY(f.window.predictionPanel()->choice().session.isEmpty());
    }

    void failuresOfARunAreSaid()
    {
        Fixture f(*this);
        f.window.run()->start({});
        QVERIFY(f.window.errorBar()->text().contains(QStringLiteral("slide")));
        QVERIFY(f.openSection(m_slide));
        ui::RunChoice choice;
        choice.weights = path(QStringLiteral("absent.safetensors"));
        choice.session = path(QStringLiteral("failing.transcope"));
        f.window.run()->start(choice);
        QTRY_VERIFY_WITH_TIMEOUT(f.window.errorBar()->text().contains(QStringLiteral("absent.safetensors")),
                                 tests::PatienceMs);
        QVERIFY(!f.window.run()->isActive());
        // The worker lives: another try with good weights works.
        choice.weights = m_folder.fakeWeights("{}");
        QVERIFY(f.predict(choice));
        // A grid without tissue or a pitch that is no number is an error, not a crash.
        choice.spots = ui::RunChoice::Spots::Grid;
        choice.gridPitch = QStringLiteral("wide");
        f.window.run()->start(choice);
        QTRY_VERIFY(f.window.errorBar()->text().contains(QStringLiteral("wide")));
    }

    void aSlideWhosePixelsCannotBeReadEndsARun()
    {
        const QString original = QStringLiteral(TRANSCOPE_REAL_DATA "/malformed/unreadable.svs");
        if (!QFile::exists(original))
            QSKIP("No folder of malformed files beside the repository");
        const QString slide = path(QStringLiteral("unreadable.svs"));
        QVERIFY(QFile::copy(original, slide));
        Fixture f(*this);
        f.document()->open(slide);
        QTRY_VERIFY_WITH_TIMEOUT(f.document()->slide() != nullptr, tests::PatienceMs);
        QSignalSpy failed(f.window.run(), &ui::RunController::failed);
        ui::RunChoice choice;
        choice.weights = m_folder.fakeWeights("{}");
        choice.spots = ui::RunChoice::Spots::Grid;
        choice.gridPitch = QStringLiteral("100px");
        f.window.run()->start(choice);
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, tests::PatienceMs);
        QVERIFY2(failed.first().first().toString().contains(QStringLiteral("unreadable.svs")),
                 qPrintable(failed.first().first().toString()));
        QVERIFY(f.window.errorBar()->text().contains(QStringLiteral("unreadable.svs")));
        QVERIFY(!f.window.run()->isActive());
        // Everything goes on with a slide that can be read.
        QVERIFY(f.openSection(m_slide));
        QCOMPARE(f.document()->slideName(), QStringLiteral("slide.tif"));
    }

    void aReadOnlySessionBesideTheSlideIsLeftAlone()
    {
        const QString folder = path(QStringLiteral("readonly"));
        QVERIFY(QDir().mkpath(folder));
        const QString slide = folder + QStringLiteral("/slide.tif");
        QVERIFY(QFile::copy(m_slide, slide));
        const QFile::Permissions readOnly =
            QFile::ReadOwner | QFile::ExeOwner; // of the folder: no session's journal can be made
        Fixture f(*this);
        QVERIFY(f.open(slide));
        ui::RunChoice choice;
        choice.weights = m_folder.fakeWeights("{}");
        choice.spots = ui::RunChoice::Spots::Grid;
        choice.gridPitch = QStringLiteral("300px");
        QVERIFY(f.predict(choice));
        const QString beside = folder + QStringLiteral("/slide-grid-300px.transcope");
        QVERIFY(QFile::exists(beside));
        f.window.close();

        QVERIFY(QFile::setPermissions(beside, QFile::ReadOwner));
        QVERIFY(QFile::setPermissions(folder, readOnly));
        if (QFileInfo(beside).isWritable())
            QSKIP("This account may write everywhere");
        Fixture again(*this);
        QVERIFY(again.open(slide));
        QVERIFY(again.predict(choice));
        QVERIFY(QString::fromStdString(again.document()->session()->path().string()) != beside);
        QFile::setPermissions(folder, readOnly | QFile::WriteOwner);
    }

    // A list, a button or nothing at all may have the keyboard; only where text is written keys are letters.
    void keysOfTheViewsWorkFromAnywhere()
    {
        Fixture f(*this);
        QVERIFY(f.openSection(m_slide));
        QApplication::setActiveWindow(&f.window);
        auto* view = f.window.workspace()->currentView();
        const double fitted = view->view().screenPxPerSlidePx;
        auto* list = f.window.findChild<QTreeView*>();
        list->setFocus();
        QTRY_COMPARE(QApplication::focusWidget(), list);
        QTest::keyClick(list, Qt::Key_1);
        QTRY_COMPARE(view->view().screenPxPerSlidePx, 1.0);
        QTest::keyClick(list, Qt::Key_0);
        QTRY_COMPARE(view->view().screenPxPerSlidePx, fitted);
        QTest::keyClick(list, Qt::Key_Plus);
        QTRY_VERIFY(view->view().screenPxPerSlidePx > 1.5 * fitted);
        QTest::keyClick(list, Qt::Key_O);
        QVERIFY(!f.window.display()->isOverlayVisible());
        // Arrows belong to the list; a box to tick has no use for them.
        QTRY_VERIFY(view->isSettled());
        const auto before = view->view().centreLevel0Px;
        auto* box = f.window.findChild<QCheckBox*>();
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Right);
        QTRY_VERIFY(view->view().centreLevel0Px.x() > before.x());
        auto* search = f.window.findChild<ui::GenePanel*>()->findChild<QLineEdit*>();
        search->setFocus();
        const auto now = view->view().screenPxPerSlidePx;
        QTest::keyClicks(search, QStringLiteral("o10"));
        QCOMPARE(search->text(), QStringLiteral("o10"));
        QVERIFY(!f.window.display()->isOverlayVisible());
        QTRY_VERIFY(view->isSettled());
        QCOMPARE(view->view().screenPxPerSlidePx, now);
    }

    void theCommandLineWinsOverTheSession()
    {
        const auto file = path(QStringLiteral("gene.transcope"));
        {
            Fixture f(*this);
            QVERIFY(f.openSection(m_slide));
            f.window.predictionPanel()->chooseWeights(m_folder.fakeWeights("{}"));
            auto choice = f.window.predictionPanel()->choice();
            choice.session = file;
            QVERIFY(f.predict(choice));
            f.window.display()->setGene(QStringLiteral("L1_G"));
        }
        QElapsedTimer timer;
        timer.start();
        app::GuiOptions options;
        options.file = file;
        const auto openedGene = [&] {
            Fixture f(*this);
            app::Startup startup(&f.window, options, timer);
            const bool opened =
                QTest::qWaitFor([&] { return f.window.display()->views().size() == 2; }, tests::PatienceMs);
            return opened ? f.window.display()->gene() : QString();
        };
        QCOMPARE(openedGene(), QStringLiteral("L1_G")); // as it was left
        options.gene = QStringLiteral("L0_R");
        QCOMPARE(openedGene(), QStringLiteral("L0_R"));
    }

    void commandLine_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode"); // -1: goes on
        QTest::newRow("none") << QStringList{} << -1;
        QTest::newRow("slide") << QStringList{"a.svs", "--run"} << -1;
        QTest::newRow("two slides") << QStringList{"a.svs", "b.svs"} << 2;
        QTest::newRow("unknown option") << QStringList{"--unknown"} << 2;
        QTest::newRow("grid in um") << QStringList{"a.svs", "--grid", "200"} << -1;
        QTest::newRow("grid in px") << QStringList{"a.svs", "--grid", "400px"} << -1;
        QTest::newRow("bad grid") << QStringList{"a.svs", "--grid", "wide"} << 2;
        QTest::newRow("dense") << QStringList{"a.svs", "--dense", "50"} << -1;
        QTest::newRow("too dense") << QStringList{"a.svs", "--dense", "49"} << 2;
        QTest::newRow("dense in px") << QStringList{"a.svs", "--dense", "100px"} << 2;
        QTest::newRow("dense and grid") << QStringList{"a.svs", "--grid", "200", "--dense", "50"} << 2;
        QTest::newRow("grid and spots") << QStringList{"a.svs", "--grid", "200", "--spots", "s.tsv"} << 2;
        QTest::newRow("bad size") << QStringList{"--size", "1600"} << 2;
        QTest::newRow("bad when") << QStringList{"--screenshot-when", "soon"} << 2;
        QTest::newRow("version") << QStringList{"--version"} << 0;
    }
    void commandLine()
    {
        QFETCH(QStringList, arguments);
        const auto parsed = app::parseCommandLine(QStringList{QStringLiteral("transcope")} + arguments);
        QTEST(parsed.exitCode.value_or(-1), "exitCode");
        QCOMPARE(parsed.text.isEmpty(), !parsed.exitCode.has_value());
    }

    // QGuiApplication knows a --session of its own, for session managers, and swallowed ours with its file.
    void theSessionIsNotSwallowedByQt()
    {
        QByteArrayList words{"transcope", "a.svs", "--session", "s.transcope", "--run"};
        std::vector<char*> argv;
        for (auto& word : words)
            argv.push_back(word.data());
        app::keepSessionFromQt(int(argv.size()), argv.data());
        QStringList arguments;
        for (const char* word : argv) {
            QVERIFY(QByteArrayView(word) != "--session");
            arguments << QString::fromLocal8Bit(word);
        }
        const auto parsed = app::parseCommandLine(arguments);
        QVERIFY(QFileInfo(parsed.options.session).fileName() == QStringLiteral("s.transcope"));
        QVERIFY(parsed.options.run);
        // The usual name goes on being understood where no QApplication came first.
        QVERIFY(!app::parseCommandLine({"transcope", "--session", "s.transcope"}).options.session.isEmpty());
    }

    void screenshotWaitsForThePredictionWhenRunning()
    {
        const auto parsed = app::parseCommandLine({QStringLiteral("transcope"), QStringLiteral("--run")});
        QVERIFY(parsed.options.screenshotWhen == app::ScreenshotWhen::Predicted);
        QVERIFY(app::parseCommandLine({QStringLiteral("transcope")}).options.screenshotWhen ==
                app::ScreenshotWhen::Loaded);
    }
};

TRANSCOPE_GUI_TEST(TestMainWindow)
#include "tst_mainwindow.moc"
