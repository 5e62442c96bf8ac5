#include "tests/testsupport/fakeslide.h"
#include "tests/testsupport/testprogram.h"
#include "ui/slideview/slideview.h"
#include "ui/slideview/viewport.h"

#include <QMimeData>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QtGui>

using namespace transcope;
using ui::SlideView;
using ui::ViewState;

class TestSlideView : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void showsTheEmptyStateWithoutASlide();
    void showsTheWholeSlideAtFirst();
    void staysFittedWhenResized();
    void wheelZoomsAboutTheCursor();
    void dragPans_data();
    void dragPans();
    void shiftDragTurns();
    void keys_data();
    void keys();
    void letterOTogglesTheOverlay();
    void controlWheelChangesOpacity();
    void clickFindsTheSpot_data();
    void clickFindsTheSpot();
    void dragIsNoClick();
    void hoverTellsPositionAndSpot();
    void minimapMovesTheView();
    void colourBarChangesTheRange();
    void doubleClickOnTheColourBarResetsTheRange();
    void setViewIsSilent();
    void parentsStayUntilTilesArrive();
    void failedTilesAreHatchedAndReportedOnce();
    void theScaleThatIsSetWinsOverTheSlides();
    void newSlideDropsSpots();
    void droppedFilesAreReported();
    void changingValuesIsQuick();

private:
    QPointF screenOf(QPointF level0) const;
    void drag(QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton,
              Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void wheel(QPointF at, int angle, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void waitUntilSettled();

    std::unique_ptr<SlideView> m_view;
    std::shared_ptr<core::SpotTable> m_spots;
};

namespace {

const core::SizeI SlideSize{4000, 3000};

bool near(QPointF a, QPointF b, double tolerance)
{
    return std::hypot(a.x() - b.x(), a.y() - b.y()) <= tolerance;
}

} // namespace

void TestSlideView::init()
{
    m_spots = std::make_shared<core::SpotTable>();
    for (int i = 0; i < 12; ++i)
        m_spots->spots.push_back(
            {QString::number(i).toStdString(), {500.0 + 1000 * (i % 4), 500.0 + 1000 * (i / 4)}});
    m_spots->diameterLevel0Px = 300;
    m_view = std::make_unique<SlideView>();
    m_view->resize(800, 600);
    m_view->setSlide(std::make_shared<test::FakeSlide>(SlideSize));
    m_view->setSpots(std::make_shared<core::PlacedSpots>(m_spots));
    m_view->setValues({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10});
    m_view->setColourScale({core::ColourMap::Viridis, 2, 8}, "DDX5");
    m_view->show();
    waitUntilSettled();
}

void TestSlideView::cleanup()
{
    m_view.reset();
}

void TestSlideView::waitUntilSettled()
{
    QVERIFY(QTest::qWaitFor([this] { return m_view->isSettled(); }, 10000));
}

QPointF TestSlideView::screenOf(QPointF level0) const
{
    return ui::Viewport(QSizeF(m_view->size()), 1, m_view->view()).toScreen().map(level0);
}

void TestSlideView::drag(QPoint from, QPoint to, Qt::MouseButton button, Qt::KeyboardModifiers modifiers)
{
    QTest::mousePress(m_view.get(), button, modifiers, from);
    const auto moveTo = [&](QPoint at) {
        QMouseEvent move(QEvent::MouseMove, at, m_view->mapToGlobal(at), Qt::NoButton, button, modifiers);
        QCoreApplication::sendEvent(m_view.get(), &move);
    };
    moveTo((from + to) / 2);
    moveTo(to);
    moveTo(to); // at rest
    QTest::mouseRelease(m_view.get(), button, modifiers, to);
}

void TestSlideView::wheel(QPointF at, int angle, Qt::KeyboardModifiers modifiers)
{
    QWheelEvent event(at, m_view->mapToGlobal(at), {}, {0, angle}, Qt::NoButton, modifiers, Qt::NoScrollPhase,
                      false);
    QCoreApplication::sendEvent(m_view.get(), &event);
}

void TestSlideView::showsTheEmptyStateWithoutASlide()
{
    SlideView empty;
    empty.resize(500, 400);
    QVERIFY(empty.isSettled());
    const QImage image = empty.grabView();
    QCOMPARE(image.size(), QSize(500, 400));
    QSet<QRgb> colours;
    for (int x = 150; x < 350; ++x)
        for (int y = 150; y < 260; ++y)
            colours.insert(image.pixel(x, y));
    QVERIFY(colours.size() > 10); // frame and text
    QTest::keyClick(&empty, Qt::Key_Plus);
    QTest::mouseClick(&empty, Qt::LeftButton, {}, {100, 100});
}

void TestSlideView::showsTheWholeSlideAtFirst()
{
    // 800 · 0.94 / 4000 = 600 · 0.94 / 3000
    QCOMPARE(m_view->view(), (ViewState{{2000, 1500}, 0.188, 0}));
}

void TestSlideView::staysFittedWhenResized()
{
    m_view->resize(400, 600);
    QCOMPARE(m_view->view().screenPxPerSlidePx, 0.094);
    m_view->setView({{1000, 1000}, 2, 0});
    m_view->resize(800, 600);
    QCOMPARE(m_view->view(), (ViewState{{1000, 1000}, 2, 0}));
}

void TestSlideView::wheelZoomsAboutTheCursor()
{
    QSignalSpy changed(m_view.get(), &SlideView::viewChanged);
    const QPointF cursor = screenOf({1000, 800});
    wheel(cursor, 120);
    wheel(cursor, 120);
    waitUntilSettled();
    QCOMPARE(m_view->view().screenPxPerSlidePx, 0.188 * 1.3 * 1.3);
    QVERIFY(near(screenOf({1000, 800}), cursor, 0.05));
    QVERIFY(changed.size() > 3); // smoothly
    for (int i = 0; i < 60; ++i)
        wheel(cursor, 120);
    waitUntilSettled();
    QCOMPARE(m_view->view().screenPxPerSlidePx, 64.0);
    for (int i = 0; i < 60; ++i)
        wheel(cursor, -120);
    waitUntilSettled();
    QCOMPARE(m_view->view().screenPxPerSlidePx, 0.188);
}

void TestSlideView::dragPans_data()
{
    QTest::addColumn<Qt::MouseButton>("button");
    QTest::newRow("left") << Qt::LeftButton;
    QTest::newRow("middle") << Qt::MiddleButton;
}

void TestSlideView::dragPans()
{
    QFETCH(Qt::MouseButton, button);
    m_view->setView({{2000, 1500}, 0.5, 0});
    QSignalSpy changed(m_view.get(), &SlideView::viewChanged);
    const QPoint from(300, 300);
    const QPointF grabbed =
        ui::Viewport(QSizeF(m_view->size()), 1, m_view->view()).toLevel0().map(QPointF(from));
    QTest::mousePress(m_view.get(), button, {}, from);
    for (const QPoint& at : {QPoint(320, 310), QPoint(400, 350)}) {
        QMouseEvent move(QEvent::MouseMove, at, m_view->mapToGlobal(at), Qt::NoButton, button, {});
        QCoreApplication::sendEvent(m_view.get(), &move);
        QVERIFY(near(screenOf(grabbed), at, 0.6)); // what was grabbed stays under the cursor
    }
    QCOMPARE(changed.size(), 2);
    QTest::mouseRelease(m_view.get(), button, {}, {400, 350});
}

void TestSlideView::shiftDragTurns()
{
    // From right of the middle to below it: a quarter turn clockwise.
    drag({600, 300}, {400, 500}, Qt::LeftButton, Qt::ShiftModifier);
    QVERIFY(std::abs(m_view->view().rotationDegrees - 90) < 1e-6);
    QCOMPARE(m_view->view().centreLevel0Px, QPointF(2000, 1500));
}

void TestSlideView::keys_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<ViewState>("expected");
    // A step is 15 % of 800 × 600 px, that is 240 × 180 level-0 px at 0.5.
    QTest::newRow("left") << Qt::Key_Left << ViewState{{1760, 1500}, 0.5, 0};
    QTest::newRow("right") << Qt::Key_Right << ViewState{{2240, 1500}, 0.5, 0};
    QTest::newRow("up") << Qt::Key_Up << ViewState{{2000, 1320}, 0.5, 0};
    QTest::newRow("down") << Qt::Key_Down << ViewState{{2000, 1680}, 0.5, 0};
    QTest::newRow("+") << Qt::Key_Plus << ViewState{{2000, 1500}, 0.8, 0};
    QTest::newRow("-") << Qt::Key_Minus << ViewState{{2000, 1500}, 0.3125, 0};
    QTest::newRow("0") << Qt::Key_0 << ViewState{{2000, 1500}, 0.188, 0};
    QTest::newRow("1") << Qt::Key_1 << ViewState{{2000, 1500}, 1, 0};
}

void TestSlideView::keys()
{
    QFETCH(Qt::Key, key);
    QFETCH(ViewState, expected);
    m_view->setView({{2000, 1500}, 0.5, 0});
    QTest::keyClick(m_view.get(), key);
    waitUntilSettled();
    const ViewState found = m_view->view();
    QVERIFY(near(found.centreLevel0Px, expected.centreLevel0Px, 0.01));
    QCOMPARE(found.screenPxPerSlidePx, expected.screenPxPerSlidePx);
}

void TestSlideView::letterOTogglesTheOverlay()
{
    QSignalSpy changed(m_view.get(), &SlideView::overlayVisibleChanged);
    const QImage with = m_view->grabView();
    QTest::keyClick(m_view.get(), Qt::Key_O);
    QVERIFY(!m_view->isOverlayVisible());
    QVERIFY(m_view->grabView() != with);
    QTest::keyClick(m_view.get(), Qt::Key_O);
    QCOMPARE(changed.size(), 2);
    QVERIFY(m_view->isOverlayVisible());
}

void TestSlideView::controlWheelChangesOpacity()
{
    QSignalSpy changed(m_view.get(), &SlideView::overlayOpacityChanged);
    wheel({400, 300}, -120, Qt::ControlModifier);
    QCOMPARE(m_view->overlayOpacity(), 0.75 - 0.05);
    for (int i = 0; i < 30; ++i)
        wheel({400, 300}, -120, Qt::ControlModifier);
    QCOMPARE(m_view->overlayOpacity(), 0.0);
    QCOMPARE(changed.size(), 31);
    QCOMPARE(m_view->view().screenPxPerSlidePx, 0.188);
}

void TestSlideView::clickFindsTheSpot_data()
{
    QTest::addColumn<ViewState>("state");
    QTest::addColumn<QPointF>("level0");
    QTest::addColumn<int>("spot");
    const ViewState whole{{2000, 1500}, 0.188, 0}, turned{{1500, 1500}, 0.3, 120};
    QTest::newRow("middle of a spot") << whole << QPointF(1500, 1500) << 5;
    QTest::newRow("just inside") << whole << QPointF(1500 - 140, 1500) << 5;
    QTest::newRow("just outside") << whole << QPointF(1500 - 160, 1500) << -1;
    QTest::newRow("turned") << turned << QPointF(500, 1500) << 4;
    QTest::newRow("1:1") << ViewState{{1500, 500}, 1, 0} << QPointF(1500 + 100, 500 + 100) << 1;
}

void TestSlideView::clickFindsTheSpot()
{
    QFETCH(ViewState, state);
    QFETCH(QPointF, level0);
    QFETCH(int, spot);
    m_view->setView(state);
    QSignalSpy clicked(m_view.get(), &SlideView::spotClicked),
        position(m_view.get(), &SlideView::positionClicked);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, screenOf(level0).toPoint());
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(clicked.at(0).at(0).toInt(), spot);
    // To the screen px.
    QVERIFY(near(position.at(0).at(0).toPointF(), level0, 1 / state.screenPxPerSlidePx));
}

void TestSlideView::dragIsNoClick()
{
    m_view->setView({{2000, 1500}, 0.5, 0});
    QSignalSpy clicked(m_view.get(), &SlideView::spotClicked);
    drag({300, 300}, {360, 340});
    QCOMPARE(clicked.size(), 0);
}

void TestSlideView::hoverTellsPositionAndSpot()
{
    QSignalSpy moved(m_view.get(), &SlideView::cursorMoved);
    const QPoint at = screenOf({2500, 1500}).toPoint();
    const QImage before = m_view->grabView();
    QMouseEvent move(QEvent::MouseMove, at, m_view->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
    QCoreApplication::sendEvent(m_view.get(), &move);
    QVERIFY(near(moved.last().at(0).toPointF(), {2500, 1500}, 6));
    QCOMPARE(moved.last().at(1).toInt(), 6);
    QVERIFY(m_view->grabView() != before); // highlighted
}

void TestSlideView::minimapMovesTheView()
{
    m_view->setView({{2000, 1500}, 2, 0});
    m_view->grabView();
    QSignalSpy changed(m_view.get(), &SlideView::viewChanged);
    // The map is at most 170 px wide, 12 px from the corner, with a frame of 3 px; its upper left corner is
    // the slide's.
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, {800 - 12 - 3 - 170 + 1, 12 + 3 + 1});
    QVERIFY(near(m_view->view().centreLevel0Px, {24, 24}, 25));
    QMouseEvent move(QEvent::MouseMove, QPointF(800 - 16, 12 + 130), m_view->mapToGlobal(QPointF(784, 142)),
                     Qt::NoButton, Qt::LeftButton, {});
    QCoreApplication::sendEvent(m_view.get(), &move);
    QVERIFY(near(m_view->view().centreLevel0Px, {4000, 3000}, 60));
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, {784, 142});
    QCOMPARE(changed.size(), 2);
    QCOMPARE(m_view->view().screenPxPerSlidePx, 2.0);
}

void TestSlideView::colourBarChangesTheRange()
{
    const QImage before = m_view->grabView();
    QSignalSpy changed(m_view.get(), &SlideView::colourRangeChanged);
    // The bar is 0.34 · 800 = 272 px wide, 12 px from the corner; values 0..10 lie within 13 px of its ends.
    const double left = 800 - 12 - 272 + 13, width = 272 - 26;
    const int y = 600 - 12 - 38;
    drag({int(left + 0.8 * width), y}, {int(left + 0.5 * width), y});
    QVERIFY(changed.size() >= 1);
    QCOMPARE(changed.last().at(0).toDouble(), 2.0);
    QVERIFY(std::abs(changed.last().at(1).toDouble() - 5) < 0.1);
    QCOMPARE(m_view->colourScale().high, changed.last().at(1).toDouble());
    QCOMPARE(m_view->view().screenPxPerSlidePx, 0.188); // the slide did not move
    QVERIFY(m_view->grabView() != before);
}

void TestSlideView::doubleClickOnTheColourBarResetsTheRange()
{
    m_view->grabView();
    QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, {700, 600 - 12 - 38});
    // 1st and 99th percentile of 0, 1 … 9, 10, 10 (linear between ranks): 0.11 and 10.
    QVERIFY(std::abs(m_view->colourScale().low - 0.11) < 1e-6);
    QCOMPARE(m_view->colourScale().high, 10.0);
}

void TestSlideView::setViewIsSilent()
{
    QSignalSpy changed(m_view.get(), &SlideView::viewChanged);
    m_view->setView({{100, 100}, 1000, 30});
    QCOMPARE(m_view->view(), (ViewState{{100, 100}, 64, 30}));
    QCOMPARE(changed.size(), 0);
    QTest::keyClick(m_view.get(), Qt::Key_1);
    QTRY_VERIFY(changed.size() > 0);
}

void TestSlideView::parentsStayUntilTilesArrive()
{
    QSemaphore gate;
    std::atomic<bool> holding = false;
    const auto slide = std::make_shared<test::FakeSlide>(SlideSize, std::vector<double>{1, 4, 16},
                                                         [&](const core::RectI&, int level) {
                                                             if (holding && level == 0)
                                                                 gate.acquire();
                                                             return core::Result<void>();
                                                         });
    m_view->setSlide(slide);
    waitUntilSettled();
    holding = true;
    m_view->setView({{2000, 1500}, 1, 0});
    const QImage early = m_view->grabView();
    QVERIFY(!m_view->isSettled());
    // From the coarser level, red and green are right already.
    const auto expected = slide->colourAt(2000, 1500);
    QVERIFY(std::abs(qRed(early.pixel(400, 300)) - expected[0]) <= 4);
    QVERIFY(std::abs(qGreen(early.pixel(400, 300)) - expected[1]) <= 4);
    gate.release(1000);
    waitUntilSettled();
    const auto sharp = slide->colourAt(2000.5, 1500.5);
    QCOMPARE(m_view->grabView().pixel(400, 300), qRgb(sharp[0], sharp[1], sharp[2]));
    m_view->setSlide(nullptr);
}

void TestSlideView::failedTilesAreHatchedAndReportedOnce()
{
    QSignalSpy failed(m_view.get(), &SlideView::readFailed);
    m_view->setSlide(std::make_shared<test::FakeSlide>(
        SlideSize, std::vector<double>{1, 4, 16},
        [](const core::RectI& rect, int level) -> core::Result<void> {
            if (level == 0 && rect.x < 2000)
                return core::fail(core::ErrorCode::BadInput, "fake.svs: damaged at this place");
            return {};
        }));
    waitUntilSettled();
    QCOMPARE(failed.size(), 0);
    m_view->setView({{2048, 1500}, 1, 0});
    waitUntilSettled();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.at(0).at(0).toString(), QString("fake.svs: damaged at this place"));
    const QImage image = m_view->grabView();
    QVERIFY(qRed(image.pixel(200, 300)) >= 170 && qGreen(image.pixel(200, 300)) >= 110);
    QVERIFY(qBlue(image.pixel(600, 300)) == 60 || qBlue(image.pixel(600, 300)) == 200); // the good half
    m_view->setView({{3000, 1500}, 1, 0});
    waitUntilSettled();
}

// One scale bar: that of a slide which has the scale itself. The next slide brings its own.
void TestSlideView::theScaleThatIsSetWinsOverTheSlides()
{
    const auto slideOf = [](double umPerPx) {
        auto slide = std::make_shared<test::FakeSlide>(SlideSize);
        slide->setUmPerPx(umPerPx);
        return slide;
    };
    const auto shown = [this] {
        waitUntilSettled();
        return m_view->grabView();
    };
    m_view->setSlide(slideOf(0.3));
    const QImage own = shown();
    m_view->setSlide(slideOf(0.5));
    const QImage others = shown();
    QVERIFY(own != others);
    m_view->setUmPerPx(0.3);
    QCOMPARE(shown(), own);
    m_view->setSlide(slideOf(0.5));
    QCOMPARE(shown(), others);
}

void TestSlideView::newSlideDropsSpots()
{
    QSignalSpy clicked(m_view.get(), &SlideView::spotClicked);
    m_view->setSlide(std::make_shared<test::FakeSlide>(SlideSize));
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, screenOf({1500, 1500}).toPoint());
    QCOMPARE(clicked.at(0).at(0).toInt(), -1);
}

void TestSlideView::droppedFilesAreReported()
{
    QSignalSpy dropped(m_view.get(), &SlideView::fileDropped);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile("/somewhere/slide one.svs")});
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_view.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_view.get(), &event);
    QCOMPARE(dropped.size(), 1);
    QCOMPARE(dropped.at(0).at(0).toString(), QString("/somewhere/slide one.svs"));
}

void TestSlideView::changingValuesIsQuick()
{
    auto many = std::make_shared<core::SpotTable>();
    for (int i = 0; i < 10000; ++i)
        many->spots.push_back({std::to_string(i), {40.0 * (i % 100), 30.0 * (i / 100)}});
    many->diameterLevel0Px = 20;
    m_view->setSpots(std::make_shared<core::PlacedSpots>(many));
    std::vector<float> values(10000, 1.5f);
    QElapsedTimer clock;
    clock.start();
    for (int i = 0; i < 20; ++i)
        m_view->setValues(values);
    QVERIFY2(clock.elapsed() < 20 * 2, "changing gene costs less than 2 ms");
}

TRANSCOPE_GUI_TEST(TestSlideView)
#include "tst_slideview.moc"
