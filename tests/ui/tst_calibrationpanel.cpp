#include "core/expression/denseexpression.h"
#include "core/expression/rowpart.h"
#include "core/session/session.h"
#include "core/slide/slideimport.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"
#include "ui/panels/calibrationpanel.h"
#include "ui/plots/calibrationplot.h"
#include "ui/workspace/displaystate.h"

#include <QImage>
#include <QtTest>

using namespace transcope;

namespace {

/// Genes A and B over four spots.
core::Layer layerOf(core::LayerKind kind, const std::string& name, const core::SpotTable& spots,
                    const std::vector<float>& a, const std::vector<float>& b)
{
    core::Layer layer;
    layer.kind = kind;
    layer.name = name;
    layer.genes = {{"A", {}}, {"B", {}}};
    core::ExpressionMatrix values(spots.size(), 2);
    std::ranges::copy(a, values.gene(0).begin());
    std::ranges::copy(b, values.gene(1).begin());
    layer.values = core::denseExpression(std::move(values));
    layer.spots = std::make_shared<const core::SpotTable>(spots);
    layer.provenance.method = kind == core::LayerKind::Measured ? "measured" : "m2ost";
    layer.provenance.normalisation = core::Normalisation::Log1p;
    layer.provenance.views = kind == core::LayerKind::Measured ? 1 : 8;
    return layer;
}

} // namespace

class TestCalibrationPanel : public QObject
{
    Q_OBJECT
    tests::TempFolder m_folder;

    QString session(const std::string& name, bool withDeviation)
    {
        const auto slide = (m_folder / "slide.png").string();
        core::SpotTable spots;
        for (int i = 0; i < 4; ++i)
            spots.spots.push_back({std::to_string(i) + "x1", {50.0 + 50 * i, 100.0}, 1, i});
        spots.diameterLevel0Px = 40;
        const auto path = m_folder / name;
        const auto session =
            core::createSession(path, {slide, *core::quickHash(slide), {400, 300}, {}}, spots);
        const auto add = [&](const core::Layer& layer) {
            if (!(*session)->addLayer(layer))
                qFatal("no layer");
        };
        add(layerOf(core::LayerKind::Measured, "Measured", spots, {0, 0, 0, 0.5}, {0, 0, 0, 0.5}));
        auto deviation =
            layerOf(core::LayerKind::Derived, "M2OST: deviation", spots, {1, 2, 3, 4}, {10, 20, 30, 40});
        deviation.provenance.part = core::partname::Deviation;
        if (withDeviation)
            add(deviation);
        // Errors of A: 2, −1, 4, 2.5; of B: 40, 30, 20, 9.5.
        add(layerOf(core::LayerKind::Predicted, "M2OST", spots, {2, -1, 4, 3}, {40, 30, 20, 10}));
        return QString::fromStdString(path.string());
    }

private slots:
    void initTestCase()
    {
        qputenv("XDG_CACHE_HOME", QByteArray::fromStdString((m_folder / "cache").string()));
        QImage slide(400, 300, QImage::Format_RGB888);
        slide.fill(Qt::gray);
        QVERIFY(slide.save(QString::fromStdString((m_folder / "slide.png").string())));
    }

    void deviationsAreHeldAgainstTheErrors()
    {
        ui::Document document;
        ui::DisplayState display;
        ui::CalibrationPanel panel(&document, &display);
        const QString notice = panel.text();
        QVERIFY(notice.contains(QStringLiteral("8 views")));
        document.openSession(session("with.transcope", true));
        QTRY_COMPARE(panel.plot().binCount(), 8); // one for each of the values
        // A: ranks (1, 2, 3, 4) against (2, 1, 4, 3): 0.6. B: −1. The mean: −0.2.
        QVERIFY2(panel.text().contains(QStringLiteral("does not mean a larger error")),
                 qPrintable(panel.text()));
        QVERIFY2(panel.text().contains(QStringLiteral("-0.20 (mean of 2 gene")), qPrintable(panel.text()));
        QVERIFY2(panel.text().contains(QStringLiteral("of 8 values")), qPrintable(panel.text()));
        QCOMPARE(panel.plot().dotCount(), 0);
        display.setGene(QStringLiteral("A"));
        QTRY_COMPARE(panel.plot().dotCount(), 4);
        QVERIFY2(panel.text().contains(QStringLiteral("A alone: +0.60")), qPrintable(panel.text()));
    }

    void withoutADeviationThereIsNothingToSay()
    {
        ui::Document document;
        ui::DisplayState display;
        ui::CalibrationPanel panel(&document, &display);
        document.openSession(session("without.transcope", false));
        QTRY_VERIFY(document.prediction() != nullptr && panel.isSettled());
        QCOMPARE(panel.plot().binCount(), 0);
        QVERIFY(panel.text().contains(QStringLiteral("8 views")));
    }
};

TRANSCOPE_GUI_TEST(TestCalibrationPanel)
#include "tst_calibrationpanel.moc"
