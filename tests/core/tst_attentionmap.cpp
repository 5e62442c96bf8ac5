#include "core/predict/attentionmap.h"
#include "tests/testsupport/testprogram.h"

#include <QtTest>
#include <cmath>

using namespace transcope::core;

class TestAttentionMap : public QObject
{
    Q_OBJECT
private slots:
    void squaresHaveNames()
    {
        QCOMPARE(squareName({84, 0, 4}), std::string("84,0,4"));
        QVERIFY(squareNamed("84,0,4") == (PatchSquare{84, 0, 4}));
        for (const char* other : {"", "ACTB", "1,2", "1,2,", "1,2,3,4", "1,2,x", "1 2 3"})
            QVERIFY2(!squareNamed(other), other);
    }

    // A patch of 4 px: two squares of 2 px in the upper half, one of 4 px over the whole.
    void whatIsLookedAtMoreThanEvenly()
    {
        PredictorInfo info;
        info.genes = {{"A", {}}};
        info.patches.sizePx = 4;
        info.patches.downsamples = {1, 2};
        info.parts = {{"sd", "deviation", {}},
                      {attentionPart(1), "attention", {{"0,0,2", {}}, {"2,0,2", {}}, {"0,0,4", {}}}}};
        const auto maps = attentionMaps(info, std::vector<float>{7, 0.5, 0.1F, 0.2F, 0.3F});
        QCOMPARE(maps.size(), std::size_t(2));
        QVERIFY(maps[0].empty()); // nothing is told of this level
        // Evenly each had (0.1 + 0.2 + 0.3) / 3 = 0.2, so they have 0.5, 1 and 1.5 times that.
        QVERIFY(std::abs(maps[1][0] - 1) < 1e-6F);           // (0.5 + 1.5) / 2
        QVERIFY(std::abs(maps[1][2] - 1.25) < 1e-6F);        // (1 + 1.5) / 2
        QVERIFY(std::abs(maps[1][3 * 4 + 3] - 1.5) < 1e-6F); // below only the large one
    }

    void pxWithoutASquareAreUnknown()
    {
        PredictorInfo info;
        info.patches.sizePx = 4;
        info.patches.downsamples = {1};
        info.parts = {{attentionPart(0), "attention", {{"2,2,9", {}}, {"nonsense", {}}}}};
        const auto map = attentionMaps(info, std::vector<float>{0.5, 0.5})[0];
        QVERIFY(std::isnan(map[0]));
        QCOMPARE(map[15], 1.F);
    }
};

TRANSCOPE_TEST(TestAttentionMap)
#include "tst_attentionmap.moc"
