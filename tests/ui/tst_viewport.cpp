#include "tests/testsupport/testprogram.h"
#include "ui/slideview/viewport.h"

#include <QTest>

using namespace transcope;
using ui::ViewState;

class TestViewport : public QObject
{
    Q_OBJECT
private slots:
    void mapsBothWays_data();
    void mapsBothWays();
    void turnsClockwise();
    void fitsWithMargin();
    void fitsATurnedSlide();
    void zoomKeepsTheAnchor();
    void limits_data();
    void limits();
    void oneToOneFallsOntoPhysicalPx();
};

namespace {

const QSizeF Size(801, 601);

bool near(QPointF a, QPointF b, double tolerance = 1e-6)
{
    return std::abs(a.x() - b.x()) < tolerance && std::abs(a.y() - b.y()) < tolerance;
}

} // namespace

void TestViewport::mapsBothWays_data()
{
    QTest::addColumn<ViewState>("state");
    QTest::newRow("fit") << ViewState{{4635, 4960}, 0.0605, 0};
    QTest::newRow("1:1") << ViewState{{100.25, 3}, 1, 0};
    QTest::newRow("64") << ViewState{{99999.5, 77777.25}, 64, 0};
    QTest::newRow("turned") << ViewState{{500, 600}, 0.37, 33};
}

void TestViewport::mapsBothWays()
{
    QFETCH(ViewState, state);
    const ui::Viewport viewport(Size, 1, state);
    const QPointF screen(123.4, 56.7);
    QVERIFY(near(viewport.toScreen().map(viewport.toLevel0().map(screen)), screen));
    // The centre is in the middle, but for the snapping of 1:1 and 64 by at most half a px.
    QVERIFY(near(viewport.toScreen().map(state.centreLevel0Px), {400.5, 300.5}, 0.501));
}

void TestViewport::turnsClockwise()
{
    const ui::Viewport viewport(Size, 1, {{500, 600}, 2, 90});
    // What lies 10 px to the right of the centre on the slide is 2 · 10 px below it on the screen.
    QVERIFY(near(viewport.toScreen().map(QPointF(510, 600)), {400.5, 320.5}));
}

void TestViewport::fitsWithMargin()
{
    const ViewState fit = ui::fittingView({1000, 500}, {10000, 10000});
    QCOMPARE(fit.centreLevel0Px, QPointF(5000, 5000));
    QCOMPARE(fit.screenPxPerSlidePx, 0.94 * 500 / 10000);
}

void TestViewport::fitsATurnedSlide()
{
    // Turned by 90°, the slide's height lies along the widget's width.
    QCOMPARE(ui::fittingView({1000, 500}, {1000, 4000}, 90).screenPxPerSlidePx, 0.94 * 1000 / 4000);
}

void TestViewport::zoomKeepsTheAnchor()
{
    const ViewState before{{3000, 2000}, 0.3, 20};
    const QPointF anchor(700, 80);
    const QPointF under = ui::Viewport(Size, 1, before).toLevel0().map(anchor);
    const ViewState after = ui::zoomedAbout(before, Size, anchor, 1.7);
    QCOMPARE(after.screenPxPerSlidePx, 1.7);
    QVERIFY(near(ui::Viewport(Size, 1, after).toLevel0().map(anchor), under, 1e-3));
}

void TestViewport::limits_data()
{
    QTest::addColumn<double>("scale");
    QTest::addColumn<double>("expected");
    QTest::newRow("too far out") << 0.001 << 0.094; // 0.94 · 1000 / 10000
    QTest::newRow("too far in") << 1000.0 << 64.0;
    QTest::newRow("between") << 3.0 << 3.0;
}

void TestViewport::limits()
{
    QFETCH(double, scale);
    QFETCH(double, expected);
    const ViewState limited = ui::limitedView({{-50, 20000}, scale, 0}, {1000, 1000}, {10000, 10000});
    QCOMPARE(limited.screenPxPerSlidePx, expected);
    QCOMPARE(limited.centreLevel0Px, QPointF(0, 10000));
}

void TestViewport::oneToOneFallsOntoPhysicalPx()
{
    const ui::Viewport viewport(Size, 1.5, {{1000.3, 2000.7}, 2 / 1.5, 0});
    const QPointF physical = viewport.toScreen().map(QPointF(7, 9)) * 1.5;
    QVERIFY(near(physical, {std::round(physical.x()), std::round(physical.y())}));
}

TRANSCOPE_TEST(TestViewport)
#include "tst_viewport.moc"
