#include "core/expression/denseexpression.h"
#include "core/session/session.h"
#include "core/slide/slideimport.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"
#include "ui/panels/layerspanel.h"

#include <QImage>
#include <QLabel>
#include <QtTest>

using namespace transcope;

namespace {

/// Four genes over six spots; at spot s gene g is factor × ((7 s + 3 g) mod 11 + 1).
core::Layer layerOf(core::LayerKind kind, const std::string& name, const core::SpotTable& spots, float factor)
{
    core::Layer layer;
    layer.kind = kind;
    layer.name = name;
    layer.genes = {{"A", {}}, {"B", {}}, {"C", {}}, {"D", {}}};
    core::ExpressionMatrix values(spots.size(), 4);
    for (std::size_t s = 0; s < values.spots(); ++s)
        for (std::size_t g = 0; g < 4; ++g)
            values.at(s, g) = factor * (float((s * 7 + g * 3) % 11) + 1.5F);
    layer.values = core::denseExpression(std::move(values));
    layer.spots = std::make_shared<const core::SpotTable>(spots);
    layer.provenance.method = kind == core::LayerKind::Measured ? "measured" : "m2ost";
    layer.provenance.normalisation = core::Normalisation::None;
    layer.provenance.weightsName = kind == core::LayerKind::Measured ? "" : "ours.safetensors";
    return layer;
}

} // namespace

class TestLayersPanel : public QObject
{
    Q_OBJECT
private:
    tests::TempFolder m_folder;

    struct Fixture
    {
        ui::Document document;
        ui::DisplayState display;
        ui::LayerComparisons comparison{&document};
        ui::ViewLayers layers{&document, &display};
        ui::Steps steps{&document};
        ui::LayersPanel panel{&document, &comparison, &display, &layers, &steps};

        QStringList names()
        {
            QStringList names;
            for (const auto& entry : panel.model()->entries())
                names << entry.name;
            return names;
        }
        ui::LayerId idOf(const QString& name)
        {
            for (const auto& entry : panel.model()->entries())
                if (entry.name == name)
                    return entry.id;
            return 0;
        }
    };

    void open(Fixture& f)
    {
        f.document.openSession(QString::fromStdString((m_folder / "s.transcope").string()));
        QTRY_COMPARE(f.names(), (QStringList{"Measured", "First", "Second"}));
        QTRY_VERIFY(f.panel.isSettled());
    }

private slots:
    /// A measurement, a prediction that is twice it, and one that is its negative.
    void initTestCase()
    {
        qputenv("XDG_CACHE_HOME", QByteArray::fromStdString((m_folder / "cache").string()));
        QImage slide(400, 300, QImage::Format_RGB888);
        slide.fill(Qt::gray);
        const auto path = (m_folder / "slide.png").string();
        QVERIFY(slide.save(QString::fromStdString(path)));
        core::SpotTable spots;
        for (int i = 0; i < 6; ++i)
            spots.spots.push_back({std::to_string(i) + "x1", {50.0 + 50 * i, 100.0}, 1, i});
        spots.diameterLevel0Px = 40;
        const auto session = core::createSession(m_folder / "s.transcope",
                                                 {path, *core::quickHash(path), {400, 300}, {}}, spots);
        QVERIFY2(session, session ? "" : session.error().text().c_str());
        QVERIFY((*session)->addLayer(layerOf(core::LayerKind::Measured, "Measured", spots, 1)));
        auto first = layerOf(core::LayerKind::Predicted, "First", spots, 2);
        first.provenance.trainedSections = "another, slide";
        QVERIFY((*session)->addLayer(first));
        QVERIFY((*session)->addLayer(layerOf(core::LayerKind::Predicted, "Second", spots, -1)));
    }

    void aSectionOfTheTrainingIsNamed()
    {
        Fixture f;
        open(f);
        QCOMPARE(f.panel.note()->text(), QStringLiteral("First was trained on this section (slide)."));
        QVERIFY(f.panel.model()->entries()[1].details.contains(QStringLiteral("another, slide")));
        f.panel.remove(f.idOf(QStringLiteral("First")));
        QVERIFY(f.panel.note()->isHidden());
    }

    void scoresStandBesideTheBaseline()
    {
        Fixture f;
        open(f);
        QTRY_VERIFY(!std::isnan(f.panel.model()->entries()[2].perSpot));
        const auto& entries = f.panel.model()->entries();
        QVERIFY(std::isnan(entries[0].perSpot)); // the measurement is held against nothing
        QCOMPARE(entries[1].matched, 6);
        QVERIFY(std::abs(entries[1].perSpot - 1) < 1e-6 && std::abs(entries[1].perGene - 1) < 1e-6);
        QVERIFY(std::abs(entries[2].perSpot + 1) < 1e-6);
        // The baseline knows only the measurement: the same beside both.
        QVERIFY(!std::isnan(entries[1].noImage));
        QCOMPARE(entries[1].noImage, entries[2].noImage);
        QVERIFY(entries[1].details.contains(QStringLiteral("ours.safetensors")));
        QVERIFY(entries[0].isShown && !entries[1].isShown && entries[2].isShown);
    }

    void namesOrderAndRemovalCanBeUndone()
    {
        Fixture f;
        open(f);
        auto* undo = &f.steps;
        f.panel.rename(f.idOf(QStringLiteral("First")), QStringLiteral("Ours"));
        f.panel.move(f.idOf(QStringLiteral("Second")), 1);
        QCOMPARE(f.names(), (QStringList{"Measured", "Second", "Ours"}));
        const auto views = f.display.views();
        QCOMPARE(views.size(), std::size_t(2));
        f.panel.remove(f.idOf(QStringLiteral("Second"))); // which is on the second view
        QCOMPARE(f.names(), (QStringList{"Measured", "Ours"}));
        QVERIFY(f.display.views() != views);
        undo->undo();
        QCOMPARE(f.names(), (QStringList{"Measured", "Second", "Ours"}));
        QVERIFY(f.display.views() == views);
        undo->undo();
        QCOMPARE(f.names(), (QStringList{"Measured", "Ours", "Second"}));
        undo->undo();
        QCOMPARE(f.names(), (QStringList{"Measured", "First", "Second"}));
        QVERIFY(!undo->canUndo());
        undo->redo();
        QCOMPARE(f.names(), (QStringList{"Measured", "Ours", "Second"}));
    }

    void theMeasuredLayerStaysTheFirst()
    {
        Fixture f;
        open(f);
        f.panel.move(f.idOf(QStringLiteral("Second")), 0);
        QCOMPARE(f.names(), (QStringList{"Measured", "Second", "First"}));
        f.panel.move(f.idOf(QStringLiteral("Measured")), 2);
        QCOMPARE(f.names(), (QStringList{"Measured", "Second", "First"}));
        f.panel.remove(f.idOf(QStringLiteral("Measured")));
        QCOMPARE(f.names(), (QStringList{"Second", "First"}));
        f.steps.undo();
        QCOMPARE(f.names(), (QStringList{"Measured", "Second", "First"}));
        QVERIFY(f.document.measured() != nullptr);
    }
};

TRANSCOPE_GUI_TEST(TestLayersPanel)
#include "tst_layerspanel.moc"
