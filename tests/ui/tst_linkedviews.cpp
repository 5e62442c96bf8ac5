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
    void placeAndAngleAreSharedOrNot();
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
    goTo(*b, {{500, 400}, 1, 0});
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

void TestLinkedViews::placeAndAngleAreSharedOrNot()
{
    const auto a = viewOf({4000, 3000}), b = viewOf({4000, 3000});
    ui::LinkedViews links;
    links.add(a.get());
    links.add(b.get());
    links.setLinks(b.get(), false, false, a.get());
    const ViewState before = b->view();
    goTo(*a, Place);
    QCOMPARE(b->view(), before);
    goTo(*b, {{2000, 900}, 1, 0}); // nor does it lead
    QCOMPARE(a->view(), Place);
    links.setLinks(b.get(), false, true, a.get());
    QCOMPARE(b->view(), (ViewState{{2000, 900}, 1, 20}));
    links.setLinks(b.get(), true, true, a.get());
    QCOMPARE(b->view(), Place);
    links.setLinks(b.get(), true, false, a.get());
    goTo(*a, {{1500, 600}, 3, 70});
    QCOMPARE(b->view(), (ViewState{{1500, 600}, 3, 20}));
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
