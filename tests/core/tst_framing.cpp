#include "core/rpc/base64.h"
#include "core/rpc/framing.h"
#include "tests/testsupport/testprogram.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace transcope::core;

class TestFraming : public QObject
{
    Q_OBJECT
private slots:
    void base64_data();
    void base64();
    void base64Refuses_data();
    void base64Refuses();
    void base64AllLengths();
    void piecesOfAnySize_data();
    void piecesOfAnySize();
    void badStream_data();
    void badStream();
    void announcedLengthTakesNoMemory();
    void boundary();
    void otherHeaders();
    void throughput();
};

// RFC 4648, section 10.
void TestFraming::base64_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("f") << QByteArray("f") << QByteArray("Zg==");
    QTest::newRow("fo") << QByteArray("fo") << QByteArray("Zm8=");
    QTest::newRow("foo") << QByteArray("foo") << QByteArray("Zm9v");
    QTest::newRow("foob") << QByteArray("foob") << QByteArray("Zm9vYg==");
    QTest::newRow("fooba") << QByteArray("fooba") << QByteArray("Zm9vYmE=");
    QTest::newRow("foobar") << QByteArray("foobar") << QByteArray("Zm9vYmFy");
    QTest::newRow("all bits") << QByteArray("\xff\xff\xfe") << QByteArray("///+");
}

void TestFraming::base64()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(toBase64(std::as_bytes(std::span(bytes.constData(), bytes.size())))),
             text);
    const auto back = fromBase64(text.toStdString());
    QVERIFY(back);
    QCOMPARE(QByteArray(reinterpret_cast<const char*>(back->data()), qsizetype(back->size())), bytes);
}

void TestFraming::base64Refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "====", "Z===", "Zm 9", "Zm9v\n",
                             "=Zg=", "Zg==Zg==", "Zm9*", "Zm9\xff"})
        QTest::newRow(QByteArray(text).toPercentEncoding().constData()) << QByteArray(text);
}

void TestFraming::base64Refuses()
{
    QFETCH(QByteArray, text);
    QVERIFY(!fromBase64(text.toStdString()));
}

void TestFraming::base64AllLengths()
{
    for (int length = 0; length < 70; ++length) {
        QByteArray bytes(length, 0);
        for (int i = 0; i < length; ++i)
            bytes[i] = static_cast<char>(i * 37 + length);
        const auto text = toBase64(std::as_bytes(std::span(bytes.constData(), bytes.size())));
        QCOMPARE(QByteArray::fromStdString(text), bytes.toBase64()); // Qt's own
        const auto back = fromBase64(text);
        QVERIFY(back);
        QCOMPARE(QByteArray(reinterpret_cast<const char*>(back->data()), qsizetype(back->size())), bytes);
    }
}

void TestFraming::piecesOfAnySize_data()
{
    QTest::addColumn<int>("piece");
    for (const int piece : {1, 2, 7, 20, 64, 100000})
        QTest::addRow("%d bytes", piece) << piece;
}

void TestFraming::piecesOfAnySize()
{
    QFETCH(int, piece);
    const std::vector<std::string> bodies = {"{}", "", std::string(1000, 'x'),
                                             "\r\n\r\nContent-Length: 5\r\n\r\n", "µ"};
    std::string stream;
    for (const auto& body : bodies)
        stream += frame(body);
    FrameDecoder decoder;
    std::vector<std::string> received;
    for (std::size_t at = 0; at < stream.size(); at += static_cast<std::size_t>(piece)) {
        decoder.append(std::string_view(stream).substr(at, static_cast<std::size_t>(piece)));
        while (true) {
            const auto body = decoder.next();
            QVERIFY(body);
            if (!*body)
                break;
            received.push_back(**body);
        }
    }
    QCOMPARE(received, bodies);
    QVERIFY(decoder.atBoundary());
}

void TestFraming::badStream_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("says");
    QTest::newRow("banner of a login") << QByteArray("Welcome to gpu7\n") << "Welcome to gpu7";
    QTest::newRow("banner with a colon") << QByteArray("Last login: Mon\n") << "Last login";
    QTest::newRow("banner with carriage return") << QByteArray("Welcome\r\n") << "Welcome";
    QTest::newRow("no length") << QByteArray("Content-Type: x\r\n\r\n{}") << "without Content-Length";
    QTest::newRow("empty header") << QByteArray("\r\n{}") << "without Content-Length";
    QTest::newRow("length is a word") << QByteArray("Content-Length: two\r\n\r\n{}") << "wrong length";
    QTest::newRow("length is empty") << QByteArray("Content-Length:\r\n\r\n{}") << "wrong length";
    QTest::newRow("negative length") << QByteArray("Content-Length: -2\r\n\r\n{}") << "wrong length";
    QTest::newRow("length with rubbish") << QByteArray("Content-Length: 2x\r\n\r\n{}") << "wrong length";
    QTest::newRow("hexadecimal length") << QByteArray("Content-Length: 0x2\r\n\r\n{}") << "wrong length";
    QTest::newRow("two lengths") << QByteArray("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}")
                                 << "wrong length";
    QTest::newRow("length beyond 64 bits")
        << QByteArray("Content-Length: 99999999999999999999999\r\n\r\n") << "wrong length";
    QTest::newRow("absurd length") << QByteArray("Content-Length: 1000000000000\r\n\r\n")
                                   << "1000000000000 bytes";
    QTest::newRow("a byte too long") << QByteArray("Content-Length: 1001\r\n\r\n") << "1001 bytes";
    QTest::newRow("header without end") << QByteArray(5000, 'a') << "no end";
    QTest::newRow("many header lines") << QByteArray("X: y\r\n").repeated(1000) << "no end";
    QTest::newRow("zeros") << QByteArray(64, '\0').append('\n') << "????";
}

void TestFraming::badStream()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, says);
    FrameDecoder decoder(1000);
    decoder.append({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    const auto body = decoder.next();
    QVERIFY(!body);
    QCOMPARE(int(body.error().code), int(ErrorCode::BadInput));
    const QString message = QString::fromStdString(body.error().text());
    QVERIFY2(message.contains(says), qPrintable(message));
    QVERIFY(message.size() < 400);
}

void TestFraming::announcedLengthTakesNoMemory()
{
    // Ten thousand decoders each promised 64 MiB would need 640 GB if the promise were believed.
    std::vector<FrameDecoder> decoders(10000);
    for (auto& decoder : decoders) {
        decoder.append("Content-Length: 67108864\r\n\r\n{");
        const auto body = decoder.next();
        QVERIFY(body && !*body);
    }
}

void TestFraming::boundary()
{
    FrameDecoder decoder;
    QVERIFY(decoder.atBoundary());
    decoder.append("Content-Le");
    QVERIFY(decoder.next().has_value());
    QVERIFY(!decoder.atBoundary());
    decoder.append("ngth: 2\r\n\r\n");
    QVERIFY(decoder.next().has_value());
    QVERIFY(!decoder.atBoundary());
    decoder.append("{}");
    QVERIFY(decoder.next()->has_value());
    QVERIFY(decoder.atBoundary());
}

void TestFraming::otherHeaders()
{
    FrameDecoder decoder;
    decoder.append("Content-Type: application/json; charset=utf-8\r\ncontent-length:  2 \r\n\r\n{}");
    QCOMPARE(decoder.next().value().value(), std::string("{}"));
}

void TestFraming::throughput()
{
    // One chunk of 96 spots and 250 genes in base64 is 128,000 bytes; 2,000 of them come in pieces of a pipe.
    const std::string body(128000, 'A');
    const std::string framed = frame(body);
    FrameDecoder decoder;
    QElapsedTimer timer;
    timer.start();
    std::size_t received = 0;
    for (int i = 0; i < 2000; ++i)
        for (std::size_t at = 0; at < framed.size(); at += 65536) {
            decoder.append(std::string_view(framed).substr(at, 65536));
            if (const auto next = decoder.next(); next && *next)
                received += (*next)->size();
        }
    QCOMPARE(received, 2000u * 128000u);
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    qInfo("framing: %.0f MB/s", double(received) / 1e6 / seconds);
    QVERIFY(seconds < 10); // a quadratic buffer would need minutes
}

TRANSCOPE_TEST(TestFraming)
#include "tst_framing.moc"
