#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/testscene.h"
#include "ui/slideview/canvas.h"
#include "ui/slideview/furniture.h"
#include "ui/slideview/glrenderer.h"
#include "ui/slideview/rasterrenderer.h"

#include <QGuiApplication>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFramebufferObject>
#include <QOpenGLVersionFunctionsFactory>
#include <QOpenGLWidget>
#include <QTest>

using namespace transcope;
using ui::ViewState;

/// The two renderers draw the same picture.
class TestGlRenderer : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void equalsTheRasterPicture_data();
    void equalsTheRasterPicture();
    void marksEqualTheRasterPicture_data();
    void marksEqualTheRasterPicture();
    void cellsEqualTheRasterPicture_data();
    void cellsEqualTheRasterPicture();
    void fineSpotsEqualTheRasterPicture_data();
    void fineSpotsEqualTheRasterPicture();
    void followsChangesOfSpots();
    void canvasIsNotCalledWhileItGoes();
    void cleanupTestCase();

private:
    QImage rendered(const ui::Scene& scene);

    QOpenGLContext m_context;
    QOffscreenSurface m_surface;
    std::unique_ptr<ui::GlRenderer> m_renderer;
};

namespace {

struct Difference
{
    double mean = 0; ///< of 255, over all px and channels
    int large = 0;   ///< px that differ by more than 24 in a channel
};

Difference difference(const QImage& a, const QImage& b)
{
    Difference result;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
            const int r = std::abs(qRed(p) - qRed(q)), g = std::abs(qGreen(p) - qGreen(q)),
                      blue = std::abs(qBlue(p) - qBlue(q));
            result.mean += r + g + blue;
            result.large += std::max({r, g, blue}) > 24;
        }
    result.mean /= 3.0 * a.width() * a.height();
    return result;
}

std::shared_ptr<test::FakeSlide> slide()
{
    return std::make_shared<test::FakeSlide>(core::SizeI{4000, 3000}, std::vector<double>{1, 3, 10.0004});
}

} // namespace

void TestGlRenderer::initTestCase()
{
    QSurfaceFormat format;
    format.setVersion(3, 3);
    format.setProfile(QSurfaceFormat::CoreProfile);
    m_context.setFormat(format);
    m_surface.setFormat(format);
    m_surface.create();
    if (!m_context.create() || !m_context.makeCurrent(&m_surface) ||
        m_context.format().version() < qMakePair(3, 3))
        QSKIP("no OpenGL 3.3 here");
    auto* gl = QOpenGLVersionFunctionsFactory::get<QOpenGLFunctions_3_3_Core>(&m_context);
    QVERIFY(gl && gl->initializeOpenGLFunctions());
    m_renderer = std::make_unique<ui::GlRenderer>(gl);
    QVERIFY(m_renderer->isValid());
}

void TestGlRenderer::canvasIsNotCalledWhileItGoes()
{
    QWidget window;
    test::TestScene scene(slide());
    auto* canvas = ui::makeGlCanvas(
        &window,
        [&] {
            return scene.at({{2000, 1500}, 0.1, 0});
        },
        [] {});
    auto* widget = qobject_cast<QOpenGLWidget*>(canvas->widget());
    widget->resize(64, 48);
    window.show();
    QTRY_VERIFY(widget->context());
    auto* context = widget->context();
    bool stillConnected = true;
    connect(context, &QOpenGLContext::aboutToBeDestroyed, this, [&] {
        // By now the canvas is no more than its base class.
        stillConnected = disconnect(context, nullptr, widget, nullptr);
    });
    delete canvas;
    QVERIFY(!stillConnected);
}

void TestGlRenderer::cleanupTestCase()
{
    m_renderer.reset();
}

QImage TestGlRenderer::rendered(const ui::Scene& scene)
{
    QOpenGLFramebufferObject target(ui::physicalSize(scene.viewport));
    target.bind();
    m_renderer->render(scene);
    QImage image = target.toImage().convertToFormat(QImage::Format_RGB32);
    image.setDevicePixelRatio(1);
    return image;
}

void TestGlRenderer::equalsTheRasterPicture_data()
{
    QTest::addColumn<ViewState>("state");
    QTest::addColumn<double>("dpr");
    QTest::newRow("fit") << ViewState{{2000, 1500}, 0.094, 0} << 1.0;
    QTest::newRow("between levels") << ViewState{{1234.5, 777.7}, 0.37, 0} << 1.0;
    QTest::newRow("turned, fine screen") << ViewState{{2100, 1300}, 0.23, 31} << 2.0;
    QTest::newRow("1:1") << ViewState{{1000.4, 900.7}, 1, 0} << 1.0;
    QTest::newRow("3") << ViewState{{1000.4, 900.7}, 3, 0} << 1.0;
    QTest::newRow("64") << ViewState{{1024.3, 512.2}, 64, 0} << 1.0;
    QTest::newRow("64 far out on the slide") << ViewState{{3950.6, 2950.9}, 64, 0} << 1.0;
}

void TestGlRenderer::equalsTheRasterPicture()
{
    QFETCH(ViewState, state);
    QFETCH(double, dpr);
    test::TestScene scene(slide());
    scene.addSpots(40, 30);
    scene.spots.selected = 600;
    scene.spots.hovered = 601;
    ui::Scene now = scene.at(state, {400, 360}, dpr);
    ui::Furniture furniture;
    furniture.title = "Measured";
    furniture.umPerPx = 0.5;
    furniture.colourBar.updateExtent(scene.spots);
    test::TestScene other(slide());
    other.addSpots(40, 30);
    other.spots.setScale({core::ColourMap::Magma, 0, 500});
    now.beside = &other.spots;
    now.dividerScreenPx = 250;
    furniture.dividerScreenPx = 250;
    now.furniture =
        furniture.pictures(now.viewport, true, scene.spots, ui::FurnitureStyle::of(QPalette(), QFont()));
    QCOMPARE(now.furniture.size(), size_t(4));

    ui::RasterRenderer raster;
    raster.render(now);
    QImage expected = raster.image();
    expected.setDevicePixelRatio(1);
    const QImage found = rendered(now);
    QCOMPARE(found.size(), expected.size());
    const Difference d = difference(found, expected);
    const QString figures = QStringLiteral("mean %1, large %2").arg(d.mean).arg(d.large);
    QVERIFY2(d.mean < 0.5, qPrintable(figures));
    // Rings are drawn by QPainter on one side; px on the very edge of a slide px may fall to either side.
    QVERIFY2(d.large < found.width() * found.height() / 400, qPrintable(figures));
}

void TestGlRenderer::marksEqualTheRasterPicture_data()
{
    equalsTheRasterPicture_data();
}

/// In every style, with faded and hidden spots, lines of equal value, regions, and a logarithmic scale.
void TestGlRenderer::marksEqualTheRasterPicture()
{
    QFETCH(ViewState, state);
    QFETCH(double, dpr);
    test::TestScene scene(slide()), other(slide());
    for (auto* each : {&scene, &other}) {
        each->addSpots(40, 30);
        auto table = *each->spots.spots();
        table.pitchLevel0Px = 100;
        std::vector<float> values = each->spots.values();
        each->spots.setSpots(std::make_shared<core::PlacedSpots>(std::make_shared<core::SpotTable>(table)));
        each->spots.setValues(values);
    }
    std::vector<std::uint8_t> weights(1200);
    for (std::size_t i = 0; i < weights.size(); ++i)
        weights[i] = i % 5 == 0 ? 0 : i % 3 == 0 ? 38 : 255;
    const std::vector<core::ContourLine> contours{{1, {{500, 300}, {2100, 1300}, {3500, 2900}}},
                                                  {2, {{1000, 2900}, {1100, 800}, {3900, 900}}}};
    ui::RegionLayer regions;
    regions.setRegions({{"tumour",
                         {},
                         core::Rgb{255, 140, 0},
                         {{{{600, 400}, {3400, 500}, {3000, 2800}, {900, 2400}},
                           {{{1500, 1200}, {2300, 1200}, {2300, 2000}}}}}}},
                       0);
    for (const auto mark : core::AllSpotMarks) {
        scene.spots.setLook(mark, weights, contours);
        scene.spots.setScale({core::ColourMap::Viridis, 1, 1199, true});
        other.spots.setLook(mark, {}, contours);
        ui::Scene now = scene.at(state, {400, 360}, dpr);
        now.beside = &other.spots;
        now.dividerScreenPx = 250;
        now.regions = &regions;
        ui::RasterRenderer raster;
        raster.render(now);
        QImage expected = raster.image();
        expected.setDevicePixelRatio(1);
        const Difference d = difference(rendered(now), expected);
        const QString figures = QStringLiteral("%1: mean %2, large %3")
                                    .arg(QString::fromUtf8(core::name(mark).data()))
                                    .arg(d.mean)
                                    .arg(d.large);
        QVERIFY2(d.mean < 0.5, qPrintable(figures));
        QVERIFY2(d.large < expected.width() * expected.height() / 400, qPrintable(figures));
        scene.spots.setLook(mark, {}, {});
        now = scene.at(state, {400, 360}, dpr);
        if (state.screenPxPerSlidePx < 1) // nearer, one spot may be all that there is
            QVERIFY2(difference(rendered(now), expected).mean > 0.5, "a style that nobody sees");
    }
}

void TestGlRenderer::cellsEqualTheRasterPicture_data()
{
    equalsTheRasterPicture_data();
}

void TestGlRenderer::cellsEqualTheRasterPicture()
{
    QFETCH(ViewState, state);
    QFETCH(double, dpr);
    test::TestScene scene(slide());
    scene.addCells(337, 252, 11.863); // more than a line of the texture
    scene.spots.selected = 30000;
    scene.spots.hovered = 30001;
    for (const bool hollow : {false, true}) {
        if (hollow)
            scene.spots.setSpots(
                std::make_shared<core::PlacedSpots>(std::make_shared<core::SpotTable>(*scene.spots.spots())));
        const ui::Scene now = scene.at(state, {400, 360}, dpr);
        ui::RasterRenderer raster;
        raster.render(now);
        QImage expected = raster.image();
        expected.setDevicePixelRatio(1);
        const Difference d = difference(rendered(now), expected);
        const QString figures = QStringLiteral("mean %1, large %2").arg(d.mean).arg(d.large);
        QVERIFY2(d.mean < 1, qPrintable(figures)); // every px is blended, rounded down on one side
        QVERIFY2(d.large < expected.width() * expected.height() / 400, qPrintable(figures));
    }
}

void TestGlRenderer::fineSpotsEqualTheRasterPicture_data()
{
    QTest::addColumn<ViewState>("state");
    QTest::addColumn<double>("dpr");
    QTest::newRow("fit") << ViewState{{2000, 1500}, 0.094, 0} << 1.0;
    QTest::newRow("turned, fine screen") << ViewState{{2100, 1300}, 0.05, 31} << 2.0;
    QTest::newRow("partly out of view") << ViewState{{700, 2500}, 0.1, 0} << 1.25;
}

/// Several spots a px, on both sides of a divider, with faded and hidden ones.
void TestGlRenderer::fineSpotsEqualTheRasterPicture()
{
    QFETCH(ViewState, state);
    QFETCH(double, dpr);
    test::TestScene scene(slide()), other(slide());
    scene.addSpots(700, 500);
    other.addSpots(600, 600);
    std::vector<std::uint8_t> weights(350'000);
    for (std::size_t i = 0; i < weights.size(); ++i)
        weights[i] = i % 5 == 0 ? 0 : i % 3 == 0 ? 38 : 255;
    scene.spots.setLook(core::SpotMark::Disc, weights, {});
    ui::Scene now = scene.at(state, {400, 360}, dpr);
    now.beside = &other.spots;
    now.dividerScreenPx = 250;
    QVERIFY(ui::areFine(scene.spots, now.viewport) && ui::areFine(other.spots, now.viewport));
    ui::RasterRenderer raster;
    raster.render(now);
    QImage expected = raster.image();
    expected.setDevicePixelRatio(1);
    const Difference d = difference(rendered(now), expected);
    const QString figures = QStringLiteral("mean %1, large %2").arg(d.mean).arg(d.large);
    QVERIFY2(d.mean < 1, qPrintable(figures)); // every px is blended, rounded down on one side
    QCOMPARE(d.large, 0);
}

void TestGlRenderer::followsChangesOfSpots()
{
    test::TestScene scene(slide());
    scene.addSpots(20, 15);
    const ViewState state{{2000, 1500}, 0.094, 0};
    const auto compare = [&](const char* what) {
        const ui::Scene now = scene.at(state);
        ui::RasterRenderer raster;
        raster.render(now);
        const double mean = difference(rendered(now), raster.image()).mean;
        QVERIFY2(mean < 0.5, qPrintable(QStringLiteral("%1: mean %2").arg(QLatin1String(what)).arg(mean)));
    };
    compare("first");
    std::vector<float> values(300);
    for (size_t i = 0; i < values.size(); ++i)
        values[i] = i % 3 ? float(i % 10) : std::nanf("");
    scene.spots.setValues(values);
    scene.spots.setScale({core::ColourMap::Diverging, -3, 4});
    compare("other values and map");
    scene.spots.setScale({core::ColourMap::Grey, 5, 5});
    compare("empty range");
    scene.spots.setColours(std::vector<core::Rgb>(300, core::Rgb{200, 10, 60}));
    compare("own colours");
    scene.addSpots(10, 7);
    scene.spots.opacity = 0.3;
    compare("other spots");
    scene.spots.setSpots(
        std::make_shared<core::PlacedSpots>(std::make_shared<core::SpotTable>(*scene.spots.spots())));
    compare("outlines");
    scene.spots.opacity = 0;
    compare("opacity 0");
    scene.addCells(40, 30, 100);
    scene.spots.opacity = 0.7;
    compare("cells");
    scene.spots.setScale({core::ColourMap::Magma, 20, 60});
    compare("cells in another scale");
    std::vector<std::uint8_t> weights(size_t(scene.spots.count()), 255);
    for (size_t i = 0; i < weights.size(); i += 2)
        weights[i] = i % 3 ? 38 : 0;
    scene.spots.setLook(core::SpotMark::Disc, weights, {});
    compare("faded and hidden cells");
    test::TestScene surface(slide());
    surface.addCells(80, 60, 50);
    scene.addSpots(20, 15);
    scene.spots.setScale({core::ColourMap::Viridis, 0, 4800});
    const auto before = rendered(scene.at(state));
    scene.spots.setSurface(
        std::make_shared<core::PlacedSpots>(std::make_shared<core::SpotTable>(*surface.spots.spots())),
        surface.spots.values(), std::vector<std::uint8_t>(4800, 200));
    compare("a smooth surface in place of spots");
    QVERIFY(difference(rendered(scene.at(state)), before).mean > 0.5);
    scene.spots.setSurface(nullptr, {}, {});
    compare("spots again");
}

TRANSCOPE_GUI_TEST(TestGlRenderer)
#include "tst_glrenderer.moc"
