#include "core/expression/denseexpression.h"
#include "core/session/session.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"
#include "ui/document/document.h"

#include <QSignalSpy>
#include <QtTest>

#include <cmath>

using namespace transcope;

namespace {

constexpr core::RunId FirstRun = 41, SecondRun = 42;

core::SpotTable threeSpots()
{
    core::SpotTable table;
    for (int i = 0; i < 3; ++i)
        table.spots.push_back({std::to_string(i) + "x0", {100.0 * i, 0}, 0, i});
    table.diameterLevel0Px = 50;
    return table;
}

/// Genes A, B, …; rows unknown.
core::Layer emptyLayer(const std::string& name, std::size_t genes)
{
    core::Layer layer;
    layer.name = name;
    layer.kind = core::LayerKind::Predicted;
    for (std::size_t g = 0; g < genes; ++g)
        layer.genes.push_back({std::string(1, static_cast<char>('A' + g)), {}});
    layer.spots = std::make_shared<const core::SpotTable>(threeSpots());
    layer.values = std::make_shared<core::DenseExpression>(core::ExpressionMatrix(3, genes));
    return layer;
}

std::vector<float> geneOf(const ui::OpenLayer& open, std::size_t gene)
{
    return open.layer->values->gene(gene).value_or(std::vector<float>());
}

} // namespace

class TestDocument : public QObject
{
    Q_OBJECT
private:
    tests::TempFolder m_folder;

    std::shared_ptr<core::Session> session(const std::string& name) const
    {
        auto made = core::createSession(m_folder / name, {m_folder / "slide.tif", "hash", {1000, 1000}, {}},
                                        threeSpots());
        if (!made)
            qFatal("%s", made.error().text().c_str());
        return std::move(*made);
    }

private slots:
    void rowsReachTheLayerOfTheirRun()
    {
        ui::Document document;
        document.startLayer(FirstRun, session("rows.transcope"), emptyLayer("M2OST", 2));
        QSignalSpy added(&document, &ui::Document::predictionRowsAdded);
        QVERIFY(document.addRows({FirstRun, {2, 0}, {1, 2, 3, 4}, {0, 1}}));
        QCOMPARE(added.count(), 1);
        const auto* open = document.prediction();
        QCOMPARE(open->rowsPresent, std::int64_t(2));
        const auto first = geneOf(*open, 0);
        QCOMPARE(first[2], 1.0F);
        QVERIFY(std::isnan(first[1]));
        QVERIFY(document.isPadded(*open, 0));
        QVERIFY(!document.isPadded(*open, 2));
        // Again the same spot: replaced, not counted twice.
        QVERIFY(document.addRows({FirstRun, {2}, {7, 8}, {0}}));
        QCOMPARE(open->rowsPresent, std::int64_t(2));
        QCOMPARE(geneOf(*open, 0)[2], 7.0F);
        document.endRun(FirstRun);
        QVERIFY(document.isPadded(*document.prediction(), 0));
        QVERIFY(document.addRows(
            {FirstRun, {1}, {5, 6}, {0}})); // the batch that was in hand when it was cancelled
        QCOMPARE(geneOf(*document.prediction(), 1)[1], 6.0F);
    }

    void otherRowsChangeNothing_data()
    {
        QTest::addColumn<qint64>("run");
        QTest::addColumn<QList<int>>("spots");
        QTest::addColumn<int>("values");
        QTest::newRow("another run") << qint64(FirstRun) << QList<int>{0} << 2;
        QTest::newRow("no run") << qint64(0) << QList<int>{0} << 2;
        QTest::newRow("beyond the spots") << qint64(SecondRun) << QList<int>{3} << 2;
        QTest::newRow("below the spots") << qint64(SecondRun) << QList<int>{-1} << 2;
        QTest::newRow("more genes") << qint64(SecondRun) << QList<int>{0} << 3;
        QTest::newRow("fewer genes") << qint64(SecondRun) << QList<int>{0, 1} << 2;
    }
    void otherRowsChangeNothing()
    {
        QFETCH(qint64, run);
        QFETCH(QList<int>, spots);
        QFETCH(int, values);
        ui::Document document;
        document.startLayer(FirstRun, session(QTest::currentDataTag() + std::string("1.transcope")),
                            emptyLayer("old", 2));
        document.startLayer(SecondRun, session(QTest::currentDataTag() + std::string("2.transcope")),
                            emptyLayer("new", 2));
        QVERIFY(!document.addRows({run,
                                   {spots.begin(), spots.end()},
                                   std::vector<float>(values, 1.0F),
                                   std::vector<std::uint8_t>(spots.size())}));
        for (const auto& open : document.layers()) {
            QCOMPARE(open.rowsPresent, std::int64_t(0));
            for (std::size_t gene = 0; gene < 2; ++gene)
                for (const float value : geneOf(open, gene))
                    QVERIFY(std::isnan(value));
        }
    }

    void aRunGoesOnInItsOwnLayer()
    {
        ui::Document document;
        const auto kept = session("again.transcope");
        document.startLayer(FirstRun, kept, emptyLayer("M2OST", 1));
        const auto id = document.prediction()->id;
        document.startLayer(SecondRun, kept, emptyLayer("M2OST", 1));
        QCOMPARE(document.layers().size(), std::size_t(1));
        QCOMPARE(document.prediction()->id, id);
        document.startLayer(SecondRun, kept, emptyLayer("M2OST 2", 1));
        QCOMPARE(document.layers().size(), std::size_t(2));
        QVERIFY(document.prediction()->id != id);
        document.showLayer(id);
        QCOMPARE(document.prediction()->layer->name, std::string("M2OST"));
    }

    void aLayerWithoutGenesHasNoRows()
    {
        ui::Document document;
        document.startLayer(FirstRun, session("none.transcope"), emptyLayer("none", 0));
        QCOMPARE(document.prediction()->rowsPresent, std::int64_t(0));
    }

    void layersAreRenamedAndRemoved()
    {
        ui::Document document;
        const auto kept = session("names.transcope");
        document.startLayer(FirstRun, kept, emptyLayer("one", 1));
        const auto one = document.prediction()->id;
        document.startLayer(SecondRun, kept, emptyLayer("two", 1));
        const auto two = document.prediction()->id;
        document.renameLayer(two, QStringLiteral(" one "));
        QCOMPARE(document.layer(two)->layer->name, std::string("one 2"));
        QVERIFY(document.addRows({SecondRun, {0}, {1}, {0}})); // whatever it is called
        QCOMPARE(document.layer(two)->rowsPresent, std::int64_t(1));
        QSignalSpy changed(&document, &ui::Document::layersChanged);
        document.removeLayer(two);
        QCOMPARE(changed.count(), 1);
        QVERIFY(document.layer(two) == nullptr);
        QVERIFY(!document.addRows({SecondRun, {1}, {1}, {0}}));
        QCOMPARE(document.prediction()->id, one);
        document.removeLayer(one);
        QVERIFY(document.prediction() == nullptr);
    }
};

TRANSCOPE_TEST(TestDocument)
#include "tst_document.moc"
