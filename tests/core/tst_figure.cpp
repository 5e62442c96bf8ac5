#include "core/figure/figure.h"

#include "core/expression/genematching.h"
#include "core/expression/normalisation.h"
#include "core/figure/figurelayout.h"
#include "core/io/open.h"
#include "core/slide/slideimport.h"
#include "tests/testsupport/testprogram.h"

#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <filesystem>
#include <fstream>

using namespace transcope::core;
namespace fs = std::filesystem;

namespace {

const fs::path Real = TRANSCOPE_REAL_DATA;

/// A white slide of 1,000 × 500 px.
class WhiteSlide : public Slide
{
public:
    const fs::path& path() const override { return m_path; }
    const std::vector<SlideLevel>& levels() const override { return m_levels; }
    std::optional<double> umPerPx() const override { return 1.0; }
    std::string vendor() const override { return "test"; }
    const std::map<std::string, std::string>& properties() const override { return m_properties; }
    Result<Image> read(const RectI& rect, int) const override
    {
        if (broken)
            return fail(ErrorCode::BadInput, "white.tif: cannot be decoded", "Scan again");
        Image image(static_cast<int>(rect.width), static_cast<int>(rect.height));
        std::fill(image.rgb.begin(), image.rgb.end(), 255);
        return image;
    }
    bool broken = false;

private:
    fs::path m_path = "white.tif";
    std::vector<SlideLevel> m_levels = {{{1000, 500}, 1, {256, 256}}};
    std::map<std::string, std::string> m_properties;
};

SpotTable twoSpots()
{
    SpotTable spots;
    spots.spots = {{"a", {250, 250}, 0, 0}, {"b", {750, 250}, 0, 1}};
    spots.diameterLevel0Px = 100;
    return spots;
}

Figure figureOf(const SpotTable& spots)
{
    Figure figure;
    figure.slide = std::make_shared<WhiteSlide>();
    figure.spots.table = std::make_shared<const SpotTable>(spots);
    figure.spots.colours = {{255, 0, 0}, MissingColour};
    figure.opacity = 1;
    figure.scale = ColourScale{ColourMap::Viridis, 0, 8};
    figure.title = "DDX5 (predicted, M2OST)";
    figure.scaleLabel = "ln(1 + CPM)";
    figure.provenance = "m2ost · 250 genes";
    figure.umPerPx = 1;
    figure.widthPx = 500;
    return figure;
}

double figureTextWidthStub(const std::string& text, double)
{
    return double(text.size());
}

QByteArray head(const fs::path& path, int bytes)
{
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.read(bytes) : QByteArray();
}

} // namespace

class TestFigure : public QObject
{
    Q_OBJECT
private slots:
    void formats_data()
    {
        QTest::addColumn<QString>("ending");
        QTest::addColumn<QByteArray>("magic");
        QTest::newRow("png") << ".png" << QByteArray("\x89PNG");
        QTest::newRow("tif") << ".tif" << QByteArray("II*\0", 4);
        QTest::newRow("svg") << ".svg" << QByteArray("<?xml");
        QTest::newRow("pdf") << ".PDF" << QByteArray("%PDF");
    }
    void formats()
    {
        QFETCH(QString, ending);
        QFETCH(QByteArray, magic);
        QTemporaryDir dir;
        const auto out = fs::path(dir.path().toStdString()) / ("figure" + ending.toStdString());
        const auto spots = twoSpots();
        const auto size = writeFigure(figureOf(spots), out);
        QVERIFY2(size, size ? "" : size.error().text().c_str());
        QVERIFY(size->width > 500 && size->height > 250);
        QCOMPARE(head(out, static_cast<int>(magic.size())), magic);
        QCOMPARE(std::distance(fs::directory_iterator(out.parent_path()), {}), 1);
    }

    void vectorFormatsKeepSpotsAsVectors()
    {
        QTemporaryDir dir;
        const auto out = fs::path(dir.path().toStdString()) / "figure.svg";
        const auto spots = twoSpots();
        QVERIFY(writeFigure(figureOf(spots), out));
        const auto svg = head(out, 10'000'000);
        QCOMPARE(svg.count("<image"), 1); // the slide alone is a raster
        QVERIFY(svg.contains("rgb(100%,0%,0%)"));
        QVERIFY(svg.contains("linearGradient"));
    }

    // Spot a lies at 125 px of the slide's part; its diameter is 50 px there, the pitch 60 px.
    void marksHaveTheirShape_data()
    {
        QTest::addColumn<int>("mark");
        QTest::addColumn<bool>("middle");
        QTest::addColumn<bool>("right");  ///< 27 px beside it
        QTest::addColumn<bool>("corner"); ///< 27 px to the right and down
        QTest::newRow("disc") << int(SpotMark::Disc) << true << false << false;
        QTest::newRow("square") << int(SpotMark::Square) << true << true << true;
        QTest::newRow("hexagon") << int(SpotMark::Hexagon) << true << true << false;
        QTest::newRow("outline") << int(SpotMark::Outline) << false << false << false;
    }
    void marksHaveTheirShape()
    {
        QFETCH(int, mark);
        QTemporaryDir dir;
        const auto out = fs::path(dir.path().toStdString()) / "figure.png";
        auto spots = twoSpots();
        spots.pitchLevel0Px = 120;
        auto figure = figureOf(spots);
        figure.spots.mark = static_cast<SpotMark>(mark);
        QVERIFY(writeFigure(figure, out));
        const QImage image(QString::fromStdString(out.string()));
        const auto layout = layOut(figure, [](const std::string&, double) { return 1.0; });
        const QPoint middle(int(layout.slide.x + 125), int(layout.slide.y + 125));
        const auto isRed = [&](QPoint at) { return image.pixelColor(at) == QColor(255, 0, 0); };
        QTEST(isRed(middle), "middle");
        QTEST(isRed(middle + QPoint(27, 0)), "right");
        QTEST(isRed(middle + QPoint(27, 27)), "corner");
        QVERIFY(isRed(middle + QPoint(22, 0))); // of an outline the line
    }

    void weightsAndContours()
    {
        QTemporaryDir dir;
        const auto out = fs::path(dir.path().toStdString()) / "figure.png";
        auto figure = figureOf(twoSpots());
        figure.spots.weights = {51, 0}; // a fifth, nothing
        figure.spots.contours = {{1, {{250, 0}, {250, 500}}}};
        QVERIFY(writeFigure(figure, out));
        const QImage image(QString::fromStdString(out.string()));
        const auto layout = layOut(figure, [](const std::string&, double) { return 1.0; });
        const auto at = [&](int x, int y) {
            return image.pixelColor(int(layout.slide.x) + x, int(layout.slide.y) + y);
        };
        QVERIFY(std::abs(at(110, 125).green() - 204) <= 1); // red of a fifth over white
        QCOMPARE(at(375, 125), QColor(Qt::white));
        int darkest = 255;
        for (int x = 123; x <= 127; ++x)
            darkest = std::min(darkest, at(x, 40).lightness());
        QVERIFY2(darkest < 160, qPrintable(QString::number(darkest)));
    }

    void addedColoursAreExplained()
    {
        QTemporaryDir dir;
        const auto out = fs::path(dir.path().toStdString()) / "figure.png";
        auto figure = figureOf(twoSpots());
        figure.scale.reset();
        figure.legend = {{"EPCAM", {255, 0, 255}}, {"VIM", {0, 255, 0}}};
        figure.mixesLegend = true;
        QVERIFY(writeFigure(figure, out));
        const QImage image(QString::fromStdString(out.string()));
        const auto legend = layOut(figure, [](const std::string&, double) { return 1.0; }).legend;
        const double font = layOut(figure, [](const std::string&, double) { return 1.0; }).fontPx;
        const double top = legend.y + 1.6 * font, side = MixSide * font;
        const auto at = [&](double x, double y) {
            return image.pixelColor(int(legend.x + x * side), int(top + (1 - y) * side));
        };
        QVERIFY(at(0.95, 0.95).lightness() > 220); // both: white
        QVERIFY(at(0.95, 0.05).red() > 220 && at(0.95, 0.05).green() < 40);
        QVERIFY(at(0.05, 0.95).green() > 220 && at(0.05, 0.95).red() < 40);
        QVERIFY(at(0.05, 0.05).lightness() < 40);
    }

    void aLegendStandsWhereThereIsNoScale()
    {
        QTemporaryDir dir;
        const auto out = fs::path(dir.path().toStdString()) / "figure.svg";
        const auto spots = twoSpots();
        auto figure = figureOf(spots);
        figure.scale.reset();
        const auto plain = writeFigure(figure, out);
        figure.legend = {{"tumour", {0, 0, 255}}, {"stroma", {0, 255, 0}}};
        const auto size = writeFigure(figure, out);
        QVERIFY(plain && size && size->width > plain->width);
        auto svg = head(out, 10'000'000);
        QVERIFY(svg.contains("rgb(0%,0%,100%)") && svg.contains("rgb(0%,100%,0%)"));
        QVERIFY(!svg.contains("linearGradient"));
        // Of 250 px of height a line takes 1.6 times 11 px: 14 of 40 have room, the last saying how many more
        // there are.
        figure.legend.assign(40, {"cluster", {0, 0, 255}});
        figure.legend[12].colour = {0, 255, 0};
        figure.legend[13].colour = {255, 0, 255};
        QVERIFY(writeFigure(figure, out));
        svg = head(out, 10'000'000);
        QVERIFY(svg.contains("rgb(0%,100%,0%)") && !svg.contains("rgb(100%,0%,100%)"));
    }

    void spotsLieWhereTheyShould()
    {
        QTemporaryDir dir;
        const auto out = fs::path(dir.path().toStdString()) / "figure.tif";
        const auto spots = twoSpots();
        const auto figure = figureOf(spots);
        QVERIFY(writeFigure(figure, out));
        const auto picture = openOrImportSlide(out, dir.path().toStdString());
        QVERIFY2(picture, picture ? "" : picture.error().text().c_str());
        const auto layout = layOut(figure, [](const std::string&, double) { return 1.0; });
        const auto size = (*picture)->sizeLevel0Px();
        QCOMPARE(size.width, static_cast<std::int64_t>(layout.widthPx));
        const auto image = (*picture)->read({0, 0, size.width, size.height}, 0);
        QVERIFY(image);
        // Half scale: spot a has its centre at (125, 125) of the slide's part and a radius of 25 px.
        const auto at = [&](double x, double y) {
            const auto* px =
                image->row(static_cast<int>(layout.slide.y + y)) + 3 * static_cast<int>(layout.slide.x + x);
            return Rgb{px[0], px[1], px[2]};
        };
        const auto isRed = [](const Rgb& c) { return c[0] > 240 && c[1] < 15 && c[2] < 15; };
        QVERIFY(isRed(at(125, 125)));
        QVERIFY(isRed(at(125 + 23, 125)));
        QVERIFY(!isRed(at(125 + 27, 125)));
        QVERIFY(isRed(at(125, 125 - 23)));
        QVERIFY(!isRed(at(125, 125 - 27)));
        QVERIFY(std::abs(at(375, 125)[0] - MissingColour[0]) < 5);
        QVERIFY(at(10, 10)[0] > 250);
    }

    void cellsFillTheirGrid_data()
    {
        QTest::addColumn<double>("opacity");
        QTest::newRow("opaque") << 1.0;
        QTest::newRow("half") << 0.5;
    }
    /// Each px of the grid has its cell's colour over the white slide, once: no gap, and nothing drawn twice.
    void cellsFillTheirGrid()
    {
        QFETCH(double, opacity);
        QTemporaryDir dir;
        const auto out = fs::path(dir.path().toStdString()) / "figure.png";
        SpotTable spots; // 9 × 5 cells of 73.3 px from (100, 50) on, which are 36.65 px here
        spots.shape = SpotShape::Cell;
        spots.diameterLevel0Px = 73.3;
        Figure figure = figureOf(spots);
        figure.spots.colours.clear();
        figure.opacity = opacity;
        for (int row = 0; row < 5; ++row)
            for (int column = 0; column < 9; ++column) {
                spots.spots.push_back({std::to_string(spots.size()),
                                       {100 + 73.3 * (column + 0.5), 50 + 73.3 * (row + 0.5)},
                                       row,
                                       column});
                figure.spots.colours.push_back(
                    {static_cast<std::uint8_t>(25 * column), static_cast<std::uint8_t>(50 * row), 0});
            }
        figure.spots.table = std::make_shared<const SpotTable>(spots);
        QVERIFY(writeFigure(figure, out));
        const QImage image(QString::fromStdString(out.string()));
        const auto layout = layOut(figure, [](const std::string&, double) { return 1.0; });
        const double left = layout.slide.x + 50, top = layout.slide.y + 25, side = 36.65;
        int wrong = 0;
        for (int y = static_cast<int>(top) + 1; y < top + 5 * side - 40; ++y) // the scale bar is below
            for (int x = static_cast<int>(left) + 1; x < left + 9 * side - 1; ++x) {
                const QRgb px = image.pixel(x, y);
                const double column = (x + 0.5 - left) / side, row = (y + 0.5 - top) / side;
                const auto toEdge = [](double v) { return std::abs(v - std::round(v)); };
                if (toEdge(column) * side < 0.6 || toEdge(row) * side < 0.6) { // either neighbour
                    const auto blue = std::lround(255 * (1 - opacity));
                    wrong += std::abs(qBlue(px) - blue) > 2;
                    continue;
                }
                const auto shown = [&](double colour) { return 255 + opacity * (colour - 255); };
                wrong += std::abs(qRed(px) - shown(25 * std::floor(column))) > 2 ||
                         std::abs(qGreen(px) - shown(50 * std::floor(row))) > 2;
            }
        QCOMPARE(wrong, 0);
    }

    void cellsAreOnePictureInVectorFormats()
    {
        QTemporaryDir dir;
        const auto out = fs::path(dir.path().toStdString()) / "figure.svg";
        auto spots = twoSpots();
        spots.shape = SpotShape::Cell;
        QVERIFY(writeFigure(figureOf(spots), out));
        QCOMPARE(head(out, 10'000'000).count("<image"), 2); // the slide, the cells
    }

    void errors()
    {
        QTemporaryDir dir;
        const fs::path folder = dir.path().toStdString();
        const auto spots = twoSpots();
        QCOMPARE(writeFigure(figureOf(spots), folder / "a.bmp").error().code, ErrorCode::Unsupported);
        QCOMPARE(writeFigure(figureOf(spots), folder / "absent" / "a.png").error().code,
                 ErrorCode::WriteFailed);
        auto broken = std::make_shared<WhiteSlide>();
        broken->broken = true;
        auto figure = figureOf(spots);
        figure.slide = broken;
        QCOMPARE(writeFigure(figure, folder / "a.png").error().code, ErrorCode::BadInput);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(writeFigure(figureOf(spots), folder / "a.png", stop.get_token()).error().code,
                 ErrorCode::Cancelled);
        QVERIFY(fs::is_empty(folder));
    }

    void longProvenanceIsWrapped()
    {
        const auto spots = twoSpots();
        auto figure = figureOf(spots);
        figure.provenance = "one two three four";
        // Ten px a letter: the page is some 590 px wide, so nothing wraps; at fifty px a letter two lines are
        // needed.
        const auto wide =
            layOut(figure, [](const std::string& text, double) { return 10.0 * double(text.size()); });
        QCOMPARE(wide.provenanceLines, (std::vector<std::string>{"one two three four"}));
        const auto narrow =
            layOut(figure, [](const std::string& text, double) { return 50.0 * double(text.size()); });
        QCOMPARE(narrow.provenanceLines, (std::vector<std::string>{"one two", "three four"}));
        QVERIFY(narrow.heightPx > wide.heightPx);
    }

    /// Half as bright: white is (1 − 0.5) · 255 = 127.5; the red spot is as it was, and the page says it.
    void anAdjustedSlideIsSaid()
    {
        QTemporaryDir dir;
        const auto out = fs::path(dir.path().toStdString()) / "figure.png";
        auto figure = figureOf(twoSpots());
        figure.picture.brightness = -0.5;
        QVERIFY(writeFigure(figure, out));
        const auto layout = layOut(figure, figureTextWidthStub);
        QCOMPARE(layout.provenanceLines,
                 (std::vector<std::string>{"m2ost · 250 genes · slide shown with brightness -50 %"}));
        const QImage picture(QString::fromStdString(out.string()));
        const auto at = [&](double x, double y) {
            return picture.pixelColor(int(layout.slide.x + x), int(layout.slide.y + y));
        };
        QVERIFY(std::abs(at(30, 30).red() - 128) <= 1);
        QCOMPARE(at(125, 125), QColor(255, 0, 0));
    }

    void tickLabels()
    {
        QCOMPARE(tickLabel(0.5, 0.5), std::string("0.5"));
        QCOMPARE(tickLabel(1, 0.5), std::string("1.0"));
        QCOMPARE(tickLabel(200, 100), std::string("200"));
        QCOMPARE(tickLabel(-0.25, 0.05), std::string("\u22120.25"));
        QCOMPARE(tickLabel(2e6, 1e6), std::string("2e+06"));
    }

    void provenanceSaysWhereNumbersComeFrom()
    {
        Provenance p{"m2ost",
                     "her2st.safetensors",
                     "0123456789abcdef",
                     Normalisation::CpmSelected,
                     "bfloat16",
                     "",
                     "cpu",
                     0.687,
                     "2026-01-02T03:04:05Z",
                     "0.1.0"};
        QCOMPARE(
            provenanceLine(p, 250, ColourScale{ColourMap::Magma, 0.5, 6.25}),
            std::string("m2ost · her2st.safetensors (SHA-256 0123456789ab…) · 250 genes · cpm-selected: ln(1 "
                        "+ CPM of the "
                        "selected genes) · patches at 0.687 µm/px · magma 0.5 to 6.25 · bfloat16 on cpu · "
                        "2026-01-02T03:04:05Z · Transcope 0.1.0"));
    }

    /// Not a comparison: writes pictures to be looked at where TRANSCOPE_FIGURES names a folder.
    void realSectionForLooking()
    {
        const auto folder = qEnvironmentVariable("TRANSCOPE_FIGURES");
        if (folder.isEmpty() || !fs::exists(Real / "her2st/C3.jpg"))
            QSKIP("TRANSCOPE_FIGURES is not set, or the real section is not here");
        const auto section = openSection(Real / "her2st/C3.tsv.gz");
        QVERIFY(section);
        const auto slide = openOrImportSlide(*section->image);
        QVERIFY(slide);
        const auto column = findGene(section->genes, "DDX5");
        const std::vector<int> columns = {column};
        const auto values = normalise(*section->counts, columns, Normalisation::CpmAll).value().values;
        const auto range = defaultRange(values.gene(0));
        Figure figure;
        figure.slide = *slide;
        figure.spots.table = std::make_shared<const SpotTable>(section->spots);
        figure.scale = ColourScale{ColourMap::Viridis, range.low, range.high};
        for (const float v : values.gene(0))
            figure.spots.colours.push_back(figure.scale->colourOf(v));
        figure.title = "DDX5 (measured, C3)";
        figure.scaleLabel = std::string(valueLabel(Normalisation::CpmAll));
        Provenance p;
        p.method = "measured";
        p.normalisation = Normalisation::CpmAll;
        figure.provenance = provenanceLine(p, section->genes.size(), figure.scale);
        figure.umPerPx = section->spots.umPerPx;
        for (const char* name : {"c3.png", "c3.svg", "c3.pdf", "c3.tif"}) {
            const auto size = writeFigure(figure, fs::path(folder.toStdString()) / name);
            QVERIFY2(size, size ? "" : size.error().text().c_str());
        }
        figure.widthPx = 600;
        QVERIFY(writeFigure(figure, fs::path(folder.toStdString()) / "c3small.png"));
    }
};

TRANSCOPE_TEST(TestFigure)
#include "tst_figure.moc"
