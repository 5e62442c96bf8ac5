#include "tests/testsupport/fakeslide.h"
#include "tests/testsupport/testprogram.h"
#include "ui/slideview/linkedviews.h"
#include "ui/slideview/slideview.h"

#include <QSignalSpy>
#include <QTest>

using namespace transcope;
using ui::SlideView;
using ui::ViewState;

class TestLinkedViews : public QObject
{
    Q_OBJECT
private slots:
    void othersFollowTheUser();
    void programmaticChangesStayAlone();
    void scalesWithTheSlides();
    void canBeUnlinked();
    void rangeFollowsWhenLinked();
    void deletedViewsLeave();
};

namespace {

std::unique_ptr<SlideView> viewOf(core::SizeI size)
{
    auto view = std::make_unique<SlideView>();
    view->resize(400, 300);
    view->setSlide(std::make_shared<test::FakeSlide>(size));
    return view;
}

const ViewState Place{{1000, 500}, 2, 20};

/// As if the user had gone there.
void goTo(SlideView& view, const ViewState& state)
{
    view.setView(state);
    emit view.viewChanged(view.view());
}

} // namespace

void TestLinkedViews::othersFollowTheUser()
{
    const auto a = viewOf({4000, 3000}), b = viewOf({4000, 3000}), c = viewOf({4000, 3000});
    ui::LinkedViews links;
    for (SlideView* view : {a.get(), b.get(), c.get()})
        links.add(view);
    QSignalSpy echo(b.get(), &SlideView::viewChanged);
    goTo(*a, Place);
    QCOMPARE(b->view(), Place);
    QCOMPARE(c->view(), Place);
    QCOMPARE(echo.size(), 0); // following is not an action of the user
    b->zoomToFit();
    QCOMPARE(a->view(), b->view());
}

void TestLinkedViews::programmaticChangesStayAlone()
{
    const auto a = viewOf({4000, 3000}), b = viewOf({4000, 3000});
    ui::LinkedViews links;
    links.add(a.get());
    links.add(b.get());
    const ViewState before = b->view();
    a->setView(Place);
    QCOMPARE(b->view(), before);
}

void TestLinkedViews::scalesWithTheSlides()
{
    const auto a = viewOf({4000, 3000}), b = viewOf({8000, 6000});
    ui::LinkedViews links;
    links.add(a.get());
    links.add(b.get());
    goTo(*a, Place);
    QCOMPARE(b->view(), (ViewState{{2000, 1000}, 1, 20}));
    goTo(*b, {{4000, 3000}, 4, 0});
    QCOMPARE(a->view(), (ViewState{{2000, 1500}, 8, 0}));
}

void TestLinkedViews::canBeUnlinked()
{
    const auto a = viewOf({4000, 3000}), b = viewOf({4000, 3000});
    ui::LinkedViews links;
    links.add(a.get());
    links.add(b.get());
    links.setPositionLinked(false);
    const ViewState before = b->view();
    goTo(*a, Place);
    QCOMPARE(b->view(), before);
    links.setPositionLinked(true);
    QCOMPARE(b->view(), Place);
}

void TestLinkedViews::rangeFollowsWhenLinked()
{
    const auto a = viewOf({4000, 3000}), b = viewOf({4000, 3000});
    b->setColourScale({core::ColourMap::Magma, 5, 6}, "other");
    ui::LinkedViews links;
    links.add(a.get());
    links.add(b.get());
    QSignalSpy followed(&links, &ui::LinkedViews::rangeFollowed);
    emit a->colourRangeChanged(1, 2);
    QCOMPARE(b->colourScale().low, 5.0);
    links.setRangeLinked(true);
    followed.clear();
    emit a->colourRangeChanged(1, 2);
    QCOMPARE(b->colourScale().low, 1.0);
    QCOMPARE(b->colourScale().high, 2.0);
    QCOMPARE(b->colourScale().map, core::ColourMap::Magma);
    QCOMPARE(followed.size(), 1);
}

void TestLinkedViews::deletedViewsLeave()
{
    const auto a = viewOf({4000, 3000});
    auto b = viewOf({4000, 3000});
    ui::LinkedViews links;
    links.add(a.get());
    links.add(b.get());
    b.reset();
    goTo(*a, Place);
    QCOMPARE(a->view(), Place);
}

TRANSCOPE_GUI_TEST(TestLinkedViews)
#include "tst_linkedviews.moc"
