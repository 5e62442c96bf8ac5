#include "core/io/loupe.h"

#include "core/expression/denseexpression.h"
#include "core/io/textfile.h"
#include "core/spots/spottable.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <cmath>

using namespace transcope::core;
using transcope::tests::TempFolder;

class TestLoupe : public QObject
{
    Q_OBJECT
private slots:
    void names()
    {
        QVERIFY(isLoupeName("a/b.loupe.csv"));
        QVERIFY(!isLoupeName("a/b.csv"));
    }

    // Genes, then what a file said of the spots, then regions; a cell with a comma in quotes.
    void columns()
    {
        SpotTable spots;
        spots.spots = {{"AAAC-1", {1, 2}, 0, 0}, {"CCCA-1", {3, 4}, 0, 1}};
        Layer layer;
        layer.genes = {{"DDX5", "ENSG00000108654"}, {"ACTB", ""}};
        layer.spots = std::make_shared<const SpotTable>(spots);
        ExpressionMatrix values(2, 2);
        values.setSpot(0, std::vector<float>{1.5F, NAN});
        values.setSpot(1, std::vector<float>{0, -2});
        layer.values = denseExpression(std::move(values));
        layer.observations = std::make_shared<const Observations>(
            Observations{{"leiden", {}, {1, -1}, {"0", "1"}}, {"depth", {3, NAN}}});
        const TempFolder dir;
        QVERIFY(writeLoupeCsv(dir / "a.loupe.csv", layer, {{"Region", {"", "tumour, core"}}}));
        QCOMPARE(readTextFile(dir / "a.loupe.csv").value(),
                 std::string("Barcode,DDX5,ACTB,leiden,depth,Region\n"
                             "AAAC-1,1.5,,1,3,\n"
                             "CCCA-1,0,-2,,,\"tumour, core\"\n"));
    }
};

TRANSCOPE_TEST(TestLoupe)
#include "tst_loupe.moc"
