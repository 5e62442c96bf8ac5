#include "tests/testsupport/testprogram.h"
#include "ui/workspace/displaystate.h"
#include "ui/panels/positiontext.h"
#include "ui/workspace/rangetext.h"
#include "ui/panels/statusinfo.h"
#include "ui/panels/weightstext.h"

#include <QSignalSpy>
#include <QtTest>

using namespace transcope;
using namespace transcope::ui;

class TestPanelTexts : public QObject
{
    Q_OBJECT
private slots:
    void rangeBounds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("valid");
        QTest::addColumn<bool>("percentile");
        QTest::addColumn<double>("number");
        QTest::newRow("value") << "2.5" << true << false << 2.5;
        QTest::newRow("decimal comma") << "2,5" << true << false << 2.5;
        QTest::newRow("negative") << "-1" << true << false << -1.0;
        QTest::newRow("p99") << "p99" << true << true << 99.0;
        QTest::newRow("upper case") << " P1 " << true << true << 1.0;
        QTest::newRow("per cent") << "99.5 %" << true << true << 99.5;
        QTest::newRow("over 100") << "p101" << false << false << 0.0;
        QTest::newRow("word") << "high" << false << false << 0.0;
        QTest::newRow("empty") << "" << false << false << 0.0;
        QTest::newRow("not a number") << "nan" << false << false << 0.0;
    }
    void rangeBounds()
    {
        QFETCH(QString, text);
        QFETCH(bool, valid);
        const auto bound = parseRangeBound(text);
        QCOMPARE(bound.has_value(), valid);
        if (!bound)
            return;
        QTEST(bound->isPercentile, "percentile");
        QTEST(bound->number, "number");
        QCOMPARE(parseRangeBound(toText(*bound)), bound);
    }

    void rangesResolve()
    {
        // 0, 1, … 100 and a missing value: the p-th percentile is p.
        std::vector<float> values{NAN};
        for (int i = 0; i <= 100; ++i)
            values.push_back(float(i));
        const auto plain = resolveRange({true, 10}, {false, 42}, values);
        QCOMPARE(plain.low, 10.0);
        QCOMPARE(plain.high, 42.0);
        const auto standard = resolveRange({true, 1}, {true, 99}, values);
        QCOMPARE(standard.low, 1.0);
        QCOMPARE(standard.high, 99.0);
        const auto reversed = resolveRange({false, 5}, {false, 3}, values);
        QCOMPARE(reversed.low, 5.0);
        QCOMPARE(reversed.high, 6.0);
    }

    void rangesBelongToTheirGene()
    {
        DisplayState display;
        QSignalSpy changed(&display, &DisplayState::changed);
        display.setEntry({GeneEntry::Kind::Gene, QStringLiteral("A")});
        display.setRange({false, 2}, {true, 90});
        display.setRange({false, 2}, {true, 90});
        QCOMPARE(changed.count(), 2); // the same again is no change
        display.setEntry({GeneEntry::Kind::Gene, QStringLiteral("B")});
        QCOMPARE(toText(display.low()), QStringLiteral("p1"));
        DisplayState copy;
        copy.fromJson(display.toJson());
        copy.setEntry({GeneEntry::Kind::Gene, QStringLiteral("A")});
        QCOMPARE(toText(copy.low()), QStringLiteral("2"));
        QCOMPARE(toText(copy.high()), QStringLiteral("p90"));
        copy.fromJson(
            QJsonObject{{QStringLiteral("opacity"), QStringLiteral("much")}}); // not understood: kept
        QCOMPARE(copy.opacity(), 0.75);
    }

    void positions_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("valid");
        QTest::addColumn<QPointF>("level0Px");
        QTest::newRow("px") << "12000, 8000" << true << QPointF(12000, 8000);
        QTest::newRow("px said") << "12 8 px" << true << QPointF(12, 8);
        QTest::newRow("um") << "100; 50 µm" << true << QPointF(200, 100); // 0.5 µm/px
        QTest::newRow("one number") << "100" << false << QPointF();
        QTest::newRow("words") << "top left" << false << QPointF();
    }
    void positions()
    {
        QFETCH(QString, text);
        QFETCH(bool, valid);
        const auto position = parsePosition(text, 0.5);
        QCOMPARE(position.has_value(), valid);
        if (position)
            QTEST(*position, "level0Px");
    }

    void umNeedsAScale() { QVERIFY(!parsePosition(QStringLiteral("100, 50 um"), std::nullopt)); }

    void statusTexts()
    {
        QLocale::setDefault(QLocale::C);
        QCOMPARE(timeLeftText(12.2), QStringLiteral("13 s left"));
        QCOMPARE(timeLeftText(125), QStringLiteral("about 2 min left"));
        QCOMPARE(timeLeftText(std::nullopt), QString());
        // 0.25 µm/px is a 40× scan; half its px on screen is 20×.
        QCOMPARE(magnificationText(0.5, 0.25), QStringLiteral("20.0× · 50 %"));
        QVERIFY(magnificationText(0.5, std::nullopt).contains(QStringLiteral("scale unknown")));
        QVERIFY(!positionText({10, 20}, std::nullopt).contains(QStringLiteral("µm")));
    }

    void weightsAreDescribed()
    {
        QLocale::setDefault(QLocale::C);
        core::PredictorInfo info;
        QVERIFY(weightsText(info).contains(QStringLiteral("do not say")));
        QVERIFY(!trainedOnSynthetic(info));
        info.trainedOn = "8 synthetic sections";
        info.split = "sections 9 and 10 held out";
        info.heldOutScore = {0.5F, NAN, 0.75F}; // the mean of two: 0.625
        QCOMPARE(weightsText(info), QStringLiteral("Trained on 8 synthetic sections · mean held-out r 0.63"));
        QVERIFY(trainedOnSynthetic(info));
        // What a narrow panel has no room for is in the tool tip.
        info.trainedOn = std::string(200, 'x');
        QVERIFY(weightsText(info).size() < 100);
        QVERIFY(weightsToolTip(info).contains(QString(200, QLatin1Char('x'))));
        QVERIFY(weightsToolTip(info).contains(QStringLiteral("sections 9 and 10 held out")));
    }

    void onlyBundledDemoWeightsAreTakenForSuch()
    {
        core::Provenance provenance;
        provenance.weightsName = "my-demo.safetensors";
        QVERIFY(!isFromDemoWeights(provenance));
        provenance.weightsName = "m2ost-demo.safetensors";
        QVERIFY(isFromDemoWeights(provenance));
    }

    void realSlidesGetWeightsOfRealTissue()
    {
        QCOMPARE(QFileInfo(proposedWeights(true)).fileName(), QStringLiteral("m2ost-demo.safetensors"));
        QCOMPARE(QFileInfo(proposedWeights(false)).fileName(), QStringLiteral("m2ost-her2st.safetensors"));
    }
};

TRANSCOPE_GUI_TEST(TestPanelTexts)
#include "tst_paneltexts.moc"
