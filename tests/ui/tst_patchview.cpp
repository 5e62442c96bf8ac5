#include "tests/testsupport/testprogram.h"
#include "ui/panels/patchview.h"

#include <QtTest>
#include <cmath>

using namespace transcope;

namespace {

constexpr int SizePx = 32;

/// A white patch of 100 px of level 0 and one of 200 px, where the model looks at the left half of the first,
/// and evenly in its lowest rows.
ui::InspectedSpot inspectedSpot()
{
    ui::InspectedSpot spot;
    spot.patches.count = 1;
    spot.patches.sizePx = SizePx;
    spot.patches.levels.assign(2, std::vector<std::uint8_t>(3 * SizePx * SizePx, 255));
    spot.sidesLevel0Px = {100, 200};
    std::vector<float> looked(SizePx * SizePx, 0.5F);
    std::fill(looked.end() - 10 * SizePx, looked.end(), 1.F);
    for (int y = 0; y < SizePx; ++y)
        for (int x = 0; x < SizePx / 2 && y < SizePx - 10; ++x)
            looked[std::size_t(y * SizePx + x)] = 2;
    spot.attention = {looked, {}};
    return spot;
}

core::SpotTable spotAt(double x, double y)
{
    core::SpotTable table;
    table.spots = {{"1x1", {x, y}}};
    table.diameterLevel0Px = 40;
    return table;
}

QColor at(const QImage& picture, const QRect& place, double x, double y)
{
    return picture.pixelColor(place.left() + int(x * place.width()), place.top() + int(y * place.height()));
}

/// Of all px in a part of the patch, how many are not white.
int marksIn(const QImage& picture, const QRect& place, const QRectF& part)
{
    int marks = 0;
    for (double y = part.top(); y < part.bottom(); y += 0.01)
        for (double x = part.left(); x < part.right(); x += 0.01)
            marks += at(picture, place, x, y) != QColor(Qt::white);
    return marks;
}

} // namespace

class TestPatchView : public QObject
{
    Q_OBJECT
private slots:
    void allLevelsAreShownAsLargeAsTheyFit()
    {
        ui::PatchView view;
        view.setSpot(inspectedSpot(), spotAt(500, 500), {1000, 1000}, 0.5);
        QCOMPARE(view.patchCount(), 2);
        view.resize(600, 300);
        QVERIFY(view.patchRect(1).left() > view.patchRect(0).right()); // side by side
        view.resize(250, 600);
        QVERIFY(view.patchRect(1).top() > view.patchRect(0).bottom()); // one below the other
        QVERIFY(view.rect().contains(view.patchRect(0)) && view.rect().contains(view.patchRect(1)));
        view.clear();
        QCOMPARE(view.patchCount(), 0);
    }

    void attentionCanBeSwitchedOff()
    {
        ui::PatchView view;
        view.resize(600, 300);
        view.setSpot(inspectedSpot(), spotAt(500, 500), {1000, 1000}, 0.5);
        QVERIFY(view.hasAttention());
        const QRect first = view.patchRect(0), second = view.patchRect(1);
        const QImage on = view.grab().toImage();
        QVERIFY(at(on, first, 0.1, 0.1) != at(on, first, 0.9, 0.1)); // twice even, and half
        QVERIFY(at(on, first, 0.9, 0.1) != QColor(Qt::white));
        QCOMPARE(at(on, first, 0.9, 0.8), QColor(Qt::white));  // even attention covers nothing
        QCOMPARE(at(on, second, 0.1, 0.1), QColor(Qt::white)); // of this level nothing is known
        view.setAttentionVisible(false);
        QCOMPARE(at(view.grab().toImage(), first, 0.1, 0.1), QColor(Qt::white));
    }

    // The spot lies 25 px from the slide's left border: of 100 px the left quarter is beyond it.
    void whatLiesBeyondTheSlideIsHatched()
    {
        ui::PatchView view;
        view.resize(600, 300);
        view.setAttentionVisible(false);
        view.setSpot(inspectedSpot(), spotAt(25, 500), {1000, 1000}, {});
        const QRect first = view.patchRect(0);
        const QImage picture = view.grab().toImage();
        QVERIFY(marksIn(picture, first, {0.02, 0.1, 0.2, 0.6}) > 50);
        QCOMPARE(marksIn(picture, first, {0.75, 0.1, 0.2, 0.6}), 0);
    }
};

TRANSCOPE_GUI_TEST(TestPatchView)
#include "tst_patchview.moc"
