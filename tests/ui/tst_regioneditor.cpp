#include "ui/slideview/regioneditor.h"

#include "tests/testsupport/testprogram.h"
#include "ui/slideview/regionpath.h"

#include <QtTest>
#include <cmath>

using namespace transcope;
using ui::RegionTool;

namespace {

/// A screen px is a level-0 px.
const ui::Viewport Plain({400, 300}, 1, {{200, 150}, 1, 0});

double areaOf(const std::vector<core::Polygon>& polygons)
{
    return core::areaLevel0Px2({{}, {}, {}, polygons});
}

core::Region square()
{
    return {"square", {}, {}, {{{{50, 50}, {250, 50}, {250, 250}, {50, 250}}, {}}}};
}

/// Draws through places with the button down.
std::optional<ui::RegionEdit> drawn(ui::RegionEditor& editor, const QPolygonF& places,
                                    Qt::KeyboardModifiers modifiers = {},
                                    const ui::Viewport& viewport = Plain)
{
    editor.press(places.front(), modifiers, viewport);
    for (qsizetype i = 1; i < places.size(); ++i)
        editor.drag(places[i], viewport);
    return editor.release(viewport);
}

} // namespace

class TestRegionEditor : public QObject
{
    Q_OBJECT
private slots:
    void aRectangleIsDrawn()
    {
        ui::RegionEditor editor;
        editor.setTool(RegionTool::Rectangle);
        const auto edit = drawn(editor, {{10, 10}, {40, 20}, {60, 40}});
        QVERIFY(edit && edit->region == -1 && edit->polygons.size() == 1);
        QCOMPARE(edit->polygons[0].outline.size(), std::size_t(4));
        QVERIFY(std::abs(areaOf(edit->polygons) - 50 * 30) < 1e-6);
        QVERIFY(!drawn(editor, {{10, 10}, {11, 11}})); // a click is none
        QVERIFY(editor.layer.isEmpty());
    }

    /// At four screen px to a slide px, turned by 90°: 80 × 40 screen px are 20 × 10 slide px.
    void itLiesWhereTheSlideIs()
    {
        const ui::Viewport turned({400, 300}, 1, {{1000, 2000}, 4, 90});
        ui::RegionEditor editor;
        editor.setTool(RegionTool::Rectangle);
        const auto edit = drawn(editor, {{200, 150}, {280, 190}}, {}, turned);
        QVERIFY(edit);
        QVERIFY(std::abs(areaOf(edit->polygons) - 200) < 1e-6);
        const QRectF bounds = ui::pathOf(edit->polygons).controlPointRect();
        QVERIFY(std::abs(bounds.width() - 10) < 1e-6 && std::abs(bounds.height() - 20) < 1e-6);
        // The press was in the middle of the view, which shows (1000, 2000).
        QVERIFY(core::contains({{}, {}, {}, edit->polygons}, {bounds.center().x(), bounds.center().y()}));
        QVERIFY(bounds.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(QPointF(1000, 2000)));
    }

    void aLassoThatCrossesItselfGivesTwoAreas()
    {
        ui::RegionEditor editor;
        editor.setTool(RegionTool::Lasso);
        // Two triangles of 100 × 50 / 2 that meet in (150, 100).
        const auto edit = drawn(editor, {{100, 50}, {200, 150}, {200, 50}, {100, 150}});
        QVERIFY(edit);
        QCOMPARE(edit->polygons.size(), std::size_t(2));
        QVERIFY(std::abs(areaOf(edit->polygons) - 5000) < 1);
    }

    void aPolygonIsClickedAndCompleted()
    {
        ui::RegionEditor editor;
        editor.setTool(RegionTool::Polygon);
        for (const QPointF corner : {QPointF(100, 100), QPointF(200, 100), QPointF(300, 50)})
            QVERIFY(!drawn(editor, {corner}));
        QVERIFY(editor.removeLastCorner());
        QVERIFY(!drawn(editor, {{200, 200}}));
        const auto edit = editor.complete(std::nullopt, Plain);
        QVERIFY(edit);
        QVERIFY(std::abs(areaOf(edit->polygons) - 5000) < 1e-6);
        for (const QPointF corner : {QPointF(100, 100), QPointF(200, 100), QPointF(200, 200)})
            QVERIFY(!drawn(editor, {corner}));
        QVERIFY(drawn(editor, {{103, 102}})); // on the first corner
        QVERIFY(!drawn(editor, {{100, 100}}));
        QVERIFY(editor.cancel() && !editor.cancel());
    }

    /// A disc of 36 px: 1017.9 px².
    void aBrushPaintsAddsAndTakesAway()
    {
        ui::RegionEditor editor;
        editor.setTool(RegionTool::Brush);
        const auto disc = drawn(editor, {{300, 100}});
        QVERIFY(disc && disc->region == -1);
        QVERIFY(std::abs(areaOf(disc->polygons) - M_PI * 18 * 18) < 20);
        editor.layer.setRegions({square()}, 0);
        const auto more = drawn(editor, {{240, 150}, {300, 150}}); // began inside
        QVERIFY(more && more->region == 0);
        // The bar is 36 px high and reaches from 250 to 300, and then half a disc.
        QVERIFY(std::abs(areaOf(more->polygons) - (40000 + 50 * 36 + M_PI * 18 * 18 / 2)) < 20);
        const auto hole = drawn(editor, {{150, 150}}, Qt::AltModifier);
        QVERIFY(hole && hole->region == 0);
        QCOMPARE(hole->polygons.size(), std::size_t(1));
        QCOMPARE(hole->polygons[0].holes.size(), std::size_t(1));
        QVERIFY(std::abs(areaOf(hole->polygons) - (40000 - M_PI * 18 * 18)) < 20);
        editor.setTool(RegionTool::Rectangle);
        const auto nothing = drawn(editor, {{20, 20}, {290, 290}}, Qt::AltModifier);
        QVERIFY(nothing && nothing->region == 0 && nothing->polygons.empty());
        const auto apart = drawn(editor, {{300, 10}, {340, 40}}, Qt::ShiftModifier);
        QVERIFY(apart && apart->region == 0);
        QCOMPARE(apart->polygons.size(), std::size_t(2));
    }

    void cornersAndTheWholeAreMoved()
    {
        ui::RegionEditor editor;
        editor.layer.setRegions({square()}, 0);
        QVERIFY(!editor.press({150, 150}, {}, Plain)); // inside: that is for spots and for panning
        const auto corner = drawn(editor, {{252, 52}, {300, 50}, {352, 50}});
        QVERIFY(corner && corner->region == 0);
        QVERIFY(std::abs(areaOf(corner->polygons) - (40000 + 102 * 200 / 2)) < 1e-6);
        const auto moved = drawn(editor, {{150, 50}, {150, 80}});
        QVERIFY(moved);
        QCOMPARE(moved->polygons[0].outline[0], (core::PointD{50, 80}));
        QVERIFY(!drawn(editor, {{150, 50}, {151, 50}})); // a hand that trembles
        const auto more = editor.complete(QPointF(150, 50), Plain);
        QVERIFY(more && more->polygons[0].outline.size() == 5);
        const auto fewer = editor.complete(QPointF(250, 50), Plain);
        QVERIFY(fewer && fewer->polygons[0].outline.size() == 3);
        editor.layer.setRegions({square()}, -1);
        QVERIFY(!editor.press({250, 50}, {}, Plain));
        QCOMPARE(editor.layer.regionAt({250, 100}, Plain), 0);
        QCOMPARE(editor.layer.regionAt({150, 150}, Plain), -1);
    }

    void linesLoseWhatLiesOnThem()
    {
        const QPolygonF line{{0, 0}, {10, 0.3}, {20, 0}, {20, 30}};
        QCOMPARE(ui::simplerLine(line, 0.5), (QPolygonF{{0, 0}, {20, 0}, {20, 30}}));
        QCOMPARE(ui::simplerLine(line, 0.2), line);
    }
};

TRANSCOPE_GUI_TEST(TestRegionEditor)
#include "tst_regioneditor.moc"
