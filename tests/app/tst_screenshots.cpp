#include "core/demo/demosection.h"
#include "core/expression/denseexpression.h"
#include "core/expression/genematching.h"
#include "core/map/layerset.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/windowfixture.h"
#include "ui/document/layercomparisons.h"
#include "ui/panels/geneplotpanel.h"
#include "ui/panels/regionspanel.h"
#include "ui/panels/scorepanel.h"
#include "ui/panels/slidefolderdialog.h"

#include <QComboBox>
#include <QDockWidget>
#include <QStandardPaths>
#include <QtTest>
#include <cmath>

using namespace transcope;

namespace {

const std::filesystem::path Real = TRANSCOPE_REAL_DATA;

constexpr core::RunId FirstRun = 21, SecondRun = 22;

/// As a method might predict the genes: each spot's mean over its neighbours within `reach` pitches, so that
/// more reach is a worse method; clusters by the first gene's terciles.
core::Layer smoothed(const core::Layer& measured, const std::vector<core::ShownGene>& genes,
                     const std::vector<std::string>& names, double reach, const std::string& name)
{
    const auto& spots = measured.spots->spots;
    const double within = reach * measured.spots->pitchLevel0Px.value_or(400);
    core::ExpressionMatrix values(spots.size(), genes.size());
    for (std::size_t g = 0; g < genes.size(); ++g) {
        const auto own = genes[g].perSpot().value();
        for (std::size_t s = 0; s < spots.size(); ++s) {
            double sum = 0, count = 0;
            for (std::size_t other = 0; other < spots.size(); ++other) {
                const auto &a = spots[s].centreLevel0Px, &b = spots[other].centreLevel0Px;
                if (std::hypot(a.x - b.x, a.y - b.y) > within)
                    continue;
                sum += double(own[other]);
                ++count;
            }
            values.at(s, g) = float(sum / count);
        }
    }
    core::Layer layer;
    layer.name = name;
    layer.kind = core::LayerKind::Predicted;
    layer.spots = measured.spots;
    layer.provenance.method = name;
    layer.provenance.normalisation = core::Normalisation::CpmAll;
    for (const auto& gene : names)
        layer.genes.push_back({gene, {}});
    core::ObservationColumn cluster{"cluster", {}, {}, {"invasive tumour", "stroma", "adipose"}};
    const auto first = values.gene(0);
    for (std::size_t s = 0; s < spots.size(); ++s)
        cluster.codes.push_back(first[s] > 7.5F ? 0 : first[s] > 7 ? 1 : 2);
    layer.observations = std::make_shared<const core::Observations>(core::Observations{cluster});
    layer.values = core::denseExpression(std::move(values));
    return layer;
}

} // namespace

/// Pictures of the window's states in build/screenshots, for people to look at; of the real section C3 where
/// it is there, else of the demo.
class TestScreenshots : public QObject
{
    Q_OBJECT
private:
    tests::TempFolder m_folder;
    std::unique_ptr<tests::WindowFixture> m_fixture;
    app::MainWindow* m_window = nullptr;

    ui::DisplayState& display() { return *m_window->display(); }

    /// The window when all is drawn.
    QImage taken(const QString& name)
    {
        if (!m_fixture->settle())
            return {};
        QCoreApplication::processEvents();
        const QImage picture = m_window->grab().toImage();
        keep(picture, name);
        return picture;
    }

    static void keep(const QImage& picture, const QString& name)
    {
        const auto folder = std::filesystem::path(TRANSCOPE_BIN) / ".." / "screenshots";
        std::filesystem::create_directories(folder);
        picture.save(QString::fromStdString((folder / (name.toStdString() + ".png")).string()));
    }

    void showViews(int count, const std::function<void(int, ui::ViewChoice&)>& edit)
    {
        std::vector<ui::ViewChoice> views(static_cast<std::size_t>(count), display().views().front());
        for (int view = 0; view < count; ++view)
            edit(view, views[static_cast<std::size_t>(view)]);
        display().setViews(std::move(views));
    }

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        qputenv("XDG_CACHE_HOME", QByteArray::fromStdString((m_folder / "cache").string()));
        std::error_code ignored; // without the real section the demo is shown
        QString slide = QString::fromStdString((m_folder / "C3.jpg").string());
        // Where sessions may lie beside it.
        for (const auto& entry : std::filesystem::directory_iterator(Real / "her2st", ignored))
            if (entry.path().filename().string().starts_with("C3"))
                std::filesystem::create_symlink(entry.path(), m_folder / entry.path().filename());
        if (!QFile::exists(slide)) {
            core::DemoOptions options;
            options.sidePx = 3072;
            const auto demo = core::writeDemoSection(m_folder / "demo", options);
            QVERIFY(demo.has_value());
            slide = QString::fromStdString(demo->slide.string());
        }
        m_fixture = std::make_unique<tests::WindowFixture>(m_folder, QSize(1280, 800));
        m_window = &m_fixture->window;
        QVERIFY(m_fixture->openSection(slide));
        auto* document = m_window->document();
        const auto measured = document->measured()->layer;
        const auto input = document->mapInput(*document->measured());
        std::vector<std::string> names;
        std::vector<core::ShownGene> genes;
        const std::vector<std::string> wanted{"DDX5", "FASN", "ACTB", "ERBB2", "CD74", "VIM", "COL1A1"};
        const auto shown = input.layers->shownGenes(measured, nullptr, wanted);
        QVERIFY(shown.has_value());
        for (std::size_t g = 0; g < wanted.size(); ++g)
            if ((*shown)[g]) {
                names.push_back(wanted[g]);
                genes.push_back(*(*shown)[g]);
            }
        QVERIFY(names.size() >= 3 && names.front() == "DDX5");
        document->startLayer(FirstRun, nullptr, smoothed(*measured, genes, names, 1.2, "Near"));
        document->endRun(FirstRun);
        document->startLayer(SecondRun, nullptr, smoothed(*measured, genes, names, 4, "Far"));
        document->endRun(SecondRun);
        QVERIFY(m_fixture->settle());
    }

    void init()
    {
        display().setMark(core::SpotMark::Disc);
        display().setContours(0);
        display().setLogScale(false);
        display().setGene(QStringLiteral("DDX5"));
        const auto& layers = m_window->document()->layers();
        showViews(2, [&](int view, ui::ViewChoice& choice) {
            choice = {};
            choice.layer = layers[static_cast<std::size_t>(view)].id;
        });
    }

    void hexagonsWithContours()
    {
        const QImage discs = taken(QStringLiteral("discs"));
        display().setMark(core::SpotMark::Hexagon);
        display().setContours(5);
        const QImage hexagons = taken(QStringLiteral("hexagons-contours"));
        QCOMPARE(hexagons.size(), QSize(1280, 800));
        QVERIFY(hexagons != discs);
    }

    void outlinesWithAThreshold()
    {
        display().setMark(core::SpotMark::Outline);
        auto range = display().rangeOf(0);
        range.threshold = core::RangeBound{true, 60};
        display().setRangeOf(0, range);
        QVERIFY(!taken(QStringLiteral("outlines-threshold")).isNull());
        range.threshold.reset();
        display().setRangeOf(0, range);
    }

    void aSmoothSurface()
    {
        const QImage marks = taken(QStringLiteral("discs"));
        display().setSmooth(true);
        const QImage smooth = taken(QStringLiteral("smooth-surface"));
        QVERIFY(!smooth.isNull() && smooth != marks);
        display().setSmooth(false);
    }

    void blends()
    {
        display().setRecipe({core::MapKind::Blend, {"DDX5", "ACTB"}});
        const QImage two = taken(QStringLiteral("blend-of-two"));
        display().setRecipe({core::MapKind::Blend, {"DDX5", "ACTB", "FASN"}});
        const QImage three = taken(QStringLiteral("blend-of-three"));
        QVERIFY(!two.isNull() && two != three);
    }

    void categoriesAndAList()
    {
        const auto& layers = m_window->document()->layers();
        showViews(2, [&](int view, ui::ViewChoice& choice) {
            choice = {};
            choice.layer = layers[1].id;
            choice.setLinked(ui::ViewLink::Gene, false);
            choice.recipe =
                view == 0
                    ? core::MapRecipe{core::MapKind::Observation, {}, {}, "cluster"}
                    : core::MapRecipe{
                          core::MapKind::GeneMean, {"DDX5", "ACTB", "FASN", "absent"}, {}, {}, "Markers"};
        });
        display().toggleCategory(0, "stroma");
        QVERIFY(!taken(QStringLiteral("categories-and-a-list")).isNull());
        display().toggleCategory(0, "stroma");
    }

    void fourViews()
    {
        const auto& layers = m_window->document()->layers();
        display().setMark(core::SpotMark::Square);
        showViews(4, [&](int view, ui::ViewChoice& choice) {
            choice = {};
            choice.layer = layers[static_cast<std::size_t>(std::min(view, 2))].id;
            if (view == 3)
                choice.kind = core::MapKind::Disagreement;
        });
        QVERIFY(!taken(QStringLiteral("four-views")).isNull());
        QVERIFY(m_window->workspace()->isGrid()); // a row of four would show less of each
    }

    void scores()
    {
        auto* panel = m_window->findChild<ui::ScorePanel*>();
        QTRY_COMPARE(panel->boxCount(), 3); // near, far, no image
        auto* kind = panel->findChild<QComboBox*>();
        kind->setCurrentIndex(1);
        emit kind->activated(1);
        panel->window()->findChild<QDockWidget*>(QStringLiteral("correlation"))->raise();
        QVERIFY(!taken(QStringLiteral("scores")).isNull());
        QSignalSpy saved(panel, &ui::ScorePanel::saved);
        for (const char* name : {"scores.pdf", "scores.svg", "scores.png", "scores.csv"}) {
            const auto file = m_folder / name;
            panel->save(QString::fromStdString(file.string()));
            QVERIFY(saved.wait(20000));
            QVERIFY(std::filesystem::file_size(file) > 500);
        }
    }

    /// A click on a point selects its spot on the slide, a drag those within, and the slide marks the point.
    void chartsOfTheGene()
    {
        display().setCurrent(1);
        auto* panel = m_window->findChild<ui::GenePlotPanel*>();
        m_window->findChild<QDockWidget*>(QStringLiteral("geneplots"))->raise();
        const QImage scatter = taken(QStringLiteral("gene-scatter"));
        auto* plot = panel->findChild<ui::SpotScatter*>();
        QTRY_VERIFY(plot->isVisible());
        emit plot->spotClicked(5);
        QVERIFY(m_fixture->settle());
        auto* selection = m_window->findChild<ui::SelectionController*>();
        QCOMPARE(selection->selectedSpot(), 5);
        emit plot->brushed({1, 2, 3, 8, 9, 20});
        QCOMPARE(selection->selectedSpot(), -1);
        QVERIFY(taken(QStringLiteral("gene-scatter-brushed")) != scatter);
        panel->setChart(ui::GenePlotPanel::Chart::Histogram);
        QVERIFY(taken(QStringLiteral("gene-histogram")) != scatter);
        panel->setChart(ui::GenePlotPanel::Chart::Ranks);
        QVERIFY(!taken(QStringLiteral("gene-ranks")).isNull());
        emit panel->findChild<ui::CurvePlot*>()->pointClicked(0, 0); // the best of the first layer
        QVERIFY(!display().gene().isEmpty());
        QSignalSpy saved(panel, &ui::GenePlotPanel::saved);
        for (const char* name : {"ranks.pdf", "ranks.png", "ranks.csv"}) {
            const auto file = m_folder / name;
            panel->save(QString::fromStdString(file.string()));
            QVERIFY(std::filesystem::file_size(file) > 50);
        }
        QCOMPARE(saved.count(), 3);
    }

    /// Two that a pathologist might draw, one of them with a hole, and the first against the second.
    void regions()
    {
        auto* controller = m_window->regionController();
        m_window->findChild<QDockWidget*>(QStringLiteral("regions"))->raise();
        const auto seen = m_window->workspace()->view(0)->visibleLevel0Px();
        const auto at = [&](double x, double y) {
            return core::PointD{seen.left() + x * seen.width(), seen.top() + y * seen.height()};
        };
        const QImage none = taken(QStringLiteral("regions-none"));
        controller->add({{{at(0.2, 0.2), at(0.5, 0.15), at(0.62, 0.35), at(0.5, 0.55), at(0.25, 0.5)},
                          {{at(0.35, 0.28), at(0.45, 0.28), at(0.45, 0.4), at(0.35, 0.4)}}}});
        controller->rename(0, QStringLiteral("invasive tumour"));
        controller->add({{{at(0.45, 0.6), at(0.8, 0.6), at(0.8, 0.85), at(0.45, 0.85)}, {}}});
        controller->rename(1, QStringLiteral("stroma"));
        const QImage two = taken(QStringLiteral("regions"));
        QVERIFY(!two.isNull() && two != none);
        m_window->regions()->setCurrent(0);
        auto* panel = m_window->findChild<ui::RegionsPanel*>();
        panel->setAgainst(1);
        QVERIFY(taken(QStringLiteral("regions-against")) != two);
        QVERIFY(panel->genes()->rowCount() > 3);
        controller->remove(1);
        controller->remove(0);
        m_window->findChild<QDockWidget*>(QStringLiteral("inspector"))->raise();
    }

    /// The section turned, eosin alone, with a distance; then what is opened beside it.
    void asAtTheMicroscope()
    {
        const QImage before = taken(QStringLiteral("discs"));
        display().setOverlayVisible(false);
        m_window->workspace()->turnTo(30);
        m_window->activateWindow();
        QTest::keyClick(m_window, Qt::Key_E);
        QTest::keyClick(m_window, Qt::Key_U);
        auto* view = m_window->workspace()->view(0);
        const QPoint from = view->rect().center() - QPoint(60, 20),
                     to = view->rect().center() + QPoint(70, 60);
        QTest::mousePress(view, Qt::LeftButton, {}, from);
        QMouseEvent move(QEvent::MouseMove, to, view->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(view, &move);
        QTest::mouseRelease(view, Qt::LeftButton, {}, to);
        QVERIFY(taken(QStringLiteral("eosin-turned-measured")) != before);
        QTest::keyClick(m_window, Qt::Key_Escape);
        QTest::keyClick(m_window, Qt::Key_H);
        QVERIFY(!taken(QStringLiteral("haematoxylin")).isNull());
        QTest::keyClick(m_window, Qt::Key_N);
        QVERIFY(!taken(QStringLiteral("residual")).isNull());
        QTest::keyClick(m_window, Qt::Key_R, Qt::ShiftModifier);
        QTest::keyClick(m_window, Qt::Key_C, Qt::ShiftModifier);
        QTest::keyClick(m_window, Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        auto* folder = m_window->findChild<ui::SlideFolderDialog*>();
        QVERIFY(folder != nullptr);
        QTRY_VERIFY_WITH_TIMEOUT(folder->isSettled(), 20000);
        int dialogs = 0;
        for (auto* dialog : m_window->findChildren<QDialog*>()) {
            const QString name = QStringLiteral("dialog-%1").arg(++dialogs);
            keep(dialog->grab().toImage(), name);
            dialog->close();
        }
        QCOMPARE(dialogs, 3);
        QTest::keyClick(m_window, Qt::Key_N);
        m_window->workspace()->turnTo(0);
        display().setOverlayVisible(true);
    }

    void cleanupTestCase() { m_fixture.reset(); }
};

TRANSCOPE_GUI_TEST(TestScreenshots)
#include "tst_screenshots.moc"
