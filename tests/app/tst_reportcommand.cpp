#include "tests/testsupport/clirunner.h"

#include "core/expression/denseexpression.h"
#include "core/region/regionfile.h"
#include "core/session/session.h"
#include "tests/testsupport/testprogram.h"

#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace transcope;

/// report, on a session of 6 × 6 spots at 100 px with a measured and a predicted layer and a region.
class TestReportCommand : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    QString file(const QString& name) const { return m_dir.filePath(name); }
    testsupport::CliResult run(const QStringList& arguments) const
    {
        return testsupport::runCli(QStringList{"--json"} + arguments, m_dir.path());
    }
    static QJsonObject part(const testsupport::CliResult& result, const QString& heading)
    {
        for (const auto& part : result.json()["parts"].toArray())
            if (part.toObject()["heading"].toString() == heading)
                return part.toObject();
        return {};
    }
    static core::Layer layer(const core::SpotTable& spots, core::LayerKind kind, float tilt)
    {
        core::ExpressionMatrix values(spots.size(), 3);
        for (std::size_t s = 0; s < spots.size(); ++s) {
            values.at(s, 0) = s % 6 < 3 ? 3 : 1;
            values.at(s, 1) = float(s) / 10 + tilt * float(s % 4);
            values.at(s, 2) = 2 + tilt * float(s % 5);
        }
        core::Layer layer;
        layer.name = kind == core::LayerKind::Measured ? "Measured" : "MODEL";
        layer.kind = kind;
        layer.genes = {{"A", ""}, {"B", ""}, {"C", ""}};
        layer.spots = std::make_shared<const core::SpotTable>(spots);
        layer.values = core::denseExpression(std::move(values));
        layer.provenance.normalisation = core::Normalisation::Log1p;
        layer.provenance.weightsName = kind == core::LayerKind::Measured ? "" : "model.safetensors";
        return layer;
    }

private slots:
    void initTestCase()
    {
        QImage picture(600, 600, QImage::Format_RGB32);
        picture.fill(QColor(200, 120, 160));
        QVERIFY(picture.save(file("slide.png")));
        core::SpotTable spots;
        for (int s = 0; s < 36; ++s)
            spots.spots.push_back(
                {std::to_string(s), {50.0 + 100 * (s % 6), 50.0 + 100 * (s / 6)}, s / 6, s % 6});
        spots.diameterLevel0Px = 50;
        auto session = core::createSession(file("s.transcope").toStdString(),
                                           {file("slide.png").toStdString(), "0", {600, 600}, {}}, spots);
        QVERIFY2(session, session ? "" : session.error().text().c_str());
        QVERIFY((*session)->addLayer(layer(spots, core::LayerKind::Measured, 0.1f)));
        QVERIFY((*session)->addLayer(layer(spots, core::LayerKind::Predicted, 0.2f)));
        const auto regions = core::regionsFromGeoJson(
            R"({"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[300,0],[300,600],[0,600],[0,0]]]},
                "properties":{"name":"left"}})",
            "test");
        QVERIFY2(regions, regions ? "" : regions.error().text().c_str());
        QVERIFY(core::keepRegions(**session, regions->regions));
    }

    // What stands in the report is what the other commands say of the same session.
    void everyNumberIsAnotherCommands()
    {
        const auto report = run({"report", file("s.transcope"), "--out", file("r.pdf")});
        QVERIFY2(report.exitCode == 0, report.error.constData());
        const auto scores = part(report, "Scores on this section")["rows"].toArray();
        const auto evaluated =
            run({"evaluate", "--truth", file("s.transcope"), "--predicted", file("s.transcope")}).json();
        const auto method = evaluated["methods"].toArray()[0].toObject();
        QCOMPARE(scores[0].toArray()[0].toString(), QString("MODEL"));
        QCOMPARE(scores[0].toArray()[1].toString(), QString("36"));
        QCOMPARE(scores[0].toArray()[2].toString(),
                 QString::number(100 * method["pccSpot"].toDouble(), 'f', 2));
        QCOMPARE(scores[0].toArray()[4].toString(),
                 QString::number(method["pccGene"].toObject()["mean"].toDouble(), 'f', 3));
        const auto region = part(report, "Region: left")["rows"].toArray();
        const auto statistics =
            run({"regions", file("s.transcope"), "--statistics"}).json()["genes"].toArray();
        QCOMPARE(region.size(), 3);
        QCOMPARE(region[0].toArray()[0].toString(), statistics[0]["gene"].toString());
        QCOMPARE(region[0].toArray()[3].toString(), QString::number(statistics[0]["auc"].toDouble(), 'f', 3));
        QVERIFY(part(report, "Warnings")["texts"].toArray()[0].toString().contains("cannot be told"));
    }

    void isAPdfOfSoManyPages()
    {
        const auto report =
            run({"report", file("s.transcope"), "--genes", "A,B,C", "--out", file("pages.pdf")});
        QVERIFY2(report.exitCode == 0, report.error.constData());
        QFile pdf(file("pages.pdf"));
        QVERIFY(pdf.open(QIODevice::ReadOnly));
        const auto bytes = pdf.readAll();
        QVERIFY(bytes.startsWith("%PDF"));
        QVERIFY(report.json()["pages"].toInt() >= 2); // three rows of square maps fill a page
        QVERIFY(bytes.contains("/Count " + QByteArray::number(report.json()["pages"].toInt())));
    }

    void faultsAreSaid()
    {
        auto report = run({"report", file("s.transcope"), "--out", file("r.png")});
        QCOMPARE(report.exitCode, 3);
        QVERIFY(report.error.contains(".pdf"));
        report = run({"report", file("s.transcope"), "--genes", "NONE", "--out", file("n.pdf")});
        QVERIFY(report.exitCode != 0);
        QVERIFY(report.error.contains("NONE"));
        QVERIFY(!QFile::exists(file("n.pdf")));
    }
};

TRANSCOPE_TEST(TestReportCommand)
#include "tst_reportcommand.moc"
