#include "core/predict/patchextractor.h"
#include "core/spots/lattice.h"
#include "tests/testsupport/memoryslide.h"
#include "tests/testsupport/testprogram.h"

#include <QtTest>

#include <cmath>
#include <numeric>

using namespace transcope::core;
using transcope::test::MemorySlide;

class TestPatchExtractor : public QObject
{
    Q_OBJECT
private slots:
    void pxAsTheyAre_data();
    void pxAsTheyAre();
    void ownLevelsOfTheSlide();
    void missingLevelsAreMeans();
    void oddEdgesOfMissingLevels();
    void outsideIsBlackAndMarked_data();
    void outsideIsBlackAndMarked();
    void scale_data();
    void scale();
    void resamplesBetweenLevels();
    void independentOfOrderBatchAndCache();
    void tilesAreDecodedOnce();
    void batchFields();
    void errors();
    void cancelled();
};

namespace {

std::uint8_t valueAt(std::int64_t x, std::int64_t y, int c)
{
    return static_cast<std::uint8_t>((x * 7 + y * 13 + c * 50) % 251);
}

MemorySlide::Colour pattern(std::int64_t x, std::int64_t y, int level)
{
    return {valueAt(x, y, level), valueAt(x, y, level + 1), valueAt(x, y, level + 2)};
}

std::shared_ptr<MemorySlide> slideOf(SizeI size, std::vector<double> downsamples,
                                     MemorySlide::Painter painter = pattern,
                                     std::optional<double> umPerPx = {}, std::int64_t tile = 64)
{
    std::vector<SlideLevel> levels;
    for (const double d : downsamples)
        levels.push_back({{std::int64_t(size.width / d), std::int64_t(size.height / d)}, d, {tile, tile}});
    return std::make_shared<MemorySlide>(levels, std::move(painter), umPerPx);
}

SpotTable spotsAt(const std::vector<PointD>& centres)
{
    SpotTable table;
    for (const PointD& centre : centres)
        table.spots.push_back(
            {std::string("s").append(std::to_string(table.size())), centre, int(table.size()), 7});
    return table;
}

PatchBatch extractAll(PatchExtractor& extractor, const SpotTable& table)
{
    std::vector<int> indices(table.size());
    std::iota(indices.begin(), indices.end(), 0);
    return extractor.extract(table, indices).value();
}

const std::uint8_t* px(const PatchBatch& batch, int level, int spot, int x, int y)
{
    return batch.levels[level].data() + ((std::size_t(spot) * batch.sizePx + y) * batch.sizePx + x) * 3;
}

} // namespace

void TestPatchExtractor::pxAsTheyAre_data()
{
    QTest::addColumn<QPointF>("centre");
    QTest::addColumn<QPoint>("corner");
    // A patch of 32 px reaches 16 to the left of its centre.
    QTest::newRow("whole px") << QPointF(100, 90) << QPoint(84, 74);
    QTest::newRow("a little more") << QPointF(100.49, 90.2) << QPoint(84, 74);
    QTest::newRow("rounded up") << QPointF(100.5, 90.7) << QPoint(85, 75);
}

void TestPatchExtractor::pxAsTheyAre()
{
    QFETCH(QPointF, centre);
    QFETCH(QPoint, corner);
    PatchExtractor extractor(slideOf({300, 200}, {1}), {32, {1}, {}}, {});
    const PatchBatch batch = extractAll(extractor, spotsAt({{centre.x(), centre.y()}}));
    QCOMPARE(batch.levels.size(), std::size_t(1));
    QCOMPARE(batch.levels[0].size(), std::size_t(32 * 32 * 3));
    for (int y = 0; y < 32; ++y)
        for (int x = 0; x < 32; ++x)
            for (int c = 0; c < 3; ++c)
                QCOMPARE(px(batch, 0, 0, x, y)[c], valueAt(corner.x() + x, corner.y() + y, c));
}

// Levels 1, 2, 4 exist: level i's patch is that level's px around centre / 2^i.
void TestPatchExtractor::ownLevelsOfTheSlide()
{
    PatchExtractor extractor(slideOf({800, 800}, {1, 2, 4}), {32, {1, 2, 4}, {}}, {});
    const PatchBatch batch = extractAll(extractor, spotsAt({{400, 320}}));
    for (int level = 0; level < 3; ++level)
        for (int y = 0; y < 32; ++y)
            for (int x = 0; x < 32; ++x)
                QCOMPARE(px(batch, level, 0, x, y)[0],
                         valueAt((400 >> level) - 16 + x, (320 >> level) - 16 + y, level));
}

// One level only: px (x, y) at downsample 2 is the rounded mean of 2 × 2 level-0 px, at 4 of 2 × 2 of those.
void TestPatchExtractor::missingLevelsAreMeans()
{
    const auto half = [](auto at) {
        return [at](std::int64_t x, std::int64_t y) {
            return (at(2 * x, 2 * y) + at(2 * x + 1, 2 * y) + at(2 * x, 2 * y + 1) +
                    at(2 * x + 1, 2 * y + 1) + 2) /
                   4;
        };
    };
    const auto level0 = [](std::int64_t x, std::int64_t y) { return int(valueAt(x, y, 0)); };
    const auto level1 = half(level0);
    const auto level2 = half(level1);
    PatchExtractor extractor(slideOf({900, 700}, {1}), {32, {1, 2, 4}, {}}, {});
    const PatchBatch batch = extractAll(extractor, spotsAt({{400, 320}}));
    for (int y = 0; y < 32; ++y)
        for (int x = 0; x < 32; ++x) {
            QCOMPARE(int(px(batch, 1, 0, x, y)[0]), level1(200 - 16 + x, 160 - 16 + y));
            QCOMPARE(int(px(batch, 2, 0, x, y)[0]), level2(100 - 16 + x, 80 - 16 + y));
        }
}

// 101 px wide: the 51st px of the halved level has one column under it and takes its mean, no black.
void TestPatchExtractor::oddEdgesOfMissingLevels()
{
    PatchExtractor extractor(slideOf({101, 101}, {1},
                                     [](auto, auto, int) {
                                         return MemorySlide::Colour{200, 100, 50};
                                     }),
                             {16, {2}, {}}, {});
    const PatchBatch batch = extractAll(extractor, spotsAt({{96, 96}}));
    // The corner is (96 / 2 − 8) = 40: columns 40..50 lie on the slide, 51..55 outside.
    for (int i = 0; i < 16; ++i)
        QCOMPARE(int(px(batch, 0, 0, i, 5)[0]), i <= 10 ? 200 : 0);
    QCOMPARE(int(batch.padded[0]), 1);
}

void TestPatchExtractor::outsideIsBlackAndMarked_data()
{
    QTest::addColumn<QPointF>("centre");
    QTest::addColumn<bool>("padded");
    QTest::newRow("inside") << QPointF(150, 100) << false;
    QTest::newRow("just touching the corner") << QPointF(16, 16) << false;
    QTest::newRow("one px beyond") << QPointF(15, 100) << true;
    QTest::newRow("just touching the far corner") << QPointF(284, 184) << false;
    QTest::newRow("one px beyond below") << QPointF(150, 185) << true;
    QTest::newRow("wholly outside") << QPointF(-500, 5000) << true;
}

void TestPatchExtractor::outsideIsBlackAndMarked()
{
    QFETCH(QPointF, centre);
    QFETCH(bool, padded);
    const auto white = [](auto, auto, int) { return MemorySlide::Colour{255, 255, 255}; };
    PatchExtractor extractor(slideOf({300, 200}, {1}, white), {32, {1}, {}}, {});
    const PatchBatch batch = extractAll(extractor, spotsAt({{centre.x(), centre.y()}}));
    QCOMPARE(batch.padded[0] == 1, padded);
    for (int y = 0; y < 32; ++y)
        for (int x = 0; x < 32; ++x) {
            const double slideX = centre.x() - 16 + x, slideY = centre.y() - 16 + y;
            const bool inside = slideX >= 0 && slideY >= 0 && slideX < 300 && slideY < 200;
            QCOMPARE(int(px(batch, 0, 0, x, y)[1]), inside ? 255 : 0);
        }
}

void TestPatchExtractor::scale_data()
{
    QTest::addColumn<double>("wanted");
    QTest::addColumn<double>("slide");
    QTest::addColumn<double>("base");
    QTest::newRow("both known") << 1.0 << 0.5 << 2.0;
    QTest::newRow("the same") << 0.687 << 0.687 << 1.0;
    QTest::newRow("slide unknown") << 1.0 << 0.0 << 1.0;
    QTest::newRow("model unknown") << 0.0 << 0.5 << 1.0;
}

void TestPatchExtractor::scale()
{
    QFETCH(double, wanted);
    QFETCH(double, slide);
    QFETCH(double, base);
    const auto known = [](double value) { return value > 0 ? std::optional(value) : std::nullopt; };
    PatchExtractor extractor(slideOf({800, 800}, {1, 2, 4}), {32, {1, 2}, known(wanted)}, known(slide));
    QCOMPARE(extractor.baseDownsample(), base);
    const PatchBatch batch = extractAll(extractor, spotsAt({{400, 400}}));
    const int level = base == 2 ? 1 : 0; // the slide's level that the finest patch comes from
    QCOMPARE(px(batch, 0, 0, 0, 0)[0], valueAt(400 / int(base) - 16, 400 / int(base) - 16, level));
    QCOMPARE(px(batch, 1, 0, 0, 0)[0], valueAt(200 / int(base) - 16, 200 / int(base) - 16, level + 1));
}

// Red is a ramp over level-0 x, 0.3 per px. Patches at 1.5 level-0 px: output px i lies at
// centre + (i + 0.5 − 16) · 1.5, where the px of that position holds its own centre.
void TestPatchExtractor::resamplesBetweenLevels()
{
    const auto ramp = [](std::int64_t x, std::int64_t, int) {
        return MemorySlide::Colour{static_cast<std::uint8_t>(std::lround(0.3 * double(x))), 90, 0};
    };
    PatchExtractor extractor(slideOf({800, 800}, {1}, ramp), {32, {1}, 0.75}, 0.5);
    QCOMPARE(extractor.baseDownsample(), 1.5);
    const PatchBatch batch = extractAll(extractor, spotsAt({{300.25, 400}}));
    for (int i = 0; i < 32; ++i) {
        const double expected = 0.3 * (300.25 + (i + 0.5 - 16) * 1.5 - 0.5);
        QVERIFY(std::abs(px(batch, 0, 0, i, 20)[0] - expected) <= 1);
        QCOMPARE(int(px(batch, 0, 0, i, 20)[1]), 90);
    }
    QCOMPARE(int(batch.padded[0]), 0);
}

void TestPatchExtractor::independentOfOrderBatchAndCache()
{
    const SpotTable table = makeLattice(Lattice::Square, {700, 600}, 83, 50);
    const PatchSpec spec{48, {1, 1.7, 4}, {}};
    PatchExtractor extractor(slideOf({700, 600}, {1}), spec, {});
    const PatchBatch whole = extractAll(extractor, table);
    PatchExtractor forgetful(slideOf({700, 600}, {1}), spec, {}, 1);
    for (int spot = int(table.size()) - 1; spot >= 0; --spot) {
        const PatchBatch one = forgetful.extract(table, std::array{spot}).value();
        for (int level = 0; level < 3; ++level)
            QVERIFY(
                std::equal(one.levels[level].begin(), one.levels[level].end(), px(whole, level, spot, 0, 0)));
        QCOMPARE(one.padded[0], whole.padded[spot]);
    }
}

// 512 × 512 px in tiles of 256 at one level: four tiles, however many patches overlap.
void TestPatchExtractor::tilesAreDecodedOnce()
{
    const auto slide = slideOf({512, 512}, {1}, pattern, {}, 256);
    PatchExtractor extractor(slide, {64, {1, 2, 4}, {}}, {});
    extractAll(extractor, makeLattice(Lattice::Square, {512, 512}, 20, 50));
    QCOMPARE(extractor.tilesDecoded(), std::int64_t(4));
    QCOMPARE(slide->reads(), 4);
}

void TestPatchExtractor::batchFields()
{
    PatchExtractor extractor(slideOf({300, 200}, {1}), {32, {1, 2}, {}}, {});
    const SpotTable table = spotsAt({{100, 90}, {20, 30}, {150, 100}});
    const PatchBatch batch = extractor.extract(table, std::array{2, 0}).value();
    QCOMPARE(batch.count, 2);
    QCOMPARE(batch.sizePx, 32);
    QCOMPARE(batch.levels.size(), std::size_t(2));
    QCOMPARE(batch.centresLevel0Px, (std::vector<PointD>{{150, 100}, {100, 90}}));
    QCOMPARE(batch.arrayRow, (std::vector<int>{2, 0}));
    QCOMPARE(batch.arrayCol, (std::vector<int>{7, 7}));
    QCOMPARE(extractor.extract(table, {}).value().count, 0);
}

void TestPatchExtractor::errors()
{
    const auto slide = slideOf({900, 700}, {1});
    slide->damagedLevel0Px = {600, 600, 10, 10};
    PatchExtractor extractor(slide, {32, {1}, {}}, {});
    const SpotTable table = spotsAt({{50, 50}, {605, 605}, {qQNaN(), 5}, {1e12, 0}});
    const auto codeOf = [&](int spot) { return extractor.extract(table, std::array{spot}).error().code; };
    QCOMPARE(codeOf(1), ErrorCode::BadInput);
    QCOMPARE(codeOf(2), ErrorCode::InvalidArgument);
    QCOMPARE(codeOf(3), ErrorCode::InvalidArgument);
    QCOMPARE(codeOf(4), ErrorCode::InvalidArgument);
    QCOMPARE(codeOf(-1), ErrorCode::InvalidArgument);
    QVERIFY(extractor.extract(table, std::array{2}).error().message.find("s2") != std::string::npos);
    QVERIFY(extractor.extract(table, std::array{0}).has_value());

    for (const PatchSpec& spec : {PatchSpec{0, {1}, {}}, PatchSpec{-5, {1}, {}}, PatchSpec{1 << 20, {1}, {}},
                                  PatchSpec{32, {}, {}}, PatchSpec{32, {0}, {}}, PatchSpec{32, {qQNaN()}, {}},
                                  PatchSpec{32, {1e-9}, {}}, PatchSpec{32, {1e9}, {}}}) {
        PatchExtractor unusable(slide, spec, {});
        QCOMPARE(unusable.check().error().code, ErrorCode::InvalidArgument);
        QCOMPARE(unusable.extract(table, std::array{0}).error().code, ErrorCode::InvalidArgument);
    }
}

void TestPatchExtractor::cancelled()
{
    PatchExtractor extractor(slideOf({300, 200}, {1}), {32, {1}, {}}, {});
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(extractor.extract(spotsAt({{50, 50}}), std::array{0}, stop.get_token()).error().code,
             ErrorCode::Cancelled);
}

TRANSCOPE_TEST(TestPatchExtractor)
#include "tst_patchextractor.moc"
