#include "core/expression/geneselection.h"
#include "tests/testsupport/testprogram.h"

#include "core/expression/denseexpression.h"

#include <QTest>

using namespace transcope::core;

namespace {

std::vector<std::string> namesOf(const GeneList& genes)
{
    std::vector<std::string> names;
    for (const auto& g : genes)
        names.push_back(g.name());
    return names;
}

/// Two spots, 0 and `spread`, per gene: variance spread² / 4.
std::shared_ptr<const Expression> spreads(const std::vector<float>& spread)
{
    ExpressionMatrix m(2, spread.size());
    m.setSpot(0, std::vector<float>(spread.size(), 0));
    m.setSpot(1, spread);
    return denseExpression(std::move(m));
}

} // namespace

class TestGeneSelection : public QObject
{
    Q_OBJECT
private slots:
    void intersectsThenRanksByMeanVariance()
    {
        // Variances: section 1 A 1, B 4, C 9, D 16; section 2 (other order) D 0.25, C 9, E 36, B 25.
        const GeneList genes1 = {{"A", ""}, {"B", ""}, {"C", ""}, {"D", ""}};
        const GeneList genes2 = {{"D", ""}, {"C", ""}, {"E", ""}, {"B", ""}};
        const auto counts1 = spreads({2, 4, 6, 8});
        const auto counts2 = spreads({1, 6, 12, 10});
        const std::vector<SectionCounts> sections = {{counts1.get(), &genes1}, {counts2.get(), &genes2}};
        // Best three of each: {D, C, B} and {E, B, C}; common B (mean 14.5) and C (mean 9).
        QCOMPARE(namesOf(*selectGenes(sections, 250, 3)), (std::vector<std::string>{"B", "C"}));
        QCOMPARE(namesOf(*selectGenes(sections, 1, 3)), (std::vector<std::string>{"B"}));
        // All four of each: D (mean 8.125) joins; A and E are in one section only.
        QCOMPARE(namesOf(*selectGenes(sections, 250, 4)), (std::vector<std::string>{"B", "C", "D"}));
    }

    void tiesGoByName()
    {
        const GeneList genes = {{"Z", ""}, {"M", ""}, {"A", ""}};
        const auto counts = spreads({2, 2, 2});
        const std::vector<SectionCounts> sections = {{counts.get(), &genes}};
        QCOMPARE(namesOf(*selectGenes(sections, 2, 3)), (std::vector<std::string>{"A", "M"}));
        QCOMPARE(namesOf(*selectGenes(sections, 3, 2)), (std::vector<std::string>{"A", "M"}));
    }

    void noSectionsNoGenes() { QVERIFY(selectGenes({})->empty()); }
};

TRANSCOPE_TEST(TestGeneSelection)
#include "tst_geneselection.moc"
