#include "core/io/h5ad.h"
#include "core/session/session.h"
#include "tests/testsupport/clirunner.h"
#include "tests/testsupport/memorylimit.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/tinyweights.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

using namespace transcope;
using namespace transcope::testsupport;

/// `transcope-cli predict` from a plain picture to a session, an .h5ad and a .csv, with a small M2OST.
class TestCliPredict : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        const auto written = tests::writeTinyWeights(path("tiny.safetensors").toStdString());
        QVERIFY2(written, written ? "" : written.error().text().c_str());
        drawPicture(path("picture.png"));
        writeSpots(path("spots.tsv"));
    }

    void csvHoldsEverySpotAndGene()
    {
        const CliResult result = predict("out.csv");
        QVERIFY2(result.exitCode == 0, result.error.constData());
        const QJsonObject json = result.json();
        QCOMPARE(json["spots"].toInt(), 9);
        QCOMPARE(json["predicted"].toInt(), 9);
        // Level 2 covers 896 px around each spot of a 600-px picture: every spot is padded.
        QCOMPARE(json["paddedSpots"].toInt(), 9);
        QCOMPARE(json["device"].toString(), QString("cpu"));
        const QList<QByteArray> lines = read(path("out.csv")).trimmed().split('\n');
        QCOMPARE(lines.size(), 1 + 1 + 9); // provenance, header, spots
        QVERIFY(lines[1].contains("DDX5"));
        // Only the result stays: no session, and none of the files that SQLite keeps beside one.
        QCOMPARE(QDir(m_folder.path()).entryList({"out.csv*"}), QStringList{"out.csv"});
    }

    void aSecondRunHasNothingLeftToDo()
    {
        const CliResult first = predict("twice.transcope");
        QVERIFY2(first.exitCode == 0, first.error.constData());
        QCOMPARE(first.json()["predictedNow"].toInt(), 9);
        const CliResult second = predict("twice.transcope");
        QVERIFY2(second.exitCode == 0, second.error.constData());
        QCOMPARE(second.json()["predictedNow"].toInt(), 0);
        QCOMPARE(second.json()["predicted"].toInt(), 9);
    }

    // The shares of the levels and the bias are X at every spot and gene; asked for once the prediction is
    // there, they come beside it.
    void sharesOfLevels()
    {
        QCOMPARE(predict("split.transcope").exitCode, 0);
        const CliResult split = predict("split.transcope", {"--split-levels"});
        QVERIFY2(split.exitCode == 0, split.error.constData());
        QCOMPARE(split.json()["predictedNow"].toInt(), 9);
        QCOMPARE(predict("split.transcope", {"--split-levels"}).json()["predictedNow"].toInt(), 0);
        const auto session = core::openSession(path("split.transcope").toStdString()).value();
        QCOMPARE(session->layers()->size(), std::size_t(4));

        QCOMPARE(predict("split.h5ad", {"--split-levels"}).exitCode, 0);
        const auto file = core::readH5ad(path("split.h5ad").toStdString(), core::H5adLayers::All).value();
        QCOMPARE(file.layers.size(), std::size_t(4));
        const auto bias = tests::tinyTensors().at("mlp_head.bias").data;
        for (std::size_t spot = 0; spot < 9; ++spot) {
            std::vector<std::vector<float>> rows;
            for (const auto& layer : file.layers)
                rows.push_back(layer.values->spot(spot).value());
            for (std::size_t gene = 0; gene < bias.size(); ++gene)
                QVERIFY(std::abs(bias[gene] + rows[1][gene] + rows[2][gene] + rows[3][gene] - rows[0][gene]) <
                        1e-5F);
        }
    }

    void viewsAreALayerOfTheirOwn()
    {
        QCOMPARE(predict("views.transcope").exitCode, 0);
        const CliResult views = predict("views.transcope", {"--views", "8"});
        QVERIFY2(views.exitCode == 0, views.error.constData());
        QVERIFY(views.error.contains("Each of 9 spots is predicted 8 times")); // before it begins
        const auto session = core::openSession(path("views.transcope").toStdString()).value();
        const auto layers = session->layers().value();
        QCOMPARE(layers.size(), std::size_t(3));
        QCOMPARE(layers[1].name, layers[0].name + ", 8 views");
        QCOMPARE(layers[2].provenance.part, std::string("sd"));
        QCOMPARE(predict("views.transcope", {"--views", "8"}).json()["predictedNow"].toInt(), 0);
    }

    void precisionAndItsReasonAreKept_data()
    {
        QTest::addColumn<QString>("asked");
        QTest::newRow("chosen") << "auto";
        QTest::newRow("asked for") << "float32";
    }

    void precisionAndItsReasonAreKept()
    {
        QFETCH(QString, asked);
        const QString session = asked + ".transcope", table = asked + ".h5ad";
        const CliResult result = predict(session, {"--precision", asked});
        QVERIFY2(result.exitCode == 0, result.error.constData());
        QVERIFY2(predict(table, {"--precision", asked}).exitCode == 0, "the .h5ad");
        const std::string precision = result.json()["precision"].toString().toStdString();
        const std::string reason = result.json()["precisionReason"].toString().toStdString();
        if (asked == "auto")
            QVERIFY2(reason.find("bfloat16") != std::string::npos, reason.c_str()); // why it is, or why not
        else
            QCOMPARE(std::pair(precision, reason.find("asked for") != std::string::npos),
                     std::pair(asked.toStdString(), true));
        QVERIFY2(result.error.contains((precision + ": " + reason).c_str()),
                 result.error.constData()); // the log

        const auto stored = core::openSession(path(session).toStdString());
        QVERIFY2(stored.has_value(), stored ? "" : stored.error().text().c_str());
        const core::Provenance inSession = (*stored)->layers().value().front().provenance;
        QCOMPARE(inSession.precision, precision);
        QCOMPARE(inSession.precisionReason, reason);
        const auto exported = core::readH5ad(path(table).toStdString());
        QVERIFY2(exported.has_value(), exported ? "" : exported.error().text().c_str());
        QCOMPARE(exported->layers.front().provenance.precision, precision);
        QCOMPARE(exported->layers.front().provenance.precisionReason, reason);
    }

    void otherSpotsDoNotMixIntoASession()
    {
        QCOMPARE(predict("mine.transcope").exitCode, 0);
        const CliResult other = run({"predict", path("picture.png"), "--weights", path("tiny.safetensors"),
                                     "--grid", "100px", "--out", path("mine.transcope")});
        QCOMPARE(other.exitCode, 2);
        QVERIFY2(other.error.contains("mine.transcope"), other.error.constData());
    }

    void aDenseGridLiesBesideASessionsSpots()
    {
        QCOMPARE(predict("both.transcope", {"--um-per-px", "0.5"}).exitCode, 0);
        const QStringList dense{
            "predict", path("picture.png"),   "--weights", path("tiny.safetensors"), "--dense", "50",
            "--out",   path("both.transcope")};
        const CliResult result = run(dense);
        QVERIFY2(result.exitCode == 0, result.error.constData());
        const auto session = core::openSession(path("both.transcope").toStdString()).value();
        const auto own = session->spots().size();
        std::vector<std::string> names;
        const auto layers = session->layers().value();
        for (const auto& layer : layers)
            if (layer.kind == core::LayerKind::Predicted)
                names.push_back(layer.name);
        QCOMPARE(names.size(), std::size_t(2));
        QCOMPARE(names[1], names[0] + ", dense 50 µm");
        QVERIFY(result.json()["spots"].toInt() != int(own));
        QCOMPARE(run(dense).json()["predictedNow"].toInt(), 0);
    }

    void gridNeedsAScaleOrPixels()
    {
        const CliResult result = run({"predict", path("picture.png"), "--weights", path("tiny.safetensors"),
                                      "--grid", "200", "--out", path("grid.csv")});
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.error.contains("µm"), result.error.constData());
        QVERIFY(!QFile::exists(path("grid.csv")));
    }

    void onlyListedGenesAreKept()
    {
        writeText(path("genes.txt"), "DDX5\nNOSUCHGENE\n");
        const CliResult result = predict("few.csv", {"--genes", path("genes.txt")});
        QVERIFY2(result.exitCode == 0, result.error.constData());
        QVERIFY2(result.error.contains("NOSUCHGENE"), result.error.constData());
        const QByteArray header = read(path("few.csv")).split('\n').at(1);
        QVERIFY(header.contains("DDX5"));
        QVERIFY(!header.contains("GENE2"));
    }

    void unwritableOutputIsExitCode6()
    {
        const CliResult result = predict("no/such/folder/out.csv");
        QCOMPARE(result.exitCode, 6);
    }

    void interruptedRunResumesToTheSameValues()
    {
        QVERIFY2(predict("whole.csv", {"--batch", "1"}).exitCode == 0, "the undisturbed run");
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_CACHE_HOME", m_folder.path());
        process.setProcessEnvironment(environment);
        process.start(TRANSCOPE_BIN "/transcope-cli", arguments("cut.csv", {"--batch", "1"}));
        QVERIFY(process.waitForStarted());
        // The session file appears when the run begins; the signal then meets a run that is under way or,
        // on a fast machine, just done: both must leave a state that the next run completes.
        QTRY_VERIFY_WITH_TIMEOUT(
            QFile::exists(path("cut.csv.part.transcope")) || QFile::exists(path("cut.csv")), 20'000);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(20'000));
        QVERIFY(process.exitCode() == 5 || process.exitCode() == 0);
        QCOMPARE(QFile::exists(path("cut.csv")), process.exitCode() == 0);
        QVERIFY(predict("cut.csv", {"--batch", "1"}).exitCode == 0);
        QCOMPARE(withoutProvenance(read(path("cut.csv"))), withoutProvenance(read(path("whole.csv"))));
    }

    // What the user said once is remembered by the session, and another scale does not mix into it.
    void aSaidScaleIsRemembered()
    {
        QCOMPARE(predict("said.transcope", {"--um-per-px", "0.5"}).exitCode, 0);
        const CliResult again = predict("said.transcope");
        QVERIFY2(again.exitCode == 0, again.error.constData());
        QCOMPARE(again.json()["predictedNow"].toInt(), 0);
        const CliResult other = predict("said.transcope", {"--um-per-px", "0.25"});
        QCOMPARE(other.exitCode, 2);
        QVERIFY2(other.error.contains("said.transcope") && other.error.contains("0.5"),
                 other.error.constData());
        const auto session = core::openSession(path("said.transcope").toStdString());
        QCOMPARE((*session)->slide().umPerPx.value(), 0.5);
        QCOMPARE((*session)->layers()->size(), std::size_t(1));
    }

    // The first batch of a run of 4,096 at a time is 512 spots: 231 MB of patches at three levels of 224 px.
    void tooLittleMemoryIsExitCode4()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("a sanitizer takes terabytes of addresses, which a limit on them forbids");
#endif
        QByteArray text = "spot,x,y\n";
        for (int spot = 0; spot < 20000; ++spot)
            text += QByteArray::number(spot) + "," + QByteArray::number(2 * (spot % 200)) + "," +
                    QByteArray::number(2 * (spot / 200)) + "\n";
        writeText(path("many.csv"), text);
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_CACHE_HOME", m_folder.path());
        process.setProcessEnvironment(environment);
        process.start(TRANSCOPE_BIN "/transcope-cli",
                      {"predict", path("picture.png"), "--weights", path("tiny.safetensors"), "--spots",
                       path("many.csv"), "--batch", "4096", "--out", path("many.transcope")});
        process.setReadChannel(QProcess::StandardError);
        while (!process.canReadLine() && process.waitForReadyRead(30'000))
            ; // until the line that comes when the weights are loaded
        QVERIFY(limitMemory(static_cast<pid_t>(process.processId()), 200u << 20));
        QVERIFY(process.waitForFinished(60'000));
        const QByteArray error = process.readAllStandardError();
        QVERIFY2(process.exitCode() == 4, error.constData());
        QVERIFY2(error.contains("memory") && error.contains("smaller batch"), error.constData());
    }

    void benchTimesReadingAndModel()
    {
        const CliResult result = run({"bench", "slide", path("picture.png"), "--weights",
                                      path("tiny.safetensors"), "--spots", path("spots.tsv")});
        QVERIFY2(result.exitCode == 0, result.error.constData());
        const QJsonObject json = result.json();
        QCOMPARE(json["spots"].toInt(), 9);
        QVERIFY(json["readSeconds"].toDouble() > 0);
        QVERIFY(json["tilesDecoded"].toInt() > 0);
        QVERIFY(json["modelSeconds"].toDouble() > 0);
        // The model's time lies within the run's: of the same run, since what was timed apart may be slower
        // on a busy machine.
        QVERIFY(json["modelInRunSeconds"].toDouble() > 0);
        QVERIFY(json["runSeconds"].toDouble() >= json["modelInRunSeconds"].toDouble());
    }

    void brokenSlides_data()
    {
        QTest::addColumn<QString>("file");
        const QDir malformed(TRANSCOPE_REAL_DATA "/malformed");
        if (!malformed.exists())
            QSKIP("no malformed slides: ../shared/data/malformed is absent");
        for (const QString& name : malformed.entryList(QDir::Files))
            QTest::newRow(qPrintable(name)) << malformed.filePath(name);
    }

    void brokenSlides()
    {
        QFETCH(QString, file);
        const QString out = path("broken.h5ad");
        const CliResult result = run({"predict", file, "--weights", path("tiny.safetensors"), "--spots",
                                      path("spots.tsv"), "--out", out});
        QCOMPARE(result.exitCode, 3);
        // Some open: they are odd, and libtiff reads them; then the spots are refused, which lie off so small
        // a slide.
        QVERIFY2(result.error.contains(QFileInfo(file).fileName().toUtf8()) ||
                     result.error.contains("off the slide"),
                 result.error.constData());
        QVERIFY(!QFile::exists(out));
        QFile::remove(out + ".part.transcope"); // a run that failed in the middle stays resumable
    }

    void unreadableBytesAreNoSlide()
    {
        writeText(path("text.svs"), "this is no slide\n");
        const CliResult result = run({"predict", path("text.svs"), "--weights", path("tiny.safetensors"),
                                      "--spots", path("spots.tsv"), "--out", path("text.csv")});
        QCOMPARE(result.exitCode, 3);
        QVERIFY2(result.error.contains("text.svs"), result.error.constData());
        QVERIFY(!QFile::exists(path("text.csv")));
    }

private:
    QString path(const QString& name) const
    {
        return m_folder.filePath(name);
    }
    CliResult run(const QStringList& arguments) const
    {
        return runCli(QStringList{"--json"} + arguments, m_folder.path());
    }
    QStringList arguments(const QString& out, const QStringList& more) const
    {
        return QStringList{"--json",
                           "predict",
                           path("picture.png"),
                           "--weights",
                           path("tiny.safetensors"),
                           "--spots",
                           path("spots.tsv"),
                           "--out",
                           path(out)} +
               more;
    }
    CliResult predict(const QString& out, const QStringList& more = {}) const
    {
        return runCli(arguments(out, more), m_folder.path());
    }

    static QByteArray read(const QString& file)
    {
        QFile f(file);
        return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray();
    }
    static QByteArray withoutProvenance(const QByteArray& csv)
    {
        return csv.mid(csv.indexOf('\n'));
    }
    static void writeText(const QString& file, const QByteArray& text)
    {
        QFile f(file);
        QVERIFY(f.open(QIODevice::WriteOnly));
        QCOMPARE(f.write(text), text.size());
    }

    static void drawPicture(const QString& file)
    {
        QImage image(600, 600, QImage::Format_RGB32);
        image.fill(QColor(245, 243, 246));
        QPainter painter(&image);
        painter.setPen(Qt::NoPen);
        for (int i = 0; i < 200; ++i) { // violet nuclei on pink tissue, nowhere two alike
            painter.setBrush(i % 2 ? QColor(220, 120 + i % 60, 170) : QColor(90 + i % 50, 50, 140));
            painter.drawEllipse(50 + (i * 37) % 480, 50 + (i * 71) % 480, 8 + i % 25, 8 + i % 19);
        }
        painter.end();
        QVERIFY(image.save(file));
    }

    static void writeSpots(const QString& file)
    {
        QByteArray text = "x\ty\tnew_x\tnew_y\tpixel_x\tpixel_y\tselected\n";
        for (int row = 1; row <= 3; ++row)
            for (int column = 1; column <= 3; ++column) {
                const QByteArray at = QByteArray::number(column) + "\t" + QByteArray::number(row);
                text += at + "\t" + at + "\t" + QByteArray::number(column * 150) + "\t" +
                        QByteArray::number(row * 150) + "\t1\n";
            }
        writeText(file, text);
    }

    QTemporaryDir m_folder;
};

TRANSCOPE_TEST(TestCliPredict)
#include "tst_clipredict.moc"
