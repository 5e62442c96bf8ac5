#include "ui/language/everylanguage.h"

#include <QEvent>
#include <utility>

namespace transcope::ui {

namespace {

/// Qt tells widgets alone of a change of language, so it listens to one.
class Saying : public QObject
{
public:
    Saying(QWidget* widget, std::function<void()> say, QObject* owner) : QObject(owner), m_say(std::move(say))
    {
        widget->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::LanguageChange)
            m_say();
        return QObject::eventFilter(watched, event);
    }

private:
    std::function<void()> m_say;
};

} // namespace

void inEveryLanguage(QWidget* widget, std::function<void()> say, QObject* owner)
{
    say();
    new Saying(widget, std::move(say), owner != nullptr ? owner : widget);
}

} // namespace transcope::ui
