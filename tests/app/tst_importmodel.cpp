#include "core/session/session.h"
#include "tests/app/trainingdata.h"
#include "tests/testsupport/clirunner.h"
#include "tests/testsupport/testprogram.h"
#include "ui/run/runcontroller.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

using namespace transcope;
using namespace transcope::testsupport;

/// A zoo model, which is code, from import to rows: trusted once, run in the worker alone.
class TestImportModel : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void importing();
    void badInput_data();
    void badInput();
    void predictAsksForTrustOnce();
    void theViewerAsksForTrustOnce();
    void ridgeOnAnEncoder();
    void ridgeOnARandomBackbone();

private:
    QString path(const QString& name) const { return m_folder->filePath(name); }
    CliResult run(const QStringList& arguments) const
    {
        return runCli(QStringList{"--json"} + arguments, m_folder->path());
    }
    CliResult import(const QString& model = TRANSCOPE_TEST_DATA "/torchscript/means.pt") const
    {
        return run({"import-model", model, "--config", TRANSCOPE_TEST_DATA "/torchscript/means.json", "--out",
                    path("means.safetensors")});
    }
    CliResult predict(const QString& out, const QStringList& more = {}) const
    {
        return run(QStringList{"predict", path("plain.png"), "--weights", path("means.safetensors"),
                               "--spots", path("spots.csv"), "--um-per-px", "0.5", "--device", "cpu", "--out",
                               path(out)} +
                   more);
    }
    static void compareRows(const core::Layer& layer);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestImportModel::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("XDG_CONFIG_HOME", path("config").toLocal8Bit()); // nobody has trusted anything here
    QImage picture(256, 128, QImage::Format_RGB888);
    picture.fill(QColor(51, 102, 204));
    QVERIFY(picture.save(path("plain.png")));
    QFile spots(path("spots.csv"));
    QVERIFY(spots.open(QIODevice::WriteOnly));
    spots.write("spot,x,y\na,64,64\nb,128,64\nc,192,64\n");
}

void TestImportModel::compareRows(const core::Layer& layer)
{
    QCOMPARE(layer.genes.size(), 3u);
    for (std::size_t spot = 0; spot < 3; ++spot) {
        const auto row = layer.values->spot(spot).value();
        const double expected[] = {0.2, 0.4, 0.8}; // 51, 102 and 204 of 255
        for (std::size_t c = 0; c < 3; ++c)
            QVERIFY2(std::abs(double(row[c]) - expected[c]) < 0.006, // JPEG keeps a colour to one step of 255
                     qPrintable(QString::number(row[c])));
    }
}

void TestImportModel::importing()
{
    const CliResult result = import();
    QVERIFY2(result.exitCode == 0, result.error.constData());
    QCOMPARE(result.json()["method"].toString(), QString("means"));
    QCOMPARE(result.json()["classes"].toArray(), (QJsonArray{"Red", "Green", "Blue"}));
    QCOMPARE(result.json()["patchSizePx"].toInt(), 32);
    QCOMPARE(result.json()["umPerPx"].toDouble(), 0.5);
    const CliResult info = run({"info", path("means.safetensors")});
    QVERIFY2(info.exitCode == 0, info.error.constData());
    QCOMPARE(info.json()["method"].toString(), QString("torchscript"));
    QCOMPARE(info.json()["genes"].toInt(), 3);
    QVERIFY(!QDir(path("config")).exists()); // importing trusts nothing
}

void TestImportModel::badInput_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("says");
    QTest::newRow("absent") << "/absent.pt"
                            << "/absent.pt";
    QTest::newRow("a configuration") << TRANSCOPE_TEST_DATA "/torchscript/means.json"
                                     << "no TorchScript archive";
}

void TestImportModel::badInput()
{
    QFETCH(QString, model);
    QFETCH(QString, says);
    const CliResult result = import(model);
    QCOMPARE(result.exitCode, 3);
    QVERIFY2(result.error.contains(says.toUtf8()), result.error.constData());
    QVERIFY(!QFile::exists(path("means.safetensors")));
}

void TestImportModel::predictAsksForTrustOnce()
{
    QCOMPARE(import().exitCode, 0);
    const CliResult asked = predict("rows.transcope");
    QCOMPARE(asked.exitCode, 2);
    QVERIFY2(asked.error.contains("--trust"), asked.error.constData());
    QVERIFY(!QFile::exists(path("rows.transcope")));
    const CliResult trusted = predict("rows.transcope", {"--trust"});
    QVERIFY2(trusted.exitCode == 0, trusted.error.constData());
    const auto session = core::openSession(path("rows.transcope").toStdString()).value();
    const auto layer = session->readLayer(1).value();
    QCOMPARE(layer.name, std::string("means"));
    QCOMPARE(layer.provenance.method, std::string("torchscript"));
    compareRows(layer);
    const CliResult again = predict("again.transcope");
    QVERIFY2(again.exitCode == 0, again.error.constData());
    QCOMPARE(again.json()["predictedNow"].toInt(), 3);
}

void TestImportModel::theViewerAsksForTrustOnce()
{
    QCOMPARE(import().exitCode, 0);
    ui::Document document;
    ui::RunController run(&document, {QStringLiteral(TRANSCOPE_BIN "/transcope-worker")});
    QSignalSpy finished(&run, &ui::RunController::finished), failed(&run, &ui::RunController::failed),
        asked(&run, &ui::RunController::trustNeeded), known(&run, &ui::RunController::modelKnown);
    document.openSlide(path("plain.png"));
    QTRY_VERIFY_WITH_TIMEOUT(document.slide() != nullptr, 20'000);
    ui::RunChoice choice;
    choice.weights = path("means.safetensors");
    choice.spots = ui::RunChoice::Spots::File;
    choice.spotFile = path("spots.csv");
    choice.device = "cpu";
    choice.session = path("viewer.transcope");
    run.start(choice);
    QTRY_VERIFY_WITH_TIMEOUT(asked.size() + failed.size() > 0, 60'000);
    QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : qPrintable(failed[0][0].toString()));
    QCOMPARE(asked[0][0].toString(), QString("means.safetensors"));
    QVERIFY(!run.isActive() && known.isEmpty() && document.prediction() == nullptr);
    run.trust(asked[0][1].toString());
    QTRY_VERIFY_WITH_TIMEOUT(finished.size() + failed.size() > 0, 60'000);
    QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : qPrintable(failed[0][0].toString()));
    QTRY_COMPARE(int(document.prediction()->rowsPresent), 3);
    compareRows(*document.prediction()->layer);
    // Remembered, by what the file holds: another worker, another program.
    QCOMPARE(predict("later.transcope").exitCode, 0);
    QCOMPARE(asked.size(), 1);
}

void TestImportModel::ridgeOnAnEncoder()
{
    tests::makeTrainingData(*m_folder);
    const QStringList train{"train",
                            "--method",
                            "ridge",
                            "--encoder",
                            TRANSCOPE_TEST_DATA "/torchscript/means.pt",
                            "--data",
                            path("data"),
                            "--split",
                            "section=demo8",
                            "--out",
                            path("ridge.safetensors")};
    const CliResult asked = run(train);
    QCOMPARE(asked.exitCode, 2);
    QVERIFY2(asked.error.contains("--trust"), asked.error.constData());
    QVERIFY(!QFile::exists(path("ridge.safetensors")));
    const CliResult trained = run(train + QStringList{"--trust"});
    QVERIFY2(trained.exitCode == 0, trained.error.constData());
    QVERIFY(trained.json()["notes"].toArray().last().toString().startsWith("Encoder: means, 3 features"));
    QVERIFY(trained.json()["scores"].toObject().contains("pccGene"));
    QCOMPARE(trained.json()["configuration"].toObject()["components"].toInt(), 3);

    const QStringList predict{"predict", path("data/demo8/slide.tif"), "--weights", path("ridge.safetensors"),
                              "--spots", path("data/demo8/spots.tsv"), "--device",  "cpu",
                              "--out"};
    const CliResult predicted = run(predict + QStringList{path("ridge.transcope")}); // trusted since training
    QVERIFY2(predicted.exitCode == 0, predicted.error.constData());
    const auto layer = core::openSession(path("ridge.transcope").toStdString()).value()->readLayer(1).value();
    QCOMPARE(layer.provenance.method, std::string("ridge"));
    QCOMPARE(layer.name, std::string("Ridge on means"));
    qputenv("XDG_CONFIG_HOME", path("another").toLocal8Bit());
    const CliResult elsewhere = run(predict + QStringList{path("elsewhere.transcope")});
    QCOMPARE(elsewhere.exitCode, 2);
    QVERIFY2(elsewhere.error.contains("--trust"), elsewhere.error.constData());
}

void TestImportModel::ridgeOnARandomBackbone()
{
    tests::makeTrainingData(*m_folder);
    const CliResult trained = run({"train", "--method", "ridge", "--encoder", "stnet", "--data", path("data"),
                                   "--split", "section=demo8", "--out", path("ridge.safetensors")});
    QVERIFY2(trained.exitCode == 0, trained.error.constData());
    QVERIFY(trained.json()["notes"].toArray().last().toString().startsWith("Encoder: random ST-Net"));
    QVERIFY(QFile::exists(path("ridge.safetensors.encoder.safetensors")));
    const CliResult info = run({"info", path("ridge.safetensors")});
    QCOMPARE(info.json()["method"].toString(), QString("ridge"));
}

TRANSCOPE_TEST(TestImportModel)
#include "tst_importmodel.moc"
