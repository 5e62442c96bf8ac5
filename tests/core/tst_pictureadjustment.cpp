#include "core/colour/pictureadjustment.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>
#include <cmath>

using namespace transcope::core;

class TestPictureAdjustment : public QObject
{
    Q_OBJECT
private:
    static void compare(const Rgb& shown, const Rgb& expected, int tolerance)
    {
        for (std::size_t c = 0; c < 3; ++c)
            QVERIFY2(
                std::abs(int(shown[c]) - int(expected[c])) <= tolerance,
                qPrintable(QStringLiteral("channel %1: %2, not %3").arg(c).arg(shown[c]).arg(expected[c])));
    }

private slots:
    void noneLeavesEveryColour()
    {
        const PictureAdjuster none{PictureAdjustment()};
        for (int value = 0; value < 256; ++value) {
            const auto v = std::uint8_t(value);
            QCOMPARE(none.of({v, std::uint8_t(255 - v), 7}), (Rgb{v, std::uint8_t(255 - v), 7}));
        }
    }

    void tones_data()
    {
        QTest::addColumn<double>("brightness");
        QTest::addColumn<double>("contrast");
        QTest::addColumn<double>("gamma");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::newRow("brighter") << 0.2 << 1.0 << 1.0 << 100 << 151;      // 100 + 0.2 · 255
        QTest::newRow("clamped") << 0.2 << 1.0 << 1.0 << 240 << 255;       //
        QTest::newRow("more contrast") << 0.0 << 3.0 << 1.0 << 100 << 45;  // 3 · (100 − 127.5) + 127.5
        QTest::newRow("less contrast") << 0.0 << 0.2 << 1.0 << 250 << 152; // 0.2 · 122.5 + 127.5
        QTest::newRow("gamma") << 0.0 << 1.0 << 2.0 << 64 << 128;          // 255 · √(64 / 255) = 127.7
        QTest::newRow("all, gamma first")
            << 0.1 << 3.0 << 2.0 << 64 << 154; // 3 · (127.75 − 127.5) + 127.5 + 25.5
    }
    void tones()
    {
        QFETCH(double, brightness);
        QFETCH(double, contrast);
        QFETCH(double, gamma);
        QFETCH(int, from);
        QFETCH(int, to);
        const PictureAdjuster adjuster({brightness, contrast, gamma});
        const auto grey = std::uint8_t(from);
        const auto expected = std::uint8_t(to);
        compare(adjuster.of({grey, grey, grey}), {expected, expected, expected}, 0);
    }

    /// Expected: the three equations solved by Gauss in Python, −log10((v + 1) / 256) = Σ amount · vector,
    /// and 256 · 10^(−amount · vector) − 1; amounts below 0 are none.
    void stains_data()
    {
        QTest::addColumn<Rgb>("scanned");
        QTest::addColumn<int>("stain");
        QTest::addColumn<Rgb>("shown");
        const auto row = [](const char* name, const Rgb& scanned, Stain stain, const Rgb& shown) {
            QTest::newRow(name) << scanned << int(stain) << shown;
        };
        row("nucleus, haematoxylin", {120, 70, 150}, Stain::Haematoxylin, {133, 126, 191});
        row("nucleus, eosin", {120, 70, 150}, Stain::Eosin, {247, 165, 243});
        row("nucleus, residual", {120, 70, 150}, Stain::Residual, {238, 221, 209});
        row("stroma, haematoxylin", {200, 90, 160}, Stain::Haematoxylin, {238, 237, 248});
        row("stroma, eosin", {200, 90, 160}, Stain::Eosin, {242, 126, 237});
        row("brown, residual", {90, 60, 30}, Stain::Residual, {128, 58, 34});
        row("brown, eosin", {90, 60, 30}, Stain::Eosin, {255, 255, 255});
        row("glass", {255, 255, 255}, Stain::Haematoxylin, {255, 255, 255});
    }
    void stains()
    {
        QFETCH(Rgb, scanned);
        QFETCH(int, stain);
        QFETCH(Rgb, shown);
        PictureAdjustment adjustment;
        adjustment.stain = Stain(stain);
        compare(PictureAdjuster(adjustment).of(scanned), shown, 1);
    }

    /// Both kinds of picture as a single colour.
    void picturesAreAdjustedPxByPx()
    {
        PictureAdjustment adjustment{0.1, 1.5, 0.8};
        adjustment.stain = Stain::Eosin;
        const PictureAdjuster adjuster(adjustment);
        const auto one = adjuster.of({200, 90, 160}), other = adjuster.of({120, 70, 150});
        std::vector<std::uint32_t> px{0xffc85aa0U, 0xff784696U};
        adjuster.apply(std::span(px));
        QCOMPARE(px[0], 0xff000000U | std::uint32_t(one[0]) << 16 | std::uint32_t(one[1]) << 8 | one[2]);
        QCOMPARE(px[1],
                 0xff000000U | std::uint32_t(other[0]) << 16 | std::uint32_t(other[1]) << 8 | other[2]);
        std::vector<std::uint8_t> rgb{200, 90, 160, 120, 70, 150};
        adjuster.apply(std::span(rgb));
        QCOMPARE(rgb, (std::vector<std::uint8_t>{one[0], one[1], one[2], other[0], other[1], other[2]}));
    }

    void isSaidInWords()
    {
        QVERIFY(words({}).empty());
        PictureAdjustment adjustment{0.1, 1.2, 1.25};
        adjustment.stain = Stain::Haematoxylin;
        QCOMPARE(words(adjustment).english(),
                 std::string("haematoxylin alone, brightness 10 %, contrast 120 %, gamma 1.25"));
    }

    void isQuick()
    {
        PictureAdjustment adjustment;
        adjustment.stain = Stain::Haematoxylin;
        const PictureAdjuster adjuster(adjustment);
        std::vector<std::uint32_t> tile(512 * 512, 0xff784696U);
        QBENCHMARK
        {
            adjuster.apply(std::span(tile));
        }
    }
};

TRANSCOPE_TEST(TestPictureAdjustment)
#include "tst_pictureadjustment.moc"
