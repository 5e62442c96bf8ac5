#include "core/base/sha256.h"
#include "tests/testsupport/testprogram.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace transcope::core;

class TestSha256 : public QObject
{
    Q_OBJECT
private slots:
    void digest_data();
    void digest();
    void piecesDoNotMatter();
    void file();
    void missingFile();
};

// Published test vectors of FIPS 180-4 / NIST CAVP.
void TestSha256::digest_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("empty") << QByteArray()
                           << QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    QTest::newRow("abc") << QByteArray("abc")
                         << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QTest::newRow("56 bytes: padding needs a second block")
        << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        << QByteArray("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    QTest::newRow("a million a") << QByteArray(1000000, 'a')
                                 << QByteArray(
                                        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

void TestSha256::digest()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, hex);
    Sha256 sha;
    sha.update(text.constData(), text.size());
    QCOMPARE(QByteArray::fromStdString(sha.hexDigest()), hex);
}

void TestSha256::piecesDoNotMatter()
{
    const QByteArray text(1000000, 'a');
    Sha256 sha;
    for (int at = 0, size = 1; at < text.size(); at += size, size = size * 2 % 997)
        sha.update(text.constData() + at, std::min<int>(size, text.size() - at));
    QCOMPARE(sha.hexDigest(),
             std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
}

void TestSha256::file()
{
    QTemporaryDir dir;
    const std::filesystem::path path = dir.filePath("abc").toStdString();
    std::ofstream(path) << "abc";
    QCOMPARE(sha256OfFile(path).value(),
             std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

void TestSha256::missingFile()
{
    const auto hash = sha256OfFile("/nowhere/file");
    QVERIFY(!hash);
    QCOMPARE(hash.error().code, ErrorCode::NotFound);
    QVERIFY(hash.error().message.find("/nowhere/file") != std::string::npos);
    QCOMPARE(sha256OfFile("/").error().code, ErrorCode::BadInput);
}

TRANSCOPE_TEST(TestSha256)
#include "tst_sha256.moc"
