#include "core/evaluation/baselines.h"

#include "core/expression/genelistfile.h"
#include "core/io/sectionfolder.h"
#include "tests/testsupport/compareerror.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <filesystem>

using namespace transcope::core;
namespace fs = std::filesystem;

namespace {

const fs::path Fixture = TRANSCOPE_TEST_DATA "/evaluation";
const fs::path Real = TRANSCOPE_REAL_DATA;
constexpr double Tolerance = 1e-6;

void compare(double actual, double expected)
{
    QVERIFY2(std::abs(actual - expected) < Tolerance,
             qPrintable(QString("%1, expected %2").arg(actual, 0, 'g', 12).arg(expected, 0, 'g', 12)));
}

std::vector<TruthSection> truths()
{
    std::vector<TruthSection> sections;
    for (const char* name : {"A1.tsv", "B1.tsv"})
        sections.push_back(loadTruth(Fixture / name).value());
    return sections;
}

std::vector<TruthSection> trainingOf(const fs::path& folder)
{
    auto data = openSectionFolder(folder);
    std::vector<TruthSection> sections;
    for (Section& section : data.value().sections)
        sections.push_back(truthOf(std::move(section)));
    return sections;
}

MethodScores scoresOf(const std::string& method, std::optional<Normalisation> normalisation = {})
{
    MethodScores scores;
    scores.name = method;
    for (const auto& truth : truths()) {
        const auto predictions = loadPredictions(Fixture / (truth.name + "-" + method + ".csv"));
        const auto done = evaluatePrediction(scores, truth, predictions->front(), normalisation);
        if (!done)
            qFatal("%s", done.error().text().c_str());
    }
    return scores;
}

} // namespace

class TestEvaluation : public QObject
{
    Q_OBJECT
private slots:
    // All expected numbers were computed with numpy and scipy on the same files; A1's spot 1x2 has no counts
    // of the predicted genes.
    void methodsAgainstNumpy_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QVector<double>>(
            "expected"); // pcc, rmse, gene mean, median, positive, q1, median, q3, low, high
        QTest::newRow("M2OST") << "M2OST" << QVector<double>{0.6208210851702197,
                                                             1.3575072991528883,
                                                             0.49765064206882964,
                                                             0.6819402582468237,
                                                             0.75,
                                                             0.42703033413955943,
                                                             0.7158089407968505,
                                                             0.8231118302766564,
                                                             0.13984361295577455,
                                                             0.9708646028137333};
        QTest::newRow("ridge") << "ridge" << QVector<double>{0.10375070550617119,
                                                             3.2314037722648155,
                                                             0.23099545309052288,
                                                             0.33280514250561877,
                                                             0.625,
                                                             -0.5278008769706913,
                                                             -0.0070597963584044755,
                                                             0.868478676652221,
                                                             -0.8497781233773135,
                                                             0.9588432134487577};
    }
    void methodsAgainstNumpy()
    {
        QFETCH(QString, method);
        QFETCH(QVector<double>, expected);
        const auto scores = scoresOf(method.toStdString());
        QCOMPARE(scores.spots.size(), std::size_t(11));
        QCOMPARE(scores.genes, std::size_t(4));
        const auto pcc = summarise(scores.pccSpot);
        const auto gene = summarise(scores.pccGene);
        const auto box = boxSummary(scores.pccSpot);
        const QVector<double> actual = {pcc.mean,      summarise(scores.rmseSpot).mean,
                                        gene.mean,     gene.median,
                                        gene.positive, box.q1,
                                        box.median,    box.q3,
                                        box.low,       box.high};
        for (int i = 0; i < actual.size(); ++i)
            compare(actual[i], expected[i]);
        // Of each section that its table states no normalisation; and left out for lack of counts; predicted
        // but not measured.
        QCOMPARE(scores.notes.size(), std::size_t(4));
    }

    void beyondDepth()
    {
        const auto beyond = summarise(scoresOf("M2OST").pccGeneBeyondDepth);
        compare(beyond.mean, 0.532244588532968);
        compare(beyond.median, 0.75558795814951);
        compare(beyond.positive, 0.875);
        QCOMPARE(beyond.defined, std::size_t(8));
        const GeneList genes = {{"ACTB", ""}, {"DDX5", ""}, {"HLA-A", ""}, {"CD19", ""}};
        const auto depth = scoreDepthAlone(truths(), genes, Normalisation::CpmSelected).value();
        QVERIFY(depth.isOracle);
        compare(summarise(depth.pccGene).mean, 0.0442252453112228);
        compare(summarise(depth.pccGene).median, 0.0727934339839895);
        QCOMPARE(summarise(depth.pccGeneBeyondDepth).undefined, std::size_t(8)); // nothing of it is left
        QCOMPARE(summarise(depth.pccSpot).undefined, std::size_t(11));
        QCOMPARE(summarise(depth.rmseSpot).undefined, std::size_t(11));
    }

    void depthIsNotKnownWithoutCounts()
    {
        auto sections = truths();
        for (auto& section : sections)
            section.normalisation = Normalisation::CpmSelected;
        const GeneList genes = {{"ACTB", ""}};
        const auto depth = scoreDepthAlone(sections, genes, Normalisation::CpmSelected).value();
        QVERIFY(depth.spots.empty());
        QCOMPARE(depth.notes.size(), std::size_t(2));
        const auto prediction = loadPredictions(Fixture / "A1-M2OST.csv")->front();
        MethodScores scores;
        QVERIFY(evaluatePrediction(scores, sections[0], prediction, Normalisation::CpmSelected));
        QCOMPARE(summarise(scores.pccGene).defined, std::size_t(4));
        QCOMPARE(summarise(scores.pccGeneBeyondDepth).undefined, std::size_t(4));
    }

    void pairedTests()
    {
        const auto comparison = compareMethods(scoresOf("M2OST"), scoresOf("ridge"));
        QCOMPARE(comparison.perSpot.pairs, std::size_t(11));
        compare(comparison.perSpot.t, 2.3006280317737473);
        compare(comparison.perSpot.p, 0.044207040042327186);
        QCOMPARE(comparison.perPatient.pairs, std::size_t(2));
        compare(comparison.perPatient.t, 1.998019446884896);
        compare(comparison.perPatient.p, 0.2954196070765992);
    }

    void baselines()
    {
        const auto training = trainingOf(Fixture / "training");
        QCOMPARE(training.size(), std::size_t(2));
        const GeneList genes = {{"ACTB", ""}, {"DDX5", ""}, {"HLA-A", ""}, {"CD19", ""}};
        const auto scored = scoreBaselines(truths(), training, genes, Normalisation::CpmSelected);
        QVERIFY(scored);
        QCOMPARE(scored->size(), std::size_t(3));
        const auto check = [&](std::size_t i, const char* name, std::size_t spots, double pcc, double rmse) {
            QCOMPARE((*scored)[i].name, std::string(name));
            QCOMPARE((*scored)[i].spots.size(), spots);
            compare(summarise((*scored)[i].pccSpot).mean, pcc);
            compare(summarise((*scored)[i].rmseSpot).mean, rmse);
            QCOMPARE(summarise((*scored)[i].pccGene).defined,
                     std::size_t(0)); // a constant correlates with nothing
        };
        check(0, "training-mean", 11, -0.13887881661408846, 0.9548991113129776);
        check(1, "other-patients-mean", 11, -0.1727925091945081, 0.9788890450002445);
        check(2, "same-patient-mean", 5, 0.1310752423334459,
              1.4923494559480717); // B1's patient is not in training
    }

    void truthIsFoundByName()
    {
        const auto sections = truths();
        Prediction prediction;
        prediction.file = "x/B1-M2OST.csv";
        QCOMPARE(*truthIndexOf(prediction, sections), std::size_t(1));
        QCOMPARE(methodNameOf(prediction, "B1"), std::string("M2OST"));
        prediction.layer.name = "M2OST 2";
        QCOMPARE(methodNameOf(prediction, "B1"), std::string("M2OST 2"));
        prediction.file = "x/other.csv";
        QCOMPARE(truthIndexOf(prediction, sections).error().code, ErrorCode::InvalidArgument);
    }

    void errors()
    {
        const auto sections = truths();
        auto prediction = loadPredictions(Fixture / "A1-M2OST.csv")->front();
        MethodScores scores;
        auto grid = prediction;
        SpotTable renamed = *grid.layer.spots;
        for (auto& spot : renamed.spots)
            spot.id += "g";
        grid.layer.spots = std::make_shared<const SpotTable>(std::move(renamed));
        QCOMPARE(evaluatePrediction(scores, sections[0], grid, {}).error().code, ErrorCode::BadInput);
        auto otherGenes = prediction;
        for (auto& gene : otherGenes.layer.genes)
            gene.symbol += "-MOUSE";
        QCOMPARE(evaluatePrediction(scores, sections[0], otherGenes, {}).error().code, ErrorCode::BadInput);
        auto normalised = sections[0];
        normalised.normalisation = Normalisation::Log1p;
        QCOMPARE(evaluatePrediction(scores, normalised, prediction, {}).error().code,
                 ErrorCode::InvalidArgument);
        QCOMPARE(loadPredictions(Fixture / "A1.tsv").error().code, ErrorCode::Unsupported);
    }

    /// Values of which their file says nothing are not compared as counts; a table's are the paper's, noted.
    void unstatedNormalisation()
    {
        auto table = loadPredictions(Fixture / "A1-M2OST.csv")->front();
        QVERIFY(table.isAssumed);
        MethodScores scores;
        QVERIFY(evaluatePrediction(scores, truths()[0], table, {}));
        QCOMPARE(scores.normalisation, Normalisation::CpmSelected);
        QVERIFY(scores.notes.front().find("cpm-selected is assumed") != std::string::npos);
        MethodScores said;
        QVERIFY(evaluatePrediction(said, truths()[0], table, Normalisation::CpmSelected));
        QVERIFY(std::ranges::none_of(
            said.notes, [](const auto& note) { return note.find("assumed") != std::string::npos; }));
        auto file = loadPredictions(TRANSCOPE_TEST_DATA "/h5ad/lognormalised.h5ad")->front();
        QCOMPARE(file.layer.provenance.normalisation, Normalisation::NotStated);
        transcope::test::compareError(evaluatePrediction(scores, truths()[0], file, {}).error(),
                                      ErrorCode::InvalidArgument,
                                      "does not say how its values were normalised");
    }

    // A grid's rows and columns are names of measured spots too: compared by name, values of one place would
    // be scored against those of another.
    void namesElsewhereAreNotCompared()
    {
        const auto truth = truths()[0];
        const auto radius = truth.spots.diameterLevel0Px / 2;
        auto prediction = loadPredictions(Fixture / "A1-M2OST.csv")->front();
        const auto moved = [&](std::size_t count, double byPx) {
            SpotTable table = truth.spots;
            for (std::size_t s = 0; s < count; ++s)
                table.spots[s].centreLevel0Px.x += byPx;
            prediction.layer.spots = std::make_shared<const SpotTable>(std::move(table));
            prediction.hasCoordinates = true;
            return prediction;
        };
        QCOMPARE(truth.spots.size(), std::size_t(6));
        const auto all = moved(6, 3 * radius);
        MethodScores scores;
        QVERIFY(!isOfMeasuredSpots(all, truth));
        const auto refused = evaluatePrediction(scores, truth, all, {});
        QCOMPARE(refused.error().code, ErrorCode::BadInput);
        QVERIFY2(refused.error().message.find("lie elsewhere") != std::string::npos,
                 refused.error().message.c_str());
        QVERIFY(scores.spots.empty());

        // One of them elsewhere: the others count; a shift within the spot is the same place.
        QVERIFY(evaluatePrediction(scores, truth, moved(1, 3 * radius), {}));
        QCOMPARE(scores.spots.size(), std::size_t(4)); // of 6, one without counts
        QVERIFY(scores.notes.back().find("1 predicted spots have the name") != std::string::npos);
        MethodScores near;
        QVERIFY(evaluatePrediction(near, truth, moved(6, 0.9 * radius), {}));
        QCOMPARE(near.spots.size(), std::size_t(5));

        // Without places there are only names.
        auto named = all;
        named.hasCoordinates = false;
        MethodScores byName;
        QVERIFY(evaluatePrediction(byName, truth, named, {}));
        QCOMPARE(byName.spots.size(), std::size_t(5));
    }

    void depthOfRealSections_data()
    {
        QTest::addColumn<QVector<double>>("depthAlone"); // gene mean, median, share above 0
        QTest::addColumn<QVector<double>>(
            "nextGene"); // as if each gene were predicted by the next: mean, and beyond depth
        QTest::addColumn<QVector<double>>(
            "residuals"); // mean, root mean square, least, largest, depth alone's mean
        QTest::newRow("B4") << QVector{0.554124250786121, 0.556536156466357, 1.0}
                            << QVector{0.317928149949939, 0.0151467673798488}
                            << QVector{-0.0465180994754585, 1.15834690606859, -4.79750452279582,
                                       16.8226038412607, 0.0410963512747191};
        QTest::newRow("C2") << QVector{0.402846805532102, 0.422334388472467, 0.984}
                            << QVector{0.191798320721343, 0.0381319146717902}
                            << QVector{0.036271977448516, 1.30865279823013, -5.13793012779003,
                                       13.6747943311773, -0.0273417550611113};
        QTest::newRow("C3") << QVector{0.35202801883617, 0.398571620381327, 0.936}
                            << QVector{0.144768273988865, 0.030477236189448}
                            << QVector{0.0288758598031227, 1.33582361712057, -5.07906680646818,
                                       13.4164078649987, -0.0226832103589329};
        QTest::newRow("C4") << QVector{0.336295074973821, 0.390033161232205, 0.916}
                            << QVector{0.144962774962487, 0.0433592322908542}
                            << QVector{0.0268484574409081, 1.33006067928908, -5.53626446301145,
                                       13.5646599662505, -0.0249414255617813};
        QTest::newRow("C5") << QVector{0.365695830466236, 0.410078934570214, 0.964}
                            << QVector{0.145725330514388, 0.0163484547078176}
                            << QVector{0.0130458780990557, 1.27982837452467, -4.37687783168972,
                                       13.4536240470737, -0.0104158560379054};
    }
    // numpy, float64, of the counts; sums over spots do not depend on their order.
    void depthOfRealSections()
    {
        QFETCH(QVector<double>, depthAlone);
        QFETCH(QVector<double>, nextGene);
        QFETCH(QVector<double>, residuals);
        const auto file = Real / "her2st" / (std::string(QTest::currentDataTag()) + ".tsv.gz");
        if (!fs::exists(file))
            QSKIP("real sections are not here");
        const std::vector<TruthSection> section = {loadTruth(file).value()};
        const auto genes = readGeneList(TRANSCOPE_RESOURCES "/genes/her2st.txt").value();
        const auto alone = summarise(scoreDepthAlone(section, genes, Normalisation::CpmSelected)->pccGene);
        QCOMPARE(alone.defined, std::size_t(250));
        compare(alone.mean, depthAlone[0]);
        compare(alone.median, depthAlone[1]);
        compare(alone.positive, depthAlone[2]);

        const auto truth = prepareTruth(section[0], genes, Normalisation::CpmSelected).value();
        std::vector<std::size_t> rows;
        for (std::size_t s = 0; s < section[0].spots.size(); ++s)
            if (!std::ranges::binary_search(truth.emptySpots, int(s)))
                rows.push_back(s);
        ExpressionMatrix next(rows.size(), 250);
        for (std::size_t g = 0; g < 250; ++g)
            for (std::size_t r = 0; r < rows.size(); ++r)
                next.at(r, g) = truth.values.at(rows[r], (g + 1) % 250);
        MethodScores scores;
        addScores(scores, section[0], truth, rows, next);
        compare(summarise(scores.pccGene).mean, nextGene[0]);
        compare(summarise(scores.pccGeneBeyondDepth).mean, nextGene[1]);

        const auto taken = prepareTruth(section[0], genes, Normalisation::PearsonResiduals).value();
        double sum = 0, squares = 0, least = 0, largest = 0;
        for (std::size_t g = 0; g < 250; ++g)
            for (const float value : taken.values.gene(g)) {
                sum += value;
                squares += double(value) * value;
                least = std::min(least, double(value));
                largest = std::max(largest, double(value));
            }
        const double count = 250. * double(section[0].spots.size());
        compare(sum / count, residuals[0]);
        compare(std::sqrt(squares / count), residuals[1]);
        QVERIFY(std::abs(least - residuals[2]) < 1e-5 && std::abs(largest - residuals[3]) < 1e-5);
        compare(summarise(scoreDepthAlone(section, genes, Normalisation::PearsonResiduals)->pccGene).mean,
                residuals[4]);
    }

    // numpy, float64, over the values that are stored as float32.
    void realBaselines()
    {
        if (!fs::exists(Real / "her2st/C3.tsv.gz"))
            QSKIP("real sections are not here");
        const auto sections = trainingOf(Real / "her2st");
        const auto genes = readGeneList(TRANSCOPE_RESOURCES "/genes/her2st.txt");
        QVERIFY(genes);
        const auto scored = scoreBaselines(sections, sections, *genes, Normalisation::CpmSelected);
        QVERIFY(scored);
        QCOMPARE((*scored)[0].spots.size(), std::size_t(1009));
        compare(summarise((*scored)[0].pccSpot).mean, 0.45172398129710317);
        compare(summarise((*scored)[0].rmseSpot).mean, 3.22996027315787);
        compare(summarise((*scored)[1].pccSpot).mean, 0.32873238630211465);
        compare(summarise((*scored)[1].rmseSpot).mean, 4.54097547425652);
        QCOMPARE((*scored)[2].spots.size(), std::size_t(728));
        compare(summarise((*scored)[2].pccSpot).mean, 0.5598024830414245);
        compare(summarise((*scored)[2].rmseSpot).mean, 1.9536803820122244);
    }
};

TRANSCOPE_TEST(TestEvaluation)
#include "tst_evaluation.moc"
