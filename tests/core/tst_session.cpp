#include "core/expression/denseexpression.h"
#include "core/session/session.h"
#include "tests/testsupport/sessions.h"
#include "tests/testsupport/testprogram.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <cstring>
#include <iostream>
#include <sys/stat.h>
#include <unistd.h>

using namespace transcope;
using namespace transcope::core;
using namespace transcope::test;
namespace fs = std::filesystem;

namespace {

QStringList filesIn(const QTemporaryDir& dir)
{
    return QDir(dir.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
}

// What a second process does; main() comes here when the first argument says so.

/// Writes spots three at a time for ever and says so after each chunk.
int writeForever(const fs::path& path, std::int64_t layer)
{
    auto session = openSession(path);
    if (!session)
        return 1;
    const int count = static_cast<int>((*session)->spots().size());
    for (int first = 0;; first = (first + 3) % (count - 2)) {
        const auto spots = range(first, 3);
        if (!(*session)->writeRows(layer, spots, expectedRows(spots), noPadding(spots)))
            return 1;
        std::cout << first << std::endl;
    }
}

/// Writes all spots one by one.
int writeAll(const fs::path& path, std::int64_t layer)
{
    auto session = openSession(path);
    if (!session)
        return 1;
    for (int spot = 0; spot < static_cast<int>((*session)->spots().size()); ++spot)
        if (!(*session)->writeRows(layer, std::vector{spot}, expectedRows({spot}), {}))
            return 1;
    return 0;
}

/// Gives up root and tries to make `fresh` and to write into `existing`, both in a read-only folder.
int useReadOnlyFolder(const fs::path& fresh, const fs::path& existing)
{
    if (geteuid() == 0 && setuid(65534) != 0)
        return 1;
    const auto made = createSession(fresh, makeSlide(), makeSpots(3));
    std::cout << (made ? "made" : made.error().text()) << std::endl;
    auto session = openSession(existing);
    if (!session) {
        std::cout << session.error().text() << std::endl;
        return 1;
    }
    std::cout << (*session)->readLayer(1)->values->spot(1).value()[2] << std::endl;
    const auto written = (*session)->writeRows(1, std::vector{0}, expectedRows({0}), {});
    std::cout << (written ? "written" : written.error().text()) << std::endl;
    return written || written.error().code != ErrorCode::WriteFailed ||
           made.error().code != ErrorCode::WriteFailed;
}

int childMain(int argc, char** argv)
{
    const std::string role = argc > 3 ? argv[1] : "";
    if (role == "--write-forever")
        return writeForever(argv[2], std::atoll(argv[3]));
    if (role == "--write-all")
        return writeAll(argv[2], std::atoll(argv[3]));
    if (role == "--read-only-folder")
        return useReadOnlyFolder(argv[2], argv[3]);
    return -1;
}

} // namespace

class TestSession : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void roundTrip();
    void rowsReplaceEarlierRows();
    void wholeLayer();
    void removedLayer();
    void texts();
    void oneFileAfterClosing();
    void wrongCalls_data();
    void wrongCalls();
    void refusesToMake_data();
    void refusesToMake();
    void staleLogIsNotReplayed();
    void badFile_data();
    void badFile();
    void flippedBit();
    void truncatedFile_data();
    void truncatedFile();
    void diskFullWhileMaking();
    void diskFullWhileWriting();
    void diskFullWhileOpening();
    void readOnlyFolder();
    void killedWriter_data();
    void killedWriter();
    void twoProcessesWrite();

private:
    fs::path file(const char* name = "a.transcope") const
    {
        return fs::path(m_dir->path().toStdString()) / name;
    }
    std::unique_ptr<Session> make(int spots) const
    {
        auto session = createSession(file(), makeSlide(), makeSpots(spots));
        if (!session)
            qFatal("%s", session.error().text().c_str());
        return std::move(*session);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestSession::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

void TestSession::roundTrip()
{
    {
        const auto session = make(25);
        QCOMPARE(session->addLayer(makeInfo("M2OST")).value(), 1);
        const std::vector<int> spots = {7, 3};
        QVERIFY(session->writeRows(1, spots, expectedRows(spots), std::vector<std::uint8_t>{1, 0}));
    }
    const auto session = openSession(file());
    QVERIFY(session);
    const SlideReference& slide = (*session)->slide();
    QCOMPARE(slide.path.string(), makeSlide().path.string());
    QCOMPARE(slide.quickHash, std::string("abc123"));
    QVERIFY(slide.sizeLevel0Px == (SizeI{40000, 30000}));
    QCOMPARE(slide.umPerPx.value(), 0.25);

    const SpotTable& spots = (*session)->spots();
    QCOMPARE(spots.size(), 25u);
    QVERIFY(spots.lattice == Lattice::Hexagonal);
    QCOMPARE(spots.diameterLevel0Px, 80.5);
    QCOMPARE(spots.pitchLevel0Px.value(), 146.25);
    QVERIFY(!spots.umPerPx);
    QCOMPARE(spots.spots[13].id, std::string("1x3"));
    QCOMPARE(spots.spots[13].centreLevel0Px.x, 19.5);
    QCOMPARE(spots.spots[13].centreLevel0Px.y, 29.25);
    QCOMPARE(spots.spots[13].arrayRow, 1);
    QCOMPARE(spots.spots[13].arrayCol, 3);

    const auto infos = (*session)->layers();
    QVERIFY(infos);
    QCOMPARE(infos->size(), 1u);
    const LayerInfo& info = infos->front();
    QCOMPARE(info.name, std::string("M2OST"));
    QVERIFY(info.kind == LayerKind::Predicted);
    QVERIFY(info.genes == makeInfo("").genes);
    QCOMPARE(info.rowsPresent, 2);
    QVERIFY(info.provenance.normalisation == Normalisation::CpmAll);
    QCOMPARE(info.provenance.precisionReason, std::string("AMX here"));
    QCOMPARE(info.provenance.umPerPx, 0.5);
    QCOMPARE(info.provenance.date, std::string("2026-01-02T03:04:05Z"));
    QCOMPARE(info.heldOutScore, std::vector<float>(4, 0.5f));

    const auto layer = (*session)->readLayer(1);
    QVERIFY(layer);
    QCOMPARE(layer->values->spot(7).value()[2], expected(7, 2));
    QCOMPARE(layer->values->spot(3).value()[0], expected(3, 0));
    QVERIFY(std::isnan(layer->values->spot(0).value()[0]));
    QCOMPARE(layer->spots->spots[7].id, (*session)->spots().spots[7].id);
    QCOMPARE(int(layer->padded[7]), 1);
    QCOMPARE(int(layer->padded[3]), 0);
    const auto missing = (*session)->missingSpots(1);
    QVERIFY(missing);
    QCOMPARE(missing->size(), 23u);
    QVERIFY(std::ranges::is_sorted(*missing));
    QVERIFY(std::ranges::find(*missing, 7) == missing->end());
}

void TestSession::rowsReplaceEarlierRows()
{
    const auto session = make(5);
    QVERIFY(session->addLayer(makeInfo("M2OST", 1)));
    QVERIFY(session->writeRows(1, std::vector{1, 2}, std::vector{10.f, 20.f}, {}));
    QVERIFY(session->writeRows(1, std::vector{2, 3}, std::vector{21.f, 30.f}, {}));
    const auto layer = session->readLayer(1);
    QVERIFY(layer);
    const auto values = layer->values->gene(0).value();
    QCOMPARE(values[1], 10.f);
    QCOMPARE(values[2], 21.f);
    QVERIFY(layer->padded.empty());
    QCOMPARE(session->missingSpots(1).value(), (std::vector{0, 4}));
    QCOMPARE(session->layers()->front().rowsPresent, 3);
}

void TestSession::wholeLayer()
{
    // 3,000 genes of 1,000 spots are one chunk in 188 pieces of 16 genes.
    const auto session = make(1000);
    const LayerInfo info = makeInfo("Measured", 3000);
    ExpressionMatrix values(1000, 3000);
    for (int g = 0; g < 3000; ++g)
        for (int s = 0; s < 1000; ++s)
            if (s != 500)
                values.at(static_cast<std::size_t>(s), static_cast<std::size_t>(g)) = expected(s, g);
    values.at(400, 7) = NAN; // one missing value does not make the row missing
    Layer layer;
    layer.name = info.name;
    layer.genes = info.genes;
    layer.values = denseExpression(values);
    layer.provenance = info.provenance;
    const auto id = session->addLayer(layer);
    QVERIFY(id);
    const auto read = session->readLayer(*id);
    QVERIFY(read);
    QCOMPARE(session->missingSpots(*id).value(), std::vector{500});
    QVERIFY(std::isnan(read->values->spot(400).value()[7]));
    for (std::size_t g = 0; g < 3000; ++g)
        QCOMPARE(std::memcmp(read->values->gene(g)->data(), values.gene(g).data(), 1000 * sizeof(float)), 0);

    QCOMPARE(int(session->addLayer(layer).error().code), int(ErrorCode::InvalidArgument));
    QCOMPARE(session->layers()->size(), 1u);
}

void TestSession::removedLayer()
{
    const auto session = make(5);
    QVERIFY(session->addLayer(makeInfo("A")));
    QVERIFY(session->addLayer(makeInfo("B")));
    QVERIFY(session->writeRows(1, std::vector{1}, expectedRows({1}), {}));
    QVERIFY(session->removeLayer(1));
    QCOMPARE(session->layers()->size(), 1u);
    QCOMPARE(int(session->readLayer(1).error().code), int(ErrorCode::NotFound));
    QCOMPARE(int(session->removeLayer(1).error().code), int(ErrorCode::NotFound));
    // A name may be used again, an id never: late rows of the old layer cannot land in the new one.
    QCOMPARE(session->addLayer(makeInfo("A")).value(), 3);
    QCOMPARE(session->missingSpots(3)->size(), 5u);
}

void TestSession::texts()
{
    {
        const auto session = make(1);
        QCOMPARE(session->text("view").value(), std::string());
        QVERIFY(session->setText("view", "{\"zoom\": 1}"));
        QVERIFY(session->setText("view", "{\"zoom\": 2, \"µ\": \"x\"}"));
    }
    QCOMPARE((*openSession(file()))->text("view").value(), std::string("{\"zoom\": 2, \"µ\": \"x\"}"));
}

void TestSession::oneFileAfterClosing()
{
    {
        const auto session = make(5);
        QVERIFY(session->addLayer(makeInfo("A")));
        QVERIFY(filesIn(*m_dir).contains("a.transcope-wal"));
    }
    QCOMPARE(filesIn(*m_dir), QStringList{"a.transcope"});
}

void TestSession::wrongCalls_data()
{
    QTest::addColumn<int>("layer");
    QTest::addColumn<QList<int>>("spots");
    QTest::addColumn<int>("values");
    QTest::addColumn<int>("padded");
    QTest::addColumn<int>("code");
    const int argument = int(ErrorCode::InvalidArgument);
    QTest::newRow("unknown layer") << 9 << QList{0} << 4 << 1 << int(ErrorCode::NotFound);
    QTest::newRow("spot beyond the table") << 1 << QList{5} << 4 << 1 << argument;
    QTest::newRow("negative spot") << 1 << QList{-1} << 4 << 1 << argument;
    QTest::newRow("a value too few") << 1 << QList{0} << 3 << 1 << argument;
    QTest::newRow("a row too many") << 1 << QList{0} << 8 << 1 << argument;
    QTest::newRow("a border mark too many") << 1 << QList{0} << 4 << 2 << argument;
}

void TestSession::wrongCalls()
{
    QFETCH(int, layer);
    QFETCH(QList<int>, spots);
    QFETCH(int, values);
    QFETCH(int, padded);
    QFETCH(int, code);
    const auto session = make(5);
    QVERIFY(session->addLayer(makeInfo("A")));
    const auto written = session->writeRows(layer, std::vector(spots.begin(), spots.end()),
                                            std::vector<float>(static_cast<std::size_t>(values)),
                                            std::vector<std::uint8_t>(static_cast<std::size_t>(padded)));
    QVERIFY(!written);
    QCOMPARE(int(written.error().code), code);
    QCOMPARE(session->missingSpots(1)->size(), 5u);
}

void TestSession::refusesToMake_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("fault"); // 0 none, 1 two spots with one id, 2 a spot without a position
    QTest::addColumn<int>("code");
    QTest::newRow("file exists") << "taken.txt" << 0 << int(ErrorCode::InvalidArgument);
    QTest::newRow("no such folder") << "nowhere/a.transcope" << 0 << int(ErrorCode::WriteFailed);
    QTest::newRow("folder is a file") << "taken.txt/a.transcope" << 0 << int(ErrorCode::WriteFailed);
    QTest::newRow("not a writable file system") << "/proc/a.transcope" << 0 << int(ErrorCode::WriteFailed);
    QTest::newRow("two spots with one id") << "b.transcope" << 1 << int(ErrorCode::InvalidArgument);
    QTest::newRow("spot without a position") << "b.transcope" << 2 << int(ErrorCode::InvalidArgument);
}

void TestSession::refusesToMake()
{
    QFETCH(QString, path);
    QFETCH(int, fault);
    QFETCH(int, code);
    setContents(file("taken.txt"), "precious");
    SpotTable spots = makeSpots(3);
    if (fault == 1)
        spots.spots[2].id = spots.spots[0].id;
    if (fault == 2)
        spots.spots[2].centreLevel0Px.x = NAN;
    const auto session = createSession(QDir(m_dir->path()).filePath(path).toStdString(), makeSlide(), spots);
    QVERIFY(!session);
    QCOMPARE(int(session.error().code), code);
    QCOMPARE(filesIn(*m_dir), QStringList{"taken.txt"});
    QCOMPARE(contents(file("taken.txt")), QByteArray("precious"));
}

void TestSession::staleLogIsNotReplayed()
{
    // A log of a killed program whose session file was then deleted.
    QByteArray log;
    {
        const auto session = make(5);
        QVERIFY(session->addLayer(makeInfo("Old")));
        log = contents(file("a.transcope-wal"));
        QVERIFY(!log.isEmpty());
    }
    fs::remove(file());
    setContents(file("a.transcope-wal"), log);
    const auto session = make(7);
    QVERIFY(session->layers()->empty());
    QCOMPARE(session->spots().size(), 7u);
}

void TestSession::badFile_data()
{
    QTest::addColumn<QByteArray>("content"); // a whole file, or SQL for a good session when `sql`
    QTest::addColumn<bool>("sql");
    QTest::addColumn<QString>("says");
    QTest::newRow("empty") << QByteArray() << false << "is not a Transcope session";
    QTest::newRow("text") << QByteArray("spot\tx\ty\n").repeated(200) << false
                          << "is not a Transcope session";
    QTest::newRow("short text") << QByteArray("x") << false << "is not a Transcope session";
    QTest::newRow("header of SQLite alone") << QByteArray("SQLite format 3\0", 16) << false << "a.transcope";
    QTest::newRow("another program's database")
        << QByteArray("PRAGMA application_id = 1") << true << "is not a Transcope session";
    QTest::newRow("newer") << QByteArray("PRAGMA user_version = 99") << true
                           << "newer Transcope (session format 99, this one knows 2)";
    QTest::newRow("version zero") << QByteArray("PRAGMA user_version = 0") << true << "damaged";
    QTest::newRow("no slide") << QByteArray("DELETE FROM slide") << true << "damaged";
    QTest::newRow("no slide table") << QByteArray("DROP TABLE slide") << true << "damaged";
    QTest::newRow("a column is gone") << QByteArray("ALTER TABLE spot DROP COLUMN x_px") << true << "damaged";
    QTest::newRow("a spot is gone") << QByteArray("DELETE FROM spot WHERE position = 3") << true << "damaged";
    QTest::newRow("the last spot is gone")
        << QByteArray("DELETE FROM spot WHERE position = 9") << true << "damaged";
    QTest::newRow("unknown lattice") << QByteArray("UPDATE spot_table SET lattice = 'round'") << true
                                     << "damaged";
}

void TestSession::badFile()
{
    QFETCH(QByteArray, content);
    QFETCH(bool, sql);
    QFETCH(QString, says);
    if (sql) {
        make(10);
        runSql(file(), content.constData());
    } else {
        setContents(file(), content);
    }
    const QByteArray before = contents(file());
    const auto session = openSession(file());
    QVERIFY(!session);
    QCOMPARE(int(session.error().code), int(ErrorCode::BadInput));
    const QString message = QString::fromStdString(session.error().text());
    QVERIFY2(message.contains(says), qPrintable(message));
    QVERIFY2(message.contains(QString::fromStdString(file().string())), qPrintable(message));
    QCOMPARE(contents(file()), before);
    QCOMPARE(filesIn(*m_dir), QStringList{"a.transcope"});

    QCOMPARE(int(openSession(file("none.transcope")).error().code), int(ErrorCode::NotFound));
    QCOMPARE(int(openSession(m_dir->path().toStdString()).error().code), int(ErrorCode::BadInput));
}

void TestSession::flippedBit()
{
    {
        const auto session = make(200);
        QVERIFY(session->addLayer(makeInfo("A")));
        const auto spots = range(0, 200);
        QVERIFY(session->writeRows(1, spots, expectedRows(spots), noPadding(spots)));
    }
    QByteArray bytes = contents(file());
    const float value = expected(123, 2);
    const auto at = bytes.indexOf(QByteArray(reinterpret_cast<const char*>(&value), sizeof value));
    QVERIFY(at > 0);
    bytes[at + 1] = static_cast<char>(bytes[at + 1] ^ 1);
    setContents(file(), bytes);
    const auto session = openSession(file());
    QVERIFY(session);
    const auto layer = (*session)->readLayer(1);
    QVERIFY(!layer);
    QCOMPARE(int(layer.error().code), int(ErrorCode::BadInput));
    QVERIFY(layer.error().message.find("changed on disk") != std::string::npos);
}

void TestSession::truncatedFile_data()
{
    QTest::addColumn<double>("share");
    for (const double share : {0.001, 0.1, 0.5, 0.9, 0.999})
        QTest::addRow("%g of the file", share) << share;
}

void TestSession::truncatedFile()
{
    QFETCH(double, share);
    {
        const auto session = make(2000);
        QVERIFY(session->addLayer(makeInfo("A")));
        const auto spots = range(0, 2000);
        QVERIFY(session->writeRows(1, spots, expectedRows(spots), noPadding(spots)));
    }
    fs::resize_file(file(), static_cast<std::uintmax_t>(static_cast<double>(fs::file_size(file())) * share));
    // A cut inside the last page shows only when that page is read.
    const auto session = openSession(file());
    const auto error = session ? (*session)->readLayer(1).error() : session.error();
    QVERIFY(session.has_value() == (share == 0.999));
    QCOMPARE(int(error.code), int(ErrorCode::BadInput));
    QVERIFY(error.message.find("a.transcope") != std::string::npos);
}

void TestSession::diskFullWhileMaking()
{
    const FullDisk full(64 << 10);
    const auto session = createSession(file(), makeSlide(), makeSpots(5000)); // about 400 KB
    QVERIFY(!session);
    QCOMPARE(int(session.error().code), int(ErrorCode::WriteFailed));
    QCOMPARE(filesIn(*m_dir), QStringList());
}

void TestSession::diskFullWhileWriting()
{
    const auto session = make(500);
    QVERIFY(session->addLayer(makeInfo("A", 250)));
    const auto first = range(0, 10);
    QVERIFY(session->writeRows(1, first, expectedRows(first, 250), noPadding(first)));
    const auto second = range(0, 400);
    {
        const FullDisk full(192 << 10);
        const auto written =
            session->writeRows(1, second, expectedRows(second, 250), noPadding(second)); // 400 KB
        QVERIFY(!written);
        QVERIFY2(written.error().code == ErrorCode::WriteFailed, written.error().text().c_str());
        QCOMPARE(session->layers()->front().rowsPresent, 10);
    }
    QVERIFY(session->writeRows(1, second, expectedRows(second, 250), noPadding(second)));
    QCOMPARE(session->layers()->front().rowsPresent, 400);
}

// SQLite wants 32 KB beside an open file; without them it can be looked at all the same.
void TestSession::diskFullWhileOpening()
{
    {
        const auto session = make(50);
        QVERIFY(session->addLayer(makeInfo("A")));
        const auto spots = range(0, 20);
        QVERIFY(session->writeRows(1, spots, expectedRows(spots), noPadding(spots)));
    }
    const auto later = range(20, 30);
    {
        const FullDisk full(1024);
        const auto session = openSession(file());
        QVERIFY2(session.has_value(), session ? "" : session.error().text().c_str());
        QCOMPARE((*session)->layers()->front().rowsPresent, 20);
        const auto written = (*session)->writeRows(1, later, expectedRows(later), noPadding(later));
        QVERIFY(!written);
        QVERIFY2(written.error().code == ErrorCode::WriteFailed, written.error().text().c_str());
        QVERIFY(written.error().whatToDo.find("free space") !=
                std::string::npos); // a limit, and no full disk
    }
    const auto session = openSession(file());
    QVERIFY(session.has_value());
    QVERIFY((*session)->writeRows(1, later, expectedRows(later), noPadding(later)));
    QCOMPARE((*session)->layers()->front().rowsPresent, 50);
}

void TestSession::readOnlyFolder()
{
    {
        const auto session = make(5);
        QVERIFY(session->addLayer(makeInfo("A")));
        QVERIFY(session->writeRows(1, std::vector{1}, expectedRows({1}), {}));
    }
    chmod(file().c_str(), 0444);
    chmod(m_dir->path().toLocal8Bit().constData(), 0555);
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(),
                {"tst_session", "--read-only-folder",
                 QString::fromStdString(file("fresh.transcope").string()),
                 QString::fromStdString(file().string())});
    QVERIFY(child.waitForFinished());
    chmod(m_dir->path().toLocal8Bit().constData(), 0755);
    const QString said = child.readAllStandardOutput();
    QVERIFY2(child.exitCode() == 0, qPrintable(said));
    QVERIFY2(said.contains("fresh.transcope cannot be opened"), qPrintable(said));
    QVERIFY2(said.contains("12.125"), qPrintable(said)); // spot 1, gene 2
    QVERIFY2(said.contains("a.transcope is read-only"), qPrintable(said));
    QCOMPARE(filesIn(*m_dir), QStringList{"a.transcope"});
}

void TestSession::killedWriter_data()
{
    QTest::addColumn<int>("chunks");
    for (const int chunks : {1, 7, 60, 400})
        QTest::addRow("after %d chunks", chunks) << chunks;
}

void TestSession::killedWriter()
{
    QFETCH(int, chunks);
    constexpr int Spots = 3000;
    {
        const auto session = make(Spots);
        QVERIFY(session->addLayer(makeInfo("A")));
    }
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(),
                {"tst_session", "--write-forever", QString::fromStdString(file().string()), "1"});
    int reported = 0;
    while (reported < chunks && child.waitForReadyRead())
        while (child.canReadLine()) {
            child.readLine();
            ++reported;
        }
    child.kill();
    QVERIFY(child.waitForFinished());
    QCOMPARE(child.exitStatus(), QProcess::CrashExit);

    const auto session = openSession(file());
    QVERIFY(session);
    const auto layer = (*session)->readLayer(1);
    QVERIFY(layer);
    const auto missing = (*session)->missingSpots(1);
    QVERIFY(missing);
    QVERIFY(Spots - static_cast<int>(missing->size()) >= std::min(Spots, 3 * reported));
    for (int spot = 0; spot < Spots; ++spot) {
        const bool isMissing = std::ranges::binary_search(*missing, spot);
        const auto row = layer->values->spot(static_cast<std::size_t>(spot)).value();
        for (int g = 0; g < Genes; ++g) {
            const float value = row[static_cast<std::size_t>(g)];
            QVERIFY(isMissing ? std::isnan(value) : value == expected(spot, g));
        }
    }
}

void TestSession::twoProcessesWrite()
{
    const auto session = make(150);
    QVERIFY(session->addLayer(makeInfo("Mine")));
    QVERIFY(session->addLayer(makeInfo("Theirs")));
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(),
                {"tst_session", "--write-all", QString::fromStdString(file().string()), "2"});
    QVERIFY(child.waitForStarted());
    for (int spot = 0; spot < 150; ++spot) {
        const auto written = session->writeRows(1, std::vector{spot}, expectedRows({spot}), {});
        QVERIFY2(written, written ? "" : written.error().text().c_str());
    }
    QVERIFY(child.waitForFinished());
    QCOMPARE(child.exitCode(), 0);
    for (const std::int64_t layer : {1, 2}) {
        QVERIFY(session->missingSpots(layer)->empty());
        QCOMPARE(session->readLayer(layer)->values->spot(149).value()[3], expected(149, 3));
    }
}

static int sessionMain(int argc, char** argv)
{
    const int code = childMain(argc, argv);
    return code >= 0 ? code : test::runTestClass<TestSession, QCoreApplication>(argc, argv);
}

TRANSCOPE_PROGRAM_ENTRY(sessionMain)
#include "tst_session.moc"
