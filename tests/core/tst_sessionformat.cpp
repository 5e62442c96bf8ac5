#include "core/session/session.h"
#include "core/spots/samespots.h"
#include "tests/testsupport/sessions.h"
#include "tests/testsupport/testprogram.h"

#include <QTemporaryDir>
#include <QtTest>

#include <functional>
#include <sys/stat.h>
#include <zlib.h>

using namespace transcope::core;
using namespace transcope::test;
namespace fs = std::filesystem;

namespace {

/// The tables as Transcope 0.1 made them.
constexpr const char* Format1 = R"sql(
PRAGMA application_id = 0x54534350;
PRAGMA user_version = 1;
CREATE TABLE slide (path TEXT NOT NULL, quick_hash TEXT NOT NULL, width_px INTEGER NOT NULL,
  height_px INTEGER NOT NULL, um_per_px REAL);
CREATE TABLE spot_table (lattice TEXT NOT NULL, diameter_px REAL NOT NULL, pitch_px REAL, um_per_px REAL,
  count INTEGER NOT NULL);
CREATE TABLE spot (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, x_px REAL NOT NULL,
  y_px REAL NOT NULL, array_row INTEGER NOT NULL, array_col INTEGER NOT NULL);
CREATE TABLE layer (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
  genes TEXT NOT NULL, provenance TEXT NOT NULL, held_out_score BLOB NOT NULL);
CREATE TABLE chunk (id INTEGER PRIMARY KEY AUTOINCREMENT,
  layer INTEGER NOT NULL REFERENCES layer (id) ON DELETE CASCADE, checksum INTEGER NOT NULL,
  spots BLOB NOT NULL, padded BLOB NOT NULL, expression BLOB NOT NULL);
CREATE INDEX chunk_layer ON chunk (layer);
CREATE TABLE text (key TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO slide VALUES ('/slides/Präparat 1.svs', 'abc123', 40000, 30000, 0.25);
INSERT INTO text VALUES ('view', '{"zoom": 2}');
INSERT INTO layer VALUES (1, 'Measured', 'measured', '[["GENE0","ENSG0"],["","ENSG1"]]',
  '{"method":"measured","weightsName":"","weightsHash":"","normalisation":"none","precision":"",
    "precisionReason":"","device":"","umPerPx":0.0,"date":"","version":"0.1.0"}', x'');
INSERT INTO layer VALUES (2, 'M2OST', 'predicted', '[["GENE0","ENSG0"],["GENE1","ENSG1"],["GENE2","ENSG2"]]',
  '{"method":"m2ost","weightsName":"w","weightsHash":"ff00","normalisation":"cpm-all","precision":"bfloat16",
    "precisionReason":"AMX here","device":"cpu","umPerPx":0.5,"date":"2026-01-02T03:04:05Z",
    "version":"0.1.0"}', x'0000003F0000003F0000003F');
)sql";

constexpr int MeasuredGenes = 2;
constexpr int PredictedGenes = 3;

/// A chunk as Transcope 0.1 wrote it: rows of `count` spots from `first` on, those at even positions padded.
void insertChunk(sqlite3* database, int layer, int first, int count, int genes, float addition = 0)
{
    const auto spots = range(first, count);
    auto rows = expectedRows(spots, genes);
    for (float& value : rows)
        value += addition;
    std::vector<std::uint8_t> padded;
    for (const int spot : spots)
        padded.push_back(spot % 2 == 0);
    uLong crc = crc32_z(0, nullptr, 0);
    crc = crc32_z(crc, reinterpret_cast<const Bytef*>(spots.data()), spots.size() * 4);
    crc = crc32_z(crc, padded.data(), padded.size());
    crc = crc32_z(crc, reinterpret_cast<const Bytef*>(rows.data()), rows.size() * 4);
    sqlite3_stmt* insert = nullptr;
    QCOMPARE(
        sqlite3_prepare_v2(database, "INSERT INTO chunk VALUES (NULL, ?, ?, ?, ?, ?)", -1, &insert, nullptr),
        SQLITE_OK);
    sqlite3_bind_int(insert, 1, layer);
    sqlite3_bind_int64(insert, 2, static_cast<sqlite3_int64>(crc));
    sqlite3_bind_blob64(insert, 3, spots.data(), spots.size() * 4, SQLITE_STATIC);
    sqlite3_bind_blob64(insert, 4, padded.data(), padded.size(), SQLITE_STATIC);
    sqlite3_bind_blob64(insert, 5, rows.data(), rows.size() * 4, SQLITE_STATIC);
    QCOMPARE(sqlite3_step(insert), SQLITE_DONE);
    sqlite3_finalize(insert);
}

void insertSpots(sqlite3* database, int count)
{
    const SpotTable table = makeSpots(count);
    const std::string row =
        "INSERT INTO spot_table VALUES ('hexagonal', 80.5, 146.25, NULL, " + std::to_string(count) + ")";
    QCOMPARE(sqlite3_exec(database, row.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_stmt* insert = nullptr;
    sqlite3_prepare_v2(database, "INSERT INTO spot VALUES (?, ?, ?, ?, ?, ?)", -1, &insert, nullptr);
    for (int i = 0; i < count; ++i) {
        const Spot& spot = table.spots[static_cast<std::size_t>(i)];
        sqlite3_bind_int(insert, 1, i);
        sqlite3_bind_text(insert, 2, spot.id.c_str(), -1, SQLITE_STATIC);
        sqlite3_bind_double(insert, 3, spot.centreLevel0Px.x);
        sqlite3_bind_double(insert, 4, spot.centreLevel0Px.y);
        sqlite3_bind_int(insert, 5, spot.arrayRow);
        sqlite3_bind_int(insert, 6, spot.arrayCol);
        QCOMPARE(sqlite3_step(insert), SQLITE_DONE);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
}

/// A file of format 1: a whole measured layer in chunks of 1,000, and a prediction of the first half in
/// batches of 32, of which the first was predicted twice, wrongly at first.
void makeFormat1(const fs::path& path, int spots)
{
    sqlite3* database = nullptr;
    QCOMPARE(sqlite3_open(path.c_str(), &database), SQLITE_OK);
    QCOMPARE(sqlite3_exec(database, (std::string("BEGIN;") + Format1).c_str(), nullptr, nullptr, nullptr),
             SQLITE_OK);
    insertSpots(database, spots);
    for (int first = 0; first < spots; first += 1000)
        insertChunk(database, 1, first, std::min(1000, spots - first), MeasuredGenes);
    insertChunk(database, 2, 0, 32, PredictedGenes, 1000);
    for (int first = 0; first < spots / 2; first += 32)
        insertChunk(database, 2, first, std::min(32, spots / 2 - first), PredictedGenes);
    QCOMPARE(sqlite3_exec(database, "COMMIT; PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr),
             SQLITE_OK);
    QCOMPARE(sqlite3_close(database), SQLITE_OK);
}

/// What makeFormat1() wrote is all there. An empty text, or what is wrong.
QString wrongContent(const Session& session, int spots)
{
    const auto layers = session.layers();
    if (!layers)
        return QString::fromStdString(layers.error().text());
    if (layers->size() < 2 || (*layers)[0].rowsPresent != spots || (*layers)[1].rowsPresent != spots / 2)
        return "layers or rows are missing";
    if ((*layers)[1].spotTable != 0 || (*layers)[1].heldOutScore != std::vector<float>(3, 0.5f) ||
        (*layers)[1].provenance.date != "2026-01-02T03:04:05Z")
        return "a layer's description changed";
    if (!sameSpots(session.spots(), makeSpots(spots)) || session.slide().quickHash != "abc123")
        return "the spots or the slide changed";
    const auto padded = session.readPadded(2);
    if (!padded || (*padded)[8] != 1 || (*padded)[9] != 0)
        return "the border marks changed";
    if (session.text("view").value() != "{\"zoom\": 2}")
        return "a text changed";
    const QString measured = wrongValues(session, 1, {}, MeasuredGenes);
    return measured.isEmpty() ? wrongValues(session, 2, range(spots / 2, spots - spots / 2), PredictedGenes)
                              : measured;
}

} // namespace

/// Files of format 1, and the spot tables that format 2 adds.
class TestSessionFormat : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    fs::path file() const { return fs::path(m_dir->path().toStdString()) / "a.transcope"; }
    std::unique_ptr<Session> open() const
    {
        auto session = openSession(file());
        if (!session)
            qFatal("%s", session.error().text().c_str());
        return std::move(*session);
    }
    std::int64_t format() const { return queryNumber(file(), "PRAGMA user_version"); }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
    }

    void format1IsReadAsItIs()
    {
        makeFormat1(file(), 2500);
        const QByteArray before = contents(file());
        {
            const auto session = open();
            QCOMPARE(wrongContent(*session, 2500), QString());
            QCOMPARE(session->missingSpots(2)->size(), 1250u);
            QCOMPARE(session->spotTables().value(), std::vector<std::int64_t>{0});
            QCOMPARE(session->spots(0).value()->size(), 2500u);
            QCOMPARE(int(session->spots(1).error().code), int(ErrorCode::NotFound));
            QCOMPARE(session->addSpots(makeSpots(2500)).value(), 0); // is there: nothing is written
        }
        QVERIFY(contents(file()) == before);
    }

    void format1OnReadOnlyMedia()
    {
        makeFormat1(file(), 2500);
        chmod(file().c_str(), 0444);
        chmod(m_dir->path().toLocal8Bit().constData(), 0555);
        const int code = runUntilKilled(30'000, [&] {
            if (geteuid() == 0 && setuid(65534) != 0)
                ::_exit(1);
            const auto session = openSession(file());
            if (!session || !wrongContent(**session, 2500).isEmpty())
                ::_exit(2);
            const auto written = (*session)->setText("view", "{}");
            ::_exit(written || written.error().message.find("is read-only") == std::string::npos ? 3 : 0);
        });
        chmod(m_dir->path().toLocal8Bit().constData(), 0755);
        QCOMPARE(code, 0);
        QCOMPARE(format(), 1);
    }

    void firstWriteConverts_data()
    {
        using Write = std::function<bool(Session&)>;
        QTest::addColumn<Write>("write");
        QTest::newRow("a text") << Write([](Session& s) { return s.setText("more", "x").has_value(); });
        QTest::newRow("a layer") << Write(
            [](Session& s) { return s.addLayer(makeInfo("More")).value() == 3; });
        QTest::newRow("a spot table")
            << Write([](Session& s) { return s.addSpots(makeSpots(7)).value() == 1; });
        QTest::newRow("rows that are there") << Write([](Session& s) {
            const auto spots = range(4, 9);
            return s.writeRows(2, spots, expectedRows(spots, PredictedGenes), {}).has_value() &&
                   s.writeRows(2, std::vector{8}, expectedRows({8}, PredictedGenes),
                               std::vector<std::uint8_t>{1});
        });
        QTest::newRow("compaction") << Write([](Session& s) { return s.compact(1) && s.compact(2); });
    }

    void firstWriteConverts()
    {
        using Write = std::function<bool(Session&)>;
        QFETCH(Write, write);
        makeFormat1(file(), 2500);
        {
            const auto session = open();
            QVERIFY(write(*session));
            QCOMPARE(wrongContent(*session, 2500), QString());
        }
        QCOMPARE(format(), 2);
        QCOMPARE(wrongContent(*open(), 2500), QString());
        QCOMPARE(queryNumber(file(), "SELECT count(*) FROM pragma_foreign_key_check"), 0);
        QCOMPARE(
            queryNumber(file(), "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"),
            0);
    }

    void convertedByAnotherProcess()
    {
        makeFormat1(file(), 2500);
        const auto first = open();
        QCOMPARE(wrongContent(*first, 2500), QString());
        {
            const auto second = open();
            QCOMPARE(second->addSpots(makeSpots(7)).value(), 1);
            QVERIFY(second->compact(1));
        }
        QCOMPARE(wrongContent(*first, 2500), QString());
        QCOMPARE(first->spots(1).value()->size(), 7u);
        const auto spots = range(1250, 50);
        QVERIFY(first->writeRows(2, spots, expectedRows(spots, PredictedGenes), noPadding(spots)));
        QCOMPARE(first->missingSpots(2)->size(), 1200u);
    }

    /// The conversion and the compaction after it, killed again and again until they come to an end.
    void killedWhileConverting()
    {
        constexpr int Spots = 40'000;
        makeFormat1(file(), Spots);
        bool seen[3] = {};
        int kills = 0;
        for (int milliseconds = 1;; milliseconds += 2 + milliseconds / 3, ++kills) {
            seen[format()] = true;
            const int code = runUntilKilled(milliseconds, [&] {
                const auto session = openSession(file());
                ::_exit(session && (*session)->compact(1) && (*session)->compact(2) ? 0 : 1);
            });
            QCOMPARE(wrongContent(*open(), Spots), QString());
            if (code == 0)
                break;
            QCOMPARE(code, -1);
            QVERIFY(kills < 50);
        }
        QVERIFY(kills > 2);
        QVERIFY(seen[1]);
        QCOMPARE(format(), 2);
        QCOMPARE(queryNumber(file(), "SELECT count(*) FROM chunk WHERE length(expression) > 0"), 0);
    }

    void noRoomToConvert()
    {
        makeFormat1(file(), 30'000);
        {
            const auto session = open();
            const FullDisk full(256 << 10); // of the log; the spots alone take 2 MB
            const auto written = session->setText("view", "{}");
            QVERIFY(!written);
            QCOMPARE(int(written.error().code), int(ErrorCode::WriteFailed));
            QCOMPARE(wrongContent(*session, 30'000), QString());
        }
        QCOMPARE(format(), 1);
        QVERIFY(open()->setText("more", "x"));
        QCOMPARE(wrongContent(*open(), 30'000), QString());
    }

    void severalSpotTables()
    {
        {
            auto session = createSession(file(), makeSlide(), makeSpots(50)).value();
            const SpotTable grid = makeSpots(300); // its ids occur in the first table too
            QCOMPARE(session->addSpots(grid).value(), 1);
            LayerInfo dense = makeInfo("Dense");
            dense.spotTable = 1;
            QCOMPARE(session->addLayer(makeInfo("Coarse")).value(), 1);
            QCOMPARE(session->addLayer(dense).value(), 2);
            const auto spots = range(100, 200);
            QVERIFY(session->writeRows(2, spots, expectedRows(spots), noPadding(spots)));
            QCOMPARE(int(session->writeRows(1, spots, expectedRows(spots), {}).error().code),
                     int(ErrorCode::InvalidArgument));
            LayerInfo lost = makeInfo("Lost");
            lost.spotTable = 2;
            QCOMPARE(int(session->addLayer(lost).error().code), int(ErrorCode::NotFound));
        }
        const auto session = open();
        QCOMPARE(session->spotTables().value(), (std::vector<std::int64_t>{0, 1}));
        QCOMPARE(session->spots().size(), 50u);
        QVERIFY(sameSpots(*session->spots(1).value(), makeSpots(300)));
        QCOMPARE(session->spots(1).value()->pitchLevel0Px.value(), 146.25);
        QCOMPARE(session->layers().value()[1].spotTable, 1);
        QCOMPARE(session->layers().value()[1].rowsPresent, 200);
        QCOMPARE(session->missingSpots(1)->size(), 50u);
        QCOMPARE(session->missingSpots(2).value(), range(0, 100));
        QCOMPARE(wrongValues(*session, 2, range(0, 100), Genes), QString());
        QCOMPARE(session->readGene(1, 0)->size(), 50u);
    }

    void sameTableIsNotAddedTwice_data()
    {
        QTest::addColumn<double>("moved"); // level-0 px, the last spot
        QTest::addColumn<QString>("id");   // of the last spot
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("expectedId");
        QTest::newRow("the same") << 0.0 << "1x9" << 20 << 0;
        QTest::newRow("rounded by a text format") << 0.005 << "1x9" << 20 << 0;
        QTest::newRow("moved") << 0.5 << "1x9" << 20 << 1;
        QTest::newRow("another id") << 0.0 << "x" << 20 << 1;
        QTest::newRow("one spot fewer") << 0.0 << "1x8" << 19 << 1;
    }

    void sameTableIsNotAddedTwice()
    {
        QFETCH(double, moved);
        QFETCH(QString, id);
        QFETCH(int, count);
        QFETCH(int, expectedId);
        const auto session = createSession(file(), makeSlide(), makeSpots(20)).value();
        SpotTable table = makeSpots(count);
        table.spots.back().id = id.toStdString();
        table.spots.back().centreLevel0Px.y += moved;
        QCOMPARE(session->addSpots(table).value(), expectedId);
        QCOMPARE(session->addSpots(table).value(), expectedId);
        QCOMPARE(session->spotTables()->size(), std::size_t(expectedId) + 1);
    }

    void wrongSpotTables()
    {
        const auto session = createSession(file(), makeSlide(), makeSpots(20)).value();
        SpotTable twice = makeSpots(3);
        twice.spots[2].id = twice.spots[0].id;
        SpotTable nowhere = makeSpots(3);
        nowhere.spots[1].centreLevel0Px.y = INFINITY;
        for (const SpotTable& table : {twice, nowhere})
            QCOMPARE(int(session->addSpots(table).error().code), int(ErrorCode::InvalidArgument));
        QCOMPARE(session->spotTables().value(), std::vector<std::int64_t>{0});
        QCOMPARE(session->addSpots(makeSpots(3)).value(), 1);
    }
};

TRANSCOPE_TEST(TestSessionFormat)
#include "tst_sessionformat.moc"
