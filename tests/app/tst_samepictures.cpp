#include "core/expression/denseexpression.h"
#include "core/session/session.h"
#include "core/slide/slideimport.h"
#include "tests/testsupport/clirunner.h"
#include "tests/testsupport/testprogram.h"
#include "ui/workspace/exportcontroller.h"
#include "ui/workspace/viewlayers.h"

#include <QImage>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace transcope;

/// Viewer and command line paint from the same maps: their pictures are the same to the pixel.
class TestSamePictures : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    QString file(const char* name) const { return m_dir.filePath(name); }

    static core::Layer layer(core::LayerKind kind, const core::SpotTable& spots)
    {
        const bool isMeasured = kind == core::LayerKind::Measured;
        core::Layer layer;
        layer.kind = kind;
        layer.name = isMeasured ? "Measured" : "M2OST";
        layer.genes = {{"DDX5", "ENSG00000108654"}, {"ACTB", ""}, {"CD19", ""}, {"MUC1", ""}};
        core::ExpressionMatrix values(spots.size(), layer.genes.size());
        for (std::size_t s = 0; s < values.spots(); ++s)
            for (std::size_t g = 0; g < values.genes(); ++g)
                values.at(s, g) =
                    float((s * 7 + g * 3 + (g == 2 ? s * s : 0)) % 11) + (isMeasured ? 1.F : 1.25F);
        layer.values = core::denseExpression(std::move(values));
        layer.spots = std::make_shared<const core::SpotTable>(spots);
        layer.provenance.method = isMeasured ? "measured" : "m2ost";
        layer.provenance.normalisation =
            isMeasured ? core::Normalisation::None : core::Normalisation::CpmSelected;
        layer.provenance.version = "0.1.0";
        layer.padded = {1, 0, 0, 0, 0, 1};
        return layer;
    }

private slots:
    /// A session on a small grey slide: measured counts and a prediction.
    void initTestCase()
    {
        qputenv("XDG_CACHE_HOME", m_dir.path().toLocal8Bit());
        QImage slide(400, 300, QImage::Format_RGB888);
        slide.fill(Qt::gray);
        slide.save(file("slide.png"));
        core::SpotTable spots;
        for (int i = 0; i < 6; ++i)
            spots.spots.push_back({std::to_string(i) + "x1", {50.0 + 50 * i, 100.0 + 20 * (i % 2)}, 1, i});
        spots.diameterLevel0Px = 40;
        spots.umPerPx = 2;
        const auto path = file("slide.png").toStdString();
        const auto session = core::createSession(file("s.transcope").toStdString(),
                                                 {path, *core::quickHash(path), {400, 300}, {}}, spots);
        QVERIFY2(session, session ? "" : session.error().text().c_str());
        for (const auto kind : {core::LayerKind::Measured, core::LayerKind::Predicted})
            QVERIFY((*session)->addLayer(layer(kind, spots)));
    }

    void pictures_data()
    {
        QTest::addColumn<QString>("recipe");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("view");
        const int measured = 0, predicted = 1; // as a session's layers are laid out
        QTest::newRow("gene") << "{'kind':'gene','genes':['ACTB']}" << QStringList{"--gene", "ACTB"}
                              << predicted;
        QTest::newRow("measured gene")
            << "{'kind':'gene','genes':['CD19']}" << QStringList{"--gene", "CD19"} << measured;
        QTest::newRow("components") << "{'kind':'pca-rgb'}" << QStringList{"--pca"} << predicted;
        QTest::newRow("residual") << "{'kind':'difference','genes':['DDX5']}"
                                  << QStringList{"--gene", "DDX5", "--residual"} << predicted;
        for (const char* recipe :
             {"{'kind':'pca-first'}", "{'kind':'blend','genes':['ACTB','CD19']}",
              "{'kind':'gene-score','genes':['ACTB','MUC1']}", "{'kind':'correlation'}", "{'kind':'padded'}"})
            QTest::newRow(recipe) << recipe << QStringList() << predicted;
    }
    void pictures()
    {
        QFETCH(QString, recipe);
        QFETCH(QStringList, arguments);
        QFETCH(int, view);
        recipe.replace('\'', '"');
        const QString cli = file("cli.png"), viewer = file("viewer.png");
        if (arguments.isEmpty())
            arguments = QStringList{"--map", recipe};
        const QString layer = view == 0 ? "Measured" : "M2OST";
        const auto run = testsupport::runCli(
            QStringList{"export", file("s.transcope"), "--layer", layer, "--out", cli} + arguments,
            m_dir.path());
        QVERIFY2(run.exitCode == 0, run.error.constData());

        ui::Document document;
        ui::DisplayState display;
        display.setScalesLocked(false); // the command line knows one view
        display.setRecipe(*core::recipeFromJson(recipe.toStdString()));
        ui::ViewLayers layers(&document, &display);
        ui::Workspace workspace(&document, &display);
        ui::OverlayController overlay(&document, &display, &workspace);
        ui::ExportController pictures(&document, &display, &overlay);
        document.openSession(file("s.transcope"));
        QTRY_VERIFY_WITH_TIMEOUT(
            display.views().size() == 2 && pictures.canSaveOverlay(view) && overlay.isSettled(), 20000);
        QSignalSpy saved(&pictures, &ui::ExportController::saved);
        const auto slide = pictures.areaOf(ui::PictureArea::Slide, *workspace.view(view), view);
        pictures.saveOverlay(view, slide, viewer);
        QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, 20000);
        QCOMPARE(QImage(viewer), QImage(cli));
        QVERIFY(!QImage(cli).isNull());
        QFile::remove(viewer);
        QFile::remove(cli);
    }
};

TRANSCOPE_GUI_TEST(TestSamePictures)
#include "tst_samepictures.moc"
