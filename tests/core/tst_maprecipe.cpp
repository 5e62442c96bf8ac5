#include "core/map/recipe.h"

#include "tests/testsupport/testprogram.h"

#include <QtTest>

using namespace transcope::core;

class TestMapRecipe : public QObject
{
    Q_OBJECT
private slots:
    // Single quotes stand for double ones: moc does not read raw strings.
    void everyKindComesBackFromJson_data()
    {
        QTest::addColumn<MapRecipe>("recipe");
        QTest::addColumn<QString>("json");
        QTest::newRow("gene") << geneRecipe("DDX5") << "{'kind':'gene','genes':['DDX5']}";
        QTest::newRow("first component") << MapRecipe{MapKind::PcaFirst} << "{'kind':'pca-first'}";
        QTest::newRow("components") << MapRecipe{MapKind::PcaRgb} << "{'kind':'pca-rgb'}";
        QTest::newRow("score") << MapRecipe{MapKind::GeneScore, {"A", "B"}, {}, {}, "Hypoxia"}
                               << "{'kind':'gene-score','genes':['A','B'],'title':'Hypoxia'}";
        QTest::newRow("mean") << MapRecipe{MapKind::GeneMean, {"A", "B"}, {}, {}, "Hypoxia"}
                              << "{'kind':'gene-mean','genes':['A','B'],'title':'Hypoxia'}";
        QTest::newRow("blend") << MapRecipe{MapKind::Blend, {"A", "B", "C"}}
                               << "{'kind':'blend','genes':['A','B','C']}";
        QTest::newRow("residual") << MapRecipe{MapKind::Difference, {"A"}}
                                  << "{'kind':'difference','genes':['A']}";
        QTest::newRow("difference") << MapRecipe{MapKind::Difference, {"A"}, {"M2OST", "ST-Net"}}
                                    << "{'kind':'difference','genes':['A'],'layers':['M2OST','ST-Net']}";
        QTest::newRow("disagreement") << MapRecipe{MapKind::Disagreement, {"A"}, {"X", "Y", "Z"}}
                                      << "{'kind':'disagreement','genes':['A'],'layers':['X','Y','Z']}";
        QTest::newRow("correlation") << MapRecipe{MapKind::Correlation} << "{'kind':'correlation'}";
        QTest::newRow("observation") << MapRecipe{MapKind::Observation, {}, {}, "leiden"}
                                     << "{'kind':'observation','column':'leiden'}";
        QTest::newRow("padded") << MapRecipe{MapKind::Padded} << "{'kind':'padded'}";
        auto styled = geneRecipe("A");
        styled.style = {SpotMark::Hexagon, true, 5, true, RangeBound{true, 90}};
        QTest::newRow("style")
            << styled
            << "{'kind':'gene','genes':['A'],'style':{'mark':'hexagon','smooth':true,'contours':5,"
               "'log':true,'threshold':'p90'}}";
        MapRecipe hiding{MapKind::Observation, {}, {}, "leiden"};
        hiding.style.hidden = {"3", "7"};
        QTest::newRow("hidden categories")
            << hiding << "{'kind':'observation','column':'leiden','style':{'hidden':['3','7']}}";
        QTest::newRow("names as files have them")
            << geneRecipe("__ambiguous[\"A\"+µ]") << "{'kind':'gene','genes':['__ambiguous[\\'A\\'+µ]']}";
    }
    void everyKindComesBackFromJson()
    {
        QFETCH(MapRecipe, recipe);
        QFETCH(QString, json);
        json.replace('\'', '"');
        QCOMPARE(QString::fromStdString(toJson(recipe)), json);
        const auto back = recipeFromJson(json.toStdString());
        QVERIFY2(back.has_value(), back ? "" : back.error().text().c_str());
        QVERIFY(*back == recipe);
    }

    void refused_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("says");
        QTest::newRow("no JSON") << "gene"
                                 << "parse error";
        QTest::newRow("no object") << "['gene']"
                                   << "not a JSON object";
        QTest::newRow("no kind") << "{'genes':['A']}"
                                 << "kind";
        QTest::newRow("unknown kind") << "{'kind':'heat'}"
                                      << "no kind \"heat\"";
        QTest::newRow("unknown field") << "{'kind':'gene','gene':'A'}"
                                       << "no field \"gene\"";
        QTest::newRow("wrong type") << "{'kind':'gene','genes':'A'}"
                                    << "must be array";
        QTest::newRow("no gene") << "{'kind':'gene'}"
                                 << "1 gene";
        QTest::newRow("empty gene") << "{'kind':'gene','genes':['']}"
                                    << "1 gene";
        QTest::newRow("four genes") << "{'kind':'blend','genes':['A','B','C','D']}"
                                    << "2 or 3 genes";
        QTest::newRow("gene of no use") << "{'kind':'pca-rgb','genes':['A']}"
                                        << "no genes";
        QTest::newRow("one layer") << "{'kind':'difference','genes':['A'],'layers':['X']}"
                                   << "2 layers";
        QTest::newRow("layers of no use") << "{'kind':'gene','genes':['A'],'layers':['X']}"
                                          << "no layers";
        QTest::newRow("no column") << "{'kind':'observation'}"
                                   << "a column";
        QTest::newRow("column of no use") << "{'kind':'padded','column':'x'}"
                                          << "no column";
        QTest::newRow("unknown mark") << "{'kind':'pca-rgb','style':{'mark':'star'}}"
                                      << "no mark \"star\"";
        QTest::newRow("unknown field of a style") << "{'kind':'pca-rgb','style':{'colour':'red'}}"
                                                  << "no field \"colour\"";
        QTest::newRow("no style") << "{'kind':'pca-rgb','style':'hexagon'}"
                                  << "style";
        QTest::newRow("no threshold") << "{'kind':'pca-first','style':{'threshold':'high'}}"
                                      << "is no value";
        QTest::newRow("too many contours") << "{'kind':'pca-first','style':{'contours':21}}"
                                           << "0 to 20 contours";
        QTest::newRow("categories of no use") << "{'kind':'pca-first','style':{'hidden':['1']}}"
                                              << "no hidden categories";
        QTest::newRow("title of no use") << "{'kind':'padded','title':'x'}"
                                         << "no title";
    }
    void refused()
    {
        QFETCH(QString, json);
        QFETCH(QString, says);
        const auto recipe = recipeFromJson(json.replace('\'', '"').toStdString());
        QVERIFY(!recipe);
        QCOMPARE(recipe.error().code, ErrorCode::BadInput);
        QVERIFY2(QString::fromStdString(recipe.error().message).contains(says),
                 recipe.error().message.c_str());
        QVERIFY(!recipe.error().whatToDo.empty());
    }

    void keys()
    {
        // These two are what sessions have always kept ranges under.
        QCOMPARE(recipeKey(geneRecipe("DDX5")), std::string("gene:DDX5"));
        QCOMPARE(recipeKey({MapKind::PcaFirst}), std::string("pca-first:"));
        QCOMPARE(recipeKey({MapKind::Difference, {"A"}, {"X", "Y"}}), std::string("difference:A|X|Y"));
        auto styled = geneRecipe("DDX5");
        styled.style.mark = SpotMark::Square; // a range holds in every style
        QCOMPARE(recipeKey(styled), std::string("gene:DDX5"));
        QCOMPARE(recipeKey({MapKind::Observation, {}, {}, "leiden"}), std::string("observation:leiden"));
    }
};

TRANSCOPE_TEST(TestMapRecipe)
#include "tst_maprecipe.moc"
