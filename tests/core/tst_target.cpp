#include "core/run/target.h"
#include "core/run/trainedsections.h"
#include "core/run/training.h"
#include "tests/testsupport/memoryslide.h"
#include "tests/testsupport/testprogram.h"

#include <QTemporaryDir>
#include <QTest>

using namespace transcope::core;
using transcope::test::MemorySlide;

namespace {

SpotTable twoSpots()
{
    SpotTable table;
    table.diameterLevel0Px = 10;
    table.spots = {{"1x1", {10, 10}, 1, 1}, {"1x2", {30, 10}, 1, 2}};
    return table;
}

/// Of weights meant at 0.6878 µm/px.
PredictorInfo predictorNamed(const std::string& method, const std::string& hash)
{
    PredictorInfo info;
    info.method = method;
    info.title = "M2OST";
    info.weightsHash = hash;
    info.precision = "float32";
    info.genes = {{"DDX5", ""}, {"ERBB2", ""}};
    info.patches.umPerPx = 0.6878;
    return info;
}

/// A slide of 0.25 µm/px.
RunPlan planOf(SpotTable spots = twoSpots(), std::optional<double> said = {})
{
    const auto slide = std::make_shared<MemorySlide>(
        std::vector<SlideLevel>{{{1000, 800}, 1, {256, 256}}},
        [](auto, auto, int) { return MemorySlide::Colour{}; }, 0.25);
    return {{"/slides/a.svs", slide, "0123"},
            std::make_shared<const SpotTable>(std::move(spots)),
            scaleOf(said, 0.25),
            {}};
}

} // namespace

class TestTarget : public QObject
{
    Q_OBJECT
private slots:
    void sectionsOfTheTraining()
    {
        PredictorInfo info;
        QCOMPARE(trainedSections(info), std::string());
        info.trainedLooks = {{"B4", {}}, {"C3", {}}};
        QCOMPARE(trainedSections(info), std::string("B4, C3"));
        QCOMPARE(trainedSectionOf("B4, C3", "/data/C3.jpg"), std::string("C3"));
        QCOMPARE(trainedSectionOf("B4, C3", "/data/B4/slide.tif"), std::string("B4"));
        QCOMPARE(trainedSectionOf("B4, C3", "/data/C30.jpg"), std::string());
        QCOMPARE(trainedSectionOf("", "/data/C3.jpg"), std::string());
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_session = sessionFor(planOf(), file(), nullptr).value();
    }

    void sameWeightsResumeTheSameLayer()
    {
        const auto first = findTarget(m_session, planOf(), predictorNamed("m2ost", "aa"));
        QCOMPARE(first->missing, (std::vector{0, 1}));
        QCOMPARE(first->columns, (std::vector{0, 1}));
        QVERIFY(m_session->writeRows(first->layer, std::array{1}, std::array{1.0F, 2.0F},
                                     std::array<std::uint8_t, 1>{}));
        const auto again = findTarget(m_session, planOf(), predictorNamed("m2ost", "aa"));
        QCOMPARE(again->layer, first->layer);
        QCOMPARE(again->missing, std::vector{0});
        const auto layers = m_session->layers().value();
        QCOMPARE(layers.size(), std::size_t(1));
        QCOMPARE(layers.front().provenance.umPerPx, 0.6878); // at which patches are cut, not the slide's
    }

    // A report reads it later without weights or model.
    void whatTheWeightsSayOfTheirTrainingIsKept()
    {
        auto info = predictorNamed("m2ost", "aa");
        QVERIFY(findTarget(m_session, planOf(), info)); // says nothing
        const auto provenance = predictedLayerInfo(info, planOf().scale).provenance;
        QVERIFY(!trainingOf(*m_session, provenance).value());
        info.trainedOn = "her2st";
        info.split = "by patient";
        info.trainedLooks = {{"C2", {{0.1, 0.2, 0.3}, 70}}};
        QVERIFY(findTarget(m_session, planOf(), info));
        m_session = openSession(file()).value();
        const auto kept = trainingOf(*m_session, provenance).value();
        QVERIFY(kept);
        QCOMPARE(kept->trainedOn, std::string("her2st"));
        QCOMPARE(kept->split, std::string("by patient"));
        QCOMPARE(kept->umPerPx, std::optional(0.6878));
        QCOMPARE(kept->looks, info.trainedLooks);
        auto other = provenance;
        other.weightsHash = "bb";
        QVERIFY(!trainingOf(*m_session, other).value());
        QVERIFY(m_session->setText("training/aa", "[1"));
        QCOMPARE(trainingOf(*m_session, provenance).error().code, ErrorCode::BadInput);
    }

    void cellsAreNotTheDiscsOnTheirCentres()
    {
        const auto discs = findTarget(m_session, planOf(), predictorNamed("m2ost", "aa"));
        auto table = twoSpots();
        table.shape = SpotShape::Cell;
        const auto cells = findTarget(m_session, planOf(table), predictorNamed("m2ost", "aa"));
        QVERIFY(cells && cells->layer != discs->layer);
        QCOMPARE(findTarget(m_session, planOf(table), predictorNamed("m2ost", "aa"))->layer, cells->layer);
        m_session = openSession(file()).value();
        QCOMPARE(m_session->readLayer(cells->layer)->spots->shape, SpotShape::Cell);
        QCOMPARE(m_session->readLayer(discs->layer)->spots->shape, SpotShape::Disc);
    }

    void aDenseLayerIsNamedByItsPitch()
    {
        auto table = twoSpots();
        table.shape = SpotShape::Cell;
        table.pitchLevel0Px = 80; // at 0.25 µm/px
        auto plan = planOf(table);
        plan.isGrid = plan.isDense = true;
        // The session's own spots are others: a dense grid lies between them.
        m_session = sessionFor(plan, file(), m_session).value();
        auto info = predictorNamed("m2ost", "aa");
        info.parts = {{"outside", "likeness to the training", {{"outside", ""}}}};
        const auto target = findTarget(m_session, plan, info);
        QVERIFY(target);
        QCOMPARE(target->missing, (std::vector{0, 1}));
        const auto layers = m_session->layers().value();
        QCOMPARE(layers.size(), std::size_t(2));
        QCOMPARE(layers[0].name, std::string("M2OST, dense 20 µm"));
        QCOMPARE(layers[1].name, std::string("M2OST, dense 20 µm: likeness to the training"));
        QCOMPARE(m_session->spots().size(), std::size_t(2));
        QCOMPARE(m_session->spots().shape, SpotShape::Disc);
        plan.isDense = false;
        auto more = *plan.spots;
        more.spots.push_back({"3x1", {50, 10}});
        plan.spots = std::make_shared<const SpotTable>(more);
        QCOMPARE(sessionFor(plan, file(), m_session).error().code, ErrorCode::InvalidArgument);
    }

    // Command lines up to the first release recorded the slide's scale.
    void aLayerThatRecordsTheSlidesScaleIsResumed()
    {
        auto old = predictedLayerInfo(predictorNamed("m2ost", "aa"), planOf().scale);
        old.provenance.umPerPx = 0.2500001;
        const auto layer = m_session->addLayer(old);
        QCOMPARE(findTarget(m_session, planOf(), predictorNamed("m2ost", "aa"))->layer, *layer);
        QCOMPARE(m_session->layers()->size(), std::size_t(1));
    }

    void otherWeightsPrecisionOrGenesGetTheirOwnLayerAndName()
    {
        auto info = predictorNamed("m2ost", "aa");
        QVERIFY(findTarget(m_session, planOf(), info));
        QVERIFY(findTarget(m_session, planOf(), predictorNamed("m2ost", "bb")));
        const auto few = findTarget(m_session, planOf(), info, {1});
        QCOMPARE(few->columns, std::vector{1});
        info.precision = "bfloat16";
        QVERIFY(findTarget(m_session, planOf(), info));
        const auto layers = m_session->layers().value();
        QCOMPARE(layers.size(), std::size_t(4));
        QCOMPARE(layers[0].name, std::string("M2OST"));
        QCOMPARE(layers[1].name, std::string("M2OST 2"));
        QCOMPARE(layers[2].genes.front().symbol, std::string("ERBB2"));
        QCOMPARE(layers[3].name, std::string("M2OST 4"));
    }

    // A spot without a row in one of the parts is missing; the parts keep the genes that the prediction
    // keeps.
    void partsAreLayersOfTheirOwn()
    {
        auto info = predictorNamed("m2ost", "aa");
        const auto alone = findTarget(m_session, planOf(), info, {1});
        QVERIFY(m_session->writeRows(alone->layer, std::array{0, 1}, std::array{1.0F, 2.0F},
                                     std::array<std::uint8_t, 2>{}));
        info.parts = {{partname::Deviation, "deviation", {}},
                      {partname::Appearance, "looks", {{"focus", ""}}}};
        const auto target = findTarget(m_session, planOf(), info, {1});
        QCOMPARE(target->layer, alone->layer); // what is predicted is the same, whatever comes with it
        QCOMPARE(target->parts.size(), std::size_t(2));
        QCOMPARE(target->parts[0].columns, std::vector{3}); // 2 genes, then the second of the part
        QCOMPARE(target->parts[1].columns, std::vector{4});
        QCOMPARE(target->missing, (std::vector{0, 1}));
        const auto layers = m_session->layers().value();
        QCOMPARE(layers.size(), std::size_t(3));
        QCOMPARE(layers[1].name, std::string("M2OST: deviation"));
        QCOMPARE(layers[1].genes.front().symbol, std::string("ERBB2"));
        QVERIFY(layers[1].kind == LayerKind::Derived);
        QVERIFY(isPartOf(layers[1].provenance, layers[0].provenance));
        QCOMPARE(layers[2].genes.front().symbol, std::string("focus"));
        for (const auto& part : target->parts)
            QVERIFY(m_session->writeRows(part.layer, std::array{1}, std::array{3.0F},
                                         std::array<std::uint8_t, 1>{}));
        QCOMPARE(findTarget(m_session, planOf(), info, {1})->missing, std::vector{0});
    }

    void severalViewsAreAnotherPrediction()
    {
        auto info = predictorNamed("m2ost", "aa");
        const auto plain = findTarget(m_session, planOf(), info);
        info.views = 8;
        const auto views = findTarget(m_session, planOf(), info);
        QVERIFY(plain->layer != views->layer);
        QCOMPARE(m_session->layers()->back().name, std::string("M2OST, 8 views"));
        QCOMPARE(findTarget(m_session, planOf(), info)->layer, views->layer);
    }

    void whatDoesNotBelongIsRefused_data()
    {
        QTest::addColumn<QString>("what");
        QTest::newRow("another slide") << "slide";
        QTest::newRow("a moved spot") << "spots";
        QTest::newRow("another scale") << "scale";
    }
    void whatDoesNotBelongIsRefused()
    {
        QFETCH(QString, what);
        QVERIFY(sessionFor(planOf(), file(), m_session));
        RunPlan plan = planOf(twoSpots(), what == "scale" ? std::optional(0.5) : std::nullopt);
        if (what == "slide")
            plan.slide.quickHash = "ffff";
        if (what == "spots") {
            SpotTable moved = twoSpots();
            moved.spots[1].centreLevel0Px.x += 1;
            plan.spots = std::make_shared<const SpotTable>(moved);
        }
        const auto refused = sessionFor(plan, file(), m_session);
        QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
        QVERIFY(refused.error().message.find("a.transcope") != std::string::npos);
    }

    // What the user said is remembered, and wins over the slide's own from then on.
    void aSaidScaleIsRemembered()
    {
        const auto other = m_folder->filePath("said.transcope").toStdString();
        QVERIFY(!sessionIfThere(other).value());
        sessionFor(planOf(twoSpots(), 0.5), other, nullptr).value();
        const auto there = sessionIfThere(other).value();
        const Scale scale = scaleIn(*there, 0.25);
        QCOMPARE(scale.umPerPx.value(), 0.5);
        QVERIFY(scale.source == ScaleSource::User);
    }

private:
    std::filesystem::path file() const { return m_folder->filePath("a.transcope").toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<Session> m_session;
};

TRANSCOPE_TEST(TestTarget)
#include "tst_target.moc"
