#include "core/expression/denseexpression.h"
#include "core/expression/rowpart.h"
#include "core/run/likeness.h"
#include "core/run/training.h"
#include "tests/testsupport/sessions.h"
#include "tests/testsupport/testprogram.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace transcope::core;

namespace {

PredictorInfo unnamedTraining()
{
    PredictorInfo info;
    info.weightsName = "w.safetensors";
    return info;
}

/// A section of nothing but one stain: its optical density is `amount` of the stain's vector.
SectionLooks stained(double haematoxylin, double eosin, double focus)
{
    return {"A1",
            {{haematoxylin * 0.650 + eosin * 0.072, haematoxylin * 0.704 + eosin * 0.990,
              haematoxylin * 0.286 + eosin * 0.105},
             focus}};
}

/// Spots that all look alike, and how far outside each is.
Layer looksOf(float haematoxylin, float eosin, float focus, const std::vector<float>& outside)
{
    Layer layer;
    layer.genes = {{"outside", ""}, {"haematoxylin", ""}, {"eosin", ""}, {"focus", ""}};
    ExpressionMatrix values(outside.size(), 4);
    for (std::size_t i = 0; i < outside.size(); ++i)
        values.setSpot(i, std::vector{outside[i], haematoxylin, eosin, focus});
    layer.values = denseExpression(std::move(values));
    return layer;
}

const std::vector<SectionLooks> Trained = {stained(0.2, 0.1, 60), stained(0.3, 0.2, 90)};

} // namespace

class TestLikeness : public QObject
{
    Q_OBJECT
private slots:
    // A square of one colour has no edges; its density is that of the colour. (numpy.linalg.solve)
    void appearanceOfOneColour()
    {
        std::vector<std::uint8_t> rgb;
        for (int i = 0; i < 16; ++i)
            rgb.insert(rgb.end(), {100, 50, 150});
        const Appearance looks = appearanceOf(rgb, 4);
        QVERIFY(std::abs(looks.opticalDensity[0] - 0.403918591529207) < 1e-12);
        QVERIFY(std::abs(looks.opticalDensity[2] - 0.22926301801868013) < 1e-12);
        QVERIFY(std::abs(looks.haematoxylin() - 0.57136346) < 1e-7);
        QVERIFY(std::abs(looks.eosin() - 0.27392448) < 1e-7);
        QVERIFY(std::abs(looks.focus) < 1e-3); // float's rounding of 108.05
    }

    // A white point on black, 4 × 4 px, of which row 1 is looked at: Laplacians −4 · 255 at the point and 255
    // beside it: mean −382.5, variance 637.5².
    void focusByArithmetic()
    {
        std::vector<std::uint8_t> rgb(48, 0);
        for (int c = 0; c < 3; ++c)
            rgb[static_cast<std::size_t>(3 * (4 + 1) + c)] = 255;
        QVERIFY(std::abs(appearanceOf(rgb, 4).focus / (637.5 * 637.5) - 1) < 1e-5);
    }

    void scale()
    {
        QVERIFY(scaleWarnings({}, 0.69).empty());
        QVERIFY(scaleWarnings(0.69, 0.70).empty());
        const auto finer = scaleWarnings(0.69, 0.50);
        QCOMPARE(finer.size(), std::size_t(1));
        QCOMPARE(finer[0].kind, std::string("scale"));
        QCOMPARE(finer[0].text.english(),
                 std::string("Trained at 0.69 µm/px, slide 0.50: patches are resampled"));
        QVERIFY(scaleWarnings(0.69, 1.0)[0].text.english().find("enlarged") != std::string::npos);
        QVERIFY(scaleWarnings(0.69, {})[0].text.english().find("unknown") != std::string::npos);
    }

    void aSlideLikeTheTrainingIsNotWarnedOf()
    {
        QVERIFY(likenessWarnings(Trained, looksOf(0.31F, 0.1F, 70, {10, 50, 99, 20})).value().empty());
    }

    void whatDiffersIsSaidInNumbers()
    {
        const auto warnings =
            likenessWarnings(Trained, looksOf(0.1F, 0.28F, 20, {10, 99.5F, 100, 20})).value();
        QCOMPARE(warnings.size(), std::size_t(4));
        QCOMPARE(warnings[0].kind, std::string("stain"));
        QVERIFY(warnings[0].text.english().find("50 % less haematoxylin-stained") !=
                std::string::npos); // 0.1 of 0.2
        QVERIFY(warnings[1].text.english().find("40 % more eosinophilic") !=
                std::string::npos); // 0.28 of 0.2
        QCOMPARE(warnings[2].kind, std::string("focus"));
        QVERIFY(warnings[2].text.english().find("less sharp") != std::string::npos);
        QCOMPARE(warnings[3].kind, std::string("domain"));
        QVERIFY(warnings[3].text.english().find("50 % of the spots (2 of 4)") != std::string::npos);
    }

    // As her2st's sections are, where a tenth more was 1802 % and a tenth less lay within the range.
    void ofAStainThatIsHardlyThereNoShareIsSaid()
    {
        const std::vector<SectionLooks> trained = {stained(0.4, -0.027, 60), stained(0.5, 0.012, 90)};
        const auto said = [&](float eosin) {
            const auto warnings = likenessWarnings(trained, looksOf(0.45F, eosin, 70, {10, 50})).value();
            return warnings.empty() ? std::string() : warnings.at(0).text.english();
        };
        QCOMPARE(said(0.228F),
                 std::string("This slide is more eosinophilic than any training section (optical "
                             "density 0.228; there -0.027 to 0.012)"));
        QCOMPARE(said(0.021F), std::string()); // within a tenth of 0.1 of what was seen
        QCOMPARE(said(-0.026F), std::string());
        QCOMPARE(said(-0.036F), std::string());
        QCOMPARE(said(-0.038F),
                 std::string("This slide is less eosinophilic than any training section (optical "
                             "density -0.038; there -0.027 to 0.012)"));
    }

    /// What a session keeps of training and spots says the same as the run did.
    void aSessionKeepsWhatToDoubt()
    {
        QTemporaryDir dir;
        auto slide = transcope::test::makeSlide();
        slide.umPerPx = 0.5;
        const auto session =
            createSession(dir.filePath("s.transcope").toStdString(), slide, transcope::test::makeSpots(4))
                .value();
        LayerInfo predicted = transcope::test::makeInfo("M2OST");
        predicted.kind = LayerKind::Predicted;
        predicted.provenance.weightsHash = "abc";
        QVERIFY(session->addLayer(predicted));
        QVERIFY(keptWarnings(*session, predicted)->warnings.empty()); // nothing is known
        auto info = unnamedTraining();
        info.weightsHash = "abc";
        info.trainedOn = "her2st";
        info.patches.umPerPx = 0.69;
        info.trainedLooks = Trained;
        QVERIFY(keepTraining(*session, info));
        auto kept = keptWarnings(*session, predicted).value();
        QCOMPARE(kept.warnings.size(), std::size_t(1)); // of the scale
        QVERIFY(!kept.knowsLooks);
        auto looks = looksOf(0.1F, 0.28F, 20, {10, 99.5F, 100, 20});
        looks.name = "M2OST: likeness";
        looks.kind = LayerKind::Derived;
        looks.provenance = predicted.provenance;
        looks.provenance.part = partname::Appearance;
        QVERIFY(session->addLayer(looks));
        kept = keptWarnings(*session, predicted).value();
        QVERIFY(kept.knowsLooks);
        QCOMPARE(kept.warnings.size(), std::size_t(5));
        QCOMPARE(kept.warnings[4].kind, std::string("domain"));
    }

    void spotsWithoutValuesDoNotCount()
    {
        QVERIFY(likenessWarnings(Trained, looksOf(NAN, NAN, NAN, {NAN, NAN})).value().empty());
    }

    void weightsThatDoNotSayCannotTell()
    {
        auto info = unnamedTraining();
        QVERIFY(unknownTrainingNote(info).find("w.safetensors does not say") == 0);
        info.trainedLooks = Trained;
        QVERIFY(unknownTrainingNote(info).empty());
    }
};

TRANSCOPE_TEST(TestLikeness)
#include "tst_likeness.moc"
