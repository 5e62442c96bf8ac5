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
};

TRANSCOPE_TEST(TestTissueGrid)
#include "tst_tissuegrid.moc"
