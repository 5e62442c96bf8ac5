#include "core/expression/denseexpression.h"
#include "core/expression/normalisation.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <cmath>

using namespace transcope::core;

namespace {

/// Two spots and an empty one; genes 0 and 1 are chosen, gene 2 is not.
std::shared_ptr<const Expression> counts()
{
    ExpressionMatrix m(3, 3);
    m.setSpot(0, std::vector<float>{1, 3, 6});
    m.setSpot(1, std::vector<float>{0, 0, 4});
    m.setSpot(2, std::vector<float>{0, 0, 0});
    return denseExpression(std::move(m));
}

} // namespace

class TestNormalisation : public QObject
{
    Q_OBJECT
private slots:
    void names()
    {
        for (const auto n : allNormalisations())
            QCOMPARE(normalisationNamed(name(n)), std::optional(n));
        QCOMPARE(name(Normalisation::CpmSelected), std::string_view("cpm-selected"));
        QCOMPARE(normalisationNamed("cpm"), std::nullopt);
    }

    void values_data()
    {
        QTest::addColumn<QString>("normalisation");
        QTest::addColumn<double>("first");
        QTest::addColumn<double>("second");
        QTest::addColumn<int>("emptySpots");
        // Spot 0: selected sum 1 + 3 = 4, sum of all 10.
        QTest::newRow("cpm-selected")
            << "cpm-selected" << std::log(1 + 250000.0) << std::log(1 + 750000.0) << 2;
        QTest::newRow("cpm-all") << "cpm-all" << std::log(1 + 100000.0) << std::log(1 + 300000.0) << 1;
        QTest::newRow("log1p") << "log1p" << std::log(2.0) << std::log(4.0) << 1;
        QTest::newRow("none") << "none" << 1.0 << 3.0 << 1;
    }
    void values()
    {
        QFETCH(QString, normalisation);
        QFETCH(double, first);
        QFETCH(double, second);
        QFETCH(int, emptySpots);
        const std::vector<int> columns = {0, 1};
        const auto result =
            normalise(*counts(), columns, *normalisationNamed(normalisation.toStdString())).value();
        QCOMPARE(result.values.spots(), std::size_t(3));
        QCOMPARE(result.values.genes(), std::size_t(2));
        QCOMPARE(result.values.at(0, 0), static_cast<float>(first));
        QCOMPARE(result.values.at(0, 1), static_cast<float>(second));
        QCOMPARE(static_cast<int>(result.emptySpots.size()), emptySpots);
        for (const int spot : result.emptySpots)
            QVERIFY(std::isnan(result.values.at(static_cast<std::size_t>(spot), 0)));
    }

    void columnsKeepTheirOrder()
    {
        const std::vector<int> columns = {2, 0};
        const auto result = normalise(*counts(), columns, Normalisation::None).value();
        QCOMPARE(result.values.spot(0), (std::vector<float>{6, 1}));
    }
};

TRANSCOPE_TEST(TestNormalisation)
#include "tst_normalisation.moc"
