#include "core/slide/slideimport.h"
#include "tests/testsupport/testprogram.h"
#include "ui/slideview/slideview.h"
#include "ui/slideview/viewport.h"

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace transcope;
using ui::SlideView;
using ui::ViewState;

/// The view on real slides, where they are present.
class TestSlideViewFiles : public QObject
{
    Q_OBJECT
private slots:
    void showsTheSamePlaceAtEveryZoom_data();
    void showsTheSamePlaceAtEveryZoom();
    void unreadableSlideLeavesTheViewWorking();

private:
    std::shared_ptr<const core::Slide> open(const QString& file);
    QTemporaryDir m_cache;
};

namespace {

QString dataFile(const char* name)
{
    return QStringLiteral(TRANSCOPE_REAL_DATA "/") + QLatin1String(name);
}

struct Colour
{
    double red = 0, green = 0, blue = 0;
    double distance(const Colour& other) const
    {
        return std::max(
            {std::abs(red - other.red), std::abs(green - other.green), std::abs(blue - other.blue)});
    }
};

/// Mean over a square of level-0 px, read from level 0.
Colour meanOnSlide(const core::Slide& slide, QPointF centre, int edge)
{
    const core::RectI rect{std::int64_t(centre.x()) - edge / 2, std::int64_t(centre.y()) - edge / 2, edge,
                           edge};
    const auto image = slide.read(rect, 0);
    Colour sum;
    for (size_t i = 0; i + 2 < image->rgb.size(); i += 3) {
        sum.red += image->rgb[i];
        sum.green += image->rgb[i + 1];
        sum.blue += image->rgb[i + 2];
    }
    const double count = double(edge) * edge;
    return {sum.red / count, sum.green / count, sum.blue / count};
}

Colour meanOnScreen(const QImage& image, const QRectF& rect)
{
    Colour sum;
    double count = 0;
    const QRect px = rect.toRect() & image.rect();
    for (int y = px.top(); y <= px.bottom(); ++y)
        for (int x = px.left(); x <= px.right(); ++x, ++count) {
            const QRgb p = image.pixel(x, y);
            sum.red += qRed(p), sum.green += qGreen(p), sum.blue += qBlue(p);
        }
    return {sum.red / count, sum.green / count, sum.blue / count};
}

} // namespace

std::shared_ptr<const core::Slide> TestSlideViewFiles::open(const QString& file)
{
    const auto slide = core::openOrImportSlide(file.toStdString(), m_cache.path().toStdString());
    return slide ? *slide : nullptr;
}

void TestSlideViewFiles::showsTheSamePlaceAtEveryZoom_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("her2st C3, imported JPEG") << dataFile("her2st/C3.jpg");
    QTest::newRow("tcga, two levels of JPEG 2000") << dataFile("slides/tcga-cr-7395-01a-01-ts1.svs");
    QTest::newRow("cmu, one level") << dataFile("slides/cmu-1-small-region.svs");
    QTest::newRow("boxes, small") << dataFile("slides/boxes.tiff");
}

/// At 15 places the mean colour of a patch on the screen is that of level 0, whichever level it came from: a
/// level that lay some px beside the others would show at the edges of tissue.
void TestSlideViewFiles::showsTheSamePlaceAtEveryZoom()
{
    QFETCH(QString, file);
    if (!QFileInfo::exists(file))
        QSKIP("real slides are not here");
    const auto slide = open(file);
    QVERIFY(slide);
    const core::SizeI size = slide->sizeLevel0Px();
    SlideView view;
    view.resize(700, 600);
    view.setSlide(slide);
    view.setMinimapVisible(false);
    view.setScaleBarVisible(false);
    const double whole = view.view().screenPxPerSlidePx;
    for (double scale : {whole, whole * 1.7, whole * 3.1, 0.9, 1.0, 2.5, 9.0, 64.0}) {
        if (scale < whole)
            continue;
        for (int i = 0; i < 15; ++i) {
            const QPointF place(double(size.width) * (0.15 + 0.7 * (i % 5) / 4),
                                double(size.height) * (0.15 + 0.7 * (i / 5) / 2));
            // A patch of at least 24 screen px and 2 slide px.
            const int edge = std::max(2, 2 * int(std::ceil(12 / scale)));
            view.setView({place, scale, 0});
            QVERIFY(QTest::qWaitFor([&] { return view.isSettled(); }, 20000));
            const QImage image = view.grabView();
            const ui::Viewport viewport(QSizeF(view.size()), 1, view.view());
            const QRectF onSlide(std::floor(place.x()) - edge / 2, std::floor(place.y()) - edge / 2, edge,
                                 edge);
            const double off = meanOnScreen(image, viewport.toScreen().mapRect(onSlide))
                                   .distance(meanOnSlide(*slide, place, edge));
            // A stray by one screen px at a black-white edge across a patch of 24 px would be 255 / 24 = 11.
            QVERIFY2(off < 8,
                     qPrintable(QStringLiteral("at scale %1, place %2: %3").arg(scale).arg(i).arg(off)));
        }
    }
}

void TestSlideViewFiles::unreadableSlideLeavesTheViewWorking()
{
    const QString file = dataFile("malformed/unreadable.svs");
    if (!QFileInfo::exists(file))
        QSKIP("real slides are not here");
    const auto slide = open(file);
    if (!slide)
        QSKIP("refused when opened");
    SlideView view;
    QSignalSpy failed(&view, &SlideView::readFailed);
    view.resize(700, 600);
    view.setSlide(slide);
    QTRY_VERIFY(view.isSettled());
    view.setView({view.view().centreLevel0Px, 1, 0});
    QTRY_VERIFY(view.isSettled());
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.at(0).at(0).toString().contains("unreadable.svs"));
    view.grabView();
    view.setSlide(nullptr);
    QVERIFY(view.isSettled());
}

TRANSCOPE_GUI_TEST(TestSlideViewFiles)
#include "tst_slideviewfiles.moc"
