#include "core/predict/resample.h"
#include "tests/testsupport/testprogram.h"

#include <QtTest>

#include <cmath>

using namespace transcope::core;

class TestResample : public QObject
{
    Q_OBJECT
private slots:
    void likePillow_data();
    void likePillow();
    void evenStaysEven_data();
    void evenStaysEven();
    void rampStaysRamp();
    void weightsAddUp();
    void sameBitsOnEveryProcessor();
};

namespace {

// The picture that Pillow was given: channel c at (x, y) is (7x + 13y + 50c + xy mod 11) mod 256.
std::uint8_t patternAt(int x, int y, int c)
{
    return static_cast<std::uint8_t>((7 * x + 13 * y + 50 * c + x * y % 11) % 256);
}

template <class Colour>
std::vector<std::uint8_t> resampled(double x0, double y0, double ratio, int outputPx, Colour colour)
{
    const FilterTable x = triangleFilter(x0, ratio, outputPx), y = triangleFilter(y0, ratio, outputPx);
    std::vector<std::uint8_t> source;
    for (int row = y.begin; row < y.end; ++row)
        for (int column = x.begin; column < x.end; ++column)
            for (int c = 0; c < 3; ++c)
                source.push_back(colour(column, row, c));
    std::vector<std::uint8_t> out(static_cast<std::size_t>(outputPx) * outputPx * 3);
    std::vector<std::int16_t> scratch;
    resample(source.data(), x, y, out.data(), scratch);
    return out;
}

} // namespace

// Pillow 9.4: Image.fromarray(pattern).resize((n, n), Image.BILINEAR, box=(x0, y0, x0 + n·ratio, y0 +
// n·ratio)). It rounds to 8 bits between the passes, we do not: 1 apart at most.
void TestResample::likePillow_data()
{
    QTest::addColumn<QPointF>("origin");
    QTest::addColumn<double>("ratio");
    QTest::addColumn<QVector<int>>("expected");
    QTest::newRow("1.5 to 1") << QPointF(9, 7) << 1.5
                              << QVector<int>{164, 214, 53, 172, 222, 41, 184, 234, 32, 196, 237, 40,
                                              183, 233, 27, 191, 207, 35, 207, 102, 51, 216, 86,  60,
                                              199, 173, 43, 209, 76,  53, 224, 21,  68, 235, 29,  79,
                                              224, 27,  68, 231, 25,  75, 230, 34,  84, 129, 45,  95};
    QTest::newRow("twice as large") << QPointF(10, 10) << 0.5
                                    << QVector<int>{197, 247, 41, 200, 202, 44, 203, 109, 47, 208, 50, 52,
                                                    203, 189, 47, 206, 144, 50, 209, 51,  53, 214, 8,  58,
                                                    208, 66,  52, 212, 54,  56, 215, 25,  59, 219, 13, 63,
                                                    217, 11,  61, 220, 14,  64, 222, 16,  66, 225, 19, 69};
    QTest::newRow("1.37 to 1, between px")
        << QPointF(5.2, 6.1) << 1.37
        << QVector<int>{126, 176, 226, 136, 186, 236, 144, 194, 221, 155, 205, 163, 160, 210, 150,
                        142, 192, 241, 150, 200, 237, 161, 211, 102, 170, 220, 14,  177, 226, 21,
                        161, 211, 141, 171, 221, 55,  180, 230, 29,  186, 236, 30,  195, 189, 39,
                        177, 227, 21,  185, 235, 29,  194, 216, 38,  203, 140, 47,  212, 43,  56,
                        194, 226, 38,  204, 132, 48,  215, 71,  59,  225, 19,  69,  231, 25,  75};
    QTest::newRow("1 to 1 on the grid")
        << QPointF(4, 4) << 1.0
        << QVector<int>{85,  135, 185, 96,  146, 196, 96,  146, 196, 107, 157, 207, 102, 152, 202, 103,
                        153, 203, 115, 165, 215, 116, 166, 216, 108, 158, 208, 121, 171, 221, 123, 173,
                        223, 136, 186, 236, 125, 175, 225, 128, 178, 228, 142, 192, 242, 145, 195, 245};
}

void TestResample::likePillow()
{
    QFETCH(QPointF, origin);
    QFETCH(double, ratio);
    QFETCH(QVector<int>, expected);
    const int side = static_cast<int>(std::lround(std::sqrt(expected.size() / 3.0)));
    const auto out = resampled(origin.x(), origin.y(), ratio, side, patternAt);
    for (int i = 0; i < expected.size(); ++i)
        QVERIFY2(std::abs(out[i] - expected[i]) <= 1,
                 qPrintable(QString("value %1: %2, Pillow has %3").arg(i).arg(out[i]).arg(expected[i])));
}

void TestResample::evenStaysEven_data()
{
    QTest::addColumn<double>("ratio");
    for (const double ratio : {0.25, 0.99, 1.01, 1.37, 1.999, MaxResampleRatio})
        QTest::addRow("%g", ratio) << ratio;
}

void TestResample::evenStaysEven()
{
    QFETCH(double, ratio);
    for (const int value : {0, 1, 127, 254, 255}) {
        const auto out =
            resampled(3.21, -7.6, ratio, 37, [&](int, int, int) { return static_cast<std::uint8_t>(value); });
        QVERIFY(std::ranges::all_of(out, [&](int px) { return px == value; }));
    }
}

// A triangle filter on a linear ramp gives the ramp at the output px's centre, up to rounding of the weights.
void TestResample::rampStaysRamp()
{
    const auto out =
        resampled(10.3, 0, 1.37, 50, [](int x, int, int) { return static_cast<std::uint8_t>(2 * x); });
    for (int i = 0; i < 50; ++i) {
        const double expected = 2 * (10.3 + (i + 0.5) * 1.37 - 0.5);
        QVERIFY(std::abs(out[3 * i] - expected) <= 0.75);
    }
}

void TestResample::weightsAddUp()
{
    for (const double ratio : {0.4, 1.0, 1.37, 2.0}) {
        const FilterTable table = triangleFilter(-3.3, ratio, 224);
        QCOMPARE(table.first.size(), std::size_t(224));
        QCOMPARE(table.begin, table.first.front());
        QCOMPARE(table.end, table.first.back() + table.taps);
        for (int i = 0; i < 224; ++i) {
            int sum = 0;
            for (int tap = 0; tap < table.taps; ++tap)
                sum += table.weights[i * table.taps + tap];
            QCOMPARE(sum, 16384);
        }
    }
}

// Odd widths and all numbers of taps; the byte after the picture stays as it was.
void TestResample::sameBitsOnEveryProcessor()
{
    for (const double ratio : {0.3, 0.91, 1.0, 1.4, 1.9, 2.2, MaxResampleRatio})
        for (const int outputPx : {1, 2, 17, 40}) {
            const FilterTable x = triangleFilter(3.3, ratio, outputPx),
                              y = triangleFilter(8.9, ratio, outputPx);
            std::vector<std::uint8_t> source(static_cast<std::size_t>(x.end - x.begin) * (y.end - y.begin) *
                                             3);
            for (std::size_t i = 0; i < source.size(); ++i)
                source[i] = static_cast<std::uint8_t>(i * i * 37 >> 3);
            const std::size_t bytes = static_cast<std::size_t>(outputPx) * outputPx * 3;
            std::vector<std::uint8_t> chosen(bytes + 1, 77), portable(bytes + 1, 77);
            std::vector<std::int16_t> scratch;
            resample(source.data(), x, y, chosen.data(), scratch);
            resamplePortable(source.data(), x, y, portable.data(), scratch);
            QCOMPARE(chosen, portable);
            QCOMPARE(int(chosen.back()), 77);
        }
}

TRANSCOPE_TEST(TestResample)
#include "tst_resample.moc"
