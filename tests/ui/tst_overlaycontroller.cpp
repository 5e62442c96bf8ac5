#include "core/expression/denseexpression.h"
#include "tests/testsupport/testprogram.h"
#include "ui/workspace/overlaycontroller.h"
#include "ui/workspace/viewlayers.h"

#include <QSignalSpy>
#include <QtTest>

using namespace transcope;

namespace {

constexpr core::RunId Run = 7;
constexpr std::size_t Spots = 4;

/// Genes G0, G1, G2; at spot s gene g is 10 g + s.
core::Layer layerOf(std::shared_ptr<const core::Expression> values)
{
    core::Layer layer;
    layer.name = "M2OST";
    layer.kind = core::LayerKind::Predicted;
    core::SpotTable table;
    for (std::size_t s = 0; s < Spots; ++s)
        table.spots.push_back({std::to_string(s), {100.0 * double(s), 0}});
    table.diameterLevel0Px = 50;
    layer.spots = std::make_shared<const core::SpotTable>(std::move(table));
    for (std::size_t g = 0; g < values->genes(); ++g)
        layer.genes.push_back({"G" + std::to_string(g), {}});
    layer.values = std::move(values);
    return layer;
}

core::ExpressionMatrix threeGenes()
{
    core::ExpressionMatrix values(Spots, 3);
    for (std::size_t g = 0; g < 3; ++g)
        for (std::size_t s = 0; s < Spots; ++s)
            values.at(s, g) = float(10 * g + s);
    return values;
}

} // namespace

class TestOverlayController : public QObject
{
    Q_OBJECT
private:
    struct Fixture
    {
        ui::Document document;
        ui::DisplayState display;
        ui::ViewLayers layers{&document, &display};
        ui::Workspace workspace{&document, &display};
        ui::OverlayController overlay{&document, &display, &workspace};

        const ui::ShownMap& shown() { return overlay.shown(); }
        float firstValue() { return shown().map ? shown().map->values.front() : -1; }
    };

private slots:
    void theLastPictureStaysUntilTheNewestIsMade()
    {
        Fixture f;
        f.display.setGene(QStringLiteral("G1"));
        f.document.startLayer(Run, nullptr, layerOf(core::denseExpression(threeGenes())));
        QTRY_COMPARE(f.firstValue(), 10.F);
        QCOMPARE(f.shown().title, QStringLiteral("Predicted (M2OST) · G1"));
        f.display.setGene(QStringLiteral("G0"));
        f.display.setGene(QStringLiteral("G2"));
        QCOMPARE(f.firstValue(), 10.F); // nothing is made on this thread
        QVERIFY(!f.overlay.isSettled());
        QSignalSpy shown(&f.overlay, &ui::OverlayController::shownChanged);
        QTRY_VERIFY(f.overlay.isSettled());
        QCOMPARE(f.firstValue(), 20.F);
        QCOMPARE(shown.count(), 1); // what was asked for in between never came
    }

    void aGeneThatIsNotThereSaysSo()
    {
        Fixture f;
        f.document.startLayer(Run, nullptr, layerOf(core::denseExpression(threeGenes())));
        f.display.setGene(QStringLiteral("Z"));
        QTRY_VERIFY(f.overlay.isSettled());
        QVERIFY(!f.shown().isPainted());
        QCOMPARE(f.shown().map->notice.english(),
                 std::string("Z is not among the genes that these weights predict."));
    }

    void rangesAreResolvedWithoutANewMap()
    {
        Fixture f;
        f.display.setGene(QStringLiteral("G1"));
        f.document.startLayer(Run, nullptr, layerOf(core::denseExpression(threeGenes())));
        QTRY_VERIFY(f.shown().map);
        const auto map = f.shown().map;
        f.display.setRangeOf(0, {{false, 11}, {true, 100}});
        QCOMPARE(f.shown().map, map);
        QCOMPARE(f.shown().scale->low, 11.0);
        QCOMPARE(f.shown().scale->high, 13.0);
        f.display.setColourMap(core::ColourMap::Magma);
        QVERIFY(f.workspace.view(0)->colourScale().map == core::ColourMap::Magma);
        QVERIFY(f.overlay.isSettled());
    }

    void manyRowsAreFewMaps()
    {
        Fixture f;
        f.display.setGene(QStringLiteral("G2"));
        f.document.startLayer(Run, nullptr, layerOf(core::denseExpression(core::ExpressionMatrix(Spots, 3))));
        QTRY_VERIFY(f.overlay.isSettled());
        QSignalSpy shown(&f.overlay, &ui::OverlayController::shownChanged);
        constexpr int Batches = 200;
        for (int i = 0; i < Batches; ++i)
            QVERIFY(f.document.addRows({Run, {i % int(Spots)}, {0, 1, float(i)}, {0}}));
        QTRY_VERIFY(f.overlay.isSettled());
        QCOMPARE(f.shown().map->values, (std::vector<float>{196, 197, 198, 199}));
        QCOMPARE(shown.count(), 1);
    }

    void aLayerThatIsTakenAwayTakesItsPicture()
    {
        Fixture f;
        f.display.setGene(QStringLiteral("G1"));
        f.document.startLayer(Run, nullptr, layerOf(core::denseExpression(threeGenes())));
        QTRY_VERIFY(f.shown().map);
        f.document.endRun(Run);
        f.document.removeLayer(f.document.prediction()->id);
        QVERIFY(!f.shown().map);
        QVERIFY(f.overlay.isSettled());
    }
};

TRANSCOPE_GUI_TEST(TestOverlayController)
#include "tst_overlaycontroller.moc"
