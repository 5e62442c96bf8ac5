#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/testscene.h"
#include "ui/slideview/rasterrenderer.h"

#include <QTest>
#include <map>

using namespace transcope;
using ui::ViewState;

class TestRasterRenderer : public QObject
{
    Q_OBJECT
private slots:
    void showsEachPlaceWhereItBelongs_data();
    void showsEachPlaceWhereItBelongs();
    void oneToOneIsTheSlideItself();
    void hasNoSeams_data();
    void hasNoSeams();
    void magnifiedPxAreSquares();
    void spotsAreOnTheirPlace_data();
    void spotsAreOnTheirPlace();
    void opacityZeroDrawsNothing();
    void hiddenOverlayDrawsNothing();
    void missingIsGrey();
    void ownColoursReplaceValues();
    void otherSpotsLieRightOfTheDivider_data();
    void otherSpotsLieRightOfTheDivider();
    void cellsFillTheirGrid_data();
    void cellsFillTheirGrid();
    void hollowCellsShowTheirEdges();
    void aCellIsPickedWhereItIsDrawn();
    void aMarkIsPickedWhereItIsDrawn();
    void marksCoverTheirArea_data();
    void marksCoverTheirArea();
    void measuredSpotsAreOutlinedOverCells();
};

namespace {

QImage rendered(const ui::Scene& scene)
{
    ui::RasterRenderer renderer;
    renderer.render(scene);
    return renderer.image();
}

std::shared_ptr<test::FakeSlide> smooth()
{
    return std::make_shared<test::FakeSlide>(core::SizeI{4000, 3000}, std::vector<double>{1, 3, 10.0004});
}

void addViews()
{
    QTest::addColumn<ViewState>("state");
    QTest::addColumn<double>("dpr");
    QTest::newRow("fit") << ViewState{{2000, 1500}, 0.094, 0} << 1.0;
    QTest::newRow("between levels") << ViewState{{1234.5, 777.7}, 0.37, 0} << 1.0;
    QTest::newRow("turned") << ViewState{{2100, 1300}, 0.23, 31} << 1.0;
    QTest::newRow("upside down, fine screen") << ViewState{{2100, 1300}, 0.4, 180} << 2.0;
    QTest::newRow("1.5 px per px, turned by 90°") << ViewState{{1800.25, 1300.5}, 1.5, 90} << 1.25;
    QTest::newRow("64") << ViewState{{1024, 512}, 64, 0} << 1.0;
}

} // namespace

void TestRasterRenderer::showsEachPlaceWhereItBelongs_data()
{
    addViews();
}

/// Red and green of the fake slide tell the position: 250 steps over 4,000 and 3,000 px.
void TestRasterRenderer::showsEachPlaceWhereItBelongs()
{
    QFETCH(ViewState, state);
    QFETCH(double, dpr);
    const auto slide = smooth();
    test::TestScene scene(slide);
    const ui::Scene now = scene.at(state, {400, 300}, dpr);
    const QImage image = rendered(now);
    QCOMPARE(image.size(), (QSizeF(400, 300) * dpr).toSize());
    const QRectF slideRect(0, 0, 4000, 3000);
    for (int y = 3; y < image.height(); y += 13)
        for (int x = 3; x < image.width(); x += 17) {
            const QPointF level0 = now.viewport.toLevel0().map(QPointF(x + 0.5, y + 0.5) / dpr);
            if (!slideRect.adjusted(20, 20, -20, -20).contains(level0))
                continue;
            const auto expected = slide->colourAt(level0.x(), level0.y());
            const QRgb found = image.pixel(x, y);
            // One step for rounding down in the slide, one for blending.
            if (std::abs(qRed(found) - expected[0]) > 2 || std::abs(qGreen(found) - expected[1]) > 2)
                QFAIL(qPrintable(QStringLiteral("wrong place at %1, %2: %3 %4 instead of %5 %6")
                                     .arg(x)
                                     .arg(y)
                                     .arg(qRed(found))
                                     .arg(qGreen(found))
                                     .arg(expected[0])
                                     .arg(expected[1])));
        }
}

void TestRasterRenderer::oneToOneIsTheSlideItself()
{
    const auto slide = smooth();
    test::TestScene scene(slide);
    const ui::Scene now = scene.at({{1000.4, 900.7}, 1, 0});
    const QImage image = rendered(now);
    const QPointF corner = now.viewport.toLevel0().map(QPointF(0, 0));
    for (int i = 0; i < 300; i += 7) {
        const auto expected =
            slide->colourAt(std::round(corner.x()) + i + 0.5, std::round(corner.y()) + i + 0.5);
        QCOMPARE(image.pixel(i, i), qRgb(expected[0], expected[1], expected[2]));
    }
}

void TestRasterRenderer::hasNoSeams_data()
{
    addViews();
}

/// Over a background that occurs nowhere on the slide, no px of it may shine through between tiles.
void TestRasterRenderer::hasNoSeams()
{
    QFETCH(ViewState, state);
    QFETCH(double, dpr);
    test::TestScene scene(smooth());
    ui::Scene now = scene.at(state, {400, 300}, dpr);
    now.background = QColor(1, 254, 3);
    const QImage image = rendered(now);
    const QRectF inside = QRectF(0, 0, 4000, 3000).adjusted(12, 12, -12, -12);
    int shining = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixel(x, y) == qRgb(1, 254, 3) &&
                inside.contains(now.viewport.toLevel0().map(QPointF(x + 0.5, y + 0.5) / dpr)))
                ++shining;
    QCOMPARE(shining, 0);
}

void TestRasterRenderer::magnifiedPxAreSquares()
{
    const auto slide = smooth();
    test::TestScene scene(slide);
    const QImage image = rendered(scene.at({{64, 96}, 16, 0}));
    // Level-0 px (64, 96) has its corner in the middle of the view and 16 × 16 equal px.
    const auto expected = slide->colourAt(64.5, 96.5);
    for (int i = 0; i < 16; ++i)
        QCOMPARE(image.pixel(200 + i, 150 + i), qRgb(expected[0], expected[1], expected[2]));
    const auto left = slide->colourAt(63.5, 96.5);
    QCOMPARE(image.pixel(199, 150), qRgb(left[0], left[1], left[2]));
}

void TestRasterRenderer::spotsAreOnTheirPlace_data()
{
    addViews();
}

void TestRasterRenderer::spotsAreOnTheirPlace()
{
    QFETCH(ViewState, state);
    QFETCH(double, dpr);
    test::TestScene scene(smooth());
    scene.addSpots(40, 30);
    scene.spots.opacity = 1;
    const ui::Scene now = scene.at(state, {400, 300}, dpr);
    const QImage image = rendered(now);
    const auto& spots = scene.spots.spots()->spots;
    for (size_t i = 0; i < spots.size(); ++i) {
        const QPointF centre =
            now.viewport.toScreen().map(QPointF(spots[i].centreLevel0Px.x, spots[i].centreLevel0Px.y)) * dpr;
        const QPoint px(int(std::floor(centre.x())), int(std::floor(centre.y())));
        if (!image.rect().contains(px))
            continue;
        const auto& [red, green, blue] = scene.spots.shownColours()[i];
        QCOMPARE(image.pixel(px), qRgb(red, green, blue));
    }
}

void TestRasterRenderer::opacityZeroDrawsNothing()
{
    test::TestScene scene(smooth());
    const QImage bare = rendered(scene.at({{2000, 1500}, 0.094, 0}));
    scene.addSpots(40, 30);
    scene.spots.selected = 3;
    scene.spots.opacity = 0;
    QCOMPARE(rendered(scene.at({{2000, 1500}, 0.094, 0})), bare);
}

void TestRasterRenderer::hiddenOverlayDrawsNothing()
{
    test::TestScene scene(smooth());
    const QImage bare = rendered(scene.at({{2000, 1500}, 0.094, 0}));
    scene.addSpots(40, 30);
    scene.spots.visible = false;
    QCOMPARE(rendered(scene.at({{2000, 1500}, 0.094, 0})), bare);
}

void TestRasterRenderer::missingIsGrey()
{
    test::TestScene scene(smooth());
    scene.addSpots(4, 3);
    scene.spots.opacity = 1;
    // Spot 6, the first that is missing, is column 2, row 1: at (2500, 1500).
    const QImage image = rendered(scene.at({{2500, 1500}, 0.25, 0}));
    QCOMPARE(image.pixel(200, 150), qRgb(211, 211, 211));
}

void TestRasterRenderer::ownColoursReplaceValues()
{
    test::TestScene scene(smooth());
    scene.addSpots(4, 3);
    scene.spots.opacity = 1;
    scene.spots.setColours(std::vector<core::Rgb>(12, core::Rgb{10, 20, 30}));
    QCOMPARE(rendered(scene.at({{2500, 1500}, 0.25, 0})).pixel(200, 150), qRgb(10, 20, 30));
}

void TestRasterRenderer::otherSpotsLieRightOfTheDivider_data()
{
    QTest::addColumn<int>("columns"); // of spots: large discs and such as come from stamps
    QTest::newRow("large") << 40;
    QTest::newRow("small") << 200;
}

/// Spots of both layers lie on the same places; up to the divider all are red, from there on blue.
void TestRasterRenderer::otherSpotsLieRightOfTheDivider()
{
    QFETCH(int, columns);
    test::TestScene scene(smooth()), other(scene.slide);
    const auto fill = [columns](test::TestScene& of, core::Rgb colour) {
        of.addSpots(columns, columns * 3 / 4);
        of.spots.setColours(std::vector<core::Rgb>(std::size_t(of.spots.count()), colour));
        of.spots.opacity = 1;
    };
    fill(scene, {255, 0, 0});
    fill(other, {0, 0, 255});
    ui::Scene now = scene.at({{2000, 1500}, 0.094, 0});
    now.tiles.draws.clear();
    now.background = Qt::black;
    now.beside = &other.spots;
    now.dividerScreenPx = 137;
    const QImage image = rendered(now);
    int left = 0, right = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QRgb px = image.pixel(x, y);
            QVERIFY(x < 137 ? qBlue(px) == 0 : qRed(px) == 0);
            left += qRed(px) > 128;
            right += qBlue(px) > 128;
        }
    QVERIFY(left > 1000 && right > 1000);
    now.dividerScreenPx = 0; // everywhere
    QCOMPARE(qRed(rendered(now).pixel(100, 150)), 0);
}

void TestRasterRenderer::cellsFillTheirGrid_data()
{
    QTest::addColumn<ViewState>("state");
    QTest::addColumn<double>("dpr");
    QTest::addColumn<double>("side");
    QTest::addColumn<double>("opacity");
    QTest::newRow("fit, cells below a px") << ViewState{{2000, 1500}, 0.094, 0} << 1.0 << 8.0 << 1.0;
    QTest::newRow("between levels") << ViewState{{1234.5, 777.7}, 0.37, 0} << 1.0 << 11.863 << 0.5;
    QTest::newRow("turned, fine screen") << ViewState{{2100, 1300}, 0.23, 31} << 2.0 << 32.0 << 0.5;
    QTest::newRow("turned by 90°") << ViewState{{1800.25, 1300.5}, 1.5, 90} << 1.25 << 16.0 << 0.5;
    QTest::newRow("edges through the middles of px")
        << ViewState{{1024, 512}, 0.03125, 0} << 1.0 << 48.0 << 0.5;
    QTest::newRow("64") << ViewState{{1024, 512}, 64, 0} << 1.0 << 11.863 << 0.7;
}

/// Every px shows the cell that its centre lies in, blended once, and the background where there is none.
void TestRasterRenderer::cellsFillTheirGrid()
{
    QFETCH(ViewState, state);
    QFETCH(double, dpr);
    QFETCH(double, side);
    QFETCH(double, opacity);
    test::TestScene scene(smooth());
    const int columns = int(4000 / side), rows = int(3000 / side);
    scene.addCells(columns, rows, side);
    scene.spots.opacity = opacity;
    ui::Scene now = scene.at(state, {400, 300}, dpr);
    now.tiles.draws.clear();
    now.background = QColor(1, 254, 3);
    const QImage image = rendered(now);
    const auto& spots = *scene.spots.spots();
    std::map<std::pair<int, int>, std::size_t> spotIn;
    for (std::size_t i = 0; i < spots.size(); ++i)
        spotIn[{spots.spots[i].arrayCol, spots.spots[i].arrayRow}] = i;
    const auto shows = [&](QRgb px, double column, double row) {
        const auto found = spotIn.find({int(std::floor(column)), int(std::floor(row))});
        core::Rgb colour{1, 254, 3};
        if (found != spotIn.end())
            for (std::size_t c = 0; c < 3; ++c)
                colour[c] = std::uint8_t(
                    colour[c] + opacity * (scene.spots.shownColours()[found->second][c] - colour[c]));
        return std::abs(qRed(px) - colour[0]) <= 2 && std::abs(qGreen(px) - colour[1]) <= 2 &&
               std::abs(qBlue(px) - colour[2]) <= 2;
    };
    int wrong = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QPointF at = now.viewport.toLevel0().map(QPointF(x + 0.5, y + 0.5) / dpr) / side;
            constexpr double Edge = 1e-6; // a px whose middle is on one belongs to either cell
            bool right = false;
            for (const double dx : {-Edge, Edge})
                for (const double dy : {-Edge, Edge})
                    right = right || shows(image.pixel(x, y), at.x() + dx, at.y() + dy);
            wrong += !right;
        }
    QCOMPARE(wrong, 0);
}

/// Without values: a line of 1 px along each edge of a cell of 32 px, and the tissue within.
void TestRasterRenderer::hollowCellsShowTheirEdges()
{
    test::TestScene scene(smooth());
    scene.addCells(6, 4, 64);
    scene.spots.setSpots(
        std::make_shared<core::PlacedSpots>(std::make_shared<core::SpotTable>(*scene.spots.spots())));
    scene.spots.opacity = 1;
    ui::Scene now = scene.at({{96, 96}, 0.5, 0}); // cell (1, 1) is around the middle of the view
    now.tiles.draws.clear();
    const QImage image = rendered(now);
    const auto& [red, green, blue] = ui::OutlineColour;
    for (int i = 0; i < 32; ++i) {
        QCOMPARE(image.pixel(184 + i, 134), qRgb(red, green, blue));
        QCOMPARE(image.pixel(184, 134 + i), qRgb(red, green, blue));
        QCOMPARE(image.pixel(215, 134 + i), qRgb(red, green, blue));
        if (i > 0 && i < 31)
            QCOMPARE(image.pixel(184 + i, 150), now.background.rgb());
    }
}

void TestRasterRenderer::aCellIsPickedWhereItIsDrawn()
{
    test::TestScene scene(smooth());
    scene.addCells(6, 4, 64);
    // Into a corner of cell 1, beyond the circle in it; cell 6 is not there, nor anything left of the grid.
    QCOMPARE(scene.spots.spotAt({64.5, 0.5}), 1);
    QCOMPARE(scene.spots.spotAt({127.5, 63.5}), 1);
    QCOMPARE(scene.spots.spotAt({32, 96}), -1);
    QCOMPARE(scene.spots.spotAt({-1, 32}), -1);
    QCOMPARE(scene.spots.spotAt({96, 96}), 6); // cell 7 is the seventh that is there
}

/// Squares of 200 px reach half way to the next spot, hexagons less far in the corners.
void TestRasterRenderer::aMarkIsPickedWhereItIsDrawn()
{
    test::TestScene scene(smooth());
    auto two = std::make_shared<core::SpotTable>();
    two->spots = {{"a", {1000, 1000}}, {"b", {1200, 1000}}};
    two->diameterLevel0Px = 100;
    two->pitchLevel0Px = 200;
    scene.spots.setSpots(std::make_shared<core::PlacedSpots>(two));
    scene.spots.setValues({1, 2});
    const auto picked = [&](core::SpotMark mark, double x, double y) {
        scene.spots.setLook(mark, {}, {});
        return scene.spots.spotAt({x, y});
    };
    QCOMPARE(picked(core::SpotMark::Disc, 1060, 1000), -1);
    QCOMPARE(picked(core::SpotMark::Square, 1095, 1095), 0);
    QCOMPARE(picked(core::SpotMark::Square, 1105, 1095), 1);
    QCOMPARE(picked(core::SpotMark::Square, 1000, 1101), -1);
    QCOMPARE(picked(core::SpotMark::Hexagon, 1095, 1095), -1);
    QCOMPARE(picked(core::SpotMark::Hexagon, 1000, 1110), 0); // its corner is 2 / √3 · 100 px below
}

void TestRasterRenderer::marksCoverTheirArea_data()
{
    QTest::addColumn<core::SpotMark>("mark");
    QTest::addColumn<double>("areaOfRadius1");
    QTest::addColumn<double>("diameterLevel0Px");
    QTest::addColumn<double>("tolerance"); // the edge is drawn as straight, which of a small disc it is not
    using enum core::SpotMark;
    QTest::newRow("disc") << Disc << M_PI << 41.0 << 0.01;
    QTest::newRow("disc from a stamp") << Disc << M_PI << 7.0 << 0.02;
    QTest::newRow("disc as small as they get") << Disc << M_PI << 1.0 << 0.25; // radius 0.75 px
    QTest::newRow("square") << Square << 4.0 << 41.0 << 0.01;
    QTest::newRow("square from a stamp") << Square << 4.0 << 7.0 << 0.06;
    QTest::newRow("hexagon") << Hexagon << 2 * std::sqrt(3.0) << 41.0 << 0.01;
    // The line takes three tenths of the radius: 1 − 0.7² of the disc are left.
    QTest::newRow("outline") << Outline << 0.51 * M_PI << 41.0 << 0.01;
}

/// A mark's anti-aliased coverage sums to its area, and its centre of gravity is its centre.
void TestRasterRenderer::marksCoverTheirArea()
{
    QFETCH(core::SpotMark, mark);
    QFETCH(double, areaOfRadius1);
    QFETCH(double, diameterLevel0Px);
    QFETCH(double, tolerance);
    test::TestScene scene(smooth());
    auto one = std::make_shared<core::SpotTable>();
    one->spots.push_back({"a", {2000.3, 1500.6}});
    one->diameterLevel0Px = diameterLevel0Px;
    scene.spots.setSpots(std::make_shared<core::PlacedSpots>(one));
    scene.spots.setColours({core::Rgb{255, 255, 255}});
    scene.spots.setLook(mark, {}, {});
    scene.spots.opacity = 1;
    const double turned = core::markReach(mark) > 1 ? 20 : 0; // a circle needs no turning
    ui::Scene now = scene.at({{2000, 1500}, 0.7, turned});
    now.tiles.draws.clear();
    now.background = Qt::black;
    const QImage image = rendered(now);
    double sum = 0;
    QPointF weighted;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const double share = qRed(image.pixel(x, y)) / 255.0;
            sum += share;
            weighted += share * QPointF(x + 0.5, y + 0.5);
        }
    const double radius = std::max(0.75, 0.7 * diameterLevel0Px / 2);
    const double area = areaOfRadius1 * radius * radius;
    QVERIFY2(std::abs(sum - area) < tolerance * area,
             qPrintable(QStringLiteral("%1 instead of %2").arg(sum).arg(area)));
    // A stamp's place is right to 1/32 px, weights to 1/256.
    const QPointF off = weighted / sum - now.viewport.toScreen().map(QPointF(2000.3, 1500.6));
    QVERIFY2(std::abs(off.x()) < 0.06 && std::abs(off.y()) < 0.06,
             qPrintable(QStringLiteral("off by %1, %2").arg(off.x()).arg(off.y())));
}

/// A measured spot over cells that are inferred between such: a dark line within white around it, and nothing
/// else of it; too small ones would hide what they lie on.
void TestRasterRenderer::measuredSpotsAreOutlinedOverCells()
{
    test::TestScene scene(smooth());
    auto cells = std::make_shared<core::SpotTable>();
    cells->shape = core::SpotShape::Cell;
    cells->diameterLevel0Px = 50;
    for (int i = 0; i < 100; ++i)
        cells->spots.push_back({std::to_string(i), {25.0 + 50 * (i % 10), 25.0 + 50 * (i / 10)}});
    auto measured = std::make_shared<core::SpotTable>();
    measured->diameterLevel0Px = 100;
    measured->spots = {{"a", {250, 250}}};
    scene.spots.setSpots(std::make_shared<core::PlacedSpots>(cells));
    scene.spots.setColours(std::vector<core::Rgb>(100, core::Rgb{200, 40, 40}));
    scene.spots.setLook(core::SpotMark::Disc, {}, {}, measured);
    scene.spots.opacity = 1;
    const auto at = [](const QImage& image, const ui::Scene& shown, double x, double y) {
        return QColor(image.pixel(shown.viewport.toScreen().map(QPointF(x, y)).toPoint()));
    };
    const ui::Scene near = scene.at({{250, 250}, 0.5, 0}); // a radius of 25 px
    QVERIFY(ui::hasLines(near));
    const QImage image = rendered(near);
    QCOMPARE(at(image, near, 250, 250), QColor(200, 40, 40));
    const auto isDark = [&](const QColor& colour) { return colour.red() < 100 && colour.green() < 100; };
    const auto darkest = [&](double x, double y) { // a line lies between px
        auto colour = at(image, near, x, y);
        for (const double dx : {-2.0, 2.0})
            if (const auto other = at(image, near, x + dx, y + dx); other.value() < colour.value())
                colour = other;
        return colour;
    };
    QVERIFY(isDark(darkest(300, 250)) && isDark(darkest(250, 200)));
    QCOMPARE(at(image, near, 330, 330), QColor(200, 40, 40));
    const ui::Scene far = scene.at({{250, 250}, 0.04, 0}); // of 2 px
    QCOMPARE(at(rendered(far), far, 300, 250), QColor(200, 40, 40));
    scene.spots.setSpots(std::make_shared<core::PlacedSpots>(cells));
    QVERIFY(!ui::hasLines(scene.at({{250, 250}, 0.5, 0})));
}

TRANSCOPE_GUI_TEST(TestRasterRenderer)
#include "tst_rasterrenderer.moc"
