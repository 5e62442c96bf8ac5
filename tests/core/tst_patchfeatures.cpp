#include "core/stats/patchfeatures.h"
#include "tests/testsupport/testprogram.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>

using namespace transcope::core;

namespace {

constexpr int Size = 8;

/// Features by name of a patch whose px are painted one by one.
std::map<std::string, float>
featuresOf(const std::function<std::array<std::uint8_t, 3>(int x, int y)>& painter)
{
    std::vector<std::uint8_t> rgb;
    for (int y = 0; y < Size; ++y)
        for (int x = 0; x < Size; ++x) {
            const auto colour = painter(x, y);
            rgb.insert(rgb.end(), colour.begin(), colour.end());
        }
    const auto values = patchFeatures(rgb.data(), Size);
    const auto& names = patchFeatureNames();
    if (values.size() != names.size())
        qFatal("%zu features, %zu names", values.size(), names.size());
    std::map<std::string, float> features;
    for (std::size_t i = 0; i < names.size(); ++i)
        features[names[i]] = values[i];
    return features;
}

std::map<std::string, float> greyFeatures(const std::function<std::uint8_t(int x, int y)>& painter)
{
    return featuresOf([&](int x, int y) {
        const auto v = painter(x, y);
        return std::array{v, v, v};
    });
}

void compare(const std::map<std::string, float>& features, const std::map<std::string, double>& expected)
{
    for (const auto& [name, value] : expected) {
        const auto found = features.find(name);
        QVERIFY2(found != features.end(), name.c_str());
        QVERIFY2(std::abs(found->second - value) < 1e-5, qPrintable(QString("%1: %2, expected %3")
                                                                        .arg(QString::fromStdString(name))
                                                                        .arg(found->second)
                                                                        .arg(value)));
    }
}

} // namespace

/// Grey 127 is a density of −log10(128/256) = 0.301030 in each channel, grey 63 one of 0.602060. Least
/// squares with the two unit stain vectors (numpy.linalg.lstsq) gives haematoxylin 0.551090 and eosin
/// −0.073185 for 127, twice that for 63; in 16 steps over 1.6 these are the grey levels 5 and 11.
class TestPatchFeatures : public QObject
{
    Q_OBJECT
private slots:
    void namesDiffer()
    {
        auto names = patchFeatureNames();
        QCOMPARE(names.size(), std::size_t(45));
        std::sort(names.begin(), names.end());
        QVERIFY(std::adjacent_find(names.begin(), names.end()) == names.end());
    }

    void oneColour()
    {
        // numpy.linalg.lstsq of the densities −log10((v + 1) / 256).
        compare(featuresOf([](int, int) {
                    return std::array<std::uint8_t, 3>{180, 120, 200};
                }),
                {{"red mean", 0.15056139},
                 {"green p10", 0.32545459},
                 {"blue p90", 0.10504391},
                 {"haematoxylin mean", 0.22418117},
                 {"haematoxylin deviation", 0},
                 {"eosin p50", 0.17153956},
                 {"edges mean", 0},
                 {"co-occurrence contrast 1 px", 0},
                 {"co-occurrence correlation 4 px", 1},
                 {"co-occurrence second moment 4 px", 1},
                 {"co-occurrence inverse difference 1 px", 1},
                 {"pattern 8", 1}});
    }

    /// Columns of 1 px: next to one another they differ, 4 px apart they are alike.
    void stripes()
    {
        compare(
            greyFeatures([](int x, int) { return x % 2 == 0 ? 127 : 63; }),
            {// 32 px each: the percentiles are the 7th, 32nd and 57th smallest of 64.
             {"red mean", 0.451545},
             {"red deviation", 0.150515},
             {"red p10", 0.301030},
             {"red p50", 0.301030},
             {"red p90", 0.602060},
             {"haematoxylin mean", 0.826635},
             {"eosin mean", -0.109777},
             // 1 px: 56 pairs along rows and 98 along diagonals differ, 56 along columns do not.
             {"co-occurrence contrast 1 px", 36 * 154 / 210.0},
             {"co-occurrence correlation 1 px", (56 - 154) / 210.0},
             {"co-occurrence second moment 1 px", 2 * std::pow(77 / 210.0, 2) + 2 * std::pow(28 / 210.0, 2)},
             {"co-occurrence inverse difference 1 px", 56 / 210.0 + 154 / 210.0 / 37},
             {"co-occurrence contrast 4 px", 0},
             {"co-occurrence correlation 4 px", 1},
             {"co-occurrence second moment 4 px", 0.5},
             {"co-occurrence inverse difference 4 px", 1},
             // Left and right of a px are alike, so central differences see nothing.
             {"edges mean", 0},
             // All neighbours of a thin px are as dense; of a dense one those above and below alone.
             {"pattern 8", 0.5},
             {"pattern other", 0.5}});
    }

    /// Left half thin, right half dense.
    void step()
    {
        // The two columns at the step, of six inner ones, have half the difference.
        const double slope = 0.551090 / 2;
        compare(greyFeatures([](int x, int) { return x < Size / 2 ? 127 : 63; }),
                {{"edges mean", slope * 2 / 6},
                 {"edges deviation", slope * std::sqrt(2.0 / 6 * 4 / 6)},
                 // The first dense column has three thinner neighbours in a row, so five others.
                 {"pattern 5", 1 / 6.0},
                 {"pattern 8", 5 / 6.0},
                 {"pattern other", 0}});
    }

    void turningChangesNoTexture()
    {
        const auto across = greyFeatures([](int x, int) { return x < 3 ? 127 : 63; });
        const auto down = greyFeatures([](int, int y) { return y < 3 ? 127 : 63; });
        for (const auto& [name, value] : across)
            QVERIFY2(std::abs(value - down.at(name)) < 1e-6, name.c_str());
    }
};

TRANSCOPE_TEST(TestPatchFeatures)
#include "tst_patchfeatures.moc"
