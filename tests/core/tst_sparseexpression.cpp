#include "core/expression/sparsebuilder.h"

#include "core/expression/denseexpression.h"
#include "core/expression/normalisation.h"
#include "core/expression/normalisedexpression.h"
#include "core/expression/pickedexpression.h"
#include "core/expression/rowcollector.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>
#include <cmath>
#include <thread>

using namespace transcope::core;

namespace {

/// Four spots, three genes; the second spot has nothing.
///      g0  g1   g2
/// s0    1   0  300
/// s1    0   0    0
/// s2    0   2    0
/// s3  255   3    0
SparseBuilder filled()
{
    SparseBuilder builder(3);
    builder.add(0, 0, 1);
    builder.add(0, 2, 300);
    builder.add(2, 1, 2);
    builder.add(3, 1, 3);
    builder.add(3, 0, 255);
    return builder;
}

std::shared_ptr<const Expression> values()
{
    return filled().finish(4);
}

const SparseExpression& asSparse(const std::shared_ptr<const Expression>& values)
{
    return dynamic_cast<const SparseExpression&>(*values);
}

} // namespace

class TestSparseExpression : public QObject
{
    Q_OBJECT
private slots:
    void genesAndSpots()
    {
        const auto v = values();
        QCOMPARE(v->spots(), std::size_t(4));
        QCOMPARE(v->genes(), std::size_t(3));
        QCOMPARE(v->gene(0).value(), (std::vector<float>{1, 0, 0, 255}));
        QCOMPARE(v->gene(1).value(), (std::vector<float>{0, 0, 2, 3}));
        QCOMPARE(v->gene(2).value(), (std::vector<float>{300, 0, 0, 0}));
        QCOMPARE(v->spot(0).value(), (std::vector<float>{1, 0, 300}));
        QCOMPARE(v->spot(1).value(), (std::vector<float>{0, 0, 0}));
        QCOMPARE(v->spot(3).value(), (std::vector<float>{255, 3, 0}));
    }

    void sumsOfStoredEntries()
    {
        const auto v = values();
        QCOMPARE(v->totals().value(), (std::vector<double>{301, 0, 2, 258}));
        QCOMPARE(v->sums(std::array{1, 2}).value(), (std::vector<double>{300, 0, 2, 3}));
    }

    void variances()
    {
        const auto v = values();
        // 1, 0, 0, 255 about 64: (63² + 2·64² + 191²) / 4. 0, 0, 2, 3 about 1.25: 6.75 / 4. 300 and zeros
        // about 75.
        const std::vector<double> all{12160.5, 1.6875, 16875};
        QCOMPARE(v->variances(std::array{0, 1, 2, 3}).value(), all);
        // 1 and 255 about 128, 0 and 3 about 1.5, 300 and 0 about 150.
        const std::vector<double> ends{16129, 2.25, 22500};
        QCOMPARE(v->variances(std::array{0, 3}).value(), ends);
        const auto dense = denseExpression(columnsOf(*v).value());
        QCOMPARE(dense->variances(std::array{0, 1, 2, 3}).value(), all);
        QCOMPARE(dense->variances(std::array{0, 3}).value(), ends);
        QCOMPARE(pickedSpots(v, {0, 3})->variances(std::array{0, 1}).value(), ends);
        std::stop_source stop;
        stop.request_stop();
        for (const auto& stored : {v, dense})
            QCOMPARE(stored->variances(std::array{0}, stop.get_token()).error().code, ErrorCode::Cancelled);
    }

    void smallestExactType_data()
    {
        QTest::addColumn<float>("largest");
        QTest::addColumn<int>("bytes");
        QTest::newRow("one byte") << 255.0F << 1;
        QTest::newRow("two bytes") << 256.0F << 2;
        QTest::newRow("two bytes at most") << 65535.0F << 2;
        QTest::newRow("beyond") << 65536.0F << 4;
        QTest::newRow("a fraction") << 1.5F << 4;
        QTest::newRow("negative") << -1.0F << 4;
    }
    void smallestExactType()
    {
        QFETCH(float, largest);
        QFETCH(int, bytes);
        SparseBuilder builder(2);
        builder.add(0, 1, 1);
        builder.add(1, 0, largest);
        const auto v = builder.finish(2);
        QCOMPARE(v->spot(1).value(), (std::vector<float>{largest, 0}));
        // Three starts of genes of four bytes each, two spots of two.
        QCOMPARE(asSparse(v).bytes(), std::size_t(3 * 4 + 2 * (2 + bytes)));
        SparseBuilder whole(2);
        whole.addSpots(0, std::array<std::int64_t, 3>{10, 11, 12}, std::array{1, 0},
                       std::array{1.0F, largest});
        const auto bySpot = whole.finish(2);
        QCOMPARE(bySpot->spot(1).value(), (std::vector<float>{largest, 0}));
        QCOMPARE(bySpot->traits()->areCounts(), v->traits()->areCounts());
        QCOMPARE(bySpot->traits()->negative, v->traits()->negative);
        QCOMPARE(asSparse(bySpot).bytes(), asSparse(v).bytes());
        // The first gene is looked for among the spots; the next one has them sorted, which is kept besides.
        QCOMPARE(bySpot->gene(0).value(), (std::vector<float>{0, largest}));
        QCOMPARE(asSparse(bySpot).bytes(), asSparse(v).bytes());
        QCOMPARE(bySpot->gene(0).value(), (std::vector<float>{0, largest}));
        QCOMPARE(asSparse(bySpot).bytes(), 2 * asSparse(v).bytes());
    }

    /// The same section, all entries of some spots at once.
    void wholeSpots_data()
    {
        QTest::addColumn<float>("absent"); // one more entry, at spot 1
        QTest::newRow("nothing is stored for a spot") << NAN;
        QTest::newRow("a zero is stored") << 0.0F;
    }
    void wholeSpots()
    {
        QFETCH(float, absent);
        SparseBuilder builder(3);
        builder.addSpots(0, std::array<std::int64_t, 2>{0, 2}, std::array{2, 0}, std::array{300.0F, 1.0F});
        if (std::isnan(absent))
            builder.addSpots(1, std::array<std::int64_t, 4>{2, 2, 3, 5}, std::array{1, 0, 1},
                             std::array{2.0F, 255.0F, 3.0F});
        else
            builder.addSpots(1, std::array<std::int64_t, 4>{2, 3, 4, 6}, std::array{2, 1, 0, 1},
                             std::array{absent, 2.0F, 255.0F, 3.0F});
        const auto v = builder.finish(4);
        QCOMPARE(asSparse(v).entries(), std::size_t(5));
        QCOMPARE(v->totals().value(), (std::vector<double>{301, 0, 2, 258}));
        for (std::size_t spot = 0; spot < 4; ++spot)
            QCOMPARE(v->spot(spot).value(), values()->spot(spot).value());
        for (std::size_t gene = 0; gene < 3; ++gene)
            QCOMPARE(v->gene(gene).value(), values()->gene(gene).value());
        QCOMPARE(v->spot(3).value(), (std::vector<float>{255, 3, 0})); // and when they are sorted
        QCOMPARE(v->sums(std::array{1, 2}).value(), (std::vector<double>{300, 0, 2, 3}));
        QVERIFY(v->traits()->areCounts());
    }

    void anEntryTwiceInAWholeSpot()
    {
        const auto built = [](const std::array<int, 3>& genes) {
            SparseBuilder builder(3);
            builder.addSpots(0, std::array<std::int64_t, 3>{0, 1, 3}, genes, std::array{1.0F, 2.0F, 3.0F});
            return builder.finish(2);
        };
        QVERIFY(built({2, 2, 1}));
        QVERIFY(!built({1, 2, 2}));
    }

    void traits()
    {
        QVERIFY(values()->traits()->areCounts());
        auto builder = filled();
        builder.add(1, 0, -2);
        const auto negative = builder.finish(4)->traits();
        QVERIFY(negative->negative && negative->whole && negative->finite && !negative->areCounts());
        builder = filled();
        builder.add(1, 0, 0.5F);
        QVERIFY(!builder.finish(4)->traits()->areCounts());
        builder = filled();
        builder.add(1, 0, NAN);
        const auto v = builder.finish(4);
        QVERIFY(!v->traits()->finite);
        QVERIFY(std::isnan(v->gene(0).value()[1]));
        QCOMPARE(v->totals().value()[1], 0.0); // what is not known counts nothing
    }

    void anyOrder()
    {
        SparseBuilder builder(3); // gene by gene, spots backwards
        builder.add(3, 0, 255);
        builder.add(0, 0, 1);
        builder.add(3, 1, 3);
        builder.add(2, 1, 2);
        builder.add(0, 2, 300);
        const auto v = builder.finish(4);
        for (std::size_t g = 0; g < 3; ++g)
            QCOMPARE(v->gene(g).value(), values()->gene(g).value());
        QCOMPARE(v->spot(3).value(), (std::vector<float>{255, 3, 0}));
    }

    void anEntryTwice()
    {
        auto builder = filled();
        builder.add(2, 1, 7);
        QVERIFY(!builder.finish(4));
    }

    /// 3,000 spots with all of 1,000 genes are three million entries: a dozen blocks.
    void severalBlocks_data()
    {
        QTest::addColumn<bool>("bySpot");
        QTest::newRow("by spot") << true;
        QTest::newRow("by gene") << false;
    }
    void severalBlocks()
    {
        QFETCH(bool, bySpot);
        const int spots = 3000, genes = 1000;
        const auto expected = [](int spot, int gene) { return float((spot * 7 + gene * 13) % 200 + 1); };
        SparseBuilder builder(genes);
        for (int a = 0; a < (bySpot ? spots : genes); ++a)
            for (int b = 0; b < (bySpot ? genes : spots); ++b)
                bySpot ? builder.add(a, b, expected(a, b)) : builder.add(b, a, expected(b, a));
        const auto v = builder.finish(spots);
        QVERIFY(v);
        QCOMPARE(asSparse(v).entries(), std::size_t(3'000'000));
        const auto gene = v->gene(417).value();
        for (int s = 0; s < spots; ++s)
            QCOMPARE(gene[std::size_t(s)], expected(s, 417));
        QCOMPARE(v->gene(417).value(), gene); // when they are sorted
        double sum = 0;
        for (const int s : {0, 262, 263, 2999}) { // 263 spots fill the first block
            const auto row = v->spot(std::size_t(s)).value();
            sum = 0;
            for (int g = 0; g < genes; ++g) {
                QCOMPARE(row[std::size_t(g)], expected(s, g));
                sum += expected(s, g);
            }
        }
        QCOMPARE(v->totals().value()[2999], sum);
    }

    void anEntryTwiceInDifferentBlocks()
    {
        SparseBuilder builder(1000);
        builder.add(0, 999, 1);
        for (int g = 0; g < 1000; ++g)
            for (int s = 1; s < 1100; ++s)
                builder.add(s, g, 1);
        builder.add(0, 999, 1);
        QVERIFY(!builder.finish(1100));
    }

    void seenInANormalisation()
    {
        // Spot 0 has 1 of 301, spot 3 has 255 of 258, spot 1 nothing at all.
        const auto v = normalised(values(), Normalisation::CpmAll, {}).value();
        const auto gene = v->gene(0).value();
        QCOMPARE(gene[0], float(std::log1p(1e6 / 301)));
        QVERIFY(std::isnan(gene[1]));
        QCOMPARE(gene[3], float(std::log1p(1e6 * 255 / 258)));
    }

    void someSpots()
    {
        const auto v = pickedSpots(values(), {3, 0});
        QCOMPARE(v->spots(), std::size_t(2));
        QCOMPARE(v->gene(0).value(), (std::vector<float>{255, 1}));
        QCOMPARE(v->spot(1).value(), (std::vector<float>{1, 0, 300}));
        QCOMPARE(v->totals().value(), (std::vector<double>{258, 301}));
        QCOMPARE(v->sums(std::array{1}).value(), (std::vector<double>{3, 0}));
        const auto all = values();
        QVERIFY(pickedSpots(all, {0, 1, 2, 3}) == all);
    }

    void rowsAreStoredAsTheyAreFilled()
    {
        RowCollector mostlyZero(3), filled(3), noGenes(0);
        for (int s = 0; s < 4; ++s) {
            mostlyZero.add(values()->spot(std::size_t(s)).value());
            filled.add(std::array{1.5F, 0.0F, NAN});
            noGenes.add({});
        }
        const auto sparse = mostlyZero.finish(), dense = filled.finish();
        QCOMPARE(asSparse(sparse).entries(), std::size_t(5));
        QCOMPARE(sparse->gene(1).value(), (std::vector<float>{0, 0, 2, 3}));
        QVERIFY(dynamic_cast<const DenseExpression*>(dense.get()));
        QCOMPARE(dense->gene(0).value(), (std::vector<float>{1.5F, 1.5F, 1.5F, 1.5F}));
        QVERIFY(std::isnan(dense->spot(3).value()[2]));
        QCOMPARE(noGenes.finish()->spots(), std::size_t(4));
    }

    /// 2,100 rows of 2,000 genes are more than are looked at before it is chosen.
    void manyRowsAreChosenOnce()
    {
        RowCollector collector(2000);
        std::vector<float> row(2000, 0.0F);
        for (int s = 0; s < 2100; ++s) {
            row.assign(2000, 0.0F);
            row[std::size_t(s) % 2000] = float(s + 1);
            collector.add(row);
        }
        const auto v = collector.finish();
        QCOMPARE(asSparse(v).entries(), std::size_t(2100));
        QCOMPARE(v->spots(), std::size_t(2100));
        QCOMPARE(v->spot(2099).value()[99], 2100.0F);
        QCOMPARE(v->gene(99).value()[99], 100.0F);
    }

    void fromManyThreads()
    {
        const auto v = values();
        std::vector<std::jthread> threads;
        std::vector<std::vector<double>> totals(4);
        for (auto& total : totals)
            threads.emplace_back([&] { total = v->totals().value(); });
        threads.clear();
        for (const auto& total : totals)
            QCOMPARE(total, (std::vector<double>{301, 0, 2, 258}));
    }
};

TRANSCOPE_TEST(TestSparseExpression)
#include "tst_sparseexpression.moc"
