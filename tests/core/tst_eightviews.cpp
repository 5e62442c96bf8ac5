#include "core/predict/eightviews.h"
#include "tests/testsupport/fakepredictor.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace transcope;
using namespace transcope::core;

namespace {

/// Two genes: the red of the first pixel, and 1 at every patch; a part per gene, twice the genes; and a part
/// of one value per spot, the green of the first pixel.
class FirstPixel final : public Predictor
{
public:
    FirstPixel()
    {
        m_info.method = "pixel";
        m_info.title = "Pixel";
        m_info.genes = {{"RED", ""}, {"ONE", ""}};
        m_info.parts = {{levelPart(0), "share", {}}, {partname::Appearance, "looks", {{"green", ""}}}};
        m_info.preferredBatch = 20;
    }
    const PredictorInfo& info() const override { return m_info; }
    Result<std::vector<float>> predict(const PatchBatch& batch) override
    {
        const std::size_t bytes = std::size_t{3} * batch.sizePx * batch.sizePx;
        std::vector<float> rows;
        for (int spot = 0; spot < batch.count; ++spot) {
            const std::uint8_t* patch = batch.levels.front().data() + spot * bytes;
            seen.insert(std::vector<std::uint8_t>(patch, patch + bytes));
            const auto red = static_cast<float>(patch[0]), green = static_cast<float>(patch[1]);
            for (const float value : {red, 1.0F, 2 * red, 2.0F, green})
                rows.push_back(value);
        }
        return rows;
    }
    std::multiset<std::vector<std::uint8_t>> seen;

private:
    PredictorInfo m_info;
};

/// One patch of 3 × 3 px whose reds are these, greens ten times as much.
PatchBatch oneSpot(const std::array<std::uint8_t, 9>& reds)
{
    PatchBatch batch{.count = 1, .sizePx = 3};
    auto& level = batch.levels.emplace_back();
    for (const std::uint8_t red : reds)
        level.insert(level.end(), {red, static_cast<std::uint8_t>(10 * red), 0});
    return batch;
}

} // namespace

class TestEightViews : public QObject
{
    Q_OBJECT
private slots:
    // The first pixel is each corner twice: mean (1 + 3 + 7 + 9) / 4 = 5, variance (16 + 4 + 4 + 16) / 4
    // = 10.
    void meanAndDeviationByArithmetic()
    {
        auto owned = std::make_unique<FirstPixel>();
        const FirstPixel& model = *owned;
        const auto views = EightViews::of(std::move(owned)).value();
        const auto row = views->predict(oneSpot({1, 2, 3, 4, 5, 6, 7, 8, 9})).value();
        QCOMPARE(views->info().rowWidth(), std::size_t(7));
        QCOMPARE(row.size(), std::size_t(7));
        QCOMPARE(row[0], 5.0F);
        QCOMPARE(row[1], 1.0F);
        QCOMPARE(row[2], 10.0F); // the share's mean
        QCOMPARE(row[3], 2.0F);
        QCOMPARE(row[4], 10.0F); // green of the patch as it is, no mean
        QCOMPARE(row[5], std::sqrt(10.0F));
        QCOMPARE(row[6], 0.0F);
        // All eight are different views, and the centre is in the centre of each.
        QCOMPARE(std::set(model.seen.begin(), model.seen.end()).size(), std::size_t(8));
        for (const auto& patch : model.seen)
            QCOMPARE(int(patch[3 * 4]), 5);
    }

    void whatItSaysOfItself()
    {
        const PredictorInfo info = EightViews::of(std::make_unique<FirstPixel>()).value()->info();
        QCOMPARE(info.views, 8);
        QCOMPARE(info.parts.back().name, partname::Deviation);
        QCOMPARE(info.preferredBatch, 2); // a batch takes as long as before
    }

    void aSectionAsAWholeIsNotTurned()
    {
        const auto refused = EightViews::of(std::make_unique<test::FakeSectionPredictor>());
        QCOMPARE(refused.error().code, ErrorCode::Unsupported);
        QVERIFY(refused.error().message.find("as a whole") != std::string::npos);
    }
};

TRANSCOPE_TEST(TestEightViews)
#include "tst_eightviews.moc"
