#include "tests/testsupport/testprogram.h"
#include "ui/panels/positiontext.h"
#include "ui/panels/statusinfo.h"
#include "ui/panels/weightstext.h"
#include "ui/workspace/displaystate.h"

#include <QSignalSpy>
#include <QTranslator>
#include <QtTest>

using namespace transcope;
using namespace transcope::ui;

namespace {

/// Notes where texts are looked up.
class Contexts : public QTranslator
{
public:
    QString translate(const char* context, const char* source, const char*, int) const override
    {
        seen.insert(QString::fromUtf8(source), QString::fromUtf8(context));
        return {};
    }
    bool isEmpty() const override { return false; }
    mutable QHash<QString, QString> seen;
};

} // namespace

class TestPanelTexts : public QObject
{
    Q_OBJECT
    const LayerNameFn nameOf = [](LayerId) { return QString(); };
    const LayerIdFn idOf = [](const QString&) { return LayerId(0); };

private slots:
    void theAuthorsWeightsAreImportedByOneCommand()
    {
        const QString text = publishedWeightsText();
        QVERIFY(text.contains(
            QStringLiteral("import-weights MSViT_Small_HER2_best.pth --method m2ost --genes her2st --out ")));
        QVERIFY(text.contains(QStringLiteral("Dootmaan/M2OST")));
    }

    // Where lupdate puts what a free function says: no German text was found elsewhere.
    void textsAreLookedUpWhereTheyAreTranslated()
    {
        Contexts contexts;
        QVERIFY(QCoreApplication::installTranslator(&contexts));
        core::PredictorInfo info;
        info.trainedOn = "a set";
        (void)weightsText(info);
        (void)timeLeftText(30);
        QCoreApplication::removeTranslator(&contexts);
        QCOMPARE(contexts.seen.value(QStringLiteral("Trained on %1")), QStringLiteral("transcope::ui"));
        QCOMPARE(contexts.seen.value(QStringLiteral("%1 s left")), QStringLiteral("transcope::ui"));
    }

    void rangesBelongToTheirGene()
    {
        DisplayState display;
        QSignalSpy changed(&display, &DisplayState::changed);
        display.setGene(QStringLiteral("A"));
        display.setRangeOf(0, {{false, 2}, {true, 90}});
        display.setRangeOf(0, {{false, 2}, {true, 90}});
        QCOMPARE(changed.count(), 2); // the same again is no change
        display.setGene(QStringLiteral("B"));
        QCOMPARE(core::toText(display.range().low), std::string("p1"));
        DisplayState copy;
        copy.fromJson(display.toJson(nameOf), idOf);
        QCOMPARE(copy.gene(), QStringLiteral("B"));
        copy.setGene(QStringLiteral("A"));
        QCOMPARE(core::toText(copy.range().low), std::string("2"));
        QCOMPARE(core::toText(copy.range().high), std::string("p90"));
        copy.fromJson(QJsonObject{{QStringLiteral("opacity"), QStringLiteral("much")}},
                      idOf); // not understood: kept
        QCOMPARE(copy.opacity(), 0.75);
    }

    void everyRecipeIsKeptInSessions()
    {
        DisplayState display;
        display.setRecipe({core::MapKind::Difference, {"A"}, {"M2OST", "ST-Net"}});
        QCOMPARE(display.gene(), QStringLiteral("A"));
        DisplayState copy;
        copy.fromJson(display.toJson(nameOf), idOf);
        QVERIFY(copy.recipe() == display.recipe());
        copy.fromJson(
            QJsonObject{{QStringLiteral("map"), QJsonObject{{QStringLiteral("kind"), QStringLiteral("?")}}}},
            idOf);
        QVERIFY(copy.recipe() == display.recipe()); // not understood: kept
    }

    void sessionsOfBeforeRecipesAreRead()
    {
        const auto json = [](const char* text) { return QJsonDocument::fromJson(text).object(); };
        DisplayState display;
        display.fromJson(
            json("{\"kind\":\"gene\",\"gene\":\"DDX5\",\"ranges\":{\"gene:DDX5\":[\"1\",\"p90\"]}}"), idOf);
        QVERIFY(display.recipe() == core::geneRecipe("DDX5"));
        QCOMPARE(core::toText(display.range().high), std::string("p90"));
        display.fromJson(json("{\"kind\":\"pca-rgb\",\"gene\":\"\"}"), idOf);
        QVERIFY(display.recipe() == core::MapRecipe{core::MapKind::PcaRgb});
    }

    void positions_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("valid");
        QTest::addColumn<QPointF>("level0Px");
        QTest::newRow("px") << "12000, 8000" << true << QPointF(12000, 8000);
        QTest::newRow("px said") << "12 8 px" << true << QPointF(12, 8);
        QTest::newRow("um") << "100; 50 µm" << true << QPointF(200, 100); // 0.5 µm/px
        QTest::newRow("one number") << "100" << false << QPointF();
        QTest::newRow("words") << "top left" << false << QPointF();
    }
    void positions()
    {
        QFETCH(QString, text);
        QFETCH(bool, valid);
        const auto position = parsePosition(text, 0.5);
        QCOMPARE(position.has_value(), valid);
        if (position)
            QTEST(*position, "level0Px");
    }

    void umNeedsAScale() { QVERIFY(!parsePosition(QStringLiteral("100, 50 um"), std::nullopt)); }

    void statusTexts()
    {
        QLocale::setDefault(QLocale::C);
        QCOMPARE(timeLeftText(12.2), QStringLiteral("13 s left"));
        QCOMPARE(timeLeftText(125), QStringLiteral("about 2 min left"));
        QCOMPARE(timeLeftText(std::nullopt), QString());
        // 0.25 µm/px is a 40× scan; half its px on screen is 20×.
        QCOMPARE(magnificationText(0.5, 0.25), QStringLiteral("20× · 50 %"));
        QVERIFY(magnificationText(0.5, std::nullopt).contains(QStringLiteral("scale unknown")));
        QVERIFY(!positionText({10, 20}, std::nullopt).contains(QStringLiteral("µm")));
    }

    void weightsAreDescribed()
    {
        QLocale::setDefault(QLocale::C);
        core::PredictorInfo info;
        QVERIFY(weightsText(info).contains(QStringLiteral("do not say")));
        QVERIFY(!trainedOnSynthetic(info));
        info.trainedOn = "8 synthetic sections";
        info.split = "sections 9 and 10 held out";
        info.heldOutScore = {0.5F, NAN, 0.75F}; // the mean of two: 0.625
        QCOMPARE(weightsText(info), QStringLiteral("Trained on 8 synthetic sections · mean held-out r 0.63"));
        QVERIFY(trainedOnSynthetic(info));
        // What a narrow panel has no room for is in the tool tip.
        info.trainedOn = std::string(200, 'x');
        QVERIFY(weightsText(info).size() < 100);
        info.kind = core::PredictorKind::Section;
        QVERIFY(weightsText(info).endsWith(
            QStringLiteral(" · a section is predicted as a whole, all or nothing")));
        QVERIFY(weightsToolTip(info).contains(QString(200, QLatin1Char('x'))));
        QVERIFY(weightsToolTip(info).contains(QStringLiteral("sections 9 and 10 held out")));
    }

    void onlyBundledDemoWeightsAreTakenForSuch()
    {
        core::Provenance provenance;
        provenance.weightsName = "my-demo.safetensors";
        QVERIFY(!isFromDemoWeights(provenance));
        provenance.weightsName = "m2ost-demo.safetensors";
        QVERIFY(isFromDemoWeights(provenance));
    }

    void realSlidesGetWeightsOfRealTissue()
    {
        QCOMPARE(QFileInfo(proposedWeights(true)).fileName(), QStringLiteral("m2ost-demo.safetensors"));
        QCOMPARE(QFileInfo(proposedWeights(false)).fileName(), QStringLiteral("m2ost-her2st.safetensors"));
    }
};

TRANSCOPE_GUI_TEST(TestPanelTexts)
#include "tst_paneltexts.moc"
