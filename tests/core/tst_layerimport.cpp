#include "core/session/layerimport.h"

#include "core/expression/denseexpression.h"
#include "core/expression/normalisation.h"
#include "core/io/h5ad.h"
#include "core/io/spottablefile.h"
#include "core/map/layerset.h"
#include "core/session/session.h"
#include "core/spots/spotmatching.h"
#include "tests/testsupport/compareerror.h"
#include "tests/testsupport/testprogram.h"

#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <fstream>

using namespace transcope::core;
namespace fs = std::filesystem;

namespace {

/// Two spots of a prediction: A 1 and 2, B -3 and not known.
Layer predicted()
{
    Layer layer;
    layer.name = "M2OST";
    layer.kind = LayerKind::Predicted;
    layer.genes = {{"A", ""}, {"B", ""}};
    layer.spots = std::make_shared<const SpotTable>(
        SpotTable{{{"1x1", {10, 10}, 1, 1}, {"2x1", {30, 10}, 1, 2}}, Lattice::Square, 12, 20, {}});
    ExpressionMatrix values(2, 2);
    values.at(0, 0) = 1;
    values.at(1, 0) = 2;
    values.at(0, 1) = -3;
    layer.values = denseExpression(std::move(values));
    layer.provenance.method = "m2ost";
    layer.provenance.weightsHash = "abc";
    layer.provenance.normalisation = Normalisation::Log1p;
    layer.provenance.version = "0.1.0";
    return layer;
}

Layer measured()
{
    auto layer = predicted();
    layer.name = "Measured";
    layer.kind = LayerKind::Measured;
    layer.provenance.method = "measured";
    layer.provenance.weightsHash.clear();
    layer.provenance.normalisation = Normalisation::None;
    return layer;
}

void compareWithPredicted(const Layer& layer)
{
    QCOMPARE(layer.kind, LayerKind::Imported);
    QCOMPARE(layer.genes, predicted().genes);
    QCOMPARE(layer.spots->spots[1].id, std::string("2x1"));
    QCOMPARE(layer.values->gene(0).value(), (std::vector<float>{1, 2}));
    QCOMPARE(layer.values->spot(0).value(), (std::vector<float>{1, -3}));
    QVERIFY(std::isnan(layer.values->spot(1).value()[1]));
    QCOMPARE(layer.provenance.method, std::string("m2ost"));
    QCOMPARE(layer.provenance.normalisation, Normalisation::Log1p);
}

} // namespace

class TestLayerImport : public QObject
{
    Q_OBJECT

private slots:
    void h5adOfOursBringsAllItsLayers()
    {
        const auto p = predicted(), m = measured();
        QVERIFY(writeH5ad(path("a.h5ad"), {&p, &m}));
        const auto file = importLayers(path("a.h5ad"));
        QVERIFY2(file, file ? "" : file.error().text().c_str());
        QVERIFY(file->hasCentres);
        QCOMPARE(file->layers.size(), std::size_t(2));
        compareWithPredicted(file->layers[0]);
        QCOMPARE(file->layers[0].name, std::string("M2OST"));
        QCOMPARE(file->layers[1].name, std::string("Measured"));
        QCOMPARE(file->layers[1].provenance.normalisation, Normalisation::None);
        QCOMPARE(file->layers[0].spots, file->layers[1].spots); // one table for both
    }

    void h5adOfOthersIsXAsItIs()
    {
        const auto file = importLayers(TRANSCOPE_TEST_DATA "/h5ad/lognormalised.h5ad");
        QVERIFY2(file, file ? "" : file.error().text().c_str());
        QCOMPARE(file->layers.size(), std::size_t(1));
        QCOMPARE(file->layers[0].name, std::string("lognormalised"));
        QCOMPARE(file->layers[0].kind, LayerKind::Imported);
        QCOMPARE(file->layers[0].provenance.normalisation,
                 Normalisation::NotStated); // no counts, and nothing is said
        QVERIFY(!file->layers[0].values->traits()->areCounts());
    }

    void withoutPlacesIdsMatch()
    {
        const auto file = importLayers(TRANSCOPE_TEST_DATA "/h5ad/nospatial.h5ad");
        QVERIFY2(file, file ? "" : file.error().text().c_str());
        QVERIFY(!file->hasCentres);
        const auto& own = *file->layers[0].spots;
        const auto matches = matchSpots(own, own, file->hasCentres);
        QCOMPARE(matches.byId, own.size());
    }

    void tableOfOurs()
    {
        QVERIFY(writeSpotTable(path("a.csv"), predicted()));
        const auto file = importLayers(path("a.csv"));
        QVERIFY2(file, file ? "" : file.error().text().c_str());
        QVERIFY(file->hasCentres);
        compareWithPredicted(file->layers.front());
    }

    void tableWithoutPlaces()
    {
        std::ofstream(path("other.csv")) << "spot,A,B\n1x1,0.5,-1\n2x1,,2\n";
        const auto file = importLayers(path("other.csv"));
        QVERIFY2(file, file ? "" : file.error().text().c_str());
        QVERIFY(!file->hasCentres);
        const auto& layer = file->layers.front();
        QCOMPARE(layer.name, std::string("other"));
        QCOMPARE(layer.provenance.normalisation, Normalisation::NotStated);
        QCOMPARE(layer.values->spot(0).value(), (std::vector<float>{0.5F, -1}));
        QVERIFY(std::isnan(layer.values->spot(1).value()[0]));
        QCOMPARE(matchSpots(*predicted().spots, *layer.spots, false).rows, (std::vector<int>{0, 1}));
    }

    /// Whole numbers are counts; what a table states is taken; what it does not is no guess, kept by a
    /// session, and compared with no measurement.
    void normalisationOfTables()
    {
        const auto normalisationOf = [&](const std::string& text) {
            std::ofstream(path("t.csv")) << text;
            return importLayers(path("t.csv")).value().layers.front().provenance.normalisation;
        };
        QCOMPARE(normalisationOf("spot,x,y,A,B\n1x1,100,100,3,0\n2x1,300,100,1,2\n"), Normalisation::None);
        QCOMPARE(normalisationOf("# {\"transcope\": {\"normalisation\": "
                                 "\"cpm-all\"}}\nspot,x,y,A\n1x1,100,100,3.5\n2x1,300,100,1\n"),
                 Normalisation::CpmAll);
        QCOMPARE(normalisationOf("spot,x,y,A,B\n1x1,100,100,3.5,0\n2x1,300,100,1,2\n"),
                 Normalisation::NotStated);
        QCOMPARE(keptNormalisation(name(Normalisation::NotStated)), std::optional(Normalisation::NotStated));
        QVERIFY(!parseNormalisation("not-stated"));
        LayerSet layers;
        const auto counts = std::make_shared<const Layer>(measured());
        auto imported = importLayers(path("t.csv")).value().layers.front();
        const auto other = std::make_shared<const Layer>(std::move(imported));
        layers.add(counts, true);
        layers.add(other, false);
        transcope::test::compareError(layers.comparison(counts, other, {}).error(), ErrorCode::Unsupported,
                                      "is not stated");
        QCOMPARE(layers.normalisationOf(counts, other), Normalisation::CpmAll);
    }

    void sessionWithSeveralLayers()
    {
        {
            const auto session = createSession(
                path("s.transcope"), {path("slide.png"), "hash", {400, 300}, {}}, *predicted().spots);
            QVERIFY(session);
            QVERIFY((*session)->addLayer(measured()));
            QVERIFY((*session)->addLayer(predicted()));
        }
        const auto file = importLayers(path("s.transcope"));
        QVERIFY2(file, file ? "" : file.error().text().c_str());
        QCOMPARE(file->layers.size(), std::size_t(2));
        QCOMPARE(file->layers[0].name, std::string("Measured"));
        compareWithPredicted(file->layers[1]);
    }

    void errors_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("contents");
        QTest::addColumn<int>("code");
        QTest::newRow("not there") << "none.csv" << QByteArray() << int(ErrorCode::NotFound);
        QTest::newRow("no genes") << "spots.csv" << QByteArray("spot,x,y\na,0,0\nb,9,0\n")
                                  << int(ErrorCode::NotFound);
        QTest::newRow("no numbers") << "words.csv" << QByteArray("spot,A\na,1\nb,many\n")
                                    << int(ErrorCode::BadInput);
        QTest::newRow("a picture") << "a.png" << QByteArray("x") << int(ErrorCode::Unsupported);
        QTest::newRow("not HDF5") << "a.h5ad" << QByteArray("x") << int(ErrorCode::BadInput);
        QTest::newRow("not a session") << "a.transcope" << QByteArray("x") << int(ErrorCode::BadInput);
    }
    void errors()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, contents);
        QFETCH(int, code);
        QTemporaryDir dir;
        const fs::path file = dir.filePath(name).toStdString();
        if (!contents.isEmpty())
            std::ofstream(file) << contents.toStdString();
        const auto imported = importLayers(file);
        QVERIFY(!imported);
        QCOMPARE(int(imported.error().code), code);
        QVERIFY(imported.error().message.find(file.string()) != std::string::npos);
    }

private:
    fs::path path(const char* name) const { return m_dir.filePath(name).toStdString(); }

    QTemporaryDir m_dir;
};

TRANSCOPE_TEST(TestLayerImport)
#include "tst_layerimport.moc"
