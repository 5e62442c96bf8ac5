#include "tests/testsupport/fakeslide.h"
#include "ui/slideview/slideview.h"

#include <QSignalSpy>
#include <QTest>

using namespace transcope;

class TestSlideView : public QObject
{
    Q_OBJECT
private slots:
    void showsTheWholeSlideAtFirst();
};

void TestSlideView::showsTheWholeSlideAtFirst()
{
    ui::SlideView view;
    view.resize(800, 600);
    view.setSlide(std::make_shared<test::FakeSlide>(core::SizeI{4000, 3000}));
    QTRY_VERIFY(view.isSettled());
    // 800 × 0.94 / 4000 = 600 × 0.94 / 3000
    QCOMPARE(view.view().screenPxPerSlidePx, 0.188);
}

QTEST_MAIN(TestSlideView)
#include "tst_slideview.moc"
