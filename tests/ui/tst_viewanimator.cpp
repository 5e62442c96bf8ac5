#include "tests/testsupport/testprogram.h"
#include "ui/slideview/viewanimator.h"

#include <QSignalSpy>
#include <QTest>

using namespace transcope;
using ui::ViewAnimator;
using ui::ViewState;

class TestViewAnimator : public QObject
{
    Q_OBJECT
private slots:
    void zoomKeepsTheAnchorAllTheWay();
    void wheelClicksAddUp();
    void zoomStopsAtTheLimit();
    void movesToAView();
    void glideSlowsDown();
    void settingAStateStops();
};

namespace {

const QSizeF Size(800, 600);
const core::SizeI Slide{20000, 15000};

void prepare(ViewAnimator& animator, const ViewState& state)
{
    animator.setFrame(Size, Slide);
    animator.setState(state);
}

/// Steps of 16 ms until it stops; returns their number.
int run(ViewAnimator& animator)
{
    int steps = 0;
    for (; animator.isMoving() && steps < 1000; ++steps)
        animator.advance(0.016);
    return steps;
}

} // namespace

void TestViewAnimator::zoomKeepsTheAnchorAllTheWay()
{
    ViewAnimator animator;
    prepare(animator, {{9000, 7000}, 0.1, 0});
    const QPointF anchor(600, 100);
    const QPointF under = ui::Viewport(Size, 1, animator.state()).toLevel0().map(anchor);
    animator.zoomAbout(anchor, 3);
    double last = 0.1;
    while (animator.isMoving()) {
        animator.advance(0.016);
        QVERIFY(animator.state().screenPxPerSlidePx > last);
        last = animator.state().screenPxPerSlidePx;
        const QPointF off = ui::Viewport(Size, 1, animator.state()).toLevel0().map(anchor) - under;
        QVERIFY(off.manhattanLength() * last < 0.01);
    }
    QCOMPARE(last, 0.1 * 3);
}

void TestViewAnimator::wheelClicksAddUp()
{
    ViewAnimator animator;
    prepare(animator, {{9000, 7000}, 0.1, 0});
    animator.zoomAbout({400, 300}, 1.3);
    animator.advance(0.016);
    animator.zoomAbout({400, 300}, 1.3);
    QCOMPARE(animator.destination().screenPxPerSlidePx, 0.1 * 1.3 * 1.3);
    const int steps = run(animator);
    QCOMPARE(animator.state().screenPxPerSlidePx, 0.1 * 1.3 * 1.3);
    QVERIFY2(steps < 40, "the way takes well under a second");
}

void TestViewAnimator::zoomStopsAtTheLimit()
{
    ViewAnimator animator;
    prepare(animator, {{9000, 7000}, 50, 0});
    animator.zoomAbout({0, 0}, 10);
    run(animator);
    QCOMPARE(animator.state().screenPxPerSlidePx, 64.0);
}

void TestViewAnimator::movesToAView()
{
    ViewAnimator animator;
    prepare(animator, {{9000, 7000}, 0.1, 170});
    QSignalSpy moved(&animator, &ViewAnimator::moved), stopped(&animator, &ViewAnimator::stopped);
    const ViewState goal{{1000, 2000}, 1, -170};
    animator.moveTo(goal);
    animator.advance(0.016);
    QVERIFY(animator.state().rotationDegrees > 170); // the short way round
    run(animator);
    QCOMPARE(animator.state(), goal);
    QVERIFY(moved.size() > 5);
    QCOMPARE(stopped.size(), 1);
}

void TestViewAnimator::glideSlowsDown()
{
    ViewAnimator animator;
    prepare(animator, {{9000, 7000}, 1, 0});
    animator.glide({-1000, 0});
    animator.advance(0.016);
    QCOMPARE(animator.state().centreLevel0Px, QPointF(9016, 7000));
    run(animator);
    // The sum of 1000 · exp(-t / 0.28) is at most 1000 · 0.28 px, and a step more.
    QVERIFY(animator.state().centreLevel0Px.x() > 9200);
    QVERIFY(animator.state().centreLevel0Px.x() < 9000 + 280 + 16);
}

void TestViewAnimator::settingAStateStops()
{
    ViewAnimator animator;
    prepare(animator, {{9000, 7000}, 1, 0});
    animator.zoomAbout({10, 10}, 2);
    animator.setState({{1, 2}, 3, 0});
    QVERIFY(!animator.isMoving());
    QCOMPARE(animator.destination(), (ViewState{{1, 2}, 3, 0}));
}

TRANSCOPE_TEST(TestViewAnimator)
#include "tst_viewanimator.moc"
