#include "core/expression/denseexpression.h"
#include "core/expression/observations.h"
#include "core/session/sessionexpression.h"
#include "tests/testsupport/compareerror.h"
#include "tests/testsupport/sessions.h"
#include "tests/testsupport/testprogram.h"

#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <thread>

using namespace transcope::core;
using namespace transcope::test;

class TestSessionExpression : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::shared_ptr<Session> m_session;

    std::string file() const { return m_dir->path().toStdString() + "/a.transcope"; }
    void write(int first, int count)
    {
        const auto spots = range(first, count);
        QVERIFY(m_session->writeRows(1, spots, expectedRows(spots), {}));
    }

private slots:
    /// 100 spots in the first table, 300 in the layer's own.
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_session = createSession(file(), makeSlide(), makeSpots(100)).value();
        LayerInfo info = makeInfo("M2OST");
        info.spotTable = m_session->addSpots(makeSpots(300)).value();
        QCOMPARE(m_session->addLayer(info).value(), 1);
    }

    /// What a file says of its spots besides expression is kept with the layer.
    void observationsStay()
    {
        Layer layer;
        layer.name = "Measured";
        layer.genes = {{"A", ""}};
        layer.spots = std::make_shared<const SpotTable>(makeSpots(3));
        layer.values = denseExpression(ExpressionMatrix(3, 1));
        layer.observations = std::make_shared<const Observations>(
            Observations{{"cluster", {}, {1, -1, 0}, {"stroma", "\xc3\xa9pith\xc3\xa9lium"}},
                         {"depth", {1.5F, NAN, -2}},
                         {"empty"}});
        const auto id = m_session->addLayer(layer).value();
        const auto kept = layerInFile(m_session, id).value().observations;
        QVERIFY(kept);
        QCOMPARE(kept->size(), std::size_t(2)); // of the last nothing is known
        QCOMPARE((*kept)[0].codes, (std::vector<int>{1, -1, 0}));
        QCOMPARE((*kept)[0].categories, (*layer.observations)[0].categories);
        QCOMPARE((*kept)[1].name, std::string("depth"));
        QCOMPARE((*kept)[1].numbers[0], 1.5F);
        QVERIFY(std::isnan((*kept)[1].numbers[1]));
        for (const auto* damaged : {"[{\"name\":\"depth\",\"numbers\":[1,2]}]", // of three spots
                                    "[{\"name\":\"c\",\"categories\":[\"a\"],\"codes\":[0,0,1]}]",
                                    "[{\"numbers\":[1,2,3]}]", "x"}) {
            QVERIFY(m_session->setText("observations/" + std::to_string(id), damaged));
            compareError(layerInFile(m_session, id).error(), ErrorCode::BadInput, "is damaged");
        }
        QVERIFY(m_session->removeLayer(id));
        QCOMPARE(m_session->text("observations/" + std::to_string(id)).value(), std::string());
    }

    void genesAndSpots()
    {
        write(50, 200);
        const Layer layer = layerInFile(m_session, 1).value();
        QCOMPARE(layer.name, std::string("M2OST"));
        QCOMPARE(layer.spots->size(), 300u);
        QCOMPARE(layer.genes.size(), std::size_t(Genes));
        QVERIFY(layer.padded.empty());
        const auto values = layer.values;
        QCOMPARE(values->spots(), 300u);
        QCOMPARE(values->genes(), std::size_t(Genes));
        for (std::size_t gene = 0; gene < std::size_t(Genes); ++gene) {
            const auto column = values->gene(gene).value();
            QCOMPARE(column.size(), 300u);
            for (int spot = 0; spot < 300; ++spot) {
                const float value = column[std::size_t(spot)];
                QVERIFY(spot >= 50 && spot < 250 ? value == expected(spot, int(gene)) : std::isnan(value));
            }
        }
        QCOMPARE(values->spot(99).value(), expectedRows({99}));
        QVERIFY(std::isnan(values->spot(250).value()[3]));
        const auto totals = values->totals().value();
        QCOMPARE(totals[60], 4 * 600.125 + 6); // genes 0 to 3 of spot 60: 600.125 + gene
        QCOMPARE(totals[0], 0.0);
    }

    void newRowsShowAtOnce()
    {
        const auto values = layerInFile(m_session, 1)->values;
        QVERIFY(std::isnan(values->gene(2).value()[7]));
        write(7, 1);
        QCOMPARE(values->gene(2).value()[7], expected(7, 2));
        QVERIFY(m_session->writeRows(1, std::vector{7}, std::vector{1.f, 2.f, 3.f, 4.f}, {}));
        QCOMPARE(values->gene(2).value()[7], 3.f);
        QVERIFY(m_session->compact(1));
        QCOMPARE(values->gene(2).value()[7], 3.f);
    }

    /// What was read is kept: it is there when the file has lost it.
    void lastGenesAreKept()
    {
        write(0, 300);
        const auto values = layerInFile(m_session, 1)->values;
        QVERIFY(values->gene(1));
        runSql(file(), "UPDATE chunk SET checksum = checksum + 1");
        QCOMPARE(values->gene(1).value()[299], expected(299, 1));
        const auto other = values->gene(2);
        QVERIFY(!other);
        QCOMPARE(int(other.error().code), int(ErrorCode::BadInput));
    }

    void wrongQuestions()
    {
        QCOMPARE(int(layerInFile(m_session, 2).error().code), int(ErrorCode::NotFound));
        const auto values = layerInFile(m_session, 1)->values;
        QCOMPARE(int(values->gene(std::size_t(Genes)).error().code), int(ErrorCode::InvalidArgument));
        QCOMPARE(int(values->spot(300).error().code), int(ErrorCode::InvalidArgument));
        QVERIFY(values->gene(0));
        QVERIFY(m_session->removeLayer(1));
        QCOMPARE(int(values->gene(0).error().code), int(ErrorCode::NotFound));
    }

    void manyThreads()
    {
        const auto values = layerInFile(m_session, 1)->values;
        std::atomic<bool> wrong = false;
        {
            std::vector<std::jthread> readers;
            for (int r = 0; r < 4; ++r)
                readers.emplace_back([&, r](const std::stop_token& stop) {
                    while (!stop.stop_requested()) {
                        const auto column = values->gene(std::size_t(r) % 3);
                        for (int spot = 0; column && spot < 300; ++spot)
                            if (!std::isnan((*column)[std::size_t(spot)]) &&
                                (*column)[std::size_t(spot)] != expected(spot, r % 3))
                                wrong = true;
                        if (!column)
                            wrong = true;
                    }
                });
            for (int spot = 0; spot < 300; ++spot)
                write(spot, 1);
        }
        QVERIFY(!wrong);
        QCOMPARE(values->gene(0).value()[299], expected(299, 0));
    }
};

TRANSCOPE_TEST(TestSessionExpression)
#include "tst_sessionexpression.moc"
