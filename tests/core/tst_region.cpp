#include "core/region/region.h"
#include "core/region/regionfile.h"
#include "core/region/regionstatistics.h"

#include "core/expression/denseexpression.h"
#include "core/session/session.h"
#include "tests/testsupport/compareerror.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <cmath>
#include <fstream>
#include <limits>

using namespace transcope::core;
using transcope::test::compareError;
using transcope::tests::TempFolder;

namespace {

/// A square of 100 px from (0, 0) with a hole of 20 px in its middle.
Region ringed()
{
    return {"margin",
            "Tumor",
            Rgb{200, 0, 0},
            {{{{0, 0}, {100, 0}, {100, 100}, {0, 100}}, {{{40, 40}, {60, 40}, {60, 60}, {40, 60}}}}}};
}

Region elsewhere()
{
    return {"",
            "Stroma",
            std::nullopt,
            {{{{200, 200}, {300, 200}, {250, 300}}, {}}, {{{400, 0}, {500, 0}, {500, 50}}, {}}}};
}

SpotTable grid()
{
    SpotTable table;
    for (int row = 0; row < 5; ++row)
        for (int col = 0; col < 5; ++col)
            table.spots.push_back({std::to_string(row) + "x" + std::to_string(col),
                                   {10.0 + 20 * col, 10.0 + 20 * row},
                                   row,
                                   col});
    table.diameterLevel0Px = 10;
    return table;
}

} // namespace

class TestRegion : public QObject
{
    Q_OBJECT
private slots:
    /// 100² − 20²; 100 · 100 / 2 + 100 · 50 / 2.
    void areas()
    {
        QCOMPARE(areaLevel0Px2(ringed()), 9600.0);
        QCOMPARE(areaLevel0Px2(elsewhere()), 7500.0);
        QCOMPARE(calledName(elsewhere()), std::string("Stroma"));
        QCOMPARE(calledName(ringed()), std::string("margin"));
    }

    void inside()
    {
        QVERIFY(contains(ringed(), {10, 10}));
        QVERIFY(!contains(ringed(), {50, 50})); // the hole
        QVERIFY(!contains(ringed(), {101, 50}));
        QVERIFY(contains(elsewhere(), {250, 220}) && contains(elsewhere(), {490, 20}) &&
                !contains(elsewhere(), {410, 40}));
        // Of 25 spots from (10, 10) at a distance of 20 the one at (50, 50) lies in the hole.
        QCOMPARE(spotsInside({ringed()}, grid()).size(), std::size_t(24));
        QCOMPARE(otherSpots(spotsInside({ringed()}, grid()), 25), (std::vector<int>{12}));
        QVERIFY(spotsInside({elsewhere()}, grid()).empty());
    }

    void calledByNameElseByClass()
    {
        QCOMPARE(regionsCalled({ringed(), elsewhere()}, "margin").size(), std::size_t(1));
        QCOMPARE(regionsCalled({ringed(), elsewhere()}, "Stroma").front().classification,
                 std::string("Stroma"));
        QVERIFY(regionsCalled({ringed()}, "Stroma").empty());
    }

    // QuPath 0.4 and later name a class within a class by a list; colours beyond 255 are white.
    void classesWithinClasses()
    {
        const auto file = regionsFromGeoJson(
            R"({"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]]]},)"
            R"("properties":{"classification":{"names":["Tumor","Positive"],"color":[300,-1,7]}}})",
            "a");
        QVERIFY2(file, file ? "" : file.error().text().c_str());
        QCOMPARE(file->regions.front().classification, std::string("Tumor: Positive"));
        QCOMPARE(*file->regions.front().colour, (Rgb{255, 0, 7}));
    }

    void roundTrip()
    {
        const TempFolder dir;
        QVERIFY(writeRegions(dir / "regions.geojson", {ringed(), elsewhere()}));
        const auto file = readRegions(dir / "regions.geojson");
        QVERIFY2(file, file ? "" : file.error().text().c_str());
        QVERIFY(file->notes.empty());
        QCOMPARE(file->regions, (std::vector<Region>{ringed(), elsewhere()}));
    }

    // As QuPath 0.2 (a list, packed colours: -3670016 is 0xFFC80000) and 0.5 (a collection, lists of numbers)
    // write them.
    void asQuPathWrites()
    {
        const std::string square =
            R"("geometry":{"type":"Polygon","coordinates":[[[0,0],[100,0],[100,100],[0,100],[0,0]]]})";
        const auto old = regionsFromGeoJson(
            R"([{"type":"Feature","id":"PathAnnotationObject",)" + square +
                R"(,"properties":{"classification":{"name":"Tumor","colorRGB":-3670016},"isLocked":false}},)" +
                R"({"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{}}])",
            "old.geojson");
        QVERIFY2(old, old ? "" : old.error().text().c_str());
        QCOMPARE(old->regions.size(), std::size_t(1));
        QCOMPARE(old->regions[0].classification, std::string("Tumor"));
        QCOMPARE(*old->regions[0].colour, (Rgb{200, 0, 0}));
        QCOMPARE(old->regions[0].polygons[0].outline.size(), std::size_t(4));
        QCOMPARE(old->notes, std::vector<std::string>{"1 feature is no area (Point): left out"});
        const auto later = regionsFromGeoJson(
            R"({"type":"FeatureCollection","features":[{"type":"Feature",)" + square +
                R"(,"properties":{"objectType":"annotation","name":"A","color":[1,2,3],"classification":{"name":"Tumor","color":[200,0,0]}}}]})",
            "new.geojson");
        QVERIFY(later);
        QCOMPARE(later->regions[0].name, std::string("A"));
        QCOMPARE(*later->regions[0].colour, (Rgb{1, 2, 3}));
    }

    void refused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("part");
        const auto feature = [](const char* type, const char* coordinates) {
            return QString(
                       R"([{"type":"Feature","geometry":{"type":"%1","coordinates":%2},"properties":null}])")
                .arg(type, coordinates);
        };
        QTest::newRow("no JSON") << "spot,x,y"
                                 << "is not GeoJSON";
        QTest::newRow("other JSON") << R"({"type":"Topology"})"
                                    << "is not GeoJSON";
        QTest::newRow("deep") << QString(200'000, '[') + QString(200'000, ']') << "is not GeoJSON";
        QTest::newRow("no feature") << R"([{"type":"Polygon"}])"
                                    << "feature 1 is not a GeoJSON feature";
        QTest::newRow("no coordinates") << feature("Polygon", "null") << "has no coordinates";
        QTest::newRow("no outline") << feature("Polygon", "[]") << "has no outline";
        QTest::newRow("two corners") << feature("Polygon", "[[[0,0],[1,1],[0,0]]]")
                                     << "fewer than three corners";
        QTest::newRow("a corner of text")
            << feature("MultiPolygon", R"([[[[0,0],["a",1],[0,0]]]])") << "not two numbers";
        QTest::newRow("numbers only") << feature("MultiPolygon", "[1]") << "feature 1 has no outline";
    }
    void refused()
    {
        QFETCH(QString, text);
        QFETCH(QString, part);
        const auto file = regionsFromGeoJson(text.toStdString(), "x.geojson");
        QVERIFY(!file);
        compareError(file.error(), ErrorCode::BadInput, part);
        QVERIFY(file.error().message.starts_with("x.geojson"));
    }

    void sessionsKeepThem()
    {
        const TempFolder dir;
        {
            const auto session =
                createSession(dir / "s.transcope", {"/slide.tif", "0", {1000, 1000}, {}}, grid());
            QVERIFY2(session, session ? "" : session.error().text().c_str());
            QVERIFY(regionsOf(**session)->empty());
            QVERIFY(keepRegions(**session, {ringed()}));
        }
        const auto session = openSession(dir / "s.transcope");
        QCOMPARE(*regionsOf(**session), std::vector<Region>{ringed()});
    }

    // Gene 0: inside 3, 4, 5, outside 0, 1, 2 (every pair larger: AUC 1); gene 1 the same everywhere; gene 2
    // unknown inside.
    void statistics()
    {
        const float NaN = std::numeric_limits<float>::quiet_NaN();
        ExpressionMatrix matrix(6, 3);
        for (int s = 0; s < 6; ++s) {
            matrix.at(std::size_t(s), 0) = float(5 - s);
            matrix.at(std::size_t(s), 1) = 7;
            matrix.at(std::size_t(s), 2) = s < 3 ? NaN : 1;
        }
        const auto made = compareSpotSets(*denseExpression(std::move(matrix)), {0, 1, 2}, {3, 4, 5});
        QVERIFY2(made, made ? "" : made.error().text().c_str());
        QCOMPARE(made->genes.size(), std::size_t(3));
        QCOMPARE(made->genes[0].gene, std::size_t(0));
        QCOMPARE(made->genes[0].meanInside, 4.0);
        QCOMPARE(made->genes[0].meanOutside, 1.0);
        QCOMPARE(made->genes[0].auc, 1.0);
        QCOMPARE(made->genes[0].pAdjusted, made->genes[0].p * 2); // two tests could be made
        QCOMPARE(made->genes[1].p, 1.0);
        QCOMPARE(made->genes[1].auc, 0.5);
        QVERIFY(std::isnan(made->genes[2].meanInside) && std::isnan(made->genes[2].p));
        QCOMPARE(made->warnings.size(), std::size_t(3)); // not independent, few inside, few outside
        compareError(compareSpotSets(*denseExpression(ExpressionMatrix(2, 1)), {}, {0, 1}).error(),
                     ErrorCode::InvalidArgument, "no spot lies inside");
    }
};

TRANSCOPE_TEST(TestRegion)
#include "tst_region.moc"
