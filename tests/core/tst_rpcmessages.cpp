#include "core/rpc/messages.h"
#include "tests/testsupport/testprogram.h"

#include <QElapsedTimer>
#include <QtTest>

#include <cmath>
#include <cstring>

using namespace transcope::core;
using nlohmann::json;

namespace {

PredictorInfo makeInfo()
{
    PredictorInfo info;
    info.method = "m2ost";
    info.title = "M2OST";
    info.kind = PredictorKind::Section;
    info.genes = {{"DDX5", "ENSG00000108654"}, {"", "ENSG2"}, {"µ", ""}};
    info.patches = {224, {1, 2, 4}, 0.5};
    info.normalisation = Normalisation::Log1p;
    info.device = "cuda:0";
    info.precision = "bfloat16";
    info.precisionReason = "tensor cores";
    info.weightsName = "a.safetensors";
    info.weightsHash = "00ff";
    info.trainedOn = "HER2+";
    info.split = "by patient";
    info.heldOutScore = {0.25f, NAN, -0.5f};
    info.heldOutBeyondDepth = {0.125f, NAN, 0};
    info.preferredBatch = 96;
    info.parts = {{partname::Deviation, "deviation", {}}, {partname::Appearance, "looks", {{"focus", ""}}}};
    info.views = 8;
    info.trainedLooks = {{"C3", {{0.25, 0.5, 0.125}, 40}}};
    return info;
}

PredictParams makePredict()
{
    PredictParams params;
    params.slide = "/slides/a b.svs";
    params.spots.lattice = Lattice::Square;
    params.spots.shape = SpotShape::Cell;
    params.spots.diameterLevel0Px = 145.6;
    params.spots.umPerPx = 0.687;
    params.spots.spots = {{"10x13", {0.1, 1e6 / 3}, 10, 13}, {"b", {-5, 0}, -1, -1}};
    params.pending = {1, 0};
    params.umPerPx = 0.5;
    params.batchSize = 7;
    return params;
}

/// Through text and back, as over the wire.
template <class Message> Message overTheWire(const Message& message, const char* method)
{
    const auto body = requestBody(1, method, message);
    const auto parsed = parseMessage(body);
    return readMessage<Message>(std::get<RpcRequest>(parsed.value()).params, method).value();
}

} // namespace

class TestRpcMessages : public QObject
{
    Q_OBJECT
private slots:
    void predictorInfo();
    void predictParams();
    void rowsArriveBitForBit();
    void patchesAndTheirRows();
    void aModelThatContradictsItself_data();
    void aModelThatContradictsItself();
    void progressAndSummary();
    void errors_data();
    void errors();
    void notUtf8();
    void badBody_data();
    void badBody();
    void badParams_data();
    void badParams();
    void deepNesting();
    void throughput();
};

void TestRpcMessages::predictorInfo()
{
    const PredictorInfo sent = makeInfo();
    const PredictorInfo got = overTheWire(sent, rpcmethod::LoadWeights);
    QCOMPARE(got.method, sent.method);
    QCOMPARE(got.title, sent.title);
    QVERIFY(got.kind == sent.kind);
    QVERIFY(got.genes == sent.genes);
    QCOMPARE(got.patches.sizePx, 224);
    QCOMPARE(got.patches.downsamples, sent.patches.downsamples);
    QCOMPARE(got.patches.umPerPx.value(), 0.5);
    QVERIFY(got.normalisation == Normalisation::Log1p);
    QCOMPARE(got.device, sent.device);
    QCOMPARE(got.precision, sent.precision);
    QCOMPARE(got.precisionReason, sent.precisionReason);
    QCOMPARE(got.weightsName, sent.weightsName);
    QCOMPARE(got.weightsHash, sent.weightsHash);
    QCOMPARE(got.trainedOn, sent.trainedOn);
    QCOMPARE(got.split, sent.split);
    QCOMPARE(got.heldOutScore.size(), 3u);
    QVERIFY(std::isnan(got.heldOutScore[1]));
    QCOMPARE(got.heldOutScore[2], -0.5f);
    QCOMPARE(got.heldOutBeyondDepth.size(), 3u);
    QCOMPARE(got.heldOutBeyondDepth[0], 0.125f);
    QCOMPARE(got.preferredBatch, 96);
    QCOMPARE(got.rowWidth(), std::size_t(3 + 3 + 1));
    QCOMPARE(got.parts[1].columns.front().symbol, std::string("focus"));
    QCOMPARE(got.views, 8);
    QVERIFY(got.trainedLooks == sent.trainedLooks);
}

void TestRpcMessages::predictParams()
{
    const PredictParams sent = makePredict();
    const PredictParams got = overTheWire(sent, rpcmethod::Predict);
    QCOMPARE(got.slide, sent.slide);
    QVERIFY(got.spots.lattice == Lattice::Square);
    QVERIFY(got.spots.shape == SpotShape::Cell);
    QCOMPARE(got.spots.diameterLevel0Px, 145.6);
    QVERIFY(!got.spots.pitchLevel0Px);
    QCOMPARE(got.spots.umPerPx.value(), 0.687);
    QCOMPARE(got.spots.size(), 2u);
    QCOMPARE(got.spots.spots[0].id, std::string("10x13"));
    QVERIFY(got.spots.spots[0].centreLevel0Px == sent.spots.spots[0].centreLevel0Px); // exactly
    QCOMPARE(got.spots.spots[0].arrayCol, 13);
    QCOMPARE(got.spots.spots[1].arrayRow, -1);
    QCOMPARE(got.pending, sent.pending);
    QCOMPARE(got.umPerPx.value(), 0.5);
    QCOMPARE(got.batchSize, 7);
}

void TestRpcMessages::rowsArriveBitForBit()
{
    RunRows sent;
    sent.run = 41;
    sent.spots = {5, 9};
    sent.values = {0.1f, -0.0f, 1e-42f, 3.4e38f, NAN, INFINITY}; // a denormal among them
    sent.padded = {0, 1};
    const RunRows got = overTheWire(sent, rpcmethod::Rows);
    QCOMPARE(got.run, 41);
    QCOMPARE(got.spots, sent.spots);
    QCOMPARE(got.padded, sent.padded);
    QCOMPARE(got.values.size(), sent.values.size());
    QCOMPARE(std::memcmp(got.values.data(), sent.values.data(), sizeof(float) * sent.values.size()), 0);
}

void TestRpcMessages::patchesAndTheirRows()
{
    PatchBatch batch;
    batch.count = 2;
    batch.sizePx = 1;
    batch.levels = {{1, 2, 3, 4, 5, 6}, {255, 0, 128, 7, 8, 9}};
    // base64 of the bytes 01 02 03 04 05 06 and ff 00 80 07 08 09 (RFC 4648)
    QCOMPARE(json(batch).dump(), std::string(R"({"count":2,"levels":["AQIDBAUG","/wCABwgJ"],"sizePx":1})"));
    QCOMPARE(overTheWire(PatchRows{{1.5f, -2, 1e-42f}}, rpcmethod::PredictPatches).values,
             (std::vector<float>{1.5f, -2, 1e-42f}));
    const PatchBatch got = overTheWire(batch, rpcmethod::PredictPatches);
    QCOMPARE(got.count, 2);
    QCOMPARE(got.sizePx, 1);
    QCOMPARE(got.levels, batch.levels);
    InitializeResult hello;
    QVERIFY(!overTheWire(hello, rpcmethod::Initialize).wantsPatches);
    hello.wantsPatches = true;
    QVERIFY(overTheWire(hello, rpcmethod::Initialize).wantsPatches);
}

void TestRpcMessages::aModelThatContradictsItself_data()
{
    QTest::addColumn<QByteArray>("patch"); // RFC 7396 merge patch on a good model
    QTest::newRow("two scores for three genes") << QByteArray(R"({"heldOutScore": "AAAAAAAAAAA="})");
    QTest::newRow("no genes") << QByteArray(R"({"genes": [], "heldOutScore": ""})");
    QTest::newRow("no name") << QByteArray(R"({"method": ""})");
    QTest::newRow("no levels") << QByteArray(R"({"downsamples": []})");
    QTest::newRow("a level of 1e300") << QByteArray(R"({"downsamples": [1e300]})");
    QTest::newRow("a level of less than nothing") << QByteArray(R"({"downsamples": [-1]})");
    QTest::newRow("unknown normalisation") << QByteArray(R"({"normalisation": "tpm"})");
    QTest::newRow("patches of 0 px") << QByteArray(R"({"sizePx": 0})");
}

void TestRpcMessages::aModelThatContradictsItself()
{
    QFETCH(QByteArray, patch);
    json model = makeInfo();
    QVERIFY(readMessage<PredictorInfo>(model, rpcmethod::LoadWeights));
    model.merge_patch(json::parse(patch.toStdString()));
    QCOMPARE(readMessage<PredictorInfo>(model, rpcmethod::LoadWeights).error().code, ErrorCode::BadInput);
}

void TestRpcMessages::progressAndSummary()
{
    ProgressParams sent{3, {"predicting", 5, 180, 1.5, std::nullopt}};
    QVERIFY(!overTheWire(sent, rpcmethod::Progress).progress.secondsLeft);
    sent.progress.secondsLeft = 52.5;
    const ProgressParams got = overTheWire(sent, rpcmethod::Progress);
    QCOMPARE(got.request, 3);
    QCOMPARE(got.progress.stage, std::string("predicting"));
    QCOMPARE(got.progress.done, 5);
    QCOMPARE(got.progress.total, 180);
    QCOMPARE(got.progress.secondsLeft.value(), 52.5);

    const RunSummary summary = overTheWire(RunSummary{180, 3, 20.5, 4.5, 16, 999}, rpcmethod::Predict);
    QCOMPARE(summary.predicted, 180);
    QCOMPARE(summary.paddedSpots, 3);
    QCOMPARE(summary.seconds, 20.5);
    QCOMPARE(summary.readSeconds, 4.5);
    QCOMPARE(summary.modelSeconds, 16.);
    QCOMPARE(summary.tilesDecoded, 999);
}

void TestRpcMessages::errors_data()
{
    QTest::addColumn<int>("code");
    for (const auto code :
         {ErrorCode::InvalidArgument, ErrorCode::BadInput, ErrorCode::NotFound, ErrorCode::Unsupported,
          ErrorCode::DeviceFailure, ErrorCode::ModelFailure, ErrorCode::Cancelled, ErrorCode::WriteFailed})
        QTest::addRow("%d", int(code)) << int(code);
}

void TestRpcMessages::errors()
{
    QFETCH(int, code);
    const Error error{static_cast<ErrorCode>(code), "x.svs is \"broken\"", "Scan again."};
    const auto body = errorBody(7, RpcErrorCode::Failed, error);
    QCOMPARE(json::parse(body)["error"]["code"].get<int>(), -32000);
    const auto parsed = parseMessage(body);
    QVERIFY(parsed);
    const auto& response = std::get<RpcResponse>(*parsed);
    QCOMPARE(response.id.value(), 7);
    QVERIFY(!response.result);
    QCOMPARE(int(response.result.error().code), code);
    QCOMPARE(response.result.error().message, error.message);
    QCOMPARE(response.result.error().whatToDo, error.whatToDo);
}

void TestRpcMessages::notUtf8()
{
    // A file name in Latin-1 must not stop the worker from answering.
    const auto body =
        errorBody(7, RpcErrorCode::Failed, {ErrorCode::BadInput, "Pr\xe4parat.svs is broken", ""});
    const auto parsed = parseMessage(body);
    QVERIFY(parsed);
    QCOMPARE(std::get<RpcResponse>(*parsed).result.error().message,
             std::string("Pr\xef\xbf\xbdparat.svs is broken"));
}

void TestRpcMessages::badBody_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("code");
    const int parse = -32700, invalid = -32600;
    QTest::newRow("empty") << QByteArray() << parse;
    QTest::newRow("cut") << QByteArray("{\"jsonrpc\":\"2.0\",\"id\":1,\"meth") << parse;
    QTest::newRow("words") << QByteArray("hello") << parse;
    QTest::newRow("bytes") << QByteArray("\xff\xfe\x00\x01", 4) << parse;
    QTest::newRow("two values") << QByteArray("{} {}") << parse;
    QTest::newRow("broken UTF-8 in a string")
        << QByteArray("{\"jsonrpc\":\"2.0\",\"method\":\"\xc3(\"}") << parse;
    QTest::newRow("list") << QByteArray("[]") << invalid;
    QTest::newRow("number") << QByteArray("5") << invalid;
    QTest::newRow("null") << QByteArray("null") << invalid;
    QTest::newRow("no version") << QByteArray("{\"id\":1,\"method\":\"a\"}") << invalid;
    QTest::newRow("version is a number")
        << QByteArray("{\"jsonrpc\":2.0,\"id\":1,\"method\":\"a\"}") << invalid;
    QTest::newRow("older version") << QByteArray("{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"a\"}")
                                   << invalid;
    QTest::newRow("id is text") << QByteArray("{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"a\"}")
                                << invalid;
    QTest::newRow("id is a fraction")
        << QByteArray("{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"a\"}") << invalid;
    QTest::newRow("id is a list") << QByteArray("{\"jsonrpc\":\"2.0\",\"id\":[],\"method\":\"a\"}")
                                  << invalid;
    QTest::newRow("method is a number")
        << QByteArray("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":1}") << invalid;
    QTest::newRow("neither method nor result") << QByteArray("{\"jsonrpc\":\"2.0\",\"id\":1}") << invalid;
    QTest::newRow("error is text") << QByteArray("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":\"x\"}") << invalid;
    QTest::newRow("error without message")
        << QByteArray("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{}}") << invalid;
    QTest::newRow("error's kind is a number")
        << QByteArray("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"message\":\"x\",\"data\":{\"kind\":1}}}")
        << invalid;
}

void TestRpcMessages::badBody()
{
    QFETCH(QByteArray, body);
    QFETCH(int, code);
    const auto message = parseMessage(body.toStdString());
    QVERIFY(!message);
    QCOMPARE(int(message.error().code), code);
    QVERIFY(!message.error().error.message.empty());
}

void TestRpcMessages::badParams_data()
{
    QTest::addColumn<QByteArray>("patch"); // RFC 7396 merge patch on a good predict message
    const auto row = [](const char* name, const char* patch) { QTest::newRow(name) << QByteArray(patch); };
    row("slide is a number", R"({"slide": 5})");
    row("no slide", R"({"slide": null})");
    row("pending is text", R"({"pending": "0"})");
    row("pending is a number", R"({"pending": 0})");
    row("pending holds text", R"({"pending": ["0"]})");
    row("pending holds a fraction", R"({"pending": [0.5]})");
    row("pending is negative", R"({"pending": [-1]})");
    row("pending beyond an int", R"({"pending": [4294967296]})");
    row("pending beyond 64 bits", R"({"pending": [18446744073709551615]})");
    row("scale is text", R"({"umPerPx": "0.5"})");
    row("batch is negative", R"({"batchSize": -1})");
    row("batch is absurd", R"({"batchSize": 1000000000})");
    row("batch is true", R"({"batchSize": true})");
    row("spots is text", R"({"spots": "all"})");
    row("lattice unknown", R"({"spots": {"lattice": "round"}})");
    row("shape unknown", R"({"spots": {"shape": "star"}})");
    row("shape is a number", R"({"spots": {"shape": 4}})");
    row("diameter is text", R"({"spots": {"diameterLevel0Px": "9"}})");
    row("diameter is missing", R"({"spots": {"diameterLevel0Px": null}})");
    row("spots is a number", R"({"spots": {"spots": 5}})");
    row("a spot is a number", R"({"spots": {"spots": [5]}})");
    row("a spot is too short", R"({"spots": {"spots": [["a", 1, 2]]}})");
    row("a position is null", R"({"spots": {"spots": [["a", null, 2, 0, 0]]}})");
    row("an id is a number", R"({"spots": {"spots": [[1, 1, 2, 0, 0]]}})");
    row("an array row is a fraction", R"({"spots": {"spots": [["a", 1, 2, 0.5, 0]]}})");
}

void TestRpcMessages::badParams()
{
    QFETCH(QByteArray, patch);
    json params = makePredict();
    QVERIFY(readMessage<PredictParams>(params, rpcmethod::Predict));
    params.merge_patch(json::parse(patch.toStdString()));
    const auto read = readMessage<PredictParams>(params, rpcmethod::Predict);
    QVERIFY(!read);
    QCOMPARE(int(read.error().code), int(ErrorCode::BadInput));
    QVERIFY(read.error().message.find("predict") != std::string::npos);
    // The same rubbish where another message is expected.
    QVERIFY(!readMessage<RunRows>(params, rpcmethod::Rows));
    QVERIFY(!readMessage<PredictorInfo>(params, rpcmethod::LoadWeights));
    QVERIFY(!readMessage<ProgressParams>(params, rpcmethod::Progress));
    QVERIFY(!readMessage<RunSummary>(params, rpcmethod::Predict));
}

void TestRpcMessages::deepNesting()
{
    const std::string open(1000000, '[');
    QVERIFY(!parseMessage(open));
    // The library would parse it, but a copy, as of a result, would end the program.
    for (const char* field : {"method\":\"predict\",\"params", "result"})
        QVERIFY(!parseMessage(std::string(R"({"jsonrpc":"2.0","id":1,")") + field + "\":" + open +
                              std::string(1000000, ']') + "}"));
}

void TestRpcMessages::throughput()
{
    RunRows rows;
    for (int i = 0; i < 96; ++i)
        rows.spots.push_back(i);
    rows.values.assign(96 * 250, 1.25f);
    rows.padded.assign(96, 0);
    constexpr int Chunks = 200;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < Chunks; ++i)
        QCOMPARE(overTheWire(rows, rpcmethod::Rows).values.size(), rows.values.size());
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    const double megabytes = Chunks * double(rows.values.size()) * sizeof(float) / 1e6;
    qInfo("rows, written and read again: %.0f MB/s of float32, %.2f ms per chunk of 96 x 250",
          megabytes / seconds, 1e3 * seconds / Chunks);
}

TRANSCOPE_TEST(TestRpcMessages)
#include "tst_rpcmessages.moc"
