#include "core/rpc/workerserver.h"
#include "tests/testsupport/fakepredictor.h"
#include "tests/testsupport/testprogram.h"

#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <fcntl.h>
#include <future>
#include <spdlog/spdlog.h>
#include <thread>
#include <unistd.h>

using namespace transcope;
using namespace transcope::core;
using nlohmann::json;

namespace {

Result<std::unique_ptr<Predictor>> loadFake(const LoadWeightsParams& params)
{
    if (params.path == "bad")
        return fail(ErrorCode::BadInput, "bad is damaged", "Download it again.");
    if (params.path == "throws")
        throw std::runtime_error("shapes differ");
    return std::make_unique<test::FakePredictor>();
}

/// A server on its own thread and the client's ends of its pipes.
class Conversation
{
public:
    explicit Conversation(PredictorFactory factory = loadFake)
    {
        int in[2], out[2];
        if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0)
            qFatal("no pipes");
        m_serverIn = in[0];
        m_write = in[1];
        m_read = out[0];
        m_serverOut = out[1];
        m_server = std::make_unique<WorkerServer>(m_serverIn, m_serverOut, std::move(factory));
        m_inOrder = std::async(std::launch::async, [this] {
            const bool inOrder = m_server->run();
            ::close(m_serverOut); // as a process's end would
            return inOrder;
        });
    }
    ~Conversation()
    {
        hangUp();
        if (m_inOrder.valid())
            m_inOrder.wait();
        ::close(m_serverIn);
        ::close(m_read);
    }

    void write(const std::string& bytes)
    {
        if (::write(m_write, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
            qWarning("the server does not read");
    }
    void send(const std::string& body) { write(frame(body)); }
    void hangUp()
    {
        if (m_write >= 0)
            ::close(m_write);
        m_write = -1;
    }
    WorkerServer& server() { return *m_server; }
    /// How run() ended.
    bool inOrder() { return m_inOrder.get(); }

    /// The server's next message; null when it has hung up.
    json next()
    {
        while (true) {
            if (const auto body = m_decoder.next(); body && *body)
                return json::parse(**body);
            char bytes[4096];
            const auto count = ::read(m_read, bytes, sizeof bytes);
            if (count <= 0)
                return {};
            m_decoder.append({bytes, static_cast<std::size_t>(count)});
        }
    }

private:
    int m_serverIn = -1, m_serverOut = -1, m_read = -1, m_write = -1;
    std::unique_ptr<WorkerServer> m_server;
    std::future<bool> m_inOrder;
    FrameDecoder m_decoder;
};

PredictParams predictParams(const std::string& slide)
{
    PredictParams params;
    params.slide = slide;
    params.spots.diameterLevel0Px = 10;
    params.spots.spots = {{"a", {50, 50}, 0, 0}};
    params.pending = {0};
    return params;
}

} // namespace

class TestWorkerServer : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void initialize();
    void otherProtocol();
    void loadWeights();
    void badWeights_data();
    void badWeights();
    void badMessage_data();
    void badMessage();
    void badStream_data();
    void badStream();
    void patches();
    void predictFails_data();
    void predictFails();
    void waitingRequestsAreBounded();
    void shutdown();
    void stopFromOutside();
    void clientGone();
};

void TestWorkerServer::initTestCase()
{
    signal(SIGPIPE, SIG_IGN);
    spdlog::set_level(spdlog::level::off);
}

void TestWorkerServer::initialize()
{
    Conversation talk;
    talk.send(requestBody(5, rpcmethod::Initialize, InitializeParams{WorkerProtocolVersion, "test"}));
    const json answer = talk.next();
    QCOMPARE(answer["id"].get<int>(), 5);
    QCOMPARE(answer["result"]["protocol"].get<int>(), WorkerProtocolVersion);
    talk.hangUp();
    QVERIFY(talk.next().is_null());
    QVERIFY(talk.inOrder());
}

void TestWorkerServer::otherProtocol()
{
    Conversation talk;
    talk.send(requestBody(1, rpcmethod::Initialize, InitializeParams{WorkerProtocolVersion + 1, "test"}));
    QCOMPARE(talk.next()["error"]["data"]["kind"].get<std::string>(), std::string("Unsupported"));
}

void TestWorkerServer::loadWeights()
{
    int loaded = 0;
    Conversation talk([&](const LoadWeightsParams& params) {
        ++loaded;
        return loadFake(params);
    });
    talk.send(requestBody(1, rpcmethod::LoadWeights, LoadWeightsParams{"good"}));
    const auto info = readMessage<PredictorInfo>(talk.next()["result"], rpcmethod::LoadWeights);
    QVERIFY(info);
    QCOMPARE(info->method, std::string("fake"));
    QCOMPARE(info->genes.size(), 9u); // three levels, three channels
    talk.send(requestBody(2, rpcmethod::LoadWeights, LoadWeightsParams{"good"}));
    QVERIFY(talk.next().contains("result"));
    QCOMPARE(loaded, 1); // warm
    talk.send(requestBody(3, rpcmethod::LoadWeights, LoadWeightsParams{"good", "auto", "float32"}));
    QVERIFY(talk.next().contains("result"));
    QCOMPARE(loaded, 2);
}

void TestWorkerServer::badWeights_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("says");
    QTest::newRow("refused") << "bad"
                             << "BadInput"
                             << "bad is damaged";
    QTest::newRow("thrown") << "throws"
                            << "ModelFailure"
                            << "shapes differ";
}

void TestWorkerServer::badWeights()
{
    QFETCH(QString, path);
    QFETCH(QString, kind);
    QFETCH(QString, says);
    Conversation talk;
    talk.send(requestBody(1, rpcmethod::LoadWeights, LoadWeightsParams{path.toStdString()}));
    const json error = talk.next()["error"];
    QCOMPARE(QString::fromStdString(error["data"]["kind"]), kind);
    QVERIFY(QString::fromStdString(error["message"]).contains(says));
    // Nobody predicts with what was loaded before.
    talk.send(requestBody(2, rpcmethod::Predict, predictParams("x")));
    QVERIFY(QString::fromStdString(talk.next()["error"]["message"]).contains("No weights"));
}

void TestWorkerServer::badMessage_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("id"); // 0: null
    const auto row = [](const char* name, const char* body, int code, int id) {
        QTest::newRow(name) << QByteArray(body) << code << id;
    };
    row("empty", "", -32700, 0);
    row("no JSON", "{{{", -32700, 0);
    row("not an object", "[1, 2]", -32600, 0);
    row("no version", R"({"id": 3, "method": "initialize"})", -32600, 0);
    row("method is a list", R"({"jsonrpc": "2.0", "id": 3, "method": []})", -32600, 3);
    row("unknown method", R"({"jsonrpc": "2.0", "id": 3, "method": "format"})", -32601, 3);
    row("params missing", R"({"jsonrpc": "2.0", "id": 3, "method": "predict"})", -32602, 3);
    row("params is text", R"({"jsonrpc": "2.0", "id": 3, "method": "predict", "params": "all"})", -32602, 3);
    row("params is a list", R"({"jsonrpc": "2.0", "id": 3, "method": "loadWeights", "params": [1]})", -32602,
        3);
    row("wrong type", R"({"jsonrpc": "2.0", "id": 3, "method": "loadWeights",
                          "params": {"path": 1, "device": "cpu", "precision": "auto"}})",
        -32602, 3);
    row("initialize without version", R"({"jsonrpc": "2.0", "id": 3, "method": "initialize",
                                          "params": {"client": "x"}})",
        -32602, 3);
}

void TestWorkerServer::badMessage()
{
    QFETCH(QByteArray, body);
    QFETCH(int, code);
    QFETCH(int, id);
    Conversation talk;
    // Notifications that mean nothing are not answered at all.
    talk.send(R"({"jsonrpc": "2.0", "method": "cancel", "params": {"request": "x"}})");
    talk.send(R"({"jsonrpc": "2.0", "method": "cancel", "params": {"request": 77}})");
    talk.send(R"({"jsonrpc": "2.0", "method": "unheard of"})");
    talk.send(R"({"jsonrpc": "2.0", "id": 1, "result": 5})");
    talk.send(body.toStdString());
    const json answer = talk.next();
    QCOMPARE(answer["error"]["code"].get<int>(), code);
    QVERIFY(id == 0 ? answer["id"].is_null() : answer["id"] == id);
    talk.send(requestBody(9, rpcmethod::Initialize, InitializeParams{})); // it still listens
    QCOMPARE(talk.next()["id"].get<int>(), 9);
    talk.hangUp();
    QVERIFY(talk.inOrder());
}

void TestWorkerServer::badStream_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("answered");
    QTest::newRow("no header") << QByteArray("{\"jsonrpc\":\"2.0\"}\n") << true;
    QTest::newRow("absurd length") << QByteArray("Content-Length: 99999999999999\r\n\r\n") << true;
    QTest::newRow("no length") << QByteArray("X: y\r\n\r\n") << true;
    QTest::newRow("endless header") << QByteArray(8192, 'a') << true;
    QTest::newRow("cut in the header") << QByteArray("Content-Len") << false;
    QTest::newRow("cut in the body") << QByteArray("Content-Length: 100\r\n\r\n{\"jsonrpc\"") << false;
}

void TestWorkerServer::badStream()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, answered);
    Conversation talk;
    talk.write(bytes.toStdString());
    if (answered)
        QCOMPARE(talk.next()["error"]["code"].get<int>(), -32700);
    else
        talk.hangUp();
    QVERIFY(talk.next().is_null()); // no boundary can be trusted any more
    QVERIFY(!talk.inOrder());
}

void TestWorkerServer::patches()
{
    Conversation talk;
    PatchBatch batch{.count = 2, .sizePx = 224, .levels = {}};
    for (const int value : {0, 51, 255}) // a level each; of the second spot 255 less
        batch.levels.emplace_back(std::size_t{2} * 224 * 224 * 3, static_cast<std::uint8_t>(value));
    for (auto& level : batch.levels)
        std::fill(level.begin() + 224 * 224 * 3, level.end(), static_cast<std::uint8_t>(255 - level.front()));
    talk.send(requestBody(1, rpcmethod::PredictPatches, batch));
    QCOMPARE(talk.next()["error"]["message"], json("No weights are loaded"));
    talk.send(requestBody(2, rpcmethod::LoadWeights, LoadWeightsParams{.path = "good"}));
    QVERIFY(talk.next().contains("result"));
    talk.send(requestBody(3, rpcmethod::PredictPatches, batch));
    const auto rows = talk.next()["result"].get<PatchRows>().values;
    const float wanted[] = {0, 0, 0, 0.2f, 0.2f, 0.2f, 1, 1, 1, 1, 1, 1, 0.8f, 0.8f, 0.8f, 0, 0, 0};
    QCOMPARE(rows.size(), std::size(wanted));
    for (std::size_t i = 0; i < rows.size(); ++i)
        QVERIFY2(std::abs(rows[i] - wanted[i]) < 1e-6, qPrintable(QString::number(i)));
    batch.levels.pop_back();
    talk.send(requestBody(4, rpcmethod::PredictPatches, batch));
    const json refused = talk.next();
    QCOMPARE(refused["error"]["data"]["kind"], json("InvalidArgument"));
    batch.levels.emplace_back(3, std::uint8_t{0});
    talk.send(requestBody(5, rpcmethod::PredictPatches, batch));
    QCOMPARE(talk.next()["error"]["data"]["kind"], json("InvalidArgument"));
}

void TestWorkerServer::predictFails_data()
{
    QTest::addColumn<QString>("slide"); // below the test's folder
    QTest::addColumn<QString>("kind");
    QTest::newRow("no such slide") << "none.svs"
                                   << "NotFound";
    QTest::newRow("text instead of a slide") << "text.svs"
                                             << "";
    QTest::newRow("empty file") << "empty.tif"
                                << "";
    QTest::newRow("a folder") << "."
                              << "";
}

void TestWorkerServer::predictFails()
{
    QFETCH(QString, slide);
    QFETCH(QString, kind);
    QTemporaryDir dir;
    qputenv("XDG_CACHE_HOME", dir.filePath("cache").toLocal8Bit());
    for (const auto& [name, content] :
         {std::pair("text.svs", "This is no slide.\n"), std::pair("empty.tif", "")}) {
        QFile file(dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    Conversation talk;
    talk.send(requestBody(1, rpcmethod::LoadWeights, LoadWeightsParams{"good"}));
    talk.next();
    talk.send(requestBody(2, rpcmethod::Predict, predictParams(dir.filePath(slide).toStdString())));
    json message = talk.next();
    while (message.contains("method"))
        message = talk.next(); // progress of an import
    QCOMPARE(message["id"].get<int>(), 2);
    const QString got = QString::fromStdString(message["error"]["data"]["kind"]);
    QVERIFY2(kind.isEmpty() ? got == "BadInput" || got == "Unsupported" : got == kind, qPrintable(got));
    talk.send(requestBody(3, rpcmethod::Initialize, InitializeParams{}));
    QCOMPARE(talk.next()["id"].get<int>(), 3);
}

void TestWorkerServer::waitingRequestsAreBounded()
{
    std::promise<void> entered, gate;
    Conversation talk([&](const LoadWeightsParams& params) {
        entered.set_value();
        gate.get_future().wait();
        return loadFake(params);
    });
    talk.send(requestBody(1, rpcmethod::LoadWeights, LoadWeightsParams{"good"}));
    entered.get_future().wait();
    for (int id = 2; id < 2 + int(WorkerServer::MaxWaiting); ++id)
        talk.send(requestBody(id, rpcmethod::Predict, predictParams("/nowhere.svs")));
    talk.send(requestBody(1000, rpcmethod::Initialize, InitializeParams{}));
    const json refused = talk.next(); // before anything else is done
    QCOMPARE(refused["id"].get<int>(), 1000);
    QVERIFY(QString::fromStdString(refused["error"]["message"]).contains("Too many"));
    gate.set_value();
    QCOMPARE(talk.next()["id"].get<int>(), 1);
    for (int id = 2; id < 2 + int(WorkerServer::MaxWaiting); ++id)
        QCOMPARE(talk.next()["id"].get<int>(), id);
}

void TestWorkerServer::shutdown()
{
    Conversation talk;
    talk.send(requestBody(1, rpcmethod::Shutdown, json::object()));
    const json answer = talk.next();
    QVERIFY(answer.contains("result") && answer["result"].is_null());
    QVERIFY(talk.next().is_null());
    QVERIFY(talk.inOrder());
}

void TestWorkerServer::stopFromOutside()
{
    Conversation talk;
    talk.send(requestBody(1, rpcmethod::Initialize, InitializeParams{}));
    talk.next();
    talk.server().requestStop(); // what SIGTERM does
    QVERIFY(talk.next().is_null());
    QVERIFY(talk.inOrder());
}

void TestWorkerServer::clientGone()
{
    // Nobody reads the answers: the server must neither hang nor die of SIGPIPE.
    int in[2], out[2];
    QVERIFY(pipe(in) == 0 && pipe(out) == 0);
    ::close(out[0]);
    const std::string request = frame(requestBody(1, rpcmethod::Initialize, InitializeParams{}));
    QVERIFY(::write(in[1], request.data(), request.size()) > 0);
    WorkerServer server(in[0], out[1], loadFake);
    std::jthread hangUpLater([&] { ::close(in[1]); });
    QVERIFY(server.run());
    ::close(in[0]);
    ::close(out[1]);
}

TRANSCOPE_TEST(TestWorkerServer)
#include "tst_workerserver.moc"
