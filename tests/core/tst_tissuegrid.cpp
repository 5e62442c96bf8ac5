#include "core/predict/tissuegrid.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

using namespace transcope::core;

namespace {

/// A 2,000 × 1,000 px slide: white glass, the left half strongly stained.
class HalfStainedSlide : public Slide
{
public:
    const std::filesystem::path& path() const override { return m_path; }
    const std::vector<SlideLevel>& levels() const override { return m_levels; }
    std::optional<double> umPerPx() const override { return std::nullopt; }
    std::string vendor() const override { return "made up"; }
    const std::map<std::string, std::string>& properties() const override { return m_properties; }
    Result<Image> read(const RectI& rect, int) const override
    {
        Image image(static_cast<int>(rect.width), static_cast<int>(rect.height));
        for (int y = 0; y < image.height; ++y)
            for (int x = 0; x < image.width; ++x) {
                std::uint8_t* const pixel = image.row(y) + 3 * x;
                const bool tissue = rect.x + x < 1000;
                pixel[0] = tissue ? 180 : 245;
                pixel[1] = tissue ? 80 : 245;
                pixel[2] = tissue ? 150 : 245;
            }
        return image;
    }

private:
    std::filesystem::path m_path = "half.tif";
    std::vector<SlideLevel> m_levels = {{{2000, 1000}, 1, {256, 256}}};
    std::map<std::string, std::string> m_properties;
};

} // namespace

class TestTissueGrid : public QObject
{
    Q_OBJECT
private slots:
    void pitchText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("value");
        QTest::addColumn<bool>("inPx");
        QTest::newRow("um") << "200" << 200.0 << false;
        QTest::newRow("um said") << "55.5um" << 55.5 << false;
        QTest::newRow("px") << "400px" << 400.0 << true;
        QTest::newRow("zero") << "0" << -1.0 << false;
        QTest::newRow("negative") << "-5" << -1.0 << false;
        QTest::newRow("word") << "far" << -1.0 << false;
        QTest::newRow("unknown unit") << "3mm" << -1.0 << false;
        QTest::newRow("empty") << "" << -1.0 << false;
        QTest::newRow("not a number") << "nan" << -1.0 << false;
    }

    void pitchText()
    {
        QFETCH(QString, text);
        QFETCH(double, value);
        QFETCH(bool, inPx);
        const auto pitch = parseGridPitch(text.toStdString());
        QCOMPARE(bool(pitch), value > 0);
        if (pitch) {
            QCOMPARE(pitch->value, value);
            QCOMPARE(pitch->inPx, inPx);
        }
    }

    void spotsLieOnTheStainedHalfOnly()
    {
        const auto grid = tissueGrid(HalfStainedSlide(), {100, true}, std::nullopt);
        QVERIFY2(grid, grid ? "" : grid.error().text().c_str());
        // Centres at 50, 150, …: ten columns in the left 1,000 px, ten rows in 1,000 px.
        QCOMPARE(grid->size(), std::size_t(100));
        QCOMPARE(grid->diameterLevel0Px, 50.0);
        for (const Spot& spot : grid->spots)
            QVERIFY(spot.centreLevel0Px.x < 1000);
    }

    void micrometresUseTheGivenScale()
    {
        const auto grid = tissueGrid(HalfStainedSlide(), {100, false}, 0.5); // 100 µm = 200 px
        QVERIFY(grid);
        QCOMPARE(grid->size(), std::size_t(25)); // five columns by five rows
        QCOMPARE(*grid->pitchLevel0Px, 200.0);
    }

    void micrometresWithoutAScaleAreRefused()
    {
        const auto grid = tissueGrid(HalfStainedSlide(), {100, false}, std::nullopt);
        QVERIFY(!grid);
        QCOMPARE(grid.error().code, ErrorCode::InvalidArgument);
        QVERIFY(grid.error().message.find("half.tif") != std::string::npos);
    }

    // Original ST calls its spots "10x13"; a file of a grid's values must not be taken for one of its spots'.
    void idsAreThoseOfThisGridAlone()
    {
        const auto in = tissueGrid(HalfStainedSlide(), {100, true}, std::nullopt);
        QCOMPARE(in->spots.front().id, std::string("100px:0x0"));
        QCOMPARE(in->spots.back().id, std::string("100px:9x9"));
        QCOMPARE(tissueGrid(HalfStainedSlide(), {62.5, false}, 0.5)->spots.front().id,
                 std::string("62.5um:0x0"));
    }

    void denseIsCellsThatTouch()
    {
        const auto dense = denseGrid(HalfStainedSlide(), {50}, 0.5); // 50 µm = 100 px
        QVERIFY2(dense, dense ? "" : dense.error().text().c_str());
        QCOMPARE(dense->size(), std::size_t(100));
        QCOMPARE(dense->shape, SpotShape::Cell);
        QCOMPARE(dense->diameterLevel0Px, 100.0);
        QCOMPARE(*dense->pitchLevel0Px, 100.0);
    }

    void denseIsRefused_data()
    {
        QTest::addColumn<double>("um");
        QTest::addColumn<double>("umPerPx");
        QTest::addColumn<QString>("why");
        QTest::newRow("too fine") << 49.9 << 0.5 << "finer than 50 µm";
        QTest::newRow("no scale") << 50.0 << 0.0 << "how many µm a pixel is";
    }
    void denseIsRefused()
    {
        QFETCH(double, um);
        QFETCH(double, umPerPx);
        QFETCH(QString, why);
        const auto dense =
            denseGrid(HalfStainedSlide(), {um}, umPerPx > 0 ? std::optional(umPerPx) : std::nullopt);
        QVERIFY(!dense);
        QCOMPARE(dense.error().code, ErrorCode::InvalidArgument);
        QVERIFY2(dense.error().message.find(why.toStdString()) != std::string::npos,
                 dense.error().message.c_str());
    }

    void densePitchText()
    {
        QCOMPARE(parseDensePitch("50")->um, 50.0);
        QCOMPARE(parseDensePitch("75.5um")->um, 75.5);
        for (const char* wrong : {"49", "400px", "wide", ""})
            QCOMPARE(parseDensePitch(wrong).error().code, ErrorCode::InvalidArgument);
    }
};

TRANSCOPE_TEST(TestTissueGrid)
#include "tst_tissuegrid.moc"
