#include "core/expression/denseexpression.h"
#include "core/region/regionfile.h"
#include "core/session/session.h"
#include "core/slide/slideimport.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"
#include "ui/panels/regionspanel.h"
#include "ui/run/sessionmaker.h"
#include "ui/workspace/viewlayers.h"

#include <QAbstractItemModelTester>
#include <QImage>
#include <QSignalSpy>
#include <QtTest>

using namespace transcope;

namespace {

/// Two genes over six spots at (50 + 50 s, 100). A: 1.5, 8.5, 4.5, 11.5, 7.5, 3.5; B: its negative.
core::Layer layerOf(core::LayerKind kind, const std::string& name, const core::SpotTable& spots, float factor)
{
    core::Layer layer;
    layer.kind = kind;
    layer.name = name;
    layer.genes = {{"A", {}}, {"B", {}}, {"C", {}}};
    core::ExpressionMatrix values(spots.size(), 3);
    for (std::size_t s = 0; s < values.spots(); ++s) {
        values.at(s, 0) = factor * (float((s * 7) % 11) + 1.5F);
        values.at(s, 1) = -values.at(s, 0);
        values.at(s, 2) = float(s);
    }
    layer.values = core::denseExpression(std::move(values));
    layer.spots = std::make_shared<const core::SpotTable>(spots);
    layer.provenance.method = kind == core::LayerKind::Measured ? "measured" : "m2ost";
    layer.provenance.normalisation = core::Normalisation::CpmAll;
    return layer;
}

std::vector<core::Polygon> box(double left, double right)
{
    return {{{{left, 80}, {right, 80}, {right, 120}, {left, 120}}, {}}};
}

} // namespace

class TestRegionsPanel : public QObject
{
    Q_OBJECT
private:
    tests::TempFolder m_folder;
    QString m_slide, m_session;

    struct Fixture
    {
        ui::Document document;
        ui::DisplayState display;
        ui::ViewLayers layers{&document, &display};
        ui::Steps steps{&document};
        ui::Regions regions{&document};
        ui::Workspace workspace{&document, &display};
        ui::RegionController controller{&document, &regions, &steps, &display, &workspace};
        ui::RegionsPanel panel{&document, &regions, &controller, &display};

        bool isSettled()
        {
            return !document.isLoading() && controller.isSettled() && panel.isSettled() &&
                   workspace.isSettled();
        }
        QStringList names()
        {
            QStringList names;
            for (const auto& entry : panel.model()->entries())
                names << entry.name;
            return names;
        }
    };

    void open(Fixture& f, const QString& file)
    {
        f.workspace.resize(400, 330);
        f.workspace.show();
        f.document.open(file);
        QTRY_VERIFY(f.document.slide() != nullptr && f.isSettled());
    }

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        qputenv("XDG_CACHE_HOME", QByteArray::fromStdString((m_folder / "cache").string()));
        QImage slide(400, 300, QImage::Format_RGB888);
        slide.fill(Qt::gray);
        const auto path = (m_folder / "slide.png").string();
        m_slide = QString::fromStdString(path);
        QVERIFY(slide.save(m_slide));
        m_session = QString::fromStdString((m_folder / "s.transcope").string());
    }

    void init()
    {
        for (const char* name : {"s.transcope", "slide.transcope"})
            std::filesystem::remove(m_folder / name);
        core::SpotTable spots;
        for (int i = 0; i < 6; ++i)
            spots.spots.push_back({std::to_string(i) + "x1", {50.0 + 50 * i, 100.0}, 1, i});
        spots.diameterLevel0Px = 40;
        const auto slide = m_slide.toStdString();
        const auto session = core::createSession(m_session.toStdString(),
                                                 {slide, *core::quickHash(slide), {400, 300}, 2.0}, spots);
        QVERIFY2(session, session ? "" : session.error().text().c_str());
        QVERIFY((*session)->addLayer(layerOf(core::LayerKind::Measured, "Measured", spots, 1)));
        QVERIFY((*session)->addLayer(layerOf(core::LayerKind::Predicted, "Twice", spots, 2)));
    }

    void whatIsDrawnCanBeUndoneAndStaysInTheSession()
    {
        {
            Fixture f;
            open(f, m_session);
            QAbstractItemModelTester list(f.panel.model()), genes(f.panel.genes());
            f.controller.setTool(ui::RegionTool::Rectangle);
            const int before = f.workspace.count();
            f.layers.addView(); // which has the tool in hand, too
            QCOMPARE(f.workspace.count(), before + 1);
            auto* view = f.workspace.view(before);
            QTRY_VERIFY(view->width() > 120 && f.isSettled());
            const QPoint from(view->width() / 3, view->height() / 3);
            QTest::mousePress(view, Qt::LeftButton, {}, from);
            QTest::mouseMove(view, from + QPoint(60, 40));
            QTest::mouseRelease(view, Qt::LeftButton, {}, from + QPoint(60, 40));
            QCOMPARE(f.names(), QStringList{"Region 1"});
            f.controller.add(box(30, 170));
            f.controller.rename(1, QStringLiteral("tumour"));
            f.controller.recolour(1, {1, 2, 3});
            QCOMPARE(f.names(), (QStringList{"Region 1", "tumour"}));
            f.controller.remove(0);
            QCOMPARE(f.names(), QStringList{"tumour"});
            f.controller.reshape(0, box(30, 120));
            f.steps.undo();
            f.steps.undo();
            QCOMPARE(f.names(), (QStringList{"Region 1", "tumour"}));
            f.steps.undo();
            f.steps.undo();
            f.steps.undo();
            f.steps.undo();
            QVERIFY(f.names().isEmpty() && !f.steps.canUndo());
            for (int step = 0; step < 5; ++step)
                f.steps.redo();
            QCOMPARE(f.names(), QStringList{"tumour"});
            QVERIFY(f.controller.cancel() && !f.controller.cancel());
            QVERIFY(f.controller.tool() == ui::RegionTool::None);
        }
        Fixture again;
        open(again, m_session);
        QTRY_COMPARE(again.names(), QStringList{"tumour"});
        QVERIFY(again.regions.all()[0].colour == core::Rgb({1, 2, 3}));
        QVERIFY(again.regions.all()[0].polygons == box(30, 170));
    }

    /// Spots 0 to 2 are inside. A: mean (1.5 + 8.5 + 4.5) / 3 inside, (11.5 + 7.5 + 3.5) / 3 outside; of the
    /// nine pairs 3 are larger inside: AUC 1/3. C: 1 and 4, none: 0. 140 × 40 px of 2 µm are 0.0224 mm².
    void statisticsFollowTheRegion()
    {
        Fixture f;
        open(f, m_session);
        f.controller.add(box(30, 170));
        QTRY_VERIFY(f.isSettled() && f.panel.genes()->rowCount() == 3);
        QCOMPARE(f.panel.model()->entries()[0].spots, 3);
        QVERIFY(std::abs(f.panel.model()->entries()[0].areaMm2 - 0.0224) < 1e-9);
        const auto geneCalled = [&](const QString& name) {
            return *std::ranges::find(f.panel.genes()->genes(), name, &ui::RegionGeneEntry::gene);
        };
        QVERIFY(std::abs(geneCalled("A").meanInside - 14.5 / 3) < 1e-6);
        QVERIFY(std::abs(geneCalled("A").meanOutside - 22.5 / 3) < 1e-6);
        QVERIFY(std::abs(geneCalled("A").auc - 1.0 / 3) < 1e-9);
        QCOMPARE(geneCalled("C").auc, 0.0);
        QCOMPARE(f.panel.genes()->genes()[0].gene, QStringLiteral("C")); // the surest first
        QVERIFY(f.panel.summary().contains(QStringLiteral("3 spots inside, 3 outside")));
        QVERIFY(f.panel.summary().contains(QStringLiteral("Only 3 spots lie inside")));
        QVERIFY(!f.panel.summary().contains(QStringLiteral("Correlation")));
        // Against another, which shares spot 2: spots 0 and 1 against 3.
        f.controller.add(box(140, 220));
        f.regions.setCurrent(0);
        f.panel.setAgainst(1);
        QTRY_VERIFY(f.isSettled());
        QVERIFY2(f.panel.summary().contains(QStringLiteral("2 spots inside, 1 outside")),
                 qPrintable(f.panel.summary()));
        QVERIFY(std::abs(geneCalled("A").meanOutside - 11.5) < 1e-6);
        // The prediction in the view: how well it is there stands beside.
        f.layers.showLayer(f.display.current(), f.document.prediction()->id);
        QTRY_VERIFY(f.isSettled() && f.panel.summary().contains(QStringLiteral("Twice")));
        QVERIFY2(f.panel.summary().contains(QStringLiteral("Correlation with the measurement")),
                 qPrintable(f.panel.summary()));
        f.controller.reshape(0, box(340, 390)); // no spot
        QTRY_VERIFY(f.isSettled());
        QCOMPARE(f.panel.genes()->rowCount(), 0);
        QVERIFY(f.panel.summary().contains(QStringLiteral("there is nothing to compare")));
    }

    void filesOfQuPathComeAndGo()
    {
        const std::vector<core::Region> two{{"one", "Tumor", core::Rgb{9, 8, 7}, box(30, 170)},
                                            {"", "Stroma", {}, box(180, 300)}};
        const auto file = m_folder / "from.geojson", out = m_folder / "to.geojson";
        QVERIFY(core::writeRegions(file, two));
        Fixture f;
        open(f, m_session);
        connect(&f.document, &ui::Document::regionsOpened, &f.controller, &ui::RegionController::importFile);
        QSignalSpy imported(&f.controller, &ui::RegionController::imported);
        f.document.open(QString::fromStdString(file.string())); // as dropped
        QVERIFY(imported.wait());
        QCOMPARE(imported[0][0].toInt(), 2);
        QCOMPARE(f.names(), (QStringList{"one", "Stroma"}));
        f.controller.importFile(QString::fromStdString(file.string()));
        QVERIFY(imported.wait());
        QCOMPARE(imported[1][0].toInt(), 0); // they are there
        QSignalSpy exported(&f.controller, &ui::RegionController::exported);
        f.controller.exportFile(QString::fromStdString(out.string()));
        QVERIFY(exported.wait());
        QVERIFY(core::readRegions(out)->regions == two);
        f.steps.undo();
        QVERIFY(f.names().isEmpty());
        QSignalSpy failed(&f.controller, &ui::RegionController::failed);
        f.controller.importFile(m_slide);
        QVERIFY(failed.wait());
    }

    /// A slide alone has nothing that keeps regions until one is drawn.
    void aSessionIsMadeForThem()
    {
        {
            Fixture f;
            ui::SessionMaker maker(&f.document);
            connect(&f.regions, &ui::Regions::sessionWanted, &maker, &ui::SessionMaker::make);
            QSignalSpy made(&maker, &ui::SessionMaker::made);
            open(f, m_slide);
            QVERIFY(f.document.session() == nullptr);
            f.controller.add(box(30, 170));
            QVERIFY(made.wait());
            QCOMPARE(made[0][0].toString(), QString::fromStdString((m_folder / "slide.transcope").string()));
            QVERIFY(f.document.session() != nullptr && f.document.sessionSpots() == nullptr);
            QTRY_VERIFY(f.isSettled());
            f.controller.add(box(180, 300));
        }
        Fixture again;
        open(again, QString::fromStdString((m_folder / "slide.transcope").string()));
        QTRY_COMPARE(again.names(), (QStringList{"Region 1", "Region 2"}));
    }
};

TRANSCOPE_GUI_TEST(TestRegionsPanel)
#include "tst_regionspanel.moc"
