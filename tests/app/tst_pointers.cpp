#include "tests/testsupport/demofolder.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/windowfixture.h"
#include "ui/panels/messagebar.h"
#include "ui/slideview/viewport.h"
#include "ui/workspace/regioncontroller.h"

#include <QPointingDevice>
#include <QSignalSpy>
#include <QWindow>
#include <qpa/qwindowsysteminterface.h>
#include <qpa/qwindowsysteminterface_p.h>

using namespace transcope;
using System = QWindowSystemInterface; // where Qt's platforms put in what their devices say

namespace {

using Device = QInputDevice::DeviceType;
using Pointer = QPointingDevice::PointerType;

constexpr double Scale = 0.9; ///< no power of two, at which views round to whole px

/// But for the last digits, since a pen's place goes through the window's.
bool areAlike(const std::vector<core::Region>& a, const std::vector<core::Region>& b)
{
    const double ratio = core::areaLevel0Px2(a.at(0)) / core::areaLevel0Px2(b.at(0));
    return a.size() == 1 && b.size() == 1 && a[0].polygons.size() == b[0].polygons.size() &&
           std::abs(ratio - 1) < 1e-6;
}

struct Devices
{
    QPointingDevice touchpad{"touchpad", 1, Device::TouchPad, Pointer::Finger, {}, 2, 0};
    QPointingDevice pen{"pen", 2, Device::Stylus, Pointer::Pen, QInputDevice::Capability::Pressure, 1, 3};
    QPointingDevice eraser{"eraser", 3, Device::Stylus, Pointer::Eraser, QInputDevice::Capability::Pressure,
                           1,        1};
    Devices()
    {
        for (const auto* device : {&touchpad, &pen, &eraser})
            System::registerInputDevice(device);
        // As under X11 and Wayland: Qt makes a mouse's event of what no widget takes from a pen.
        QWindowSystemInterfacePrivate::TabletEvent::setPlatformSynthesizesMouse(false);
    }
};

} // namespace

/// Touchpads and pens, from the platform's events on, in the whole window on the demo.
class TestPointers : public QObject
{
    Q_OBJECT
private:
    tests::DemoFolder m_folder{1024};
    Devices m_devices;
    const QList<QPoint> m_stroke{{-60, -40}, {-20, -70}, {50, -60}, {70, 20}, {30, 70}, {-40, 50}};

    /// Two linked views.
    struct Fixture : tests::WindowFixture
    {
        explicit Fixture(TestPointers& test) : WindowFixture(test.m_folder), devices(test.m_devices)
        {
            if (!openSection(test.m_folder.slide()))
                qFatal("the section was not opened");
            window.display()->setViews(std::vector<ui::ViewChoice>(2, window.display()->views().front()));
            // The session that the first region asks for is told of above the views, which would move.
            window.regionController()->addOfView();
            if (!QTest::qWaitFor([this] { return document()->session() != nullptr && isReady(); }))
                qFatal("no session was made");
            takeRegions();
            window.messageBar()->clear();
            if (!settle())
                qFatal("the views were not shown");
        }

        /// Where on the slide a place of a view is.
        QPointF level0At(QPointF at)
        {
            return ui::Viewport(QSizeF(view()->size()), 1, view()->view()).toLevel0().map(at);
        }
        /// Whether it lies there still, in the view and, by its link, in the other.
        bool isAt(QPointF at, QPointF level0)
        {
            const QPointF off = level0At(at) - level0;
            return std::hypot(off.x(), off.y()) < 1e-6 && view(1)->view() == view()->view();
        }
        QPointF middle() { return QRectF(view()->rect()).center(); }

        void gesture(Qt::NativeGestureType type, QPointF at, double value, QPointF delta = {})
        {
            System::handleGestureEventWithValueAndDelta(window.windowHandle(), ++time, &devices.touchpad,
                                                        type, value, delta, view()->mapTo(&window, at),
                                                        view()->mapToGlobal(at));
            QCoreApplication::processEvents();
        }

        void pen(const QPointingDevice& tip, QPointF at, Qt::MouseButtons down)
        {
            System::handleTabletEvent(window.windowHandle(), ++time, &tip, view()->mapTo(&window, at),
                                      view()->mapToGlobal(at), down, down ? 0.5 : 0, 0, 0, 0, 0, 0);
            QCoreApplication::processEvents();
        }
        /// held: a button of the pen's barrel, meanwhile.
        void penStroke(const QPointingDevice& tip, const QList<QPoint>& places, Qt::MouseButtons held = {})
        {
            time += 1000; // no double click
            pen(tip, places.front(), held);
            for (const auto& at : places)
                pen(tip, at, held | Qt::LeftButton);
            pen(tip, places.back(), held);
            pen(tip, places.back(), {});
        }

        void mouseStroke(const QList<QPoint>& places, Qt::KeyboardModifiers modifiers = {})
        {
            QTest::mousePress(view(), Qt::LeftButton, modifiers, places.front());
            for (const auto& at : places) {
                QMouseEvent move(QEvent::MouseMove, at, view()->mapToGlobal(QPointF(at)), Qt::NoButton,
                                 Qt::LeftButton, modifiers);
                QCoreApplication::sendEvent(view(), &move);
            }
            QTest::mouseRelease(view(), Qt::LeftButton, modifiers, places.back());
        }

        /// The regions that are there, which are gone afterwards.
        std::vector<core::Region> takeRegions()
        {
            const auto all = window.regions()->all();
            window.regions()->replace(0, int(all.size()), {});
            return all;
        }

        Devices& devices;
        ulong time = 1000; ///< of the last event, in ms
    };

    QList<QPoint> stroke(Fixture& f) const
    {
        QList<QPoint> places;
        for (const auto& place : m_stroke)
            places << f.middle().toPoint() + place;
        return places;
    }

private slots:
    void fingersKeepTheirPlace_data()
    {
        QTest::addColumn<Qt::NativeGestureType>("type");
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("angle");
        QTest::addColumn<double>("zoom");
        QTest::addColumn<double>("turned");
        QTest::newRow("pinch apart") << Qt::ZoomNativeGesture << 0.25 << 0.0 << 1.25 << 0.0;
        QTest::newRow("pinch together") << Qt::ZoomNativeGesture << -0.2 << 0.0 << 0.8 << 0.0;
        QTest::newRow("pinch, turned") << Qt::ZoomNativeGesture << 0.25 << 30.0 << 1.25 << 30.0;
        QTest::newRow("turn") << Qt::RotateNativeGesture << 10.0 << 0.0 << 1.0 << 10.0;
        QTest::newRow("turn back") << Qt::RotateNativeGesture << -40.0 << 30.0 << 1.0 << -10.0;
    }
    void fingersKeepTheirPlace()
    {
        QFETCH(Qt::NativeGestureType, type);
        QFETCH(double, value);
        QFETCH(double, angle);
        QFETCH(double, zoom);
        QFETCH(double, turned);
        Fixture f(*this);
        f.window.workspace()->setView({{512, 512}, Scale, angle});
        const QPointF fingers = f.middle() + QPointF(70, -45);
        const QPointF before = f.level0At(fingers);
        f.gesture(type, fingers, value);
        QVERIFY(std::abs(f.view()->view().screenPxPerSlidePx - zoom * Scale) < 1e-9);
        QVERIFY(std::abs(f.view()->view().rotationDegrees - turned) < 1e-9);
        QVERIFY(f.isAt(fingers, before));
        QVERIFY(!f.view()->isFitted());
    }

    /// Two fingers that come closer while their hand moves.
    void aMovingPinch()
    {
        Fixture f(*this);
        f.window.workspace()->setView({{512, 512}, Scale, 30});
        QPointF fingers = f.middle();
        const QPointF held = f.level0At(fingers);
        f.gesture(Qt::BeginNativeGesture, fingers, 0);
        for (int step = 0; step < 5; ++step) {
            f.gesture(Qt::PanNativeGesture, fingers, 0, {6, -4});
            fingers += QPointF(6, -4);
            f.gesture(Qt::ZoomNativeGesture, fingers, 0.05);
        }
        f.gesture(Qt::EndNativeGesture, fingers, 0);
        QVERIFY(f.isAt(fingers, held));
        QVERIFY(std::abs(f.view()->view().screenPxPerSlidePx - Scale * std::pow(1.05, 5)) < 1e-9);
    }

    void aPenClicksASpot()
    {
        Fixture f(*this);
        const auto spot = f.document()->measured()->layer->spots->spots[1].centreLevel0Px;
        f.window.workspace()->setView({{spot.x + 20, spot.y - 30}, 1, 30});
        const QPoint at = ui::Viewport(QSizeF(f.view()->size()), 1, f.view()->view())
                              .toScreen()
                              .map(QPointF(spot.x, spot.y))
                              .toPoint();
        QSignalSpy clicked(f.view(), &ui::SlideView::spotClicked),
            seen(f.view(), &ui::SlideView::cursorMoved);
        f.pen(m_devices.pen, at, {}); // above the tablet
        QCOMPARE(seen.last()[1].toInt(), 1);
        f.pen(m_devices.pen, at, Qt::LeftButton);
        f.pen(m_devices.pen, at + QPoint(1, 0), Qt::LeftButton); // no hand is still
        f.pen(m_devices.pen, at + QPoint(1, 0), {});
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(clicked[0][0].toInt(), 1);
    }

    void aPenPans()
    {
        Fixture f(*this);
        f.window.workspace()->setView({{512, 512}, Scale, 30});
        const auto places = stroke(f);
        const QPointF grabbed = f.level0At(places.front());
        f.pen(m_devices.pen, places.front(), Qt::LeftButton);
        for (const auto& at : places) {
            f.pen(m_devices.pen, at, Qt::LeftButton);
            QVERIFY(f.isAt(at, grabbed));
        }
        f.pen(m_devices.pen, places.back(), {});
    }

    void aPenDrawsAsAMouse_data()
    {
        QTest::addColumn<ui::RegionTool>("tool");
        QTest::newRow("rectangle") << ui::RegionTool::Rectangle;
        QTest::newRow("lasso") << ui::RegionTool::Lasso;
        QTest::newRow("brush") << ui::RegionTool::Brush;
    }
    void aPenDrawsAsAMouse()
    {
        QFETCH(ui::RegionTool, tool);
        Fixture f(*this);
        f.window.workspace()->setView({{512, 512}, 1, 30});
        f.window.regionController()->setTool(tool);
        f.mouseStroke(stroke(f));
        const auto byMouse = f.takeRegions();
        QCOMPARE(byMouse.size(), std::size_t(1));
        f.penStroke(m_devices.pen, stroke(f));
        QVERIFY(areAlike(f.takeRegions(), byMouse));
    }

    void itsEraserTakesAway_data() { aPenDrawsAsAMouse_data(); }
    void itsEraserTakesAway()
    {
        QFETCH(ui::RegionTool, tool);
        Fixture f(*this);
        f.window.workspace()->setView({{512, 512}, 1, 0});
        f.window.regionController()->setTool(tool);
        f.penStroke(m_devices.eraser, stroke(f)); // of nothing
        QVERIFY(f.window.regions()->all().empty());
        f.window.workspace()->setView({{512, 512}, 1, 0});
        const core::Region whole{"Whole", {}, {}, {{{{100, 100}, {900, 100}, {900, 900}, {100, 900}}, {}}}};
        f.window.regions()->replace(0, 0, {whole});
        f.mouseStroke(stroke(f), Qt::AltModifier);
        const auto byMouse = f.takeRegions();
        QVERIFY(byMouse.size() == 1 && byMouse[0] != whole);
        f.window.regions()->replace(0, 0, {whole});
        f.penStroke(m_devices.eraser, stroke(f));
        QVERIFY(areAlike(f.takeRegions(), byMouse));
    }

    void itsButtonPansWithAToolInHand()
    {
        Fixture f(*this);
        f.window.workspace()->setView({{512, 512}, 1, 0});
        f.window.regionController()->setTool(ui::RegionTool::Lasso);
        const QPointF start = f.middle();
        f.pen(m_devices.pen, start, Qt::RightButton);
        f.pen(m_devices.pen, start, Qt::RightButton | Qt::LeftButton);
        f.pen(m_devices.pen, start + QPointF(40, 30), Qt::RightButton | Qt::LeftButton);
        QCOMPARE(f.view()->view().centreLevel0Px, QPointF(472, 482));
        f.pen(m_devices.pen, start + QPointF(40, 30), {});
        QVERIFY(f.window.regions()->all().empty());
    }
};

TRANSCOPE_GUI_TEST(TestPointers)
#include "tst_pointers.moc"
