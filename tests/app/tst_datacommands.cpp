#include "tests/testsupport/clirunner.h"

#include "core/expression/denseexpression.h"
#include "core/io/h5ad.h"
#include "core/io/h5reader.h"
#include "core/io/open.h"
#include "core/session/session.h"
#include "tests/testsupport/testprogram.h"

#include <QDir>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <filesystem>

using namespace transcope::core;
namespace fs = std::filesystem;

/// info, evaluate and export as people call them.
class TestDataCommands : public QObject
{
    Q_OBJECT

    const QString m_data = TRANSCOPE_TEST_DATA;
    QTemporaryDir m_dir;

    QString file(const char* name) const { return m_dir.filePath(name); }
    transcope::testsupport::CliResult runCli(const QStringList& arguments) const
    {
        return transcope::testsupport::runCli(arguments, m_dir.path());
    }

private slots:
    /// A session on a small white slide: measured counts and a prediction.
    void initTestCase()
    {
        QImage(400, 300, QImage::Format_RGB888).save(file("slide.png"));
        SpotTable spots;
        for (int i = 0; i < 6; ++i)
            spots.spots.push_back({std::to_string(i) + "x1", {50.0 + 50 * i, 100.0 + 20 * (i % 2)}, 1, i});
        spots.diameterLevel0Px = 40;
        spots.umPerPx = 2;
        const auto session = createSession(file("s.transcope").toStdString(),
                                           {file("slide.png").toStdString(), "hash", {400, 300}, {}}, spots);
        QVERIFY2(session, session ? "" : session.error().text().c_str());
        for (const auto kind : {LayerKind::Measured, LayerKind::Predicted}) {
            Layer layer;
            layer.kind = kind;
            layer.name = kind == LayerKind::Measured ? "Measured" : "M2OST";
            layer.genes = {{"DDX5", "ENSG00000108654"}, {"ACTB", ""}, {"CD19", ""}, {"MUC1", ""}};
            ExpressionMatrix values(6, 4);
            for (std::size_t s = 0; s < 6; ++s)
                for (std::size_t g = 0; g < 4; ++g)
                    values.at(s, g) = float((s * 7 + g * 3 + (g == 2 ? s * s : 0)) % 11) +
                                      (kind == LayerKind::Measured ? 1.f : 1.25f);
            layer.values = denseExpression(std::move(values));
            layer.provenance.method = kind == LayerKind::Measured ? "measured" : "m2ost";
            layer.provenance.normalisation =
                kind == LayerKind::Measured ? Normalisation::None : Normalisation::Log1p;
            layer.provenance.version = "0.1.0";
            QVERIFY((*session)->addLayer(layer));
        }
    }

    void info_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("spots");
        QTest::addColumn<int>("genes");
        QTest::newRow("counts") << m_data + "/st/A1.tsv.gz"
                                << "expression" << 3 << 3;
        QTest::newRow("positions") << m_data + "/st/A1_selection.tsv"
                                   << "spots" << 3 << 0;
        QTest::newRow("h5ad") << m_data + "/h5ad/csc.h5ad"
                              << "expression" << 4 << 3;
        QTest::newRow("table") << m_data + "/evaluation/A1-ridge.csv"
                               << "expression" << 6 << 4;
        QTest::newRow("folder") << m_data + "/st"
                                << "expression" << 3 << 3;
    }
    void info()
    {
        QFETCH(QString, path);
        QFETCH(QString, kind);
        QFETCH(int, spots);
        QFETCH(int, genes);
        const auto run = runCli({"--json", "info", path});
        QVERIFY2(run.exitCode == 0, run.error.constData());
        QCOMPARE(run.json()["kind"].toString(), kind);
        QCOMPARE(run.json()["spots"].toInt(), spots);
        QCOMPARE(run.json()["genes"].toInt(), genes);
        QCOMPARE(run.json()["hasCoordinates"].toBool(), true);
    }

    void infoOfSlideAndSession()
    {
        const auto run = runCli({"--json", "info", file("slide.png"), file("s.transcope")});
        QVERIFY2(run.exitCode == 0, run.error.constData());
        const auto files = run.json()["files"].toArray();
        QCOMPARE(files.size(), 2);
        const auto level = files[0].toObject()["levels"].toArray()[0].toObject();
        QCOMPARE(level["width"].toInt(), 400);
        QCOMPARE(level["height"].toInt(), 300);
        QVERIFY(files[0].toObject()["umPerPx"].isNull());
        QCOMPARE(files[1].toObject()["spots"].toInt(), 6);
        QCOMPARE(files[1].toObject()["layers"].toArray()[1].toObject()["name"].toString(), QString("M2OST"));
    }

    void infoWithoutCoordinates()
    {
        const auto run = runCli({"--json", "info", m_data + "/h5ad/nospatial.h5ad"});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.json()["hasCoordinates"], QJsonValue(false));
    }

    void failures_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("part");
        const QString session = file("s.transcope"), out = file("out.png");
        const QString truth = m_data + "/evaluation/A1.tsv", predicted = m_data + "/evaluation/A1-ridge.csv";
        QTest::newRow("info of nothing")
            << QStringList{"info", "/absent.svs"} << 3 << "/absent.svs: no such file";
        QTest::newRow("info without files") << QStringList{"info"} << 2 << "";
        QTest::newRow("info of a text") << QStringList{"info", m_data + "/../CMakeLists.txt"} << 3
                                        << "neither a table of counts nor of spots";
        QTest::newRow("evaluate without truth")
            << QStringList{"evaluate", "--predicted", predicted} << 2 << "";
        QTest::newRow("evaluate oddly normalised")
            << QStringList{"evaluate", "--truth", truth, "--predicted", predicted, "--normalisation", "tpm"}
            << 2 << "cpm-selected, cpm-all";
        QTest::newRow("evaluate counts")
            << QStringList{"evaluate", "--truth", truth, "--predicted", truth} << 3 << "holds no predictions";
        QTest::newRow("export no layer")
            << QStringList{"export", session, "--layer", "X", "--pca", "--out", out} << 3
            << "It has: Measured, M2OST";
        QTest::newRow("export no gene")
            << QStringList{"export", session, "--layer", "M2OST", "--gene", "TP53", "--out", out} << 3
            << "TP53 is not among the genes that these weights predict. Run";
        QTest::newRow("export nothing chosen")
            << QStringList{"export", session, "--layer", "M2OST", "--out", out} << 2 << "--gene G or --pca";
        QTest::newRow("export unknown format")
            << QStringList{"export", session, "--layer", "M2OST", "--gene", "DDX5", "--out", file("out.bmp")}
            << 3 << ".png, .tif, .svg or .pdf";
        QTest::newRow("export into no folder")
            << QStringList{"export", session, "--layer", "M2OST",
                           "--gene", "DDX5",  "--out",   file("absent/out.csv")}
            << 6 << "does not exist";
        QTest::newRow("export no session")
            << QStringList{"export", file("none.transcope"), "--layer", "M2OST", "--pca", "--out", out} << 3
            << "none.transcope";
        QTest::newRow("export odd colours")
            << QStringList{"export", session,     "--layer", "M2OST", "--gene",
                           "DDX5",   "--colours", "jet",     "--out", out}
            << 2 << "no such colour map";
    }
    void failures()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QString, part);
        const auto run = runCli(arguments);
        QVERIFY2(run.exitCode == exitCode, qPrintable(QString::number(run.exitCode) + " " + run.error));
        QVERIFY2(run.error.contains(part.toUtf8()), run.error.constData());
        QVERIFY(!fs::exists(file("out.png").toStdString()));
    }

    void evaluate()
    {
        const QString folder = m_data + "/evaluation/";
        QStringList arguments = {"--json",          "evaluate",        "--truth",
                                 folder + "A1.tsv", folder + "B1.tsv", "--predicted"};
        for (const char* name : {"A1-M2OST.csv", "B1-M2OST.csv", "A1-ridge.csv", "B1-ridge.csv"})
            arguments << folder + name;
        const auto run = runCli(arguments << "--baseline" << folder + "training");
        QVERIFY2(run.exitCode == 0, run.error.constData());
        const auto methods = run.json()["methods"].toArray();
        QCOMPARE(methods.size(), 2);
        const auto m2ost = methods[0].toObject();
        QCOMPARE(m2ost["name"].toString(), QString("M2OST"));
        // The numbers of tst_evaluation, from numpy and scipy.
        QVERIFY(std::abs(m2ost["pccSpot"].toDouble() - 0.6208210851702197) < 1e-6);
        QVERIFY(std::abs(m2ost["rmseSpot"].toDouble() - 1.3575072991528883) < 1e-6);
        QVERIFY(std::abs(m2ost["pccGene"].toObject()["median"].toDouble() - 0.6819402582468237) < 1e-6);
        QVERIFY(std::abs(m2ost["box"].toObject()["q3"].toDouble() - 0.8231118302766564) < 1e-6);
        const auto test = m2ost["pairedT"].toObject()["ridge"].toObject();
        QVERIFY(std::abs(test["perSpot"].toObject()["p"].toDouble() - 0.044207040042327186) < 1e-6);
        QVERIFY(std::abs(test["perPatient"].toObject()["p"].toDouble() - 0.2954196070765992) < 1e-6);
        const auto baselines = run.json()["baselines"].toArray();
        QCOMPARE(baselines.size(), 4);
        const auto beyond = m2ost["pccGeneBeyondDepth"].toObject();
        QVERIFY(std::abs(beyond["median"].toDouble() - 0.75558795814951) < 1e-6);
        QCOMPARE(beyond["defined"].toInt(), 8);
        QCOMPARE(beyond["undefined"].toInt(), 0);
        const auto depth = baselines[3].toObject(); // an oracle: no competitor in tests
        QCOMPARE(depth["name"].toString(), QString("depth-alone"));
        QVERIFY(depth["oracle"].toBool() && !baselines[0].toObject()["oracle"].toBool());
        QVERIFY(std::abs(depth["pccGene"].toObject()["mean"].toDouble() - 0.0442252453112228) < 1e-6);
        QVERIFY(depth["pccSpot"].isNull() && depth["rmseSpot"].isNull());
        QVERIFY(!m2ost["pairedT"].toObject().contains("depth-alone"));
        QVERIFY(baselines[0].toObject()["pccGene"].toObject()["mean"].isNull());
        QCOMPARE(baselines[0].toObject()["undefined"].toObject()["pccGene"].toInt(), 8);
        // No images lie beside these sections: ridge regression says so.
        const auto reasons = run.json()["leftOut"][0]["reasons"].toArray();
        QCOMPARE(reasons.size(), 4);
        QCOMPARE(reasons[2].toString(), QString("A1: no image lies beside the section"));
    }

    void evaluateSession()
    {
        const auto run = runCli(
            {"--json", "evaluate", "--truth", file("s.transcope"), "--predicted", file("s.transcope")});
        QVERIFY2(run.exitCode == 0, run.error.constData());
        const auto method = run.json()["methods"].toArray()[0].toObject();
        QCOMPARE(method["normalisation"].toString(), QString("log1p"));
        QCOMPARE(method["spots"].toInt(), 6);
    }

    void exportPictures_data()
    {
        QTest::addColumn<QStringList>("what");
        QTest::newRow("gene") << QStringList{"--gene", "ENSG00000108654"};
        QTest::newRow("residual") << QStringList{"--gene", "DDX5", "--residual"};
        QTest::newRow("residual against counts")
            << QStringList{"--gene", "DDX5", "--residual", "--truth", m_data + "/st/A1.tsv.gz"};
        QTest::newRow("components") << QStringList{"--pca"};
        QTest::newRow("own colours") << QStringList{"--gene", "ACTB", "--colours", "magma", "--range",
                                                    "0",      "4",    "--opacity", "1"};
    }
    void exportPictures()
    {
        QFETCH(QStringList, what);
        const auto out = file("picture.png");
        const auto run = runCli(QStringList{"--json", "export", file("s.transcope"), "--layer", "M2OST",
                                            "--width", "300", "--out", out} +
                                what);
        QVERIFY2(run.exitCode == 0, run.error.constData());
        const QImage picture(out);
        QCOMPARE(picture.width(), run.json()["width"].toInt());
        QCOMPARE(picture.height(), run.json()["height"].toInt());
        QVERIFY(picture.width() > 300);
        QFile::remove(out);
    }

    void exportData()
    {
        const QStringList common = {"export", file("s.transcope"), "--layer", "M2OST", "--out"};
        QCOMPARE(runCli(common + QStringList{file("all.csv")}).exitCode, 0);
        QCOMPARE(runCli(common + QStringList{file("all.h5ad")}).exitCode, 0);
        QCOMPARE(runCli(common + QStringList{file("one.geojson"), "--gene", "DDX5"}).exitCode, 0);
        const auto h5ad = readH5ad(file("all.h5ad").toStdString(), H5adLayers::All);
        QVERIFY(h5ad);
        QCOMPARE(h5ad->layers[0].genes.size(), std::size_t(4));
        QCOMPARE(h5ad->layers[0].name, std::string("M2OST"));
        const auto csv = openSpots(file("all.csv").toStdString());
        QVERIFY(csv);
        QCOMPARE(csv->spots.size(), std::size_t(6));
        QFile geojson(file("one.geojson"));
        QVERIFY(geojson.open(QIODevice::ReadOnly));
        const auto document = QJsonDocument::fromJson(geojson.readAll()).object();
        const auto features = document["features"].toArray();
        QCOMPARE(features.size(), 6);
        QCOMPARE(document["transcope"].toObject()["method"].toString(), QString("m2ost"));
        const auto properties = features[1].toObject()["properties"].toObject();
        QCOMPARE(properties["name"].toString(), QString("1x1"));
        QCOMPARE(properties["measurements"].toObject()["DDX5"].toDouble(), 7 + 1.25);
        const auto ring = features[0].toObject()["geometry"].toObject()["coordinates"].toArray()[0].toArray();
        QCOMPARE(ring.size(), 25);
        QCOMPARE(ring[0], ring[24]);
        QCOMPARE(ring[0].toArray()[0].toDouble(), 70.0); // centre 50, radius 20
    }

    // Spots lie at x 50, 100, … 300: the first two in the region.
    void exportForLoupe()
    {
        QFile regions(file("regions.geojson"));
        QVERIFY(regions.open(QIODevice::WriteOnly));
        regions.write(
            R"({"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[120,0],[120,300],)"
            R"([0,300],[0,0]]]},"properties":{"name":"core, left"}})");
        regions.close();
        QFile::copy(file("s.transcope"), file("r.transcope"));
        QCOMPARE(runCli({"regions", file("r.transcope"), "--import", file("regions.geojson")}).exitCode, 0);
        const auto run = runCli({"export", file("r.transcope"), "--layer", "M2OST", "--gene", "DDX5", "--out",
                                 file("a.loupe.csv")});
        QVERIFY2(run.exitCode == 0, run.error.constData());
        QFile table(file("a.loupe.csv"));
        QVERIFY(table.open(QIODevice::ReadOnly));
        const auto lines = table.readAll().split('\n');
        QCOMPARE(lines[0], QByteArray("Barcode,DDX5,Region"));
        QCOMPARE(lines[2], QByteArray("1x1,8.25,\"core, left\"")); // 7 + 1.25
        QCOMPARE(lines[3].right(1), QByteArray(","));
        QCOMPARE(lines.size(), 8); // a header, six spots, the end
    }

    // The slide's pictures, 400 × 300 px as they are; without the slide a note.
    void exportWithPictures()
    {
        const QStringList command = {"--json", "export", file("s.transcope"),  "--layer",
                                     "M2OST",  "--out",  file("pictures.h5ad")};
        const auto run = runCli(command);
        QVERIFY2(run.exitCode == 0, run.error.constData());
        QCOMPARE(run.json()["warnings"].toArray().size(), 0);
        const auto reader = H5Reader::open(file("pictures.h5ad").toStdString()).value();
        const std::string spatial = "uns/spatial/slide/";
        QCOMPARE(reader.shape(spatial + "images/hires").value(), (std::vector<std::uint64_t>{300, 400, 3}));
        QCOMPARE(reader.doubles(spatial + "scalefactors/tissue_lowres_scalef").value(), std::vector{1.0});
        const auto without = runCli(command + QStringList{"--slide", file("absent.svs")});
        QVERIFY2(without.exitCode == 0, without.error.constData());
        QVERIFY(without.json()["warnings"].toArray()[0].toString().contains("without pictures of the slide"));
        QVERIFY(!H5Reader::open(file("pictures.h5ad").toStdString())->has(spatial + "images/hires"));
    }
};

TRANSCOPE_TEST(TestDataCommands)
#include "tst_datacommands.moc"
