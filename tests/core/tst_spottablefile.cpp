#include "core/expression/denseexpression.h"
#include "core/io/spottablefile.h"
#include "tests/testsupport/testprogram.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>

using namespace transcope::core;
namespace fs = std::filesystem;

class TestSpotTableFile : public QObject
{
    Q_OBJECT
private slots:
    void roundTrip()
    {
        SpotTable spots;
        spots.spots = {{"1x1", {10.25, 20}, 1, 1}, {"2x1", {30.25, 20}, 1, 2}};
        spots.lattice = Lattice::Square;
        spots.shape = SpotShape::Cell;
        spots.diameterLevel0Px = 12;
        spots.pitchLevel0Px = 20;
        spots.umPerPx = 10;
        Layer layer;
        layer.name = "M2OST";
        layer.genes = {{"HLA-A", ""}, {"__ambiguous[A,B]", ""}};
        ExpressionMatrix values(2, 2);
        values.at(0, 0) = 0.1f;
        values.at(1, 0) = -3e-7f;
        values.at(0, 1) = 12345.678f;
        layer.spots = std::make_shared<const SpotTable>(spots);
        layer.values = denseExpression(std::move(values));
        layer.provenance.method = "m2ost";
        layer.provenance.normalisation = Normalisation::Log1p;
        QTemporaryDir dir;
        const fs::path path = dir.filePath("out.csv").toStdString();
        QVERIFY(writeSpotTable(path, layer));
        const auto file = readSpotTable(path);
        QVERIFY2(file, file ? "" : file.error().text().c_str());
        QCOMPARE(file->genes, layer.genes);
        QCOMPARE(file->values->spot(0).value()[0], 0.1f);
        QCOMPARE(file->values->spot(1).value()[0], -3e-7f);
        QCOMPARE(file->values->spot(0).value()[1], 12345.678f);
        QVERIFY(std::isnan(file->values->spot(1).value()[1]));
        QCOMPARE(file->spots.spots[1].centreLevel0Px, (PointD{30.25, 20}));
        QCOMPARE(file->spots.spots[1].arrayCol, 2);
        QCOMPARE(file->spots.umPerPx, std::optional(10.0));
        QCOMPARE(file->spots.diameterLevel0Px, 12.0);
        QCOMPARE(file->spots.shape, SpotShape::Cell);
        QCOMPARE(file->provenance->method, std::string("m2ost"));
        QCOMPARE(file->provenance->normalisation, Normalisation::Log1p);
        QVERIFY(file->notes.empty());
        QCOMPARE(std::distance(fs::directory_iterator(path.parent_path()), {}), 1); // no temporary file stays
    }

    void plainTsvAssumesADiameter()
    {
        QTemporaryDir dir;
        const fs::path path = dir.filePath("spots.tsv.txt").toStdString();
        std::ofstream(path) << "barcode\tpixel_x\tpixel_y\na\t0\t0\nb\t40\t0\nc\t0\t40\n";
        const auto file = readSpotTable(path);
        QVERIFY(file);
        QVERIFY(file->genes.empty() && !file->provenance);
        QCOMPARE(file->spots.diameterLevel0Px, 20.0);
        QVERIFY(!file->spots.umPerPx);
        QCOMPARE(file->notes.size(), std::size_t(1));
    }

    void badFiles_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("part");
        const auto row = [](const char* name, const QByteArray& text, const char* part) {
            QTest::newRow(name) << text << part;
        };
        row("no coordinates", "spot,A\na,1\n", "line 1: no columns x and y");
        row("x is text", "spot,x,y\na,left,2\n", "line 2, column x: \"left\" is not a number");
        row("gene is text", "spot,x,y,A\nb,1,1,3\na,1,2,high\n",
            "line 3, column A: \"high\" is not a number");
        row("infinite", "spot,x,y,A\na,1,2,inf\n", "line 2, column A: \"inf\" is not a number");
        row("spot twice", "spot,x,y\na,1,2\nb,2,2\na,1,2\n", "line 4: spot a is already on line 2");
        row("gene twice", "spot,x,y,A,B,A\na,1,2,3,4,5\n",
            "line 1: column \"A\" occurs twice, as number 4 and 6");
        row("short row", "spot,x,y,A\na,1,2\n", "line 2: 3 columns where 4 were expected");
        row("header only", "spot,x,y,A\n", "no spots below the header");
        row("comments only", "# nothing\n", "the file has no rows");
        row("one spot, no diameter", "spot,x,y\na,1,2\n", "diameter is not given");
    }
    void badFiles()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, part);
        QTemporaryDir dir;
        const fs::path path = dir.filePath("bad.csv").toStdString();
        std::ofstream(path) << text.toStdString();
        const auto file = readSpotTable(path);
        QVERIFY(!file);
        const auto message = QString::fromStdString(file.error().message);
        QVERIFY2(message.contains(part) && message.contains("bad.csv"), qPrintable(message));
        QCOMPARE(file.error().code, ErrorCode::BadInput);
    }
};

TRANSCOPE_TEST(TestSpotTableFile)
#include "tst_spottablefile.moc"
