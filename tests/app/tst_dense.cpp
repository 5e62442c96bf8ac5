#include "core/session/session.h"
#include "tests/testsupport/demofolder.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/windowfixture.h"
#include "ui/panels/layerspanel.h"
#include "ui/panels/predictionpanel.h"
#include "ui/workspace/overlaycontroller.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QtTest>
#include <filesystem>

using namespace transcope;
namespace fs = std::filesystem;

/// Dense prediction from the panel to the picture and the session, with the fake worker.
class TestDense : public QObject
{
    Q_OBJECT
private:
    tests::DemoFolder m_folder{3072}; // 1,920 µm

    /// A window on the demo section, everything loaded.
    struct Fixture : tests::WindowFixture
    {
        explicit Fixture(const tests::DemoFolder& folder) : WindowFixture(folder, {1300, 850})
        {
            panel()->chooseWeights(folder.fakeWeights());
            if (!openSection(folder.slide()))
                qFatal("the section was not opened");
        }
        ui::PredictionPanel* panel() { return window.predictionPanel(); }
        QComboBox* part() { return panel()->findChild<QComboBox*>(QStringLiteral("part")); }
        QString cost()
        {
            if (!QTest::qWaitFor([this] { return panel()->isSettled(); }, tests::PatienceMs))
                qFatal("the cost was not told");
            return panel()->findChild<QLabel*>(QStringLiteral("cost"))->text();
        }
        /// Number at the beginning of what the cost says.
        int costSpots() { return QLocale().toInt(cost().section(QLatin1Char(' '), 0, 0)); }
        std::vector<core::PointD> predicted()
        {
            const auto& layer = *document()->prediction()->layer;
            const auto gene = layer.values->gene(0).value();
            std::vector<core::PointD> places;
            for (std::size_t s = 0; s < gene.size(); ++s)
                if (!std::isnan(gene[s]))
                    places.push_back(layer.spots->spots[s].centreLevel0Px);
            return places;
        }
    };

private slots:
    void init() { fs::remove(m_folder / "demo" / "slide.transcope"); }

    void costAndRefusalAreToldBefore()
    {
        Fixture f(m_folder);
        QVERIFY(f.part()->isHidden());
        QVERIFY(f.panel()->canRun());
        f.panel()->chooseDense(QStringLiteral("100"));
        QVERIFY(!f.part()->isHidden());
        const int spots = f.costSpots();
        QVERIFY2(spots > 100 && spots <= 19 * 19, qPrintable(f.cost())); // 19 × 19 places, some on glass
        QVERIFY(f.cost().contains(QStringLiteral("how long they take is known once")));
        QVERIFY(f.panel()->canRun());
        QCOMPARE(f.panel()->choice().spots, ui::RunChoice::Spots::Dense);
        QCOMPARE(f.panel()->choice().gridPitch, QStringLiteral("100"));
        QVERIFY(f.panel()->choice().within.empty());

        f.panel()->chooseDense(QStringLiteral("49 µm"));
        QVERIFY2(f.cost().contains(QStringLiteral("finer than 50 µm")), qPrintable(f.cost()));
        QVERIFY(!f.panel()->canRun());
        f.panel()->chooseDense(QStringLiteral("400px"));
        QVERIFY(!f.cost().isEmpty() && !f.panel()->canRun());

        // Once such a run has ended, its time is told: so many spots at so many a second.
        f.panel()->chooseDense(QStringLiteral("100"));
        (void)f.cost();
        QVERIFY(f.predict());
        QCOMPARE(f.costSpots(), spots);
        QVERIFY2(f.cost().contains(QStringLiteral("about")), qPrintable(f.cost()));
        // What is predicted stays chosen, though the session has spots of its own now.
        QCOMPARE(f.panel()->choice().spots, ui::RunChoice::Spots::Dense);
    }

    void anUnknownScaleIsRefused()
    {
        Fixture f(m_folder);
        QImage picture(900, 700, QImage::Format_RGB888);
        picture.fill(QColor(180, 80, 150));
        QVERIFY(picture.save(m_folder.path(QStringLiteral("plain.png"))));
        f.panel()->chooseDense(QStringLiteral("100"));
        f.document()->open(m_folder.path(QStringLiteral("plain.png")));
        QTRY_COMPARE(f.document()->slideName(), QStringLiteral("plain.png"));
        QTRY_VERIFY(!f.document()->umPerPx());
        QVERIFY2(f.cost().contains(QStringLiteral("how many µm a pixel is")), qPrintable(f.cost()));
        QVERIFY(!f.panel()->canRun());
        QSignalSpy failed(f.window.run(), &ui::RunController::failed);
        f.panel()->startRun(); // as the command line may
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, tests::PatienceMs);
        QVERIFY(failed[0][0].toString().contains(QStringLiteral("how many µm a pixel is")));
    }

    void whatTheViewShowsThenTheRest()
    {
        Fixture f(m_folder);
        const auto measured = f.document()->measured()->layer;
        f.panel()->chooseDense(QStringLiteral("100"));
        const int all = f.costSpots();
        f.window.workspace()->setView({{1536, 1536}, 0.6, 0});
        const QRectF seen = f.window.workspace()->currentView()->visibleLevel0Px();
        f.part()->setCurrentIndex(1);
        const int inView = f.costSpots();
        QVERIFY2(inView > 0 && inView < all, qPrintable(f.cost()));
        QVERIFY(f.predict());

        const auto* dense = f.document()->prediction();
        QCOMPARE(dense->layer->name, std::string("FAKE, dense 100 µm"));
        QCOMPARE(dense->layer->spots->shape, core::SpotShape::Cell);
        QCOMPARE(int(dense->layer->spots->size()), all); // the rest can follow
        QCOMPARE(int(dense->rowsPresent), inView);
        for (const auto& at : f.predicted())
            QVERIFY(seen.contains(QPointF(at.x, at.y)));

        // The session is the measured spots', which it keeps as well.
        const auto& session = f.document()->session();
        QCOMPARE(session->path().filename().string(), std::string("slide.transcope"));
        QCOMPARE(session->spots().size(), measured->spots->size());
        QCOMPARE(session->layers()->front().kind, core::LayerKind::Measured);

        // All of the tissue goes on with the same layer.
        f.part()->setCurrentIndex(0);
        QSignalSpy finished(f.window.run(), &ui::RunController::finished);
        QVERIFY(f.predict());
        QCOMPARE(finished[0][0].value<core::RunSummary>().predicted, std::int64_t(all - inView));
        QCOMPARE(int(f.document()->prediction()->rowsPresent), all);
        QCOMPARE(f.document()->layers().size(), std::size_t(2));

        const QString file = QString::fromStdString(session->path().string());
        f.window.close();
        Fixture again(m_folder);
        again.document()->openSession(file);
        QTRY_VERIFY(again.document()->prediction() != nullptr);
        QCOMPARE(again.document()->prediction()->layer->name, std::string("FAKE, dense 100 µm"));
        QCOMPARE(again.document()->prediction()->layer->spots->shape, core::SpotShape::Cell);
    }

    void inARegion()
    {
        Fixture f(m_folder);
        core::Region region{"Margin", {}, {}, {{{{1000, 1000}, {2000, 1000}, {1000, 2000}}, {}}}};
        f.window.regions()->replace(0, 0, {region});
        QCOMPARE(f.part()->itemText(2), QStringLiteral("Margin"));
        f.panel()->chooseDense(QStringLiteral("100"));
        f.part()->setCurrentIndex(2);
        const int inside = f.costSpots();
        QVERIFY(inside > 0);
        QVERIFY(f.predict());
        QCOMPARE(int(f.predicted().size()), inside);
        for (const auto& at : f.predicted())
            QVERIFY(core::contains(region, at));
        // A region that is taken away is chosen no more.
        f.window.regions()->replace(0, 1, {});
        QCOMPARE(f.part()->currentIndex(), 0);
        // On glass there is nothing to predict.
        f.window.regions()->replace(0, 0, {{"Glass", {}, {}, {{{{0, 0}, {60, 0}, {0, 60}}, {}}}}});
        f.part()->setCurrentIndex(2);
        QVERIFY2(f.cost().contains(QStringLiteral("No spot lies")), qPrintable(f.cost()));
        QVERIFY(!f.panel()->canRun());
    }

    void whatIsInferredIsTold()
    {
        Fixture f(m_folder);
        f.panel()->chooseDense(QStringLiteral("100"));
        QVERIFY(f.predict());
        f.window.display()->setGene(QStringLiteral("L0_R"));
        QTRY_VERIFY(f.window.isSettled());
        auto* layers = f.window.findChild<ui::LayersPanel*>();
        const auto shared = f.window.comparison()->ofPrediction()->sharedSpots;
        const auto measured = f.document()->measured()->layer->spots;
        QVERIFY(shared > 0 && shared <= measured->size());
        const auto note = layers->findChild<QLabel*>(QStringLiteral("note"))->text();
        // The fake's genes were not measured; places in measured spots there are.
        QCOMPARE(note, QStringLiteral("FAKE, dense 100 µm: inferred between the spots, not scored."));
        const auto shown = f.window.findChild<ui::OverlayController*>()->shown(1);
        QVERIFY(shown.map && shown.map->measuredSpots == measured);
        QCOMPARE(shown.title, QStringLiteral("Inferred (FAKE, dense 100 µm) · L0_R"));
    }

    void cancelledThenResumed()
    {
        Fixture f(m_folder);
        const auto gate = m_folder.path(QStringLiteral("gate"));
        QFile::remove(gate);
        f.panel()->chooseWeights(m_folder.fakeWeights(
            QStringLiteral(R"({"batch": 4, "gate": "%1", "gateAfter": 2})").arg(gate).toUtf8()));
        f.panel()->chooseDense(QStringLiteral("100"));
        const int all = f.costSpots();
        QSignalSpy cancelled(f.window.run(), &ui::RunController::cancelled);
        f.panel()->startRun();
        QTRY_VERIFY_WITH_TIMEOUT(f.document()->prediction() && f.document()->prediction()->rowsPresent > 0,
                                 tests::PatienceMs);
        f.window.run()->cancel();
        QTRY_COMPARE_WITH_TIMEOUT(cancelled.count(), 1, tests::PatienceMs);
        QFile open(gate);
        QVERIFY(open.open(QIODevice::WriteOnly));
        open.close();
        QSignalSpy finished(f.window.run(), &ui::RunController::finished);
        QVERIFY(f.predict());
        QCOMPARE(int(f.document()->prediction()->rowsPresent), all);
        QVERIFY(finished[0][0].value<core::RunSummary>().predicted < all);
    }

    // What waits is remembered with its part of the slide.
    void theQueueKeepsThePart()
    {
        const auto gate = m_folder.path(QStringLiteral("never"));
        {
            Fixture f(m_folder);
            f.panel()->chooseWeights(
                m_folder.fakeWeights(QStringLiteral(R"({"batch": 4, "gate": "%1"})").arg(gate).toUtf8()));
            core::Region region{"Margin", {}, {}, {{{{1000, 1000}, {2000, 1000}, {1000, 2000}}, {}}}};
            f.window.regions()->replace(0, 0, {region});
            f.panel()->chooseDense(QStringLiteral("75.5"));
            f.part()->setCurrentIndex(2);
            (void)f.cost();
            f.panel()->startRun();
            f.panel()->startRun();
            QCOMPARE(f.window.queue()->waiting().size(), std::size_t(1));
            QCOMPARE(ui::nameOf(f.window.queue()->waiting()[0]), QStringLiteral("fake, dense 75.5 µm"));
        }
        Fixture f(m_folder);
        QFile open(gate);
        QVERIFY(open.open(QIODevice::WriteOnly));
        open.close();
        QSignalSpy finished(f.window.run(), &ui::RunController::finished);
        f.window.queue()->takeUp();
        QVERIFY(!f.window.queue()->waiting().empty());
        const auto& waits = f.window.queue()->waiting()[0];
        QCOMPARE(waits.spots, ui::RunChoice::Spots::Dense);
        QCOMPARE(waits.gridPitch, QStringLiteral("75.5"));
        QCOMPARE(waits.within.size(), std::size_t(1));
        QCOMPARE(waits.within[0].outline.size(), std::size_t(3));
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, tests::PatienceMs);
        QVERIFY(f.document()->prediction()->rowsPresent > 0);
    }
};

TRANSCOPE_GUI_TEST(TestDense)
#include "tst_dense.moc"
