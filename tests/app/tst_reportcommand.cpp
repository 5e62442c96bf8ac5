#include "tests/testsupport/clirunner.h"

#include "core/expression/denseexpression.h"
#include "core/region/regionfile.h"
#include "core/run/training.h"
#include "core/session/session.h"
#include "core/slide/slide.h"
#include "tests/testsupport/testprogram.h"
#include "ui/workspace/exportcontroller.h"

#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QRegularExpression>
#include <QSignalSpy>
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
        qputenv("XDG_CACHE_HOME", file("cache").toUtf8());
        QImage picture(600, 600, QImage::Format_RGB32);
        picture.fill(QColor(200, 120, 160));
        QVERIFY(picture.save(file("slide.png")));
        core::SpotTable spots;
        for (int s = 0; s < 36; ++s)
            spots.spots.push_back(
                {std::to_string(s), {50.0 + 100 * (s % 6), 50.0 + 100 * (s / 6)}, s / 6, s % 6});
        spots.diameterLevel0Px = 50;
        const auto hash = core::quickHash(file("slide.png").toStdString());
        QVERIFY(hash);
        auto session = core::createSession(file("s.transcope").toStdString(),
                                           {file("slide.png").toStdString(), *hash, {600, 600}, {}}, spots);
        QVERIFY2(session, session ? "" : session.error().text().c_str());
        QVERIFY((*session)->addLayer(layer(spots, core::LayerKind::Measured, 0.1f)));
        const auto predicted = layer(spots, core::LayerKind::Predicted, 0.2f);
        QVERIFY((*session)->addLayer(predicted));
        core::PredictorInfo weights;
        weights.weightsName = predicted.provenance.weightsName;
        weights.trainedOn = "two sections of a patient";
        weights.split = "none left out";
        weights.patches.umPerPx = 0.5;
        QVERIFY(core::keepTraining(**session, weights));
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
        const auto warnings = part(report, "Warnings")["texts"].toArray()[0].toString();
        QVERIFY(warnings.contains("cannot be told"));
        QVERIFY(warnings.contains("slide's scale is unknown"));
        QVERIFY(part(report, "What was predicted, and by what")["texts"].toArray()[0].toString().contains(
            "trained on two sections of a patient; none left out"));
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

    // Same session, same statements, down to the bytes of the file but for its date.
    void theViewerSaysTheSame()
    {
        const auto report = run({"report", file("s.transcope"), "--genes", "A,B", "--out", file("cli.pdf")});
        QVERIFY2(report.exitCode == 0, report.error.constData());
        ui::Document document;
        ui::DisplayState display;
        ui::Workspace workspace(&document, &display);
        ui::OverlayController overlay(&document, &display, &workspace);
        ui::ExportController exports(&document, &display, &overlay);
        QVERIFY(!exports.canSaveReport());
        QSignalSpy saved(&exports, &ui::ExportController::saved);
        document.open(file("s.transcope"));
        QTRY_VERIFY_WITH_TIMEOUT(exports.canSaveReport() && !document.isLoading(), 20000);
        const ui::ReportChoice choice{{"A", "B"}, {}};
        const auto made = core::sectionReport(exports.reportInputs(choice), {}, {});
        QVERIFY2(made, made ? "" : made.error().text().c_str());
        const auto parts = report.json()["parts"].toArray();
        QCOMPARE(parts.size(), int(made->parts.size()));
        for (int p = 0; p < parts.size(); ++p) {
            const auto& said = made->parts[std::size_t(p)];
            QCOMPARE(parts[p]["heading"].toString().toStdString(), said.heading);
            QStringList texts;
            for (const auto& text : said.texts)
                texts << QString::fromStdString(text);
            QCOMPARE(parts[p]["texts"].toVariant().toStringList(), texts);
            QCOMPARE(parts[p]["rows"].toArray().size(), said.table ? int(said.table->rows.size()) : 0);
        }
        exports.saveReport(choice, file("viewer.pdf"));
        QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, 20000);
        const auto bytesOf = [this](const QString& name) {
            QFile pdf(file(name));
            const auto text = pdf.open(QIODevice::ReadOnly) ? QString::fromLatin1(pdf.readAll()) : QString();
            return QString(text).remove(QRegularExpression(R"(/CreationDate \([^)]*\))"));
        };
        QVERIFY(bytesOf("viewer.pdf").startsWith("%PDF"));
        QVERIFY(bytesOf("viewer.pdf") == bytesOf("cli.pdf"));
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

TRANSCOPE_GUI_TEST(TestReportCommand)
#include "tst_reportcommand.moc"
