#include "model/config/m2ostshapes.h"
#include "model/counting/m2ostcount.h"
#include "model/counting/studyrows.h"

#include <cmath>
#include <doctest/doctest.h>
#include <span>

using namespace transcope::model;

namespace {

M2ostConfig withLevels(std::vector<int> levels)
{
    M2ostConfig config;
    config.levels = std::move(levels);
    return config;
}

M2ostConfig ablated(Ablation ablation)
{
    M2ostConfig config;
    config.ablation = ablation;
    return config;
}

/// Equal when rounded to this many decimals of 10^exponent.
bool rounds(std::int64_t value, double published, int decimals, int exponent)
{
    const double unit = std::pow(10.0, exponent - decimals);
    return std::llround(static_cast<double>(value) / unit) ==
           std::llround(published * std::pow(10.0, decimals));
}

} // namespace

TEST_CASE("three levels: the paper's configuration, exactly")
{
    const OperationCount expected{7'038'858, 6'812'298, 4'308'739'200, 2'235'749'688};
    CHECK(countM2ost({}) == expected);
}

// The published table: paper-style M, all M, paper-style G, true GMAC. Two last digits differ from it: by the
// arithmetic that gives the exact numbers above, {0,2} has 1,358,483,424 (not 1.359 G) and {0,1,2,3} has
// 9,763,530 parameters (not 9.77 M, which is 9.39 + 0.38 rounded apart).
TEST_CASE("other level sets")
{
    struct Row
    {
        std::vector<int> levels;
        double parametersPaper, parameters, macsPaper, macs;
    };
    const Row rows[] = {
        {{0}, 1.99, 2.03, 0.267, 0.324},       {{1}, 2.10, 2.18, 0.448, 0.677},
        {{2}, 2.14, 2.25, 0.617, 1.134},       {{0, 1}, 4.51, 4.63, 1.071, 1.586},
        {{0, 2}, 4.55, 4.70, 1.358, 2.277},    {{1, 2}, 4.55, 4.74, 1.664, 3.101},
        {{0, 1, 2}, 6.81, 7.04, 2.236, 4.309}, {{0, 1, 2, 3}, 9.39, 9.76, 3.958, 9.725},
    };
    for (const auto& row : rows) {
        const auto count = countM2ost(withLevels(row.levels));
        CAPTURE(row.levels.size());
        CAPTURE(row.levels.back());
        CHECK_MESSAGE(rounds(count.parametersPaper, row.parametersPaper, 2, 6), count.parametersPaper);
        CHECK_MESSAGE(rounds(count.parameters, row.parameters, 2, 6), count.parameters);
        CHECK_MESSAGE(rounds(count.macsPaper, row.macsPaper, 3, 9), count.macsPaper);
        CHECK_MESSAGE(rounds(count.macs, row.macs, 3, 9), count.macs);
    }
    CHECK(countM2ost(withLevels({0, 2})).macsPaper == 1'358'483'424);
    CHECK(countM2ost(withLevels({0, 1, 2, 3})).parameters == 9'763'530);
}

TEST_CASE("parameters are those of the tensors")
{
    for (int bits = 1; bits < 16 * 5; ++bits) {
        if (bits % 16 == 0)
            continue;
        M2ostConfig config;
        config.levels.clear();
        config.ablation = AllAblations[bits / 16];
        config.genes = 100 + bits;
        config.layers = 1 + bits % 3;
        for (int level = 0; level < 4; ++level)
            if (bits >> level & 1)
                config.levels.push_back(level);
        std::int64_t sum = 0;
        for (const auto& [name, shape] : m2ostShapes(config)) {
            std::int64_t count = 1;
            for (const auto extent : shape)
                count *= extent;
            sum += count;
        }
        CAPTURE(bits);
        CHECK(countM2ost(config).parameters == sum);
    }
}

// docs/m2ost.md and the paper's Table 1: paper-style M and G; all M, true GMAC.
TEST_CASE("ablations")
{
    struct Row
    {
        Ablation ablation;
        double parametersPaper, macsPaper, parameters, macs;
    };
    const Row rows[] = {
        {Ablation::WithoutDpe, 7.76, 1.23, 7.89, 1.764},
        {Ablation::UnifiedAttention, 12.88, 2.16, 13.01, 2.694},
        {Ablation::WithoutCtmm, 10.66, 1.72, 10.80, 1.900},
        {Ablation::WithoutCcmm, 10.66, 2.07, 10.80, 2.247},
    };
    for (const auto& row : rows) {
        const auto count = countM2ost(ablated(row.ablation));
        CAPTURE(ablationTitle(row.ablation));
        CHECK_MESSAGE(rounds(count.parametersPaper, row.parametersPaper, 2, 6), count.parametersPaper);
        CHECK_MESSAGE(rounds(count.parameters, row.parameters, 2, 6), count.parameters);
        CHECK_MESSAGE(rounds(count.macsPaper, row.macsPaper, 2, 9), count.macsPaper);
        CHECK_MESSAGE(rounds(count.macs, row.macs, 3, 9), count.macs);
    }
    // 7,038,858 − 702,864 (DPE) − 226,560 (positions, cls) + 3 · 555,648 (P_0) + 3 · 197 · 192 + 192.
    CHECK(countM2ost(ablated(Ablation::WithoutDpe)).parameters == 7'890'042);
    CHECK(countM2ost(ablated(Ablation::WithoutDpe)).macs == 1'764'063'360);
}

// From another program (Python, the formulas of the paper's modules written anew).
TEST_CASE("both studies, every row to the last digit")
{
    struct Row
    {
        const char* key;
        const char* title;
        OperationCount counts;
    };
    const Row levels[] = {
        {"levels-0", "{0}", {2'025'978, 1'987'962, 323'555'712, 267'004'104}},
        {"levels-1", "{1}", {2'175'450, 2'099'802, 676'995'456, 448'185'720}},
        {"levels-2", "{2}", {2'248'458, 2'135'178, 1'133'546'880, 617'118'120}},
        {"levels-0-1", "{0, 1}", {4'626'714, 4'513'242, 1'586'384'640, 1'070'565'696}},
        {"levels-0-2", "{0, 2}", {4'699'722, 4'548'618, 2'277'157'632, 1'358'483'424}},
        {"levels-1-2", "{1, 2}", {4'737'354, 4'548'618, 3'100'846'848, 1'664'182'272}},
        {"levels-0-1-2", "{0, 1, 2}", {7'038'858, 6'812'298, 4'308'739'200, 2'235'749'688}},
    };
    const Row ablations[] = {
        {"m2ost", "M2OST", {7'038'858, 6'812'298, 4'308'739'200, 2'235'749'688}},
        {"without-dpe", "without DPE", {7'890'042, 7'762'554, 1'764'063'360, 1'227'567'744}},
        {"unified-attention", "+ unified attention", {13'012'090, 12'876'922, 2'693'625'984, 2'157'130'368}},
        {"without-ctmm", "+ without CTMM", {10'796'410, 10'662'778, 1'900'229'760, 1'721'397'888}},
        {"without-ccmm", "+ MLP for CCMM", {10'796'410, 10'662'778, 2'247'046'272, 2'068'214'400}},
    };
    const auto check = [](const std::vector<StudyRow>& rows, std::span<const Row> expected) {
        REQUIRE(rows.size() == expected.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            CAPTURE(expected[i].key);
            CHECK(rows[i].key == expected[i].key);
            CHECK(rows[i].title == expected[i].title);
            CHECK(rows[i].counts == expected[i].counts);
            CHECK(countM2ost(rows[i].config) == rows[i].counts);
        }
    };
    check(levelRows({}), levels);
    check(ablationRows({}), ablations);
}
