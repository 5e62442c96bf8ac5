#include "core/slide/thumbnail.h"

#include "tests/testsupport/compareerror.h"
#include "tests/testsupport/fakeslide.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <cmath>

using namespace transcope::core;
using transcope::test::compareError;
using transcope::test::FakeSlide;

/// Parts of a slide: red and green of FakeSlide tell where each px comes from.
class TestThumbnail : public QObject
{
    Q_OBJECT
private slots:
    void wholeSlide()
    {
        const auto image = readThumbnail(FakeSlide({4000, 2000}), {400, 400});
        QVERIFY(image);
        QCOMPARE(image->width, 400);
        QCOMPARE(image->height, 200);
    }

    // Of 1,000 px at x = 1,000, in 250 px: each is 4 wide, on the level of downsample 4 or 1. The px at 125
    // is the mean over 1500 … 1504, whose red is 250 · 1502 / 4000 = 93.9.
    void partInItsPlace_data()
    {
        QTest::addColumn<double>("downsample");
        QTest::newRow("a level that fits") << 4.0;
        QTest::newRow("one that does not") << 3.0;
        QTest::newRow("level 0 alone") << 1.0;
    }
    void partInItsPlace()
    {
        QFETCH(double, downsample);
        const FakeSlide slide({4000, 4000}, downsample > 1 ? std::vector{1.0, downsample} : std::vector{1.0});
        const auto part = readPart(slide, {1000, 2000, 1000, 500}, {250, 1000});
        QVERIFY2(part, part ? "" : part.error().text().c_str());
        QCOMPARE(part->image.width, 250);
        QCOMPARE(part->image.height, 125);
        QVERIFY(std::abs(part->originLevel0Px.x - 1000) < downsample);
        QVERIFY(part->originLevel0Px.x <= 1000 && part->originLevel0Px.x + part->sizeLevel0Px.x >= 2000);
        const auto* px = part->image.row(62) + 3 * 125;
        const auto shown = [&](double origin, double size, int at, int of) {
            return origin + size * (at + 0.5) / of;
        };
        const double x = shown(part->originLevel0Px.x, part->sizeLevel0Px.x, 125, 250);
        const double y = shown(part->originLevel0Px.y, part->sizeLevel0Px.y, 62, 125);
        QVERIFY(std::abs(px[0] - 250 * x / 4000) < 1);
        QVERIFY(std::abs(px[1] - 250 * y / 4000) < 1);
    }

    void cutAtTheSlidesEdge()
    {
        const auto part = readPart(FakeSlide({4000, 4000}), {-500, 3500, 1000, 1000}, {1000, 1000});
        QVERIFY(part);
        QCOMPARE(part->originLevel0Px, (PointD{0, 3500}));
        QCOMPARE(part->sizeLevel0Px, (PointD{500, 500}));
        compareError(readPart(FakeSlide({4000, 4000}), {5000, 0, 10, 10}, {10, 10}).error(),
                     ErrorCode::InvalidArgument, "beside the slide");
    }
};

TRANSCOPE_TEST(TestThumbnail)
#include "tst_thumbnail.moc"
