#include "tests/testsupport/clirunner.h"

#include "core/demo/demosection.h"
#include "tests/testsupport/testprogram.h"

#include <QDir>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace transcope;

/// figure maps and figure boxplot, on a demo section whose truth without noise stands in for a prediction.
class TestFigureCommand : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    QString file(const QString& name) const { return m_dir.filePath(name); }
    testsupport::CliResult figure(const QStringList& arguments) const
    {
        return testsupport::runCli(QStringList{"--json", "figure"} + arguments, m_dir.path());
    }
    QStringList maps(const QString& out) const
    {
        return {"maps",
                "--slide",
                file("demo3/slide.tif"),
                "--truth",
                file("demo3/counts.tsv.gz"),
                "--predicted",
                file("demo3/truth.h5ad"),
                file("demo3/truth.h5ad"),
                "--out",
                file(out)};
    }

private slots:
    void initTestCase()
    {
        core::DemoOptions options;
        options.sidePx = 1536;
        for (const int seed : {1, 3}) {
            options.seed = std::uint64_t(seed);
            const auto name = seed == 1 ? QString("training/demo1") : QString("demo3");
            const auto made = core::writeDemoSection(file(name).toStdString(), options);
            QVERIFY2(made, made ? "" : made.error().text().c_str());
        }
    }

    void mapsOfGenes()
    {
        const auto run =
            figure(maps("f7.pdf") + QStringList{"--pca", "--genes", "DDX5,ACTB", "--width-mm", "120"});
        QVERIFY2(run.exitCode == 0, run.error.constData());
        const auto json = run.json();
        QCOMPARE(json["rows"].toInt(), 3);
        QCOMPARE(json["rowNames"].toArray(), QJsonArray({"PCA", "DDX5", "ACTB"}));
        QCOMPARE(json["columns"].toInt(), 3);
        QCOMPARE(json["columnNames"][0].toString(), QString("Ground truth"));
        QCOMPARE(json["width"].toInt(), 1418); // 120 mm at 300 dots an inch
        QVERIFY(json["height"].toInt() > 1000);
        QVERIFY(QFileInfo(file("f7.pdf")).size() > 10000);
    }

    /// A row each, in its own style.
    void mapsOfRecipes()
    {
        const auto run =
            figure(maps("recipes.svg") +
                   QStringList{"--no-tissue", "--genes", "DDX5", "--map",
                               R"({"kind":"blend","genes":["DDX5","ACTB"]})", "--map",
                               R"({"kind":"gene-mean","genes":["DDX5","ACTB"],"title":"Markers",)"
                               R"("style":{"mark":"square","contours":4,"threshold":"p50"}})"});
        QVERIFY2(run.exitCode == 0, run.error.constData());
        QCOMPARE(run.json()["rowNames"].toArray(), QJsonArray({"DDX5 + ACTB", "Markers", "DDX5"}));
        const auto refused = figure(maps("x.svg") + QStringList{"--map", R"({"kind":"heat"})"});
        QVERIFY(refused.exitCode != 0);
        QVERIFY2(refused.error.contains("no kind"), refused.error.constData());
    }

    void ddx5WithoutAskingForIt()
    {
        const auto run = figure(maps("plain.svg") + QStringList{"--no-tissue"});
        QVERIFY2(run.exitCode == 0, run.error.constData());
        QCOMPARE(run.json()["rowNames"].toArray(), QJsonArray({"DDX5"}));
        QFile svg(file("plain.svg"));
        QVERIFY(svg.open(QIODevice::ReadOnly));
        QVERIFY(!svg.readAll().contains("<image"));
    }

    /// A picture a gene and one sheet; genes that no layer has are named, and names that a file cannot have
    /// changed.
    void aPictureOfEachGene()
    {
        QFile list(file("panel.gmt"));
        QVERIFY(list.open(QIODevice::WriteOnly));
        list.write("markers\t\tACTB\tNO/SUCH\n");
        list.close();
        const auto genes = [this](const QStringList& more) {
            return figure(QStringList{"genes", "--slide", file("demo3/slide.tif"), "--truth",
                                      file("demo3/counts.tsv.gz"), "--predicted", file("demo3/truth.h5ad"),
                                      "--width-mm", "60", "--dpi", "100", "--out", file("genes")} +
                          more);
        };
        const auto run = genes({"--genes", "DDX5", "--gene-list", file("panel.gmt")});
        QVERIFY2(run.exitCode == 0, run.error.constData());
        QCOMPARE(QDir(file("genes")).entryList(QDir::Files),
                 QStringList({"ACTB.png", "contact-sheet.pdf", "DDX5.png"}));
        QCOMPARE(run.json()["missing"].toArray(), QJsonArray({"NO/SUCH"}));
        QCOMPARE(QImage(file("genes/DDX5.png")).width(), 237); // 60 mm at 100 dots an inch: 236.2, rounded up
        const auto none = genes({"--genes", "NO/SUCH"});
        QCOMPARE(none.exitCode, 3);
        QVERIFY2(none.error.contains("NO/SUCH"), none.error.constData());
        QCOMPARE(genes({}).exitCode, 2);
    }

    void refusals()
    {
        auto run = figure(maps("x.pdf") + QStringList{"--genes", "NOSUCHGENE"});
        QCOMPARE(run.exitCode, 3);
        QVERIFY(run.error.contains("NOSUCHGENE"));
        run = figure({"maps", "--slide", file("demo3/slide.tif"), "--truth", file("demo3/counts.tsv.gz"),
                      "--predicted", file("training/demo1/truth.h5ad"), file("absent.h5ad"), "--out",
                      file("x.pdf")});
        QCOMPARE(run.exitCode, 3);
        run = figure(maps("x.bmp"));
        QCOMPARE(run.exitCode, 3);
        QVERIFY(run.error.contains(".bmp"));
        QVERIFY(!QFileInfo::exists(file("x.pdf")) && !QFileInfo::exists(file("x.bmp")));
    }

    void boxPlotWithBaselines()
    {
        const auto run =
            figure({"boxplot", "--truth", file("demo3/counts.tsv.gz"), "--predicted",
                    file("demo3/truth.h5ad"), "--baseline", file("training"), "--out", file("f6.svg")});
        QVERIFY2(run.exitCode == 0, run.error.constData());
        const auto methods = run.json()["methods"].toArray();
        QVERIFY(methods.size() >= 3); // the prediction, a mean, ridge
        QCOMPARE(methods[0]["baseline"].toBool(), false);
        QCOMPARE(methods[1]["baseline"].toBool(), true);
        const auto box = methods[0]["box"];
        QVERIFY(box["low"].toDouble() <= box["q1"].toDouble() &&
                box["q1"].toDouble() <= box["median"].toDouble());
        QVERIFY(box["median"].toDouble() <= box["q3"].toDouble() &&
                box["q3"].toDouble() <= box["high"].toDouble());
        QVERIFY(QFileInfo(file("f6.svg")).size() > 5000);
    }
};

TRANSCOPE_TEST(TestFigureCommand)
#include "tst_figurecommand.moc"
