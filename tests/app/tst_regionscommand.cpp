#include "tests/testsupport/clirunner.h"

#include "core/expression/denseexpression.h"
#include "core/session/session.h"
#include "tests/testsupport/testprogram.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace transcope;

/// regions, on a session of 6 × 6 spots at 100 px: measured values of gene A are 1 in the left half, else 0.
class TestRegionsCommand : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    QString file(const QString& name) const { return m_dir.filePath(name); }
    testsupport::CliResult regions(const QStringList& arguments) const
    {
        return testsupport::runCli(QStringList{"--json", "regions", file("s.transcope")} + arguments,
                                   m_dir.path());
    }
    /// A rectangle from (0, 0).
    void writeRectangle(const QString& name, int width, int height) const
    {
        QFile out(file(name + ".geojson"));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(
            QString(
                R"({"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon",)"
                R"("coordinates":[[[0,0],[%1,0],[%1,%2],[0,%2],[0,0]]]},)"
                R"("properties":{"objectType":"annotation","name":"%3","classification":{"name":"Tumor"}}}]})")
                .arg(width)
                .arg(height)
                .arg(name)
                .toUtf8());
    }

private slots:
    void initTestCase()
    {
        core::SpotTable spots;
        core::ExpressionMatrix values(36, 2);
        for (int s = 0; s < 36; ++s) {
            spots.spots.push_back(
                {std::to_string(s), {50.0 + 100 * (s % 6), 50.0 + 100 * (s / 6)}, s / 6, s % 6});
            values.at(std::size_t(s), 0) = s % 6 < 3 ? 1 : 0;
            values.at(std::size_t(s), 1) = 2;
        }
        spots.diameterLevel0Px = 50;
        auto session = core::createSession(file("s.transcope").toStdString(),
                                           {"/slide.tif", "0", {600, 600}, {}}, spots);
        QVERIFY2(session, session ? "" : session.error().text().c_str());
        core::Layer layer;
        layer.name = "Measured";
        layer.genes = {{"A", ""}, {"B", ""}};
        layer.spots = std::make_shared<const core::SpotTable>(spots);
        layer.values = core::denseExpression(std::move(values));
        layer.provenance.normalisation = core::Normalisation::Log1p;
        QVERIFY((*session)->addLayer(layer));
        writeRectangle("left", 300, 600);
        writeRectangle("top", 600, 300);
        writeRectangle("corner", 90, 90);
    }

    void importedOnceAndExported()
    {
        auto run = regions({"--import", file("left.geojson")});
        QVERIFY2(run.exitCode == 0, run.error.constData());
        QCOMPARE(run.json()["imported"].toInt(), 1);
        run = regions({"--import", file("left.geojson"), "--export", file("out.geojson")});
        QCOMPARE(run.json()["imported"].toInt(), 0);
        const auto listed = run.json()["regions"].toArray();
        QCOMPARE(listed.size(), 1);
        QCOMPARE(listed[0]["name"].toString(), QString("left"));
        QCOMPARE(listed[0]["class"].toString(), QString("Tumor"));
        QCOMPARE(listed[0]["spots"].toInt(), 18); // three of six columns
        QVERIFY(QFile::exists(file("out.geojson")));
    }

    void againstTheRest()
    {
        const auto run = regions({"--statistics"});
        QVERIFY2(run.exitCode == 0, run.error.constData());
        const auto json = run.json();
        QCOMPARE(json["spotsInside"].toInt(), 18);
        QCOMPARE(json["spotsOutside"].toInt(), 18);
        const auto genes = json["genes"].toArray();
        QCOMPARE(genes[0]["gene"].toString(), QString("A"));
        QCOMPARE(genes[0]["meanInside"].toDouble(), 1.0);
        QCOMPARE(genes[0]["auc"].toDouble(), 1.0);
        QVERIFY(genes[0]["pAdjusted"].toDouble() < 1e-6);
        QCOMPARE(genes[1]["p"].toDouble(), 1.0);
        QCOMPARE(json["warnings"].toArray().size(), 1);
    }

    // 18 spots lie left, 18 above, and 9 in both.
    void againstAnother()
    {
        QCOMPARE(regions({"--import", file("top.geojson")}).exitCode, 0);
        const auto run = regions({"--statistics", "--of", "left", "--against", "top"});
        QVERIFY2(run.exitCode == 0, run.error.constData());
        QCOMPARE(run.json()["spotsInBoth"].toInt(), 9);
        QCOMPARE(run.json()["spotsInside"].toInt(), 9);
        QCOMPARE(run.json()["spotsOutside"].toInt(), 9);
        QCOMPARE(run.json()["warnings"].toArray().size(), 3); // nine are too few on either side
    }

    void refusals()
    {
        auto run = regions({"--statistics"});
        QCOMPARE(run.exitCode, 2);
        QVERIFY(run.error.contains("left, top"));
        run = regions({"--statistics", "--of", "middle"});
        QCOMPARE(run.exitCode, 3);
        run = regions({"--statistics", "--of", "left", "--layer", "M2OST"});
        QCOMPARE(run.exitCode, 3);
        QVERIFY(run.error.contains("Measured"));
        run = regions({"--import", file("s.transcope")});
        QCOMPARE(run.exitCode, 3);
        QCOMPARE(regions({}).json()["regions"].toArray().size(), 2);
    }
};

TRANSCOPE_TEST(TestRegionsCommand)
#include "tst_regionscommand.moc"
