#include "tests/testsupport/fakeslide.h"
#include "tests/testsupport/testprogram.h"
#include "ui/slideview/tilereader.h"

#include <QTest>

using namespace transcope;

class TestTileReader : public QObject
{
    Q_OBJECT
private slots:
    void copiesPx();
    void averagesPx_data();
    void averagesPx();
    void hatchesWhatCannotBeRead();
    void stops();
};

namespace {

QRgb colourOf(const test::FakeSlide& slide, double x, double y)
{
    const auto c = slide.colourAt(x, y);
    return qRgb(c[0], c[1], c[2]);
}

bool near(QRgb a, QRgb b)
{
    return std::abs(qRed(a) - qRed(b)) <= 1 && std::abs(qGreen(a) - qGreen(b)) <= 1 &&
           std::abs(qBlue(a) - qBlue(b)) <= 1;
}

} // namespace

void TestTileReader::copiesPx()
{
    const test::FakeSlide slide({1300, 900}, {1, 4});
    const ui::TilePyramid pyramid(slide);
    const ui::TileResult tile = ui::readTile(slide, pyramid, {0, 2, 1}, {});
    QCOMPARE(tile.image.size(), QSize(1300 - 1024, 900 - 512));
    QVERIFY(tile.error.isEmpty());
    QCOMPARE(tile.image.pixel(7, 9), colourOf(slide, 1024 + 7.5, 512 + 9.5));
}

void TestTileReader::averagesPx_data()
{
    QTest::addColumn<int>("level");
    QTest::newRow("2") << 1;
    QTest::newRow("4, read in pieces") << 2;
}

void TestTileReader::averagesPx()
{
    QFETCH(int, level);
    const test::FakeSlide slide({2049, 1537}, {1});
    const ui::TilePyramid pyramid(slide);
    const int reduction = pyramid.levels()[size_t(level)].reduction;
    const ui::TileResult tile = ui::readTile(slide, pyramid, {level, 1, 1}, {});
    // The mean over a block within one chequer is the colour at its middle; 10 and 11 are within one.
    const QPoint px(10, 11);
    const QPointF middle = (QPointF(px) + QPointF(256.5, 256.5)) * reduction;
    QVERIFY(near(tile.image.pixel(px), colourOf(slide, middle.x(), middle.y())));
    // The last column holds one source px only; it is not darkened by what lies beside the slide.
    const ui::TileKey last{level, int(pyramid.levels()[size_t(level)].columns()) - 1, 0};
    const QImage edge = ui::readTile(slide, pyramid, last, {}).image;
    QCOMPARE(qRed(edge.pixel(edge.width() - 1, 0)), int(250 * 2048.5 / 2049));
}

void TestTileReader::hatchesWhatCannotBeRead()
{
    const auto failing = [](const core::RectI& rect, int) -> core::Result<void> {
        if (rect.x == 0)
            return core::fail(core::ErrorCode::BadInput, "fake.svs: tile is damaged", "Get another copy");
        return {};
    };
    const test::FakeSlide slide({4096, 1024}, {1}, failing);
    const ui::TilePyramid pyramid(slide);
    // At reduction 4 tiles have 256 px, so each is 1024 px of the slide.
    const ui::TileResult left = ui::readTile(slide, pyramid, {2, 0, 0}, {});
    const ui::TileResult right = ui::readTile(slide, pyramid, {2, 1, 0}, {});
    QCOMPARE(left.error, QString("fake.svs: tile is damaged. Get another copy"));
    QCOMPARE(left.image.size(), QSize(256, 256));
    QVERIFY(qRed(left.image.pixel(100, 100)) >= 176); // grey or the hatching's red
    QVERIFY(right.error.isEmpty());
}

void TestTileReader::stops()
{
    const test::FakeSlide slide({2048, 1024}, {1});
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(ui::readTile(slide, ui::TilePyramid(slide), {0, 0, 0}, stop.get_token()).image.isNull());
    QCOMPARE(slide.reads(), 0);
}

TRANSCOPE_TEST(TestTileReader)
#include "tst_tilereader.moc"
