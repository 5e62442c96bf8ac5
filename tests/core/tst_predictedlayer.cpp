#include "core/session/predictedlayer.h"
#include "tests/testsupport/testprogram.h"

#include <QTemporaryDir>
#include <QTest>

using namespace transcope::core;

namespace {

SpotTable twoSpots()
{
    SpotTable table;
    table.diameterLevel0Px = 10;
    table.spots = {{"1x1", {10, 10}, 1, 1}, {"1x2", {30, 10}, 1, 2}};
    return table;
}

PredictorInfo predictorNamed(const std::string& method, const std::string& hash)
{
    PredictorInfo info;
    info.method = method;
    info.weightsHash = hash;
    info.precision = "float32";
    info.genes = {{"DDX5", ""}, {"ERBB2", ""}};
    return info;
}

} // namespace

class TestPredictedLayer : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto made = createSession((m_folder->path() + "/a.transcope").toStdString(), m_slide, twoSpots());
        QVERIFY2(made, made ? "" : made.error().text().c_str());
        m_session = std::move(*made);
    }

    void sameWeightsResumeTheSameLayer()
    {
        const auto info = predictedLayerInfo(predictorNamed("m2ost", "aa"), 0.5);
        const auto first = resumeOrAddLayer(*m_session, info);
        const auto again = resumeOrAddLayer(*m_session, predictedLayerInfo(predictorNamed("m2ost", "aa"), 0.5));
        QVERIFY(first && again);
        QCOMPARE(*again, *first);
        QCOMPARE(m_session->layers()->size(), std::size_t(1));
    }

    void otherWeightsOrScaleGetTheirOwnLayerAndName()
    {
        QVERIFY(resumeOrAddLayer(*m_session, predictedLayerInfo(predictorNamed("m2ost", "aa"), 0.5)));
        QVERIFY(resumeOrAddLayer(*m_session, predictedLayerInfo(predictorNamed("m2ost", "bb"), 0.5)));
        QVERIFY(resumeOrAddLayer(*m_session, predictedLayerInfo(predictorNamed("m2ost", "aa"), 0.25)));
        const auto layers = m_session->layers();
        QVERIFY(layers);
        QCOMPARE(layers->size(), std::size_t(3));
        QCOMPARE(layers->at(0).name, std::string("M2OST"));
        QCOMPARE(layers->at(1).name, std::string("M2OST 2"));
        QCOMPARE(layers->at(2).name, std::string("M2OST 3"));
    }

    void anotherSlideOrOtherSpotsAreRefused()
    {
        QVERIFY(checkSessionMatches(*m_session, m_slide, twoSpots()));

        SlideReference other = m_slide;
        other.quickHash = "ffff";
        const auto wrongSlide = checkSessionMatches(*m_session, other, twoSpots());
        QVERIFY(!wrongSlide);
        QCOMPARE(wrongSlide.error().code, ErrorCode::InvalidArgument);

        SpotTable moved = twoSpots();
        moved.spots[1].centreLevel0Px.x += 1;
        const auto wrongSpots = checkSessionMatches(*m_session, m_slide, moved);
        QVERIFY(!wrongSpots);
        QVERIFY(wrongSpots.error().message.find("a.transcope") != std::string::npos);
    }

private:
    const SlideReference m_slide{"/slides/a.svs", "0123", {1000, 800}, 0.5};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Session> m_session;
};

TRANSCOPE_TEST(TestPredictedLayer)
#include "tst_predictedlayer.moc"
