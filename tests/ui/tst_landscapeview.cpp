#include "core/surface/spotground.h"
#include "tests/testsupport/testprogram.h"
#include "ui/landscape/landscapeview.h"

#include "core/spots/lattice.h"

#include <QtTest>

using namespace transcope;

namespace {

/// 6 × 5 spots, 100 px apart.
core::SpotTable grid()
{
    return core::makeLattice(core::Lattice::Square, {600, 500}, 100, 50);
}

} // namespace

class TestLandscapeView : public QObject
{
    Q_OBJECT
private slots:
    void surfaceHasTwoTrianglesPerCell()
    {
        ui::LandscapeScene scene;
        const auto spots = grid();
        scene.setSurface(spots, core::neighbouringSpots(spots), std::vector<float>(30, 1.F), {});
        QCOMPARE(scene.triangleCount(), 2 * 5 * 4);
    }

    void missingSpotsLeaveAHole()
    {
        ui::LandscapeScene scene;
        const auto spots = grid();
        std::vector<float> values(30, 1.F);
        // Four in a row in the middle of row 2: their neighbours are at least 5 pitches apart along the row,
        // and 2 pitches across it, so only the triangles across remain.
        scene.setSurface(spots, core::neighbouringSpots(spots), values, {});
        const int whole = scene.triangleCount();
        for (int column = 0; column < 6; ++column) {
            values[static_cast<std::size_t>(6 + column)] = NAN;
            values[static_cast<std::size_t>(12 + column)] = NAN;
        }
        scene.setSurface(spots, core::neighbouringSpots(spots), values,
                         {}); // rows 0 and 3 are 3 pitches apart: nothing may bridge them
        QCOMPARE(whole, 40);
        QCOMPARE(scene.triangleCount(), 2 * 5 * 1); // between rows 3 and 4
    }

    void tooFewSpotsGiveNoSurface()
    {
        ui::LandscapeScene scene;
        const auto spots = grid();
        std::vector<float> values(30, NAN);
        values[0] = values[1] = 1;
        scene.setSurface(spots, core::neighbouringSpots(spots), values, {});
        QVERIFY(scene.isEmpty());
        scene.setSurface({}, {}, {}, {});
        QVERIFY(scene.isEmpty());
    }

    void fewSpotsAreTheGroundThemselves()
    {
        const core::SpotGround ground(std::make_shared<const core::SpotTable>(grid()));
        QCOMPARE(ground.points().size(), std::size_t(30));
        QCOMPARE(ground.triangles().size(), std::size_t(2 * 5 * 4));
        const std::vector<float> values(30, 2.5F);
        QCOMPARE(ground.heights(values), values);
    }

    // 400 × 400 spots 10 px apart: 160,000 of 3,990 px square, so squares of 39.9 px and about 4 × 4 spots.
    void manySpotsAreThinned()
    {
        const auto spots =
            std::make_shared<core::SpotTable>(core::makeLattice(core::Lattice::Square, {4000, 4000}, 10, 5));
        QCOMPARE(spots->size(), std::size_t(160'000));
        const core::SpotGround ground(spots);
        QVERIFY(ground.points().size() > 9'000 && ground.points().size() < 11'000);
        // x is its own mean: of each square's spots, and of the place that stands for them.
        std::vector<float> values;
        for (const auto& spot : spots->spots)
            values.push_back(float(spot.centreLevel0Px.x));
        auto heights = ground.heights(values);
        for (std::size_t i = 0; i < heights.size(); ++i)
            QVERIFY(std::abs(double(heights[i]) - ground.points().spots[i].centreLevel0Px.x) < 0.01);
        // What is unknown in half of the section is unknown in half of the landscape.
        for (std::size_t i = 0; i < values.size(); ++i)
            if (spots->spots[i].centreLevel0Px.x > 2000)
                values[i] = NAN;
        heights = ground.heights(values);
        const auto unknown = std::ranges::count_if(heights, [](float height) { return std::isnan(height); });
        QVERIFY(std::abs(double(unknown) / double(heights.size()) - 0.5) < 0.02);
    }

    void drawsTheColoursOfTheScale()
    {
        if (!ui::LandscapeView::isSupported())
            QSKIP("No OpenGL 3.3 on this display");
        ui::LandscapeView view;
        view.resize(300, 200);
        core::Image tissue(60, 50);
        for (std::size_t i = 0; i < tissue.rgb.size(); i += 3)
            tissue.rgb[i] = 255; // red
        view.setTissue(tissue, {600, 500});
        const core::ColourScale scale{core::ColourMap::Viridis, 0, 1};
        view.setSurface(grid(), core::neighbouringSpots(grid()), std::vector<float>(30, 1.F),
                        scale); // all of the map's last colour: yellow
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const auto yellowAndRed = [&] {
            const QImage picture = view.grabFramebuffer();
            bool yellow = false;
            bool red = false;
            for (int y = 0; y < picture.height(); ++y) {
                for (int x = 0; x < picture.width(); ++x) {
                    const QColor colour = picture.pixelColor(x, y);
                    yellow = yellow || (colour.red() > 150 && colour.green() > 150 && colour.blue() < 100);
                    red = red || (colour.red() > 200 && colour.green() < 60 && colour.blue() < 60);
                }
            }
            return yellow && red;
        };
        QTRY_VERIFY(yellowAndRed());
    }

    void theWholeSurfaceIsInView_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("flat") << QSize(600, 120);
        QTest::newRow("tall") << QSize(180, 500);
    }
    void theWholeSurfaceIsInView()
    {
        if (!ui::LandscapeView::isSupported())
            QSKIP("No OpenGL 3.3 on this display");
        QFETCH(QSize, size);
        ui::LandscapeView view;
        view.setSurface(grid(), core::neighbouringSpots(grid()), std::vector<float>(30, 1.F),
                        {core::ColourMap::Viridis, 0, 1}); // yellow
        view.resize(300, 300);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.resize(size);
        QTRY_COMPARE(view.grabFramebuffer().size(), size * view.devicePixelRatioF());
        const QImage picture = view.grabFramebuffer();
        QRect yellow;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x) {
                const QColor colour = picture.pixelColor(x, y);
                if (colour.red() > 100 && colour.blue() < colour.red() / 2)
                    yellow |= QRect(x, y, 1, 1);
            }
        }
        QVERIFY(!yellow.isEmpty());
        QVERIFY(picture.rect().adjusted(1, 1, -1, -1).contains(yellow)); // nothing reaches the border
        // And it fills what the shape allows: most of the height, or most of the width.
        QVERIFY(yellow.width() > picture.width() * 0.8 || yellow.height() > picture.height() * 0.6);
    }
};

TRANSCOPE_GUI_TEST(TestLandscapeView)
#include "tst_landscapeview.moc"
