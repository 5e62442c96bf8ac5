#include "tests/testsupport/testprogram.h"
#include "ui/slideview/finespots.h"

#include <QTest>
#include <cmath>

using namespace transcope;
using ui::FineSpots;
using ui::SpotLayer;
using ui::Viewport;

/// What px show in which there are several spots.
class TestFineSpots : public QObject
{
    Q_OBJECT
private slots:
    void coloursTheMeanOfTheKnownValues();
    void sharesASpotBetweenPx();
    void neverMixesColoursOfTheirOwn();
    void leavesOutWhatIsHiddenAndFadesWhatIsFaded();
    void isMadeAnewOnlyWhereSomethingChanged();
    void areFineOnlyWherePxHoldSeveral();
};

namespace {

constexpr QSizeF ViewPx(40, 30);

/// A quarter of a px per slide px: px (0, 0) shows the slide's first 4 × 4 px.
Viewport quarter()
{
    return Viewport(ViewPx, 1, {{80, 60}, 0.25, 0});
}

/// Places in px of that view, counted from its upper left corner.
SpotLayer spotsAt(const std::vector<QPointF>& places)
{
    const QTransform toLevel0 = quarter().toLevel0();
    auto table = std::make_shared<core::SpotTable>();
    for (const QPointF& place : places) {
        const QPointF at = toLevel0.map(place);
        table->spots.push_back({std::to_string(table->size()), {at.x(), at.y()}});
    }
    table->diameterLevel0Px = 1;
    SpotLayer layer;
    layer.setSpots(std::make_shared<core::PlacedSpots>(table));
    layer.setScale({core::ColourMap::Viridis, 0, 8});
    layer.opacity = 1;
    return layer;
}

QRgb pixelOf(const FineSpots& fine, int x, int y)
{
    return fine.picture().pixel(QPoint(x, y) - fine.area().topLeft());
}

QRgb colourOf(const SpotLayer& layer, double value, int alpha = 255)
{
    const auto [red, green, blue] = layer.scale().colourOf(value);
    return qRgba(red, green, blue, alpha);
}

FineSpots prepared(const SpotLayer& layer)
{
    FineSpots fine;
    fine.prepare(layer, quarter(), 0, 40);
    return fine;
}

const float Missing = std::nanf("");

} // namespace

void TestFineSpots::coloursTheMeanOfTheKnownValues()
{
    auto layer = spotsAt({{10.5, 5.5}, {10.5, 5.5}, {10.5, 5.5}, {20.5, 5.5}});
    layer.setValues({1, 6, Missing, Missing});
    const auto fine = prepared(layer);
    QCOMPARE(pixelOf(fine, 10, 5), colourOf(layer, 3.5)); // (1 + 6) / 2
    QCOMPARE(pixelOf(fine, 20, 5),
             qRgba(core::MissingColour[0], core::MissingColour[1], core::MissingColour[2], 255));
    QCOMPARE(qAlpha(pixelOf(fine, 15, 5)), 0);
}

/// One in the middle of px 10, another on the line between 10 and 11, which each get half of it.
void TestFineSpots::sharesASpotBetweenPx()
{
    auto layer = spotsAt({{10.5, 5.5}, {11, 5.5}, {30.5, 20.5}});
    layer.setValues({4, 8, 0});
    const auto fine = prepared(layer);
    QCOMPARE(pixelOf(fine, 10, 5), colourOf(layer, 16.0 / 3)); // (1 · 4 + ½ · 8) / 1½
    QCOMPARE(pixelOf(fine, 11, 5), colourOf(layer, 8, 128));   // ½ of 255
    // A logarithmic scale colours the same mean.
    layer.setScale({core::ColourMap::Viridis, 1, 8, true});
    QCOMPARE(pixelOf(prepared(layer), 10, 5), colourOf(layer, 16.0 / 3));
}

void TestFineSpots::neverMixesColoursOfTheirOwn()
{
    auto layer = spotsAt({{10.5, 5.5}, {10.8, 5.5}, {10.9, 5.6}});
    layer.setColours({{200, 0, 0}, {0, 200, 0}, {0, 0, 200}});
    const auto fine = prepared(layer);
    QCOMPARE(pixelOf(fine, 10, 5), qRgba(200, 0, 0, 255));
    QCOMPARE(pixelOf(fine, 11, 5) & RGB_MASK, qRgb(0, 0, 200) & RGB_MASK); // 0.4 · 0.9 of it against 0.3
}

void TestFineSpots::leavesOutWhatIsHiddenAndFadesWhatIsFaded()
{
    auto layer = spotsAt({{10.5, 5.5}, {10.5, 5.5}, {20.5, 5.5}, {20.5, 5.5}});
    layer.setValues({2, 8, 3, 3});
    layer.setLook(core::SpotMark::Disc, {255, 0, 51, 51}, {});
    layer.opacity = 0.5;
    const auto fine = prepared(layer);
    QCOMPARE(pixelOf(fine, 10, 5), colourOf(layer, 2, 128)); // 0.5 · 255
    QCOMPARE(pixelOf(fine, 20, 5), colourOf(layer, 3, 26));  // 0.5 · 51
}

void TestFineSpots::isMadeAnewOnlyWhereSomethingChanged()
{
    auto layer = spotsAt({{10.5, 5.5}, {11.5, 5.5}, {12.5, 6.5}});
    layer.setValues({1, 2, 3});
    FineSpots fine;
    const auto keyAfter = [&](const Viewport& viewport) {
        fine.prepare(layer, viewport, 0, 40);
        return fine.picture().cacheKey();
    };
    const auto first = keyAfter(quarter());
    QCOMPARE(keyAfter(quarter()), first);
    layer.hovered = 1;
    QCOMPARE(keyAfter(quarter()), first);
    layer.setScale({core::ColourMap::Magma, 0, 8});
    const auto scaled = keyAfter(quarter());
    QVERIFY(scaled != first);
    QVERIFY(keyAfter(Viewport(ViewPx, 1, {{84, 60}, 0.25, 0})) != scaled);
}

void TestFineSpots::areFineOnlyWherePxHoldSeveral()
{
    std::vector<QPointF> places;
    for (int i = 0; i < 900; ++i)
        places.push_back({5 + 0.5 * (i % 30), 5 + 0.5 * (i / 30)});
    const auto dense = spotsAt(places); // four a px, 2 slide px apart, 1 wide
    QVERIFY(ui::areFine(dense, quarter()));
    QVERIFY(!ui::areFine(dense, Viewport(ViewPx, 1, {{80, 60}, 0.75, 0}))); // each has more than a px
    QVERIFY(!ui::areFine(dense, Viewport(ViewPx, 4, {{80, 60}, 0.25, 0}))); // likewise, on a fine screen
    const auto sparse = spotsAt({{1, 1}, {39, 1}, {1, 29}, {39, 29}});      // small, but far from each other
    QVERIFY(!ui::areFine(sparse, quarter()));
    for (int spot = 0; spot < dense.count(); ++spot) { // each is found where it is all the same
        const auto at = dense.centres()[std::size_t(spot)];
        QCOMPARE(dense.spotAt(QPointF(at.x + 0.4, at.y - 0.2)), spot);
    }
}

TRANSCOPE_TEST(TestFineSpots)
#include "tst_finespots.moc"
