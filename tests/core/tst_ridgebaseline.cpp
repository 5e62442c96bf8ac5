#include "core/evaluation/baselines.h"
#include "core/evaluation/ridgebaseline.h"
#include "core/expression/denseexpression.h"

#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/testprogram.h"
#include "tests/testsupport/tinytiff.h"

#include <QTest>

#include <cmath>

using namespace transcope::core;
using transcope::tests::TempFolder;

namespace {

constexpr int Width = 640, Height = 96;

/// How strongly the made-up stain lies at a column: a wave, so that near and far columns may be alike.
double strength(double x)
{
    return 0.5 + 0.4 * std::sin(x / 90);
}

/// A picture whose colour depends on strength() alone.
void writeWave(const std::filesystem::path& path)
{
    transcope::test::TinyTiff picture;
    picture.width = Width;
    picture.height = Height;
    for (int y = 0; y < Height; ++y)
        for (int x = 0; x < Width; ++x)
            for (const double absorption : {0.65, 0.70, 0.29})
                picture.pixels.push_back(
                    static_cast<std::uint8_t>(std::lround(255 * std::pow(10, -absorption * strength(x)))));
    picture.write(path);
}

const GeneList Genes = {{"UP", ""}, {"DOWN", ""}};

/// Spots along the wave from `first`, 32 px apart, with one gene that follows the stain and one against it.
TruthSection section(const std::string& name, double first, const std::filesystem::path& image)
{
    TruthSection s;
    s.name = name;
    s.patient = name.substr(0, 1);
    s.genes = Genes;
    s.image = image;
    s.normalisation = Normalisation::Log1p;
    for (double x = first; x < Width - 16; x += 32)
        s.spots.spots.push_back({std::to_string(s.spots.size()) + "x1", {x, Height / 2.0}});
    s.spots.diameterLevel0Px = 10;
    ExpressionMatrix values(s.spots.size(), 2);
    for (std::size_t i = 0; i < s.spots.size(); ++i) {
        const double here = strength(s.spots.spots[i].centreLevel0Px.x);
        values.setSpot(i, std::array{static_cast<float>(1 + 5 * here), static_cast<float>(9 - 5 * here)});
    }
    s.values = denseExpression(std::move(values));
    return s;
}

} // namespace

class TestRidgeBaseline : public QObject
{
    Q_OBJECT

    TempFolder m_folder;
    TruthSection m_a, m_b, m_c;

    MethodScores scored(const std::vector<TruthSection>& truths, const std::vector<TruthSection>& training)
    {
        auto ridge = scoreRidge(truths, training, Genes, Normalisation::Log1p);
        if (!ridge)
            qFatal("%s", ridge.error().text().c_str());
        return *ridge;
    }

private slots:
    void initTestCase()
    {
        qputenv("XDG_CACHE_HOME", m_folder.path().c_str());
        writeWave(m_folder / "wave.tif");
        m_a = section("A1", 20, m_folder / "wave.tif");
        m_b = section("B1", 23, m_folder / "wave.tif");
        m_c = section("C1", 28, m_folder / "wave.tif");
    }

    void learnsWhatThePictureShows()
    {
        const auto ridge = scored({m_c}, {m_a, m_b});
        QCOMPARE(ridge.name, std::string("ridge on colour and texture"));
        QCOMPARE(ridge.spots.size(), m_c.spots.size());
        QCOMPARE(ridge.patients.front(), std::string("C"));
        QVERIFY(ridge.pccGene[0] > 0.99 && ridge.pccGene[1] > 0.99);
        const auto mean = scoreBaselines({m_c}, {m_a, m_b}, Genes, Normalisation::Log1p);
        QVERIFY(summarise(ridge.rmseSpot).mean < 0.1 * summarise(mean->front().rmseSpot).mean);
        QCOMPARE(ridge.notes.size(), std::size_t(1));
        // 19 spots at 20, 52, …, 596 and 19 at 23, …, 599; 628 and more are too near the edge.
        QVERIFY2(ridge.notes[0].starts_with("C1: fitted on 38 spots of 2 sections, penalty ") &&
                     ridge.notes[0].ends_with(" by leaving out one section at a time"),
                 ridge.notes[0].c_str());
    }

    void oneTrainingSectionIsCrossValidated()
    {
        const auto ridge = scored({m_c}, {m_a});
        QVERIFY(ridge.pccGene[0] > 0.99);
        QVERIFY2(ridge.notes[0].ends_with(" by generalised cross-validation"), ridge.notes[0].c_str());
    }

    void theTruthItselfIsNotLearntFrom()
    {
        auto wrong = m_c; // the truth's name, with values that would mislead
        ExpressionMatrix values(wrong.spots.size(), 2);
        for (std::size_t i = 0; i < wrong.spots.size(); ++i)
            values.setSpot(i, std::array{float(i), 0.f});
        wrong.values = denseExpression(std::move(values));
        QCOMPARE(scored({m_c}, {m_a, m_b, wrong}).rmseSpot, scored({m_c}, {m_a, m_b}).rmseSpot);
        const auto alone = scored({m_c}, {wrong});
        QVERIFY(alone.spots.empty());
        QCOMPARE(alone.notes, (std::vector<std::string>{"C1: no training section with an image remains"}));
    }

    void withoutImages()
    {
        auto blind = m_b;
        blind.image.reset();
        const auto half = scored({m_c}, {m_a, blind});
        QCOMPARE(half.spots.size(), m_c.spots.size());
        QCOMPARE(half.notes[0], std::string("training section B1: no image lies beside the section"));
        const auto none = scored({blind}, {m_a, m_c});
        QVERIFY(none.spots.empty());
        QCOMPARE(none.notes, (std::vector<std::string>{"B1: no image lies beside the section"}));
    }

    void aGeneThatATrainingSectionLacks()
    {
        auto lacking = m_b;
        lacking.genes = {Genes[0], {"OTHER", ""}};
        const auto ridge = scored({m_c}, {m_a, lacking});
        QVERIFY(ridge.pccGene[0] > 0.99 && std::isnan(ridge.pccGene[1]));
        QCOMPARE(
            ridge.notes[0],
            std::string("C1: 1 genes are not measured in every training section and stay undefined: DOWN"));
    }

    void pictureOfAnotherSectionIsAnError()
    {
        auto wide = m_a;
        for (Spot& spot : wide.spots.spots)
            spot.centreLevel0Px.x *= 4;
        const auto ridge = scoreRidge({m_c}, {wide}, Genes, Normalisation::Log1p);
        QVERIFY(!ridge);
        QCOMPARE(ridge.error().code, ErrorCode::BadInput);
        QVERIFY(ridge.error().message.find("spots lie outside of it") != std::string::npos);
    }

    void cancelled()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto ridge = scoreRidge({m_c}, {m_a}, Genes, Normalisation::Log1p, {}, stop.get_token());
        QVERIFY(!ridge);
        QCOMPARE(ridge.error().code, ErrorCode::Cancelled);
    }
};

TRANSCOPE_TEST(TestRidgeBaseline)
#include "tst_ridgebaseline.moc"
