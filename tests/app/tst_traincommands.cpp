#include "core/expression/denseexpression.h"
#include "core/expression/normalisation.h"
#include "core/io/h5ad.h"
#include "core/io/open.h"
#include "core/stats/correlation.h"
#include "model/weights/modelcard.h"
#include "model/weights/weightsfile.h"
#include "tests/app/trainingdata.h"
#include "tests/testsupport/testprogram.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QtEndian>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

using namespace transcope;
using namespace transcope::core;

namespace {

struct Outcome
{
    int exitCode = -1;
    QJsonObject json;
    QString errors;
};

Outcome run(const QStringList& arguments)
{
    QProcess process;
    process.start(TRANSCOPE_BIN "/transcope-cli", arguments + QStringList{"--json"});
    Outcome outcome;
    if (!process.waitForFinished(200000))
        return outcome;
    outcome.exitCode = process.exitCode();
    outcome.json = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    outcome.errors = QString::fromUtf8(process.readAllStandardError());
    return outcome;
}

std::filesystem::path toPath(const QString& text)
{
    return text.toStdString();
}

/// Mean over the driven genes of the correlation between predicted and measured expression.
double drivenScore(const std::filesystem::path& section, const std::filesystem::path& predicted)
{
    const auto measured = openSection(section);
    const auto prediction = readH5ad(predicted);
    if (!measured || !prediction || measured->spots.size() != prediction->spots->size())
        return -1;
    std::vector<int> columns(measured->genes.size());
    std::iota(columns.begin(), columns.end(), 0);
    const auto truth = normalise(*measured->counts, columns, Normalisation::CpmSelected);
    const auto values = columnsOf(*prediction->layers.front().values);
    if (!truth || !values)
        return -1;
    std::map<std::string, std::size_t> rowOf;
    for (std::size_t s = 0; s < prediction->spots->size(); ++s)
        rowOf[prediction->spots->spots[s].id] = s;
    double sum = 0;
    int driven = 0;
    for (std::size_t g = 0; g < columns.size(); ++g) {
        if (!demoGenes()[g].driven || demoGenes()[g].gene.symbol != measured->genes[g].symbol)
            continue;
        std::vector<float> guess;
        for (const Spot& spot : measured->spots.spots)
            guess.push_back(values->at(rowOf.at(spot.id), g));
        sum += pearson(truth->values.gene(g), guess);
        ++driven;
    }
    return driven > 0 ? sum / driven : -1;
}

/// The labels follow from the counts as "cpm-selected" says, and every spot has its place on the array.
void checkCountsAndPlaces(const QString& path)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    constexpr qsizetype Preamble = 16;
    const auto headerBytes = qFromLittleEndian<qint64>(bytes.constData() + 8);
    const auto header = QJsonDocument::fromJson(bytes.mid(Preamble, headerBytes).trimmed()).object();
    const auto spots = header["array"].toArray().size(), genes = header["genes"].toArray().size();
    QVERIFY(header["counts"].toBool() && spots > 8 && spots == header["depth"].toArray().size());
    for (const QJsonValue place : header["array"].toArray())
        QVERIFY(place.toArray().at(0).toInt(-1) >= 0 && place.toArray().at(1).toInt(-1) >= 0);
    const auto* labels = reinterpret_cast<const float*>(bytes.constData() + Preamble + headerBytes);
    const auto* counts = labels + spots * genes;
    for (qsizetype spot = 0; spot < spots; ++spot, labels += genes, counts += genes) {
        const double sum = std::accumulate(counts, counts + genes, 0.0);
        for (qsizetype g = 0; g < genes; ++g)
            QVERIFY(std::abs(labels[g] - std::log1p(1e6 * counts[g] / sum)) < 1e-5);
    }
}

} // namespace

class TrainCommandsTest : public QObject
{
    Q_OBJECT
private slots:
    void bundledWeightsKnowAnUnseenSection();
    void packsThenTrains();
    void takesScoresFromCrossChecks();
    void trainsOnSomeOfThePackedLevels();
    void trainsFromAFolder();
    void refuses_data();
    void refuses();
};

// The goal set for the bundled weights: 0.6 on a section of a seed never used before.
void TrainCommandsTest::bundledWeightsKnowAnUnseenSection()
{
    const QTemporaryDir folder;
    QCOMPARE(run({"demo", folder.path(), "--seed", "3"}).exitCode, 0);
    const auto predicted =
        run({"predict", folder.filePath("slide.tif"), "--spots", folder.filePath("spots.tsv"), "--weights",
             TRANSCOPE_RESOURCES "/weights/m2ost-demo.safetensors", "--out", folder.filePath("p.h5ad")});
    QVERIFY2(predicted.exitCode == 0, qPrintable(predicted.errors));
    const double score =
        drivenScore(toPath(folder.filePath("counts.tsv.gz")), toPath(folder.filePath("p.h5ad")));
    qInfo("mean correlation over driven genes: %.3f", score);
    QVERIFY(score >= 0.6);
}

void TrainCommandsTest::packsThenTrains()
{
    const QTemporaryDir folder;
    tests::makeTrainingData(folder);
    const QString pack = folder.filePath("d.pack"), out = folder.filePath("w.safetensors");
    const auto packed = run({"pack", "--data", folder.filePath("data"), "--out", pack, "--levels", "0,1"});
    QVERIFY2(packed.exitCode == 0, qPrintable(packed.errors));
    QVERIFY(packed.json["spots"].toInt() > 8 && packed.json["spots"].toInt() <= 18);
    QCOMPARE(packed.json["bytes"].toInteger(), QFileInfo(pack).size());
    checkCountsAndPlaces(pack);
    const QStringList train = {
        "train", "--data", pack, "--out", out, "--config", folder.filePath("tiny.json")};
    const auto trained = run(train);
    QVERIFY2(trained.exitCode == 0, qPrintable(trained.errors));
    QCOMPARE(trained.json["epochs"].toInt(), 2);
    QCOMPARE(trained.json["split"].toString(), QString("patient demo8 held out"));
    for (const char* beside : {"", ".checkpoint", ".curve.csv", ".curve.svg"})
        QVERIFY2(QFileInfo::exists(out + beside), beside);
    // A finished run resumed is the same run.
    QFile first(out);
    QVERIFY(first.open(QIODevice::ReadOnly));
    const QByteArray before = first.readAll();
    QCOMPARE(run(train + QStringList{"--resume"}).exitCode, 0);
    QFile second(out);
    QVERIFY(second.open(QIODevice::ReadOnly));
    QVERIFY(second.readAll() == before);
    const auto info = run({"info", out});
    QCOMPARE(info.exitCode, 0);
    QCOMPARE(info.json["downsamples"].toArray(), (QJsonArray{1, 2}));
    // The weights say what they were trained on, and saying it again from the packed file changes nothing.
    const auto weights = model::readWeights(out.toStdString());
    QVERIFY(weights && weights->training);
    QVERIFY(!weights->card.looks.empty() && weights->card.looks.front().mean.focus > 0);
    QVERIFY(weights->training->distances.data.front() > 0);
    const auto described = run({"describe-training", out, "--data", pack, "--split", "patient"});
    QVERIFY2(described.exitCode == 0, qPrintable(described.errors));
    QCOMPARE(described.json["sections"].toInt(), int(weights->card.looks.size()));
    QFile third(out);
    QVERIFY(third.open(QIODevice::ReadOnly));
    QVERIFY(third.readAll() == before);
}

void TrainCommandsTest::takesScoresFromCrossChecks()
{
    const QTemporaryDir folder;
    tests::makeTrainingData(folder);
    const QString pack = folder.filePath("d.pack"), checked = folder.filePath("checked.safetensors"),
                  all = folder.filePath("all.safetensors");
    QCOMPARE(run({"pack", "--data", folder.filePath("data"), "--out", pack, "--levels", "0,1"}).exitCode, 0);
    const QStringList train = {"train", "--data", pack, "--config", folder.filePath("tiny.json")};
    QCOMPARE(run(train + QStringList{"--out", checked}).exitCode, 0);
    const auto refused = run(train + QStringList{"--out", all, "--cross-checks", checked});
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.errors.contains("--split none"), qPrintable(refused.errors));
    const auto done = run(train + QStringList{"--out", all, "--split", "none", "--cross-checks", checked});
    QVERIFY2(done.exitCode == 0, qPrintable(done.errors));
    const auto scored = model::readModelCard(checked.toStdString()),
               card = model::readModelCard(all.toStdString());
    QVERIFY(scored && card && !card->heldOutScores.empty());
    for (std::size_t g = 0; g < card->heldOutScores.size(); ++g)
        QVERIFY(card->heldOutScores[g] == scored->heldOutScores[g] ||
                (std::isnan(card->heldOutScores[g]) && std::isnan(scored->heldOutScores[g])));
    QCOMPARE(card->heldOutBeyondDepth.size(), card->genes.size()); // pack keeps each spot's depth
    QVERIFY(std::ranges::any_of(card->heldOutBeyondDepth, [](float score) { return std::isfinite(score); }));
    QVERIFY(card->split.find("patient demo8 held out") != std::string::npos);
    // Weights without held-out scores are no cross-check.
    QCOMPARE(run(train + QStringList{"--out", all, "--split", "none"}).exitCode, 0);
    QCOMPARE(run(train + QStringList{"--out", checked, "--split", "none", "--cross-checks", all}).exitCode,
             2);
}

void TrainCommandsTest::trainsOnSomeOfThePackedLevels()
{
    const QTemporaryDir folder;
    tests::makeTrainingData(folder);
    const QString pack = folder.filePath("d.pack"), out = folder.filePath("w.safetensors");
    QCOMPARE(run({"pack", "--data", folder.filePath("data"), "--out", pack, "--levels", "0,1,2"}).exitCode,
             0);
    const auto trained = run(
        {"train", "--data", pack, "--out", out, "--config", folder.filePath("tiny.json"), "--epochs", "1"});
    QVERIFY2(trained.exitCode == 0, qPrintable(trained.errors));
    QCOMPARE(run({"info", out}).json["downsamples"].toArray(), (QJsonArray{1, 2}));
}

void TrainCommandsTest::trainsFromAFolder()
{
    const QTemporaryDir folder;
    tests::makeTrainingData(folder);
    const QString out = folder.filePath("w.safetensors");
    const auto trained = run({"train", "--data", folder.filePath("data"), "--out", out, "--config",
                              folder.filePath("tiny.json"), "--epochs", "1", "--split", "section=demo7"});
    QVERIFY2(trained.exitCode == 0, qPrintable(trained.errors));
    QCOMPARE(trained.json["epochs"].toInt(), 1);
    QVERIFY(!QFileInfo::exists(out + ".pack"));
}

void TrainCommandsTest::refuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("says");
    const QStringList train = {"train", "--data", "DATA", "--out", "OUT"};
    QTest::newRow("unknown method") << train + QStringList{"--method", "alexnet"} << 2 << "alexnet";
    QTest::newRow("unknown split") << train + QStringList{"--split", "half"} << 2 << "half";
    QTest::newRow("unknown patient") << train + QStringList{"--split", "patient=Z"} << 2 << "demo7";
    QTest::newRow("no configuration") << train + QStringList{"--config", "absent.json"} << 3 << "absent.json";
    QTest::newRow("no data") << QStringList{"train", "--data", "absent", "--out", "OUT"} << 3 << "absent";
    QTest::newRow("empty folder") << QStringList{"pack", "--data", "EMPTY", "--out", "OUT"} << 3
                                  << "no sections";
    QTest::newRow("no gene matches")
        << QStringList{"pack", "--data", "DATA", "--out", "OUT", "--genes", "GENES"} << 3
        << "demo7: 1 of 1 genes are not measured and were left out of all sections: NOSUCHGENE";
    QTest::newRow("features of a method without")
        << QStringList{"pack", "--data", "DATA", "--out", "OUT", "--features", "resnet50"} << 2
        << "trained on patches";
    QTest::newRow("cannot write") << QStringList{"pack", "--data", "DATA", "--out", "/proc/absent/x"} << 6
                                  << "/proc/absent/x";
}

void TrainCommandsTest::refuses()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, exitCode);
    QFETCH(QString, says);
    const QTemporaryDir folder;
    tests::makeTrainingData(folder);
    QDir(folder.path()).mkdir("empty");
    QFile genes(folder.filePath("genes.txt"));
    QVERIFY(genes.open(QIODevice::WriteOnly));
    genes.write("NOSUCHGENE\n");
    genes.close();
    arguments.replaceInStrings("DATA", folder.filePath("data"));
    arguments.replaceInStrings("EMPTY", folder.filePath("empty"));
    arguments.replaceInStrings("GENES", folder.filePath("genes.txt"));
    arguments.replaceInStrings("OUT", folder.filePath("out"));
    const auto outcome = run(arguments);
    QVERIFY2(outcome.exitCode == exitCode,
             qPrintable(QString::number(outcome.exitCode) + " " + outcome.errors));
    QVERIFY2(outcome.errors.contains(says), qPrintable(outcome.errors));
    for (const QString& left : QDir(folder.path()).entryList(QDir::Files))
        QVERIFY2(!left.startsWith("out"), qPrintable(left));
}

TRANSCOPE_TEST(TrainCommandsTest)
#include "tst_traincommands.moc"
