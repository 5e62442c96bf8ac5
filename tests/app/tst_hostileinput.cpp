#include "core/session/session.h"
#include "tests/testsupport/clirunner.h"
#include "tests/testsupport/testprogram.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QtTest>

#include <sqlite3.h>
#include <sys/resource.h>

using namespace transcope;
using namespace transcope::testsupport;

namespace {

/// A worker that says what its argument names.
constexpr const char* Worker = R"py(
import base64, json, struct, sys
mode, out = sys.argv[1], sys.stdout.buffer

def send(body):
    out.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    out.flush()

def read():
    length = 0
    while True:
        line = sys.stdin.buffer.readline()
        if not line:
            sys.exit(0)
        if line == b"\r\n":
            return json.loads(sys.stdin.buffer.read(length))
        length = int(line.split(b":")[1])

model = dict(method="../../escaped", title="/tmp/../escaped; touch escaped", kind="patch", genes=[["../escaped", "$(touch escaped)"]],
             sizePx=16, downsamples=[1], umPerPx=None, normalisation="none", weightsName="../../../escaped",
             weightsHash="00", device="cpu", precision="float32", precisionReason="", trainedOn="", split="",
             heldOutScore="", preferredBatch=4)
if mode == "patches":
    model.update(sizePx=65536)
if mode == "downsample":
    model.update(downsamples=[1e300])
while True:
    message = read()
    if "id" not in message:
        continue
    if mode == "length":
        out.write(b"Content-Length: 60000000000\r\n\r\n")
    while mode in ("length", "header"):
        out.write(b"x" * 65536)
    result = {"initialize": dict(protocol=3, version="1", wantsPatches=True), "loadWeights": model}.get(message["method"])
    if message["method"] == "predictPatches":
        count = message["params"]["count"] if mode != "rows" else 10000000
        result = dict(rows=base64.b64encode(bytes(4 * count)).decode())
    answer = json.dumps(dict(jsonrpc="2.0", id=message["id"], result=result)).encode()
    send(answer if mode != "deep" else answer[:-1] + b',"x":' + b"[" * 1000000 + b"]" * 1000000 + b"}")
)py";

/// More than the program takes with LibTorch, less than any of these workers would like.
constexpr rlim_t Memory = rlim_t{6} << 30;

} // namespace

/// What weights, sessions and workers of strangers cannot do: docs/security.md.
class TestHostileInput : public QObject
{
    Q_OBJECT

    QTemporaryDir m_outer;

    QString folder() const { return m_outer.filePath("inner/work"); }
    QString file(const QString& name) const { return folder() + "/" + name; }
    static QStringList below(const QString& folder)
    {
        QStringList found;
        QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext())
            found << files.next();
        return found;
    }
    void write(const QString& name, const QByteArray& bytes) const
    {
        QFile out(file(name));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(bytes);
    }

private slots:
    void initTestCase()
    {
        QVERIFY(QDir(m_outer.path()).mkpath("inner/work"));
        QImage picture(400, 300, QImage::Format_RGB888);
        picture.fill(Qt::darkRed);
        QVERIFY(picture.save(file("slide.png")));
        write("spots.csv", "spot,x,y\na,100,100\nb,200,100\n");
        write("worker.py", Worker);
    }

    void worker_data()
    {
        QTest::addColumn<int>("exitCode");
        QTest::newRow("names") << 0;      // they are text
        QTest::newRow("length") << 4;     // of a message: 60 GB
        QTest::newRow("header") << 4;     // without an end
        QTest::newRow("deep") << 4;       // a million lists in lists
        QTest::newRow("patches") << 3;    // of 65,536 px: 13 GB a spot
        QTest::newRow("downsample") << 4; // of 1e300
        QTest::newRow("rows") << 4;       // 10 million for two spots
    }
    void worker()
    {
        QFETCH(int, exitCode);
        const QTemporaryDir elsewhere; // the cache
        const QStringList before = below(m_outer.path());
        const QString session = file("p.transcope");
        const auto run =
            runCli({"predict", file("slide.png"), "--spots", file("spots.csv"), "--out", session, "--worker",
                    QString("python3 '%1' %2").arg(file("worker.py"), QTest::currentDataTag())},
                   elsewhere.path(), 60'000, [this] {
                       const rlimit limit{Memory, Memory};
                       setrlimit(RLIMIT_AS, &limit);
                       (void)::chdir(folder().toLocal8Bit().constData());
                   });
        QVERIFY2(run.exitCode == exitCode, qPrintable(QString::number(run.exitCode) + " " + run.error));
        QFile::remove(session);
        QCOMPARE(below(m_outer.path()), before);
    }

    /// A session's own SQL is not run, and a command in it is text.
    void session()
    {
        const QString path = file("hostile.transcope");
        core::SpotTable spots;
        spots.spots = {{"a", {1, 1}, 0, 0}};
        spots.diameterLevel0Px = 1;
        {
            auto made = core::createSession(path.toStdString(), {"/slide.svs", "00", {10, 10}, {}}, spots);
            QVERIFY(made.has_value());
            QVERIFY((*made)->setText("worker", "touch escaped").has_value());
            QVERIFY((*made)
                        ->setText("view", R"({"worker": "touch escaped", "model": "touch escaped"})")
                        .has_value());
        }
        sqlite3* database = nullptr;
        QCOMPARE(sqlite3_open(path.toLocal8Bit().constData(), &database), SQLITE_OK);
        const char* trigger =
            "CREATE TRIGGER t AFTER INSERT ON text BEGIN UPDATE slide SET path = '/escaped'; END";
        QCOMPARE(sqlite3_exec(database, trigger, nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(database);
        write(
            "r.geojson",
            R"({"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9]]]}})");
        const QStringList before = below(m_outer.path());
        const auto run = runCli({"regions", path, "--import", file("r.geojson")}, m_outer.path());
        QVERIFY2(run.exitCode == 0, run.error.constData());
        QCOMPARE(below(m_outer.path()), before);
        const auto opened = core::openSession(path.toStdString());
        QVERIFY(opened.has_value());
        QCOMPARE((*opened)->slide().path, std::filesystem::path("/slide.svs"));
    }
};

TRANSCOPE_TEST(TestHostileInput)
#include "tst_hostileinput.moc"
