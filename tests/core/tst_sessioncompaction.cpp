#include "core/session/session.h"
#include "tests/testsupport/sessions.h"
#include "tests/testsupport/testprogram.h"

#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <fstream>
#include <random>
#include <sys/mman.h>
#include <thread>

using namespace transcope::core;
using namespace transcope::test;
namespace fs = std::filesystem;

namespace {

constexpr int ChunkRows = 16'256; ///< of a finished chunk where rows are short

constexpr const char* SmallChunks = "SELECT count(*) FROM chunk WHERE length(expression) > 0";
constexpr const char* Chunks = "SELECT count(*) FROM chunk";

/// Writes spots [first, end) with their expected values, so many at a time.
void writeBatches(Session& session, int first, int end, int batch, int genes = Genes)
{
    for (; first < end; first += batch) {
        const auto spots = range(first, std::min(batch, end - first));
        const auto written = session.writeRows(1, spots, expectedRows(spots, genes), noPadding(spots));
        QVERIFY2(written, written ? "" : written.error().text().c_str());
    }
}

/// Bytes that this process has read from files so far, cached by the system or not.
std::int64_t bytesRead()
{
    std::ifstream io("/proc/self/io");
    std::string key;
    std::int64_t bytes = -1;
    io >> key >> bytes; // "rchar: N"
    return bytes;
}

} // namespace

/// How batches become chunks in pieces, and what can go wrong meanwhile.
class TestSessionCompaction : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    fs::path file() const { return fs::path(m_dir->path().toStdString()) / "a.transcope"; }
    std::unique_ptr<Session> make(int spots, int genes = Genes) const
    {
        auto session = createSession(file(), makeSlide(), makeSpots(spots));
        if (!session || !(*session)->addLayer(makeInfo("M2OST", genes)))
            qFatal("no session");
        return std::move(*session);
    }
    std::unique_ptr<Session> open() const
    {
        auto session = openSession(file());
        if (!session)
            qFatal("%s", session.error().text().c_str());
        return std::move(*session);
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
    }

    void joinedWhileWriting()
    {
        constexpr int Spots = 40'000;
        {
            const auto session = make(Spots);
            writeBatches(*session, 0, Spots - 500, 100);
            QCOMPARE(wrongValues(*session, 1, range(Spots - 500, 500), Genes), QString());
        }
        // 163 batches of 100 are the first to have 16,256 rows; twice that makes 32,600 of 39,500, and 69 are
        // left.
        QCOMPARE(queryNumber(file(), Chunks), 2 + 69);
        QCOMPARE(queryNumber(file(), SmallChunks), 69);
        {
            const auto session = open();
            QVERIFY(session->compact(1));
            QCOMPARE(wrongValues(*session, 1, range(Spots - 500, 500), Genes), QString());
            QCOMPARE(session->missingSpots(1).value(), range(Spots - 500, 500));
        }
        QCOMPARE(queryNumber(file(), Chunks), 3);
        QCOMPARE(queryNumber(file(), SmallChunks), 0);
        QCOMPARE(wrongValues(*open(), 1, range(Spots - 500, 500), Genes), QString());
    }

    void foldingTheLogCompacts()
    {
        {
            const auto session = make(100);
            writeBatches(*session, 0, 100, 7);
            QVERIFY(session->foldLog());
            QCOMPARE(queryNumber(file(), Chunks), 1);
        }
        {
            const auto session = open(); // nothing was written through it
            QVERIFY(session->foldLog());
        }
        QCOMPARE(queryNumber(file(), "SELECT max(id) FROM chunk"), 16); // 15 batches, joined once
    }

    void secondCompactionDoesNothing()
    {
        {
            const auto session = make(20'000);
            writeBatches(*session, 0, 18'000, 1000);
            QVERIFY(session->compact(1));
        }
        const QByteArray before = contents(file());
        QVERIFY(open()->compact(1));
        QVERIFY(contents(file()) == before);
    }

    void theFileDoesNotGrow()
    {
        // 20,000 × 100 × 4 = 8 MB of values.
        {
            const auto session = make(20'000, 100);
            writeBatches(*session, 0, 16'000, 32, 100);
        }
        const auto batches = fs::file_size(file());
        QVERIFY(open()->compact(1));
        QVERIFY(fs::file_size(file()) <= batches);
        QCOMPARE(wrongValues(*open(), 1, range(16'000, 4000), 100), QString());
    }

    void oneGeneIsReadWithoutTheRest()
    {
        constexpr int Spots = 20'000;
        constexpr int ManyGenes = 200; // 16 MB of values, 80 KB a gene
        {
            const auto session = make(Spots, ManyGenes);
            writeBatches(*session, 0, Spots, 1000, ManyGenes);
            QVERIFY(session->foldLog());
        }
        const auto session = open();
        QVERIFY(session->readGene(1, 0)); // where the chunks lie is remembered
        const auto before = bytesRead();
        const auto column = session->readGene(1, 123);
        const auto read = bytesRead() - before;
        QVERIFY(column);
        QCOMPARE((*column)[Spots - 1], expected(Spots - 1, 123));
        QVERIFY2(read >= 80'000 && read < 400'000, qPrintable(QString::number(read)));
    }

    /// Random rows, some of them again and again, with compactions and reopenings in between, against a
    /// matrix.
    void laterRowsWin_data()
    {
        QTest::addColumn<int>("seed");
        for (const int seed : {1, 2, 3, 4})
            QTest::addRow("seed %d", seed) << seed;
    }

    void laterRowsWin()
    {
        QFETCH(int, seed);
        constexpr int Spots = 30'000;
        std::mt19937 random(static_cast<unsigned>(seed));
        const auto below = [&](int end) { return std::uniform_int_distribution(0, end - 1)(random); };
        std::vector<float> wanted(Spots, NAN); // of gene 1; gene 0 is its negative
        std::vector<int> padded(Spots, 0);
        auto session = make(Spots, 2);
        for (int step = 0; step < 60; ++step) {
            const int action = below(20);
            if (action == 0)
                QVERIFY(session->compact(1));
            if (action == 1) {
                session.reset();
                session = open();
            }
            std::vector<int> spots;
            std::vector<float> rows;
            std::vector<std::uint8_t> marks;
            const int count = 1 + below(action < 4 ? 20'000 : 2000);
            const int first = below(Spots);
            const int stride = 1 + below(3);
            for (int i = 0; i < count; ++i) {
                const int spot = (first + i * stride) % Spots; // a long batch comes to a spot twice
                const auto value = static_cast<float>(below(1 << 20));
                spots.push_back(spot);
                rows.insert(rows.end(), {-value, value});
                marks.push_back(static_cast<std::uint8_t>(below(2)));
                wanted[std::size_t(spot)] = value;
                padded[std::size_t(spot)] = marks.back();
            }
            QVERIFY(session->writeRows(1, spots, rows, marks));
        }
        for (const bool compacted : {false, true}) {
            if (compacted)
                QVERIFY(session->compact(1));
            const auto zero = session->readGene(1, 0).value();
            const auto one = session->readGene(1, 1).value();
            const auto marks = session->readPadded(1).value();
            const auto missing = session->missingSpots(1).value();
            for (int spot = 0; spot < Spots; ++spot) {
                const auto s = static_cast<std::size_t>(spot);
                const bool isMissing = std::ranges::binary_search(missing, spot);
                QCOMPARE(isMissing, std::isnan(wanted[s]));
                QVERIFY(isMissing ? std::isnan(one[s]) : one[s] == wanted[s] && zero[s] == -wanted[s]);
                QCOMPARE(int(marks[s]), padded[s]);
            }
            for (const int spot : {0, 1, 15'000, Spots - 1}) {
                const auto row = session->readSpot(1, static_cast<std::size_t>(spot)).value();
                QVERIFY(std::isnan(wanted[std::size_t(spot)]) || row[1] == wanted[std::size_t(spot)]);
            }
        }
        session.reset();
        // Rows that were replaced are gone: what is stored is what is there, at least half of it anew.
        QCOMPARE(queryNumber(file(), SmallChunks), 0);
        QVERIFY(queryNumber(file(), "SELECT sum(length(spots)) / 4 FROM chunk") <= 2 * Spots);
    }

    void layerWithManyGenes()
    {
        // 3,000 genes: 32 MiB / 12,000 bytes are 2,796 rows a chunk; 65,536 / (4 · 2,796) make 5 genes a
        // piece.
        constexpr int ManyGenes = 3000;
        {
            const auto session = make(4000, ManyGenes);
            writeBatches(*session, 0, 4000, 400, ManyGenes);
            QVERIFY(session->compact(1));
            const auto last = session->readGene(1, ManyGenes - 1).value();
            QCOMPARE(last[3999], expected(3999, ManyGenes - 1));
            const auto row = session->readSpot(1, 3999).value();
            for (int gene = 0; gene < ManyGenes; ++gene)
                QCOMPARE(row[std::size_t(gene)], expected(3999, gene));
        }
        // 7 batches of 400 are joined when 2,796 rows are there, the other 3 in the end.
        QCOMPARE(queryNumber(file(), "SELECT max(length(spots)) / 4 FROM chunk"), 2800);
        QCOMPARE(queryNumber(file(), "SELECT max(length(expression)) FROM piece"),
                 65'536 / 4 / 1200 * 4 * 1200);
    }

    void layerWithoutGenes()
    {
        const auto session = make(50, 0);
        writeBatches(*session, 0, 30, 10, 0);
        QVERIFY(session->compact(1));
        QCOMPARE(session->missingSpots(1).value(), range(30, 20));
        QCOMPARE(session->readSpot(1, 3)->size(), 0u);
        QCOMPARE(int(session->readGene(1, 0).error().code), int(ErrorCode::InvalidArgument));
    }

    void wrongQuestions()
    {
        const auto session = make(50);
        QCOMPARE(int(session->readGene(1, 4).error().code), int(ErrorCode::InvalidArgument));
        QCOMPARE(int(session->readSpot(1, 50).error().code), int(ErrorCode::InvalidArgument));
        QCOMPARE(int(session->readGene(2, 0).error().code), int(ErrorCode::NotFound));
        QCOMPARE(int(session->readSpot(2, 0).error().code), int(ErrorCode::NotFound));
        QCOMPARE(int(session->readPadded(2).error().code), int(ErrorCode::NotFound));
        QCOMPARE(int(session->compact(2).error().code), int(ErrorCode::NotFound));
    }

    void damaged_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<bool>("othersToo"); // genes other than the first
        QTest::addColumn<QString>("says");
        QTest::newRow("a value") << QByteArray("UPDATE piece SET expression = zeroblob(length(expression)) "
                                               "WHERE first_gene = 0")
                                 << false << "changed on disk";
        QTest::newRow("a piece is gone")
            << QByteArray("DELETE FROM piece WHERE first_gene = 0") << false << "piece";
        QTest::newRow("a piece is short")
            << QByteArray("UPDATE piece SET expression = x'', checksum = 0 WHERE first_gene = 0") << false
            << "has a wrong size";
        QTest::newRow("other genes") << QByteArray("UPDATE piece SET first_gene = first_gene + 10") << true
                                     << "piece";
        QTest::newRow("the spots") << QByteArray("UPDATE chunk SET spots = zeroblob(length(spots))") << true
                                   << "changed on disk";
        QTest::newRow("the border marks")
            << QByteArray("UPDATE chunk SET padded = zeroblob(length(padded))") << true << "changed on disk";
    }

    void damaged()
    {
        QFETCH(QByteArray, sql);
        QFETCH(bool, othersToo);
        QFETCH(QString, says);
        {
            const auto session = make(ChunkRows, 2); // one chunk, a gene a piece
            const auto spots = range(0, ChunkRows);
            QVERIFY(session->writeRows(1, spots, expectedRows(spots, 2),
                                       std::vector<std::uint8_t>(ChunkRows, 1)));
            QVERIFY(session->compact(1));
        }
        runSql(file(), sql.constData());
        const auto session = open();
        const auto bad = session->readGene(1, 0);
        QVERIFY(!bad);
        QCOMPARE(int(bad.error().code), int(ErrorCode::BadInput));
        QVERIFY2(bad.error().message.find(says.toStdString()) != std::string::npos,
                 bad.error().message.c_str());
        QVERIFY(bad.error().message.find(file().string()) != std::string::npos);
        QCOMPARE(session->readGene(1, 1).has_value(), !othersToo);
        QVERIFY(!session->readLayer(1));
        QCOMPARE(session->layers()->front().rowsPresent,
                 says == "changed on disk" && sql.contains("spots") ? 1 : ChunkRows);
    }

    void killedWhileJoining_data()
    {
        QTest::addColumn<int>("milliseconds");
        for (const int milliseconds : {40, 90, 170, 310, 470, 650})
            QTest::addRow("after %d ms", milliseconds) << milliseconds;
    }

    void killedWhileJoining()
    {
        QFETCH(int, milliseconds);
        constexpr int Spots = 50'000;
        constexpr int SomeGenes = 8;
        make(Spots, SomeGenes);
        const auto done = static_cast<std::atomic<int>*>(mmap(
            nullptr, sizeof(std::atomic<int>), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
        *done = 0; // seen by both processes
        runUntilKilled(milliseconds, [&] {
            const auto session = open();
            for (int first = 0;; first = (first + 500) % Spots) {
                const auto spots = range(first, 500);
                if (!session->writeRows(1, spots, expectedRows(spots, SomeGenes), noPadding(spots)))
                    ::_exit(1);
                *done += 500;
            }
        });
        const auto session = open();
        const auto missing = session->missingSpots(1).value();
        QVERIFY(Spots - int(missing.size()) >= std::min(Spots, int(*done)));
        QVERIFY(Spots - int(missing.size()) <= *done + 500);
        QCOMPARE(wrongValues(*session, 1, missing, SomeGenes), QString());
        QVERIFY(session->compact(1));
        QCOMPARE(wrongValues(*session, 1, missing, SomeGenes), QString());
        munmap(done, sizeof(std::atomic<int>));
    }

    void noRoomToJoin()
    {
        // 16,400 rows of 20 genes are 1.3 MB, for which the log has no room when they are joined.
        const auto session = make(20'000, 20);
        writeBatches(*session, 0, 16'000, 400, 20);
        QVERIFY(session->foldLog());
        QCOMPARE(queryNumber(file(), SmallChunks), 0);
        {
            writeBatches(*session, 0, 15'900, 100, 20);
            const FullDisk full(fs::file_size(file().string() + "-wal") + (700 << 10));
            writeBatches(*session, 15'900, 16'500, 100, 20); // 8 KB each; the joining that becomes due fails
            const auto compacted = session->compact(1);
            QVERIFY(!compacted);
            QCOMPARE(int(compacted.error().code), int(ErrorCode::WriteFailed));
            QCOMPARE(wrongValues(*session, 1, range(16'500, 3500), 20), QString());
        }
        QVERIFY(queryNumber(file(), SmallChunks) >= 165);
        QVERIFY(session->compact(1));
        QCOMPARE(queryNumber(file(), SmallChunks), 0);
        QCOMPARE(wrongValues(*session, 1, range(16'500, 3500), 20), QString());
    }

    void readersWhileWriting()
    {
        constexpr int Spots = 40'000;
        const auto session = make(Spots);
        std::atomic<bool> wrong = false;
        {
            std::vector<std::jthread> readers;
            for (int r = 0; r < 3; ++r)
                readers.emplace_back([&, r](const std::stop_token& stop) {
                    for (int i = 0; !stop.stop_requested(); ++i) {
                        const auto gene = static_cast<std::size_t>((i + r) % Genes);
                        const auto column = session->readGene(1, gene);
                        for (int spot = 0; column && spot < Spots; ++spot) {
                            const float value = (*column)[std::size_t(spot)];
                            if (!std::isnan(value) && value != expected(spot, int(gene)))
                                wrong = true;
                        }
                        if (!column || !session->readSpot(1, std::size_t(i) % Spots) ||
                            session->revision(1) > 400)
                            wrong = true;
                    }
                });
            writeBatches(*session, 0, Spots, 100);
            QVERIFY(session->compact(1));
        }
        QVERIFY(!wrong);
        QCOMPARE(session->revision(1), 400u);
        QCOMPARE(wrongValues(*session, 1, {}, Genes), QString());
    }
};

TRANSCOPE_TEST(TestSessionCompaction)
#include "tst_sessioncompaction.moc"
