#include "tests/bench/inputscript.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QTimer>
#include <QWheelEvent>

namespace transcope::bench {
namespace {

constexpr int WheelClick = 120; ///< Qt's angle delta of one
constexpr int StepsPerClick = 6;

void rest(InputScript& script, int steps)
{
    script.insert(script.end(), std::size_t(steps), Input{});
}

void wheel(InputScript& script, double x, double y, int clicks)
{
    for (int i = 0; i < std::abs(clicks); ++i) {
        script.push_back({Input::Kind::Wheel, x, y, clicks > 0 ? 1 : -1});
        rest(script, StepsPerClick - 1);
    }
}

void drag(InputScript& script, double fromX, double fromY, double toX, double toY, int steps)
{
    script.push_back({Input::Kind::Press, fromX, fromY});
    for (int i = 1; i <= steps; ++i) {
        const double share = double(i) / steps;
        script.push_back({Input::Kind::Move, fromX + (toX - fromX) * share, fromY + (toY - fromY) * share});
    }
    script.push_back({Input::Kind::Release, toX, toY});
}

void keys(InputScript& script, int key, int times)
{
    for (int i = 0; i < times; ++i) {
        script.push_back({Input::Kind::Key, 0.5, 0.5, key});
        rest(script, StepsPerClick);
    }
}

void append(InputScript& script, const InputScript& more)
{
    script.insert(script.end(), more.begin(), more.end());
}

void send(ui::SlideView& view, const Input& input)
{
    const QPointF at(input.x * view.width(), input.y * view.height()), global = view.mapToGlobal(at);
    const auto mouse = [&](QEvent::Type type, Qt::MouseButton button, Qt::MouseButtons buttons) {
        QMouseEvent event(type, at, global, button, buttons, Qt::NoModifier);
        QCoreApplication::sendEvent(&view, &event);
    };
    switch (input.kind) {
    case Input::Kind::Wheel: {
        QWheelEvent event(at, global, {}, {0, input.amount * WheelClick}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&view, &event);
        break;
    }
    case Input::Kind::Press:
        mouse(QEvent::MouseButtonPress, Qt::LeftButton, Qt::LeftButton);
        break;
    case Input::Kind::Move:
        mouse(QEvent::MouseMove, Qt::NoButton, Qt::LeftButton);
        break;
    case Input::Kind::Release:
        mouse(QEvent::MouseButtonRelease, Qt::LeftButton, Qt::NoButton);
        break;
    case Input::Kind::Key: {
        QKeyEvent event(QEvent::KeyPress, input.amount, Qt::NoModifier);
        QCoreApplication::sendEvent(&view, &event);
        break;
    }
    case Input::Kind::Rest:
        break;
    }
}

} // namespace

InputScript lookingAround()
{
    InputScript script;
    wheel(script, 0.45, 0.5, 6);
    drag(script, 0.6, 0.6, 0.4, 0.45, 50);
    rest(script, 20);
    wheel(script, 0.5, 0.5, -3);
    drag(script, 0.4, 0.4, 0.65, 0.55, 50);
    keys(script, Qt::Key_Left, 3);
    keys(script, Qt::Key_Down, 3);
    wheel(script, 0.6, 0.5, 3);
    rest(script, 20);
    keys(script, Qt::Key_0, 1);
    rest(script, 40);
    return script;
}

InputScript swaying()
{
    InputScript script;
    drag(script, 0.5, 0.5, 0.53, 0.52, 40);
    wheel(script, 0.5, 0.5, 1);
    drag(script, 0.5, 0.5, 0.46, 0.48, 40);
    wheel(script, 0.5, 0.5, -1);
    rest(script, 20);
    return script;
}

InputScript browsing(double seconds)
{
    InputScript script;
    while (double(script.size()) * StepMilliseconds < seconds * 1e3)
        append(script, lookingAround());
    return script;
}

void play(ui::SlideView& view, const InputScript& script)
{
    QEventLoop loop;
    QTimer pace;
    pace.setTimerType(Qt::PreciseTimer);
    std::size_t next = 0;
    QObject::connect(&pace, &QTimer::timeout, &loop, [&] {
        if (next == script.size())
            loop.quit();
        else
            send(view, script[next++]);
    });
    pace.start(StepMilliseconds);
    loop.exec();
}

} // namespace transcope::bench
