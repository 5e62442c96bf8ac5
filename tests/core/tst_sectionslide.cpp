#include "core/predict/sectionslide.h"

#include "core/demo/demosection.h"
#include "tests/testsupport/madeupsections.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <cmath>

using namespace transcope::core;
using transcope::tests::TempFolder;

namespace {

/// A row of spots 10 px apart from (5, 5).
SpotTable rowOfSpots(int count)
{
    SpotTable table;
    for (int i = 0; i < count; ++i)
        table.spots.push_back({std::to_string(i) + "x1", {5.0 + 10 * i, 5}});
    table.diameterLevel0Px = 5;
    return table;
}

} // namespace

class TestSectionSlide : public QObject
{
    Q_OBJECT

    TempFolder m_folder;

    Result<SectionSlide> open(const SpotTable& spots, int width)
    {
        const auto image = m_folder / (std::to_string(width) + ".tif");
        transcope::test::writePicture(image, width, 64);
        return openSectionSlide(image, spots);
    }

private slots:
    void initTestCase() { qputenv("XDG_CACHE_HOME", m_folder.path().c_str()); }

    void scaleOfTheSpotsWhereTheSlideHasNone()
    {
        auto spots = rowOfSpots(20);
        spots.umPerPx = 0.7;
        const auto section = open(spots, 256);
        QVERIFY2(section, section ? "" : section.error().text().c_str());
        QCOMPARE(section->umPerPx, std::optional(0.7));
        QVERIFY(section->spotsOutside.empty());
        QVERIFY(section->note.empty());
    }

    void aStrayIsNamed()
    {
        // The last of 20 spots is at x = 195: one in twenty.
        const auto section = open(rowOfSpots(20), 195);
        QVERIFY2(section, section ? "" : section.error().text().c_str());
        QCOMPARE(section->spotsOutside, std::vector<int>{19});
        QVERIFY2(section->note.ends_with("is 195 × 64 px, and 1 of 20 spots lie outside of it: 19x1"),
                 section->note.c_str());
    }

    void pictureOfAnotherSizeIsRefused()
    {
        // Half the width: spots from x = 105 on lie outside.
        const auto section = open(rowOfSpots(20), 100);
        QVERIFY(!section);
        QCOMPARE(section.error().code, ErrorCode::BadInput);
        QVERIFY2(section.error().message.find("10 of 20 spots lie outside of it: 10x1, 11x1") !=
                     std::string::npos,
                 section.error().message.c_str());
        QVERIFY(!section.error().whatToDo.empty());
    }

    void pictureOfAnotherScaleIsRefused()
    {
        DemoOptions options; // 0.625 µm per px, as the file says
        options.sidePx = 1024;
        const auto demo = writeDemoSection(m_folder / "demo", options);
        QVERIFY(demo);
        auto spots = rowOfSpots(20);
        spots.umPerPx = 0.7;
        const auto near = openSectionSlide(demo->slide, spots);
        QVERIFY2(near, near ? "" : near.error().text().c_str());
        QVERIFY(std::abs(*near->umPerPx - 0.625) < 1e-3);
        spots.umPerPx = 1.25; // the picture is twice as large as the one that the spots were placed on
        const auto far = openSectionSlide(demo->slide, spots);
        QVERIFY(!far);
        QCOMPARE(far.error().code, ErrorCode::BadInput);
        QVERIFY2(far.error().message.find("by the spots' pitch it is 1.25") != std::string::npos,
                 far.error().message.c_str());
    }

    void absentPicture()
    {
        QCOMPARE(openSectionSlide(m_folder / "absent.tif", rowOfSpots(2)).error().code, ErrorCode::NotFound);
    }

    void commonScaleIsTheMedian()
    {
        std::vector<SectionSlide> slides(3);
        slides[0].umPerPx = 0.9;
        slides[1].umPerPx = 0.5;
        slides[2].umPerPx = 0.6;
        QCOMPARE(commonUmPerPx(slides), std::optional(0.6));
        slides[1].umPerPx.reset();
        QCOMPARE(commonUmPerPx(slides), std::nullopt);
        QCOMPARE(commonUmPerPx({}), std::nullopt);
    }
};

TRANSCOPE_TEST(TestSectionSlide)
#include "tst_sectionslide.moc"
