#include "core/colour/colourmap.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace transcope::core;

namespace {

const float NaN = std::numeric_limits<float>::quiet_NaN();

QString text(const Rgb& c)
{
    return QString("%1,%2,%3").arg(c[0]).arg(c[1]).arg(c[2]);
}

} // namespace

class TestColourMap : public QObject
{
    Q_OBJECT
private slots:
    // The published maps as matplotlib 3.6 has them (rounded to 8 bits), at four places.
    void published_data()
    {
        QTest::addColumn<QString>("map");
        QTest::addColumn<QStringList>("at0_85_128_255");
        QTest::newRow("viridis") << "viridis"
                                 << QStringList{"68,1,84", "49,104,142", "33,145,140", "253,231,37"};
        QTest::newRow("magma") << "magma" << QStringList{"0,0,4", "114,31,129", "183,55,121", "252,253,191"};
        QTest::newRow("inferno") << "inferno"
                                 << QStringList{"0,0,4", "120,28,109", "188,55,84", "252,255,164"};
        QTest::newRow("cividis") << "cividis"
                                 << QStringList{"0,34,78", "87,93,109", "125,124,120", "254,232,56"};
        QTest::newRow("turbo") << "turbo" << QStringList{"48,18,59", "26,228,182", "164,252,60", "122,4,3"};
        QTest::newRow("grey") << "grey" << QStringList{"0,0,0", "85,85,85", "128,128,128", "255,255,255"};
    }
    void published()
    {
        QFETCH(QString, map);
        QFETCH(QStringList, at0_85_128_255);
        const auto& table = colours(*colourMapNamed(map.toStdString()));
        QCOMPARE((QStringList{text(table[0]), text(table[85]), text(table[128]), text(table[255])}),
                 at0_85_128_255);
    }

    void namesRoundTrip()
    {
        for (const auto map : allColourMaps())
            QCOMPARE(colourMapNamed(name(map)), std::optional(map));
        QCOMPARE(allColourMaps().front(), ColourMap::Viridis);
        QCOMPARE(colourMapNamed("jet"), std::nullopt);
    }

    void divergingIsBlueWhiteRed()
    {
        const auto& table = colours(ColourMap::Diverging);
        QVERIFY(table[0][2] > 2 * table[0][0]);
        QVERIFY(table[255][0] > 2 * table[255][2]);
        for (const auto channel : table[127])
            QVERIFY(channel > 235);
    }

    void scaleClampsAndMarksMissing()
    {
        const ColourScale scale{ColourMap::Grey, 2, 4};
        QCOMPARE(text(scale.colourOf(2)), text({0, 0, 0}));
        QCOMPARE(text(scale.colourOf(3)), text({128, 128, 128}));
        QCOMPARE(text(scale.colourOf(4)), text({255, 255, 255}));
        QCOMPARE(text(scale.colourOf(-1)), text({0, 0, 0}));
        QCOMPARE(text(scale.colourOf(99)), text({255, 255, 255}));
        QCOMPARE(text(scale.colourOf(NaN)), text(MissingColour));
    }

    void defaultRanges_data()
    {
        QTest::addColumn<QVector<float>>("values");
        QTest::addColumn<bool>("centred");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QVector<float> hundred;
        for (int i = 0; i <= 100; ++i)
            hundred << float(i);
        QTest::newRow("percentiles") << hundred << false << 1.0 << 99.0;
        QVector<float> mostlyZero(1000, 0.0f);
        mostlyZero[3] = 5;
        QTest::newRow("percentiles equal: min to max") << mostlyZero << false << 0.0 << 5.0;
        QTest::newRow("constant") << QVector<float>{2, 2, NaN} << false << 1.5 << 2.5;
        QTest::newRow("none") << QVector<float>{NaN} << false << 0.0 << 1.0;
        QTest::newRow("centred") << QVector<float>{-4, 0, 2} << true << -3.92 << 3.92;
        QTest::newRow("centred constant zero") << QVector<float>{0, 0} << true << -0.5 << 0.5;
    }
    void defaultRanges()
    {
        QFETCH(QVector<float>, values);
        QFETCH(bool, centred);
        QFETCH(double, low);
        QFETCH(double, high);
        const auto range = defaultRange({values.data(), size_t(values.size())}, centred);
        QCOMPARE(range.low, low);
        QCOMPARE(range.high, high);
    }

    void ticks_data()
    {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<QVector<double>>("expected");
        QTest::newRow("0..10") << 0.0 << 10.0 << QVector<double>{0, 2, 4, 6, 8, 10};
        QTest::newRow("crosses zero") << -1.2 << 1.1 << QVector<double>{-1, -0.5, 0, 0.5, 1};
        QTest::newRow("inside") << 3.1 << 8.7 << QVector<double>{4, 5, 6, 7, 8};
        QTest::newRow("large") << 0.0 << 1100.0 << QVector<double>{0, 200, 400, 600, 800, 1000};
        QTest::newRow("empty range") << 1.0 << 1.0 << QVector<double>{};
        QTest::newRow("not finite") << 0.0 << double(INFINITY) << QVector<double>{};
    }
    void ticks()
    {
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(QVector<double>, expected);
        const auto found = niceTicks(low, high, 5);
        QCOMPARE(QVector<double>(found.begin(), found.end()), expected);
    }

    void hugeNumbersDoNotHang() { QVERIFY(niceTicks(1e17, 1e17 + 64, 5).size() < 50); }

    // 1 to 1000: 10 lies a third up. Without a low end above 0 it begins three decades below the high one.
    void logarithmicScales()
    {
        const ColourScale scale{ColourMap::Grey, 1, 1000, true};
        QVERIFY(std::abs(scale.shareOf(10) - 1.0 / 3) < 1e-12);
        QVERIFY(std::abs(scale.valueAt(1.0 / 3) - 10) < 1e-9);
        QCOMPARE(text(scale.colourOf(10)), QString("85,85,85")); // of 256 steps the 85th
        QCOMPARE(text(scale.colourOf(0)), QString("0,0,0"));
        QCOMPARE(text(scale.colourOf(NaN)), text(MissingColour));
        QCOMPARE((ColourScale{ColourMap::Grey, 0, 50, true}).foot(), 0.05);
        const ColourScale negative{ColourMap::Grey, -4, -2, true}; // there is no logarithm
        QCOMPARE(negative.shareOf(-3), 0.5);
        QCOMPARE(negative.foot(), -4.0);
        const ColourScale empty{ColourMap::Grey, 5, 5};
        QCOMPARE(empty.shareOf(4), 0.0);
        QCOMPARE(empty.shareOf(6), 1.0);
    }

    void logarithmicTicks()
    {
        const auto ticks = [](double low, double high) {
            const auto found = scaleTicks({ColourMap::Grey, low, high, true}, 4);
            return QVector<double>(found.begin(), found.end());
        };
        QCOMPARE(ticks(1, 20), (QVector<double>{1, 2, 5, 10, 20}));
        QCOMPARE(ticks(1, 1000), (QVector<double>{1, 10, 100, 1000}));
        QCOMPARE(ticks(3, 4).size(), 6); // nearly straight: 3, 3.2 … 4
        QCOMPARE(ticks(3, 4).back(), 4.0);
    }

    void mixedColours()
    {
        const std::vector<LegendEntry> two{{"A", {255, 0, 255}}, {"B", {0, 255, 0}}};
        QCOMPARE(text(*mixAt(two, 0, 0)), QString("0,0,0"));
        QCOMPARE(text(*mixAt(two, 1, 0)), QString("255,0,255"));
        QCOMPARE(text(*mixAt(two, 1, 1)), QString("255,255,255"));
        const std::vector<LegendEntry> three{{"A", {255, 0, 0}}, {"B", {0, 255, 0}}, {"C", {0, 0, 255}}};
        QCOMPARE(text(*mixAt(three, 0, 0)), QString("255,0,0"));
        QCOMPARE(text(*mixAt(three, 1, 0)), QString("0,255,0"));
        QCOMPARE(text(*mixAt(three, 0.5, 1)), QString("0,0,255"));
        QCOMPARE(text(*mixAt(three, 0.5, 0)), QString("255,255,0")); // half way from A to B, at its brightest
        QVERIFY(!mixAt(three, 0, 1));
        QVERIFY(!mixAt(std::vector<LegendEntry>{}, 0, 0));
    }

    void pcaComponentsBecomeChannels()
    {
        const std::vector<float> up = {0, 1, 2}, down = {2, 1, 0}, gap = {0, NaN, 4};
        const auto c = pcaColours(up, down, gap);
        QCOMPARE(text(c[0]), QString("0,255,0"));
        QCOMPARE(text(c[1]), text(MissingColour));
        QCOMPARE(text(c[2]), QString("255,0,255"));
    }
};

TRANSCOPE_TEST(TestColourMap)
#include "tst_colourmap.moc"
