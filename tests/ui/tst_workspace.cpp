#include "core/expression/denseexpression.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"
#include "ui/slideview/viewport.h"
#include "ui/workspace/exportcontroller.h"
#include "ui/workspace/sessionautosave.h"
#include "ui/workspace/viewhead.h"
#include "ui/workspace/viewlayers.h"

#include <QComboBox>
#include <QJsonDocument>
#include <QPainter>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

using namespace transcope;
using ui::ViewLink;

namespace {

constexpr core::RunId FirstRun = 11, SecondRun = 12, ThirdRun = 13;

/// Spots 100 px apart in a row, from (500, 800); genes G0, G1: at spot s gene g is factor × (10 g + s).
core::Layer layerOf(const std::string& name, float factor = 1)
{
    constexpr std::size_t Spots = 5;
    core::Layer layer;
    layer.name = name;
    layer.kind = core::LayerKind::Predicted;
    core::SpotTable table;
    for (std::size_t s = 0; s < Spots; ++s)
        table.spots.push_back({std::to_string(s), {500 + 100.0 * double(s), 800}});
    table.diameterLevel0Px = 60;
    layer.spots = std::make_shared<const core::SpotTable>(std::move(table));
    core::ExpressionMatrix values(Spots, 2);
    for (std::size_t g = 0; g < 2; ++g)
        for (std::size_t s = 0; s < Spots; ++s)
            values.at(s, g) = factor * float(10 * g + s);
    layer.genes = {{"G0", {}}, {"G1", {}}};
    layer.values = core::denseExpression(std::move(values));
    return layer;
}

} // namespace

class TestWorkspace : public QObject
{
    Q_OBJECT
private:
    tests::TempFolder m_folder;
    QString m_slide;

    struct Fixture
    {
        ui::Document document;
        ui::DisplayState display;
        ui::ViewLayers layers{&document, &display};
        ui::Workspace workspace{&document, &display};
        ui::OverlayController overlay{&document, &display, &workspace};

        explicit Fixture(const QString& slide)
        {
            workspace.resize(1000, 700);
            workspace.show();
            document.openSlide(slide);
        }
        bool isReady()
        {
            return document.slide() != nullptr && !document.isLoading() && overlay.isSettled() &&
                   workspace.isSettled();
        }
        void addPrediction(core::RunId run, const std::string& name, float factor = 1)
        {
            document.startLayer(run, nullptr, layerOf(name, factor));
            document.endRun(run);
        }
        QStringList shownLayers()
        {
            QStringList names;
            for (const auto& view : display.views()) {
                const auto* open = document.layer(view.layer);
                names << (open != nullptr ? QString::fromStdString(open->layer->name) : QString());
            }
            return names;
        }
        void edit(int view, const std::function<void(ui::ViewChoice&)>& change)
        {
            auto choice = display.views()[std::size_t(view)];
            change(choice);
            display.setView(view, choice);
        }
        QComboBox* combo(int view, int which)
        {
            return workspace.head(view)->findChildren<QComboBox*>()[which];
        }
    };

private slots:
    /// 2000 × 1500 px, white, with a stained square from (1200, 300) to (1600, 700).
    void initTestCase()
    {
        qputenv("XDG_CACHE_HOME", QByteArray::fromStdString((m_folder / "cache").string()));
        QImage slide(2000, 1500, QImage::Format_RGB888);
        slide.fill(Qt::white);
        QPainter painter(&slide);
        painter.fillRect(1200, 300, 400, 400, QColor(170, 60, 140));
        painter.end();
        m_slide = QString::fromStdString((m_folder / "slide.png").string());
        QVERIFY(slide.save(m_slide));
    }

    void aSlideAloneIsFittedToItsTissue()
    {
        Fixture f(m_slide);
        QTRY_VERIFY(f.isReady());
        QCOMPARE(f.workspace.count(), 1);
        const auto* view = f.workspace.view(0);
        const auto centre = view->view().centreLevel0Px;
        // The mask's px are about 2 px of the slide.
        QVERIFY2(std::abs(centre.x() - 1400) < 10 && std::abs(centre.y() - 500) < 10,
                 qPrintable(QStringLiteral("%1, %2").arg(centre.x()).arg(centre.y())));
        // 400 px of tissue fill 94 % of the view's shorter side.
        QVERIFY(std::abs(view->view().screenPxPerSlidePx / (0.94 * view->height() / 400) - 1) < 0.03);
        // Asked to fit once more it shows the whole glass, and then the tissue again.
        f.workspace.zoomToFit();
        QCOMPARE(view->view().centreLevel0Px, QPointF(1000, 750));
        f.workspace.zoomToFit();
        QCOMPARE(view->view().centreLevel0Px, centre);
    }

    void spotsAreWhatThereIsToSee()
    {
        Fixture f(m_slide);
        QTRY_VERIFY(f.isReady());
        f.addPrediction(FirstRun, "A");
        // Centres from 500 to 900 px, discs 60 px wide: the middle is (700, 800).
        QCOMPARE(f.workspace.view(0)->view().centreLevel0Px, QPointF(700, 800));
        f.workspace.setView({{100, 100}, 1, 0}); // somebody went elsewhere
        f.addPrediction(SecondRun, "B");
        QCOMPARE(f.workspace.view(0)->view().centreLevel0Px, QPointF(100, 100));
    }

    void aSecondMethodOffersAnotherView()
    {
        Fixture f(m_slide);
        QTRY_VERIFY(f.isReady());
        QSignalSpy offered(&f.layers, &ui::ViewLayers::bothOffered);
        f.addPrediction(FirstRun, "A");
        QCOMPARE(f.shownLayers(), QStringList{"A"});
        QCOMPARE(offered.count(), 0);
        f.addPrediction(SecondRun, "B");
        QCOMPARE(f.shownLayers(), QStringList{"B"}); // the newest, as the panels speak of it
        QCOMPARE(offered.count(), 1);
        QCOMPARE(offered[0], (QVariantList{"B", "A"}));
        f.layers.showBoth();
        QCOMPARE(f.shownLayers(), (QStringList{"A", "B"}));
        f.layers.addView(); // nothing is unseen: what the current view shows
        QCOMPARE(f.shownLayers(), (QStringList{"A", "B", "A"}));
        f.layers.closeView(0);
        QCOMPARE(f.shownLayers(), (QStringList{"B", "A"}));
        // A layer that is taken away takes its views; the last view stays.
        f.document.removeLayer(f.display.views()[0].layer);
        QCOMPARE(f.shownLayers(), QStringList{"A"});
        f.document.removeLayer(f.display.views()[0].layer);
        QCOMPARE(f.shownLayers(), QStringList{QString()});
    }

    void whatARunGivesBesidesTakesNoView()
    {
        Fixture f(m_slide);
        QTRY_VERIFY(f.isReady());
        f.addPrediction(FirstRun, "A");
        QSignalSpy offered(&f.layers, &ui::ViewLayers::bothOffered);
        auto beside = layerOf("A: likeness to the training", 1);
        beside.provenance.part = core::partname::Appearance;
        f.document.startLayer(SecondRun, nullptr, layerOf("A", 1)); // goes on with the same layer
        f.document.takeParts(SecondRun, {{0, std::make_shared<const core::Layer>(beside)}});
        f.document.endRun(SecondRun);
        QCOMPARE(f.document.layers().size(), std::size_t(2));
        QCOMPARE(f.shownLayers(), QStringList{"A"});
        QCOMPARE(offered.count(), 0);
    }

    void atMostFourViews()
    {
        Fixture f(m_slide);
        QTRY_VERIFY(f.isReady());
        for (int i = 0; i < 6; ++i)
            f.layers.addView();
        QCOMPARE(f.workspace.count(), 4);
        for (int view = 0; view < 4; ++view)
            QVERIFY(f.workspace.view(view)->isVisible());
        // The square of tissue is larger in a quarter of 1000 × 700 px than in a quarter of the width.
        QVERIFY(f.workspace.isGrid());
        f.workspace.resize(1000, 260); // … and here the other way round
        QVERIFY(!f.workspace.isGrid());
        f.workspace.resize(1000, 700);
        QVERIFY(f.workspace.isGrid());
        // In a row of equal widths; in a grid of two by two.
        f.display.setArrangement(ui::Arrangement::Row);
        QTRY_COMPARE(f.workspace.view(3)->mapTo(&f.workspace, QPoint()).y(),
                     f.workspace.view(0)->mapTo(&f.workspace, QPoint()).y());
        f.display.setArrangement(ui::Arrangement::Grid);
        QTRY_VERIFY(f.workspace.view(2)->mapTo(&f.workspace, QPoint()).y() > f.workspace.height() / 2);
        QCOMPARE(f.workspace.view(2)->mapTo(&f.workspace, QPoint()).x(),
                 f.workspace.view(0)->mapTo(&f.workspace, QPoint()).x());
        QTest::mouseDClick(f.workspace.head(2), Qt::LeftButton, {}, {f.workspace.head(2)->width() - 1, 0});
        QCOMPARE(f.display.full(), 2);
        QVERIFY(f.workspace.view(2)->isVisible());
        QVERIFY(!f.workspace.view(0)->isVisible());
        QTRY_COMPARE(f.workspace.view(2)->width(), f.workspace.width());
        QTest::mouseDClick(f.workspace.head(2), Qt::LeftButton, {}, {f.workspace.head(2)->width() - 1, 0});
        QVERIFY(f.workspace.view(0)->isVisible());
    }

    /// Of three views with a place, a gene and a range of their own the middle one goes.
    void closingAViewMovesNothingToTheOthers()
    {
        Fixture f(m_slide);
        QTRY_VERIFY(f.isReady());
        f.addPrediction(FirstRun, "A");
        f.layers.addView();
        f.layers.addView();
        for (int view = 0; view < 3; ++view) {
            f.edit(view, [&](ui::ViewChoice& choice) {
                choice.layer = f.document.layers().front().id;
                choice.recipe = core::geneRecipe(view == 2 ? "G1" : "G0");
                for (const auto link : ui::AllViewLinks)
                    choice.setLinked(link, false);
            });
            f.display.setRangeOf(view, {{false, double(view)}, {false, double(view + 10)}});
            f.workspace.view(view)->setView({{100.0 + view, 200}, 1.0 + view, 0});
        }
        f.display.setCurrent(2);
        QTRY_VERIFY(f.isReady());
        const auto* last = f.workspace.view(2);
        f.layers.closeView(1);
        QTRY_VERIFY(f.isReady());
        QCOMPARE(f.workspace.count(), 2);
        QCOMPARE(f.display.current(), 1);
        QCOMPARE(f.workspace.view(1), last); // it is the same view, under another number
        QVERIFY(last->isVisible());
        QCOMPARE(last->view(), (ui::ViewState{{102, 200}, 3, 0}));
        QCOMPARE(f.display.rangeOf(1).low.number, 2.0);
        QCOMPARE(last->colourScale().high, 12.0);
        QCOMPARE(f.overlay.shown(1).map->values, (std::vector<float>{10, 11, 12, 13, 14}));
        QCOMPARE(f.workspace.view(0)->view(), (ui::ViewState{{100, 200}, 1, 0}));
        QCOMPARE(f.display.rangeOf(0).high.number, 10.0);
        f.workspace.head(1)->setFocus(); // and what it says comes from its new number
        emit f.workspace.view(1)->colourRangeChanged(3, 4);
        QCOMPARE(f.display.rangeOf(1).high.number, 4.0);
        f.layers.addView(); // the pane that was closed comes up empty of what it had
        QTRY_VERIFY(f.isReady());
        QCOMPARE(f.display.rangeOf(2).low, core::StandardLow);
    }

    /// In its legend, whose last line lies at the lower right corner of the view.
    void aCategoryIsHiddenByAClick()
    {
        Fixture f(m_slide);
        QTRY_VERIFY(f.isReady());
        auto layer = layerOf("A");
        layer.observations = std::make_shared<const core::Observations>(
            core::Observations{{"leiden", {}, {0, 1, 1, 0, 1}, {"stroma", "tumour"}}});
        f.document.startLayer(FirstRun, nullptr, layer);
        f.document.endRun(FirstRun);
        f.display.setRecipe({core::MapKind::Observation, {}, {}, "leiden"});
        f.display.setOpacity(1);
        QTRY_VERIFY(f.isReady());
        auto* view = f.workspace.view(0);
        view->grabView(); // lays the legend out
        const ui::Viewport place(QSizeF(view->size()), 1, view->view());
        const QPoint tumour = place.toScreen().map(QPointF(600, 800)).toPoint();
        const QColor before = view->grabView().pixelColor(tumour);
        const QPoint line(view->width() - 40, view->height() - 12 - 9 - 6);
        QTest::mouseClick(view, Qt::LeftButton, {}, line);
        QCOMPARE(f.display.recipeOf(0).style.hidden, (std::vector<std::string>{"tumour"}));
        QTRY_VERIFY(f.isReady());
        QCOMPARE(f.overlay.shown(0).map->weights, (std::vector<std::uint8_t>{255, 0, 0, 255, 0}));
        QCOMPARE(view->grabView().pixelColor(tumour), QColor(Qt::white)); // the slide
        QTest::mouseClick(view, Qt::LeftButton, {}, line);
        QTRY_VERIFY(f.isReady());
        QCOMPARE(view->grabView().pixelColor(tumour), before);
        QTest::keyClick(view, Qt::Key_1, Qt::AltModifier);
        QCOMPARE(f.display.recipeOf(0).style.hidden, (std::vector<std::string>{"stroma"}));
        QTest::keyClick(view, Qt::Key_3, Qt::AltModifier); // there is no third
        QCOMPARE(f.display.recipeOf(0).style.hidden.size(), std::size_t(1));
    }

    void viewsShareTheGeneOrNot()
    {
        Fixture f(m_slide);
        QTRY_VERIFY(f.isReady());
        f.addPrediction(FirstRun, "A");
        f.addPrediction(SecondRun, "B", 3);
        f.layers.showBoth();
        f.display.setCurrent(0);
        f.display.setGene(QStringLiteral("G1"));
        QTRY_VERIFY(f.isReady());
        QCOMPARE(f.overlay.shown(0).map->values, (std::vector<float>{10, 11, 12, 13, 14}));
        QCOMPARE(f.overlay.shown(1).map->values, (std::vector<float>{30, 33, 36, 39, 42}));
        f.edit(1, [&](ui::ViewChoice& view) {
            view.recipe = f.display.recipe();
            view.setLinked(ViewLink::Gene, false);
        });
        f.display.setGene(QStringLiteral("G0"));
        QTRY_VERIFY(f.isReady());
        QCOMPARE(f.overlay.shown(0).map->values, (std::vector<float>{0, 1, 2, 3, 4}));
        QCOMPARE(f.overlay.shown(1).map->values, (std::vector<float>{30, 33, 36, 39, 42}));
        f.display.setCurrent(1); // the list chooses for the view that one is at
        QCOMPARE(f.display.gene(), QStringLiteral("G1"));
        f.display.setGene(QStringLiteral("G0"));
        QCOMPARE(f.display.recipeOf(0), core::geneRecipe("G0"));
        QTRY_VERIFY(f.isReady());
        QCOMPARE(f.overlay.shown(1).map->values, (std::vector<float>{0, 3, 6, 9, 12}));
    }

    void viewsShareTheRangeOrNot()
    {
        Fixture f(m_slide);
        QTRY_VERIFY(f.isReady());
        f.addPrediction(FirstRun, "A");
        f.addPrediction(SecondRun, "B", 3);
        f.layers.showBoth();
        f.display.setGene(QStringLiteral("G1"));
        for (int view = 0; view < 2; ++view)
            f.display.setRangeOf(view, {{true, 0}, {true, 100}});
        QTRY_VERIFY(f.isReady());
        // 10 … 14 and 30 … 42 together.
        for (int view = 0; view < 2; ++view) {
            QCOMPARE(f.workspace.view(view)->colourScale().low, 10.0);
            QCOMPARE(f.workspace.view(view)->colourScale().high, 42.0);
        }
        f.edit(0, [](ui::ViewChoice& view) { view.setLinked(ViewLink::Range, false); });
        f.display.setRangeOf(0, {{true, 0}, {true, 100}});
        QCOMPARE(f.workspace.view(0)->colourScale().high, 14.0);
        QCOMPARE(f.workspace.view(1)->colourScale().low, 30.0);
        f.display.setRangeOf(0, {{false, 1}, {false, 2}});
        QCOMPARE(f.workspace.view(0)->colourScale().high, 2.0);
        QCOMPARE(f.workspace.view(1)->colourScale().high, 42.0);
    }

    void aViewHasAMapOfItsOwnOfTheSharedGene()
    {
        Fixture f(m_slide);
        QTRY_VERIFY(f.isReady());
        f.addPrediction(FirstRun, "A");
        f.addPrediction(SecondRun, "B", 3);
        f.layers.showBoth();
        f.display.setGene(QStringLiteral("G1"));
        f.combo(1, 1)->setCurrentIndex(
            f.combo(1, 1)->findData(static_cast<int>(core::MapKind::Disagreement)));
        emit f.combo(1, 1)->activated(f.combo(1, 1)->currentIndex());
        QTRY_VERIFY(f.isReady());
        // Two values x and 3 x deviate by x from their mean 2 x.
        QCOMPARE(f.overlay.shown(0).map->values, (std::vector<float>{10, 11, 12, 13, 14}));
        QCOMPARE(f.overlay.shown(1).map->values, (std::vector<float>{10, 11, 12, 13, 14}));
        QVERIFY(f.display.recipeOf(1).kind == core::MapKind::Disagreement);
        f.display.setGene(QStringLiteral("G0"));
        QCOMPARE(f.display.recipeOf(1).genes, std::vector<std::string>{"G0"});
        f.display.setRecipe({core::MapKind::PcaFirst}); // of which there is no disagreement
        QCOMPARE(f.display.recipeOf(1).genes, std::vector<std::string>{"G0"});
        QVERIFY(f.display.recipeOf(0).kind == core::MapKind::PcaFirst);
    }

    void theHeadChoosesALayer()
    {
        Fixture f(m_slide);
        QTRY_VERIFY(f.isReady());
        f.addPrediction(FirstRun, "A");
        f.addPrediction(SecondRun, "B");
        connect(&f.workspace, &ui::Workspace::layerChosen, &f.layers, &ui::ViewLayers::showLayer);
        auto* combo = f.combo(0, 0);
        QCOMPARE(combo->currentText(), QStringLiteral("B"));
        combo->setCurrentIndex(combo->findText(QStringLiteral("A")));
        emit combo->activated(combo->currentIndex());
        QCOMPARE(f.shownLayers(), QStringList{"A"});
        QCOMPARE(f.document.prediction()->layer->name, std::string("A")); // what panels speak of
        f.document.renameLayer(f.document.prediction()->id, QStringLiteral("Ours"));
        QCOMPARE(combo->currentText(), QStringLiteral("Ours"));
    }

    void placeIsSharedByLock()
    {
        Fixture f(m_slide);
        QTRY_VERIFY(f.isReady());
        f.layers.addView();
        QTRY_VERIFY(f.isReady());
        const auto shift = [&] { // as a drag does
            QTest::mousePress(f.workspace.view(0), Qt::LeftButton, {}, {200, 200});
            QTest::mouseMove(f.workspace.view(0), {260, 230});
            QTest::mouseRelease(f.workspace.view(0), Qt::LeftButton, {}, {260, 230}, 200);
        };
        shift();
        QCOMPARE(f.workspace.view(1)->view(), f.workspace.view(0)->view());
        auto* lock = f.workspace.head(1)->findChildren<QToolButton*>().front();
        QTest::mouseClick(lock, Qt::LeftButton);
        QVERIFY(!f.display.views()[1].isLinked(ViewLink::Place));
        const auto before = f.workspace.view(1)->view();
        shift();
        QCOMPARE(f.workspace.view(1)->view(), before);
        QTest::mouseClick(lock, Qt::LeftButton);
        QCOMPARE(f.workspace.view(1)->view(), f.workspace.view(0)->view());
    }

    // The slide, what a view shows of it, or the spots with a margin of a twentieth of their longer side.
    void picturesShowWhatIsAskedFor()
    {
        Fixture f(m_slide);
        QTRY_VERIFY(f.isReady());
        f.addPrediction(FirstRun, "A");
        f.display.setGene(QStringLiteral("G1"));
        f.display.setOpacity(1);
        f.display.setRangeOf(0, {{false, 10}, {false, 14}});
        QTRY_VERIFY(f.isReady());
        ui::ExportController pictures(&f.document, &f.display, &f.overlay);
        const auto* view = f.workspace.view(0);
        QCOMPARE(pictures.areaOf(ui::PictureArea::Slide, *view, 0), QRectF(0, 0, 2000, 1500));
        // Discs from (470, 770) to (930, 830), 460 px long: 23 px more on each side.
        const QRectF spots(447, 747, 506, 106);
        QCOMPARE(pictures.areaOf(ui::PictureArea::Spots, *view, 0), spots);
        f.workspace.setView({{1400, 500}, 4, 0});
        const auto seen = pictures.areaOf(ui::PictureArea::View, *view, 0);
        QCOMPARE(seen.center(), QPointF(1400, 500));
        QCOMPARE(seen.width(), view->width() / 4.0);

        QSignalSpy saved(&pictures, &ui::ExportController::saved);
        const auto picture = [&](const char* name, const QRectF& area) {
            const auto file = QString::fromStdString((m_folder / name).string());
            const auto before = saved.count();
            pictures.saveOverlay(0, area, file);
            return QTest::qWaitFor([&] { return saved.count() > before; }, 20000) ? QImage(file) : QImage();
        };
        // The slide's part is 2,000 px wide; its left edge is the margin, which is as wide below the title.
        const auto isLike = [](const QColor& a, const QColor& b) { // the slide's tiles are JPEG
            return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) +
                       std::abs(a.blue() - b.blue()) <
                   20;
        };
        const auto colours = [&](const QImage& image, const QColor& wanted) {
            QRect found;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < 2000; ++x)
                    if (isLike(image.pixelColor(x, y), wanted))
                        found |= QRect(x, y, 1, 1);
            return found;
        };
        const auto stained = colours(picture("part.png", {1300, 400, 500, 500}), QColor(170, 60, 140));
        // To the right and below the square's rest, 300 of 500 px.
        QVERIFY2(std::abs(stained.width() - 1200) < 8, qPrintable(QString::number(stained.width())));
        const auto [red, green, blue] = core::ColourScale{core::ColourMap::Viridis, 10, 14}.colourOf(14);
        const auto last = colours(picture("spots.png", spots), QColor(red, green, blue));
        // A disc of 60 of 506 px.
        QVERIFY2(std::abs(last.width() - 2000 * 60 / 506) < 8, qPrintable(QString::number(last.width())));
    }

    void aDividerSwipesToTheNextViewsMap()
    {
        Fixture f(m_slide);
        QTRY_VERIFY(f.isReady());
        f.addPrediction(FirstRun, "A");
        f.addPrediction(SecondRun, "B", 3);
        f.layers.showBoth();
        f.display.setGene(QStringLiteral("G1"));
        f.display.setOpacity(1);
        for (int view = 0; view < 2; ++view)
            f.edit(view, [](ui::ViewChoice& choice) { choice.setLinked(ViewLink::Range, false); });
        f.display.setRangeOf(0, {{false, 100}, {false, 101}}); // all in the map's first colour
        f.display.setRangeOf(1, {{false, 0}, {false, 1}});     // all in its last
        f.display.setFull(0);
        QTRY_VERIFY(f.isReady());
        auto* view = f.workspace.view(0);
        const auto colourOfSpot = [&](int spot) { // of five, the first on the left
            const ui::Viewport place(QSizeF(view->size()), 1, view->view());
            const auto at = place.toScreen().map(QPointF(500 + 100.0 * spot, 800));
            return view->grabView().pixelColor(at.toPoint());
        };
        const auto [r0, g0, b0] = core::colours(core::ColourMap::Viridis).front();
        const auto [r1, g1, b1] = core::colours(core::ColourMap::Viridis).back();
        const QColor own(r0, g0, b0), next(r1, g1, b1);
        QCOMPARE(colourOfSpot(0), own);
        QCOMPARE(colourOfSpot(4), own);
        f.edit(0, [](ui::ViewChoice& choice) { choice.beside = ui::Beside::Swipe; });
        QCOMPARE(colourOfSpot(0), own);
        QCOMPARE(colourOfSpot(4), next);
        // Dragged to the right edge, and by keys back a little.
        const int middle = view->width() / 2;
        QTest::mousePress(view, Qt::LeftButton, {}, {middle, 300});
        QTest::mouseMove(view, {view->width() - 10, 300});
        QTest::mouseRelease(view, Qt::LeftButton, {}, {view->width() - 10, 300});
        QCOMPARE(colourOfSpot(4), own);
        QCOMPARE(f.display.views()[0].divider, double(view->width() - 10) / view->width());
        QTest::keyClick(view, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(f.display.views()[0].divider, double(view->width() - 10) / view->width() - 0.02);
        f.edit(0, [](ui::ViewChoice& choice) { choice.beside = ui::Beside::Flipped; });
        QCOMPARE(colourOfSpot(0), next);
        f.display.setRangeOf(1, {{false, 100}, {false, 101}}); // what the next view does is seen here
        QTRY_COMPARE(colourOfSpot(0), own);
        f.edit(0, [](ui::ViewChoice& choice) { choice.beside = ui::Beside::Nothing; });
        f.display.setRangeOf(1, {{false, 0}, {false, 1}});
        QCOMPARE(colourOfSpot(0), own);
    }

    void viewsAreReopenedAsLeft()
    {
        Fixture f(m_slide);
        QTRY_VERIFY(f.isReady());
        f.addPrediction(FirstRun, "A");
        f.addPrediction(SecondRun, "B");
        f.layers.showBoth();
        f.layers.addView();
        f.display.setGene(QStringLiteral("G1"));
        f.display.setArrangement(ui::Arrangement::Grid);
        f.edit(0, [](ui::ViewChoice& view) {
            view.recipe = core::geneRecipe("G0");
            view.setLinked(ViewLink::Gene, false);
            view.setLinked(ViewLink::Rotation, false);
            view.beside = ui::Beside::Swipe;
            view.divider = 0.25;
        });
        f.edit(1, [](ui::ViewChoice& view) { view.kind = core::MapKind::Difference; });
        f.display.setRangeOf(2, {{false, 3}, {true, 90}, core::RangeBound{true, 75}});
        f.display.setMark(core::SpotMark::Hexagon);
        f.display.setContours(6);
        f.display.setLogScale(true);
        f.display.setCurrent(1);
        const auto nameOf = [&](ui::LayerId id) {
            return QString::fromStdString(f.document.layer(id)->layer->name);
        };
        const auto json = f.display.toJson(nameOf);
        ui::DisplayState again;
        again.fromJson(json, [&](const QString& name) {
            for (const auto& open : f.document.layers())
                if (open.layer->name == name.toStdString())
                    return open.id;
            return ui::LayerId(0);
        });
        QVERIFY(again.views() == f.display.views());
        QCOMPARE(again.current(), 1);
        QVERIFY(again.arrangement() == ui::Arrangement::Grid);
        for (int view = 0; view < 3; ++view) {
            QVERIFY(again.recipeOf(view) == f.display.recipeOf(view));
            QVERIFY(again.rangeOf(view) == f.display.rangeOf(view));
        }
        const auto style = again.recipeOf(2).style;
        QVERIFY(style.mark == core::SpotMark::Hexagon && style.contours == 6 && style.logScale);
        QVERIFY(style.threshold == (core::RangeBound{true, 75}));
        QCOMPARE(again.toJson(nameOf), json);
        // What is not understood changes nothing.
        again.fromJson(QJsonDocument::fromJson(R"({"views": 7, "map": {"kind": "x"}})").object(),
                       [](const QString&) { return ui::LayerId(0); });
        QCOMPARE(again.toJson(nameOf), json);
    }
};

TRANSCOPE_GUI_TEST(TestWorkspace)
#include "tst_workspace.moc"
