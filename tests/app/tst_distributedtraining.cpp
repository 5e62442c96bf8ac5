// Several processes train one network, as torchrun would start them, over the loopback interface.
#include "tests/app/trainingdata.h"
#include "tests/testsupport/testprogram.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <arpa/inet.h>
#include <memory>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

using namespace transcope;

namespace {

constexpr int LimitMs = 60'000;

/// A port that was free a moment ago.
int freePort()
{
    const int probe = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    bind(probe, reinterpret_cast<sockaddr*>(&address), length);
    getsockname(probe, reinterpret_cast<sockaddr*>(&address), &length);
    close(probe);
    return ntohs(address.sin_port);
}

/// One of the processes.
class Member
{
public:
    Member(int rank, int size, int port, const QStringList& arguments)
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("RANK", QString::number(rank));
        environment.insert("WORLD_SIZE", QString::number(size));
        environment.insert("MASTER_ADDR", "127.0.0.1");
        environment.insert("MASTER_PORT", QString::number(port));
        environment.insert("OMP_NUM_THREADS", "1");
        m_process.setReadChannel(QProcess::StandardError);
        m_process.setProcessEnvironment(environment);
        m_process.start(TRANSCOPE_BIN "/transcope-cli",
                        QStringList{"--json", "train", "--distributed"} + arguments);
    }

    int exitCode()
    {
        if (!m_process.waitForFinished(LimitMs) || m_process.exitStatus() != QProcess::NormalExit)
            return -1;
        m_errors += QString::fromUtf8(m_process.readAllStandardError());
        return m_process.exitCode();
    }
    const QString& errors() const { return m_errors; }
    QJsonObject json() { return QJsonDocument::fromJson(m_process.readAllStandardOutput()).object(); }
    void terminate() { m_process.terminate(); }
    void kill() { m_process.kill(); }
    bool waitForText(const QString& text)
    {
        while (!m_errors.contains(text) && m_process.waitForReadyRead(LimitMs))
            m_errors += QString::fromUtf8(m_process.readAllStandardError());
        return m_errors.contains(text);
    }

private:
    QProcess m_process;
    QString m_errors;
};

/// Columns of a loss curve: epoch, training loss, validation loss, score, seconds.
QList<QList<double>> curveOf(const QString& out)
{
    QFile file(out + ".curve.csv");
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<QList<double>> rows;
    for (const QByteArray& line : file.readAll().split('\n').mid(1))
        if (!line.isEmpty()) {
            rows.emplace_back();
            for (const QByteArray& value : line.split(','))
                rows.back().append(value.toDouble());
        }
    return rows;
}

} // namespace

class DistributedTrainingTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void sharedBatchesTrainAsOne_data();
    void sharedBatchesTrainAsOne();
    void resumesFromRankZero();
    void stopsTogether_data();
    void stopsTogether();
    void refusesAnotherRun();
    void missesARank_data();
    void missesARank();

private:
    QStringList options(const QString& out, const QStringList& more = {}) const
    {
        return QStringList{"--data",   m_folder.filePath("d.pack"),   "--out",       m_folder.filePath(out),
                           "--config", m_folder.filePath("all.json"), "--precision", "float32"} +
               more;
    }

    QTemporaryDir m_folder;
};

void DistributedTrainingTest::initTestCase()
{
    tests::makeTrainingData(m_folder);
    QFile tiny(m_folder.filePath("tiny.json")), all(m_folder.filePath("all.json"));
    QVERIFY(tiny.open(QIODevice::ReadOnly) && all.open(QIODevice::WriteOnly));
    // Everything that chance decides, and batches of 4 out of 9 spots: the last one leaves a process without
    // any.
    auto json = QJsonDocument::fromJson(tiny.readAll()).object();
    for (const auto& [option, value] : {std::pair{"epochs", 6.0},
                                        {"colourJitter", 0.1},
                                        {"maskRate", 0.2},
                                        {"missingLevelRate", 0.3},
                                        {"tokenShare", 0.5},
                                        {"averaging", 0.5},
                                        {"learningRate", 3e-3}})
        json[option] = value;
    all.write(QJsonDocument(json).toJson());
    all.close();
    QProcess pack;
    pack.start(TRANSCOPE_BIN "/transcope-cli", {"pack", "--data", m_folder.filePath("data"), "--out",
                                                m_folder.filePath("d.pack"), "--levels", "0,1"});
    QVERIFY(pack.waitForFinished(LimitMs));
    QCOMPARE(pack.exitCode(), 0);
    Member probe(0, 2, freePort(), options("probe", {"--join-timeout", "1"}));
    probe.exitCode();
    if (probe.errors().contains("this build cannot train with several processes"))
        QSKIP("built without Gloo's headers");
}

void DistributedTrainingTest::sharedBatchesTrainAsOne_data()
{
    QTest::addColumn<int>("processes");
    QTest::newRow("two, with equal shares") << 2;
    QTest::newRow("three, with one spot, one and two") << 3;
}

void DistributedTrainingTest::sharedBatchesTrainAsOne()
{
    QFETCH(int, processes);
    Member alone(0, 1, freePort(), options("alone"));
    QVERIFY2(alone.exitCode() == 0, qPrintable(alone.errors()));
    const int port = freePort();
    Member first(0, processes, port, options("shared"));
    std::vector<std::unique_ptr<Member>> others;
    for (int rank = 1; rank < processes; ++rank)
        others.push_back(std::make_unique<Member>(rank, processes, port, options("elsewhere")));
    QVERIFY2(first.exitCode() == 0, qPrintable(first.errors()));
    QCOMPARE(first.json()["epochs"].toInt(), 6);
    for (const auto& other : others) {
        QVERIFY2(other->exitCode() == 0, qPrintable(other->errors()));
        QVERIFY(other->json()["rank"].toInt() > 0);
    }
    const auto one = curveOf(m_folder.filePath("alone")), two = curveOf(m_folder.filePath("shared"));
    QCOMPARE(one.size(), 6);
    QCOMPARE(two.size(), one.size());
    double largest = 0;
    for (int epoch = 0; epoch < one.size(); ++epoch)
        for (int column = 1; column <= 3; ++column)
            largest = std::max(largest, std::abs(two[epoch][column] - one[epoch][column]));
    qInfo("losses fall from %.3f to %.3f; largest difference of losses and scores: %.1e", one.front()[1],
          one.back()[1], largest);
    // Losses above 1 in float32, sums in another order, 18 steps; the curve's file has 6 decimals.
    QVERIFY(largest < 5e-6);
    QVERIFY(one.back()[1] < one.front()[1]);
    for (const char* beside : {"", ".checkpoint", ".curve.csv", ".curve.svg"})
        QVERIFY2(!QFileInfo::exists(m_folder.filePath("elsewhere") + beside), beside);
}

void DistributedTrainingTest::resumesFromRankZero()
{
    const QStringList longer = {"--epochs", "20"};
    int port = freePort();
    Member first(0, 2, port, options("whole", longer)), second(1, 2, port, options("elsewhere", longer));
    QVERIFY2(first.exitCode() == 0 && second.exitCode() == 0, qPrintable(first.errors()));
    port = freePort();
    Member stopped(0, 2, port, options("resumed", longer)), stopper(1, 2, port, options("elsewhere", longer));
    QVERIFY(stopped.waitForText("epoch 3:"));
    stopper.terminate();
    QCOMPARE(stopped.exitCode(), 5);
    QCOMPARE(stopper.exitCode(), 5);
    QVERIFY2(stopped.errors().contains("rank 1 of 2 ended the training"), qPrintable(stopped.errors()));
    port = freePort();
    const QStringList resume = longer + QStringList{"--resume"};
    Member again(0, 2, port, options("resumed", resume)), other(1, 2, port, options("elsewhere", resume));
    QVERIFY2(again.exitCode() == 0 && other.exitCode() == 0, qPrintable(again.errors()));
    QFile whole(m_folder.filePath("whole")), resumed(m_folder.filePath("resumed"));
    QVERIFY(whole.open(QIODevice::ReadOnly) && resumed.open(QIODevice::ReadOnly));
    QVERIFY(whole.readAll() == resumed.readAll());
}

void DistributedTrainingTest::stopsTogether_data()
{
    QTest::addColumn<int>("rank");
    QTest::addColumn<bool>("killed");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("otherSays");
    QTest::newRow("rank 0 cancelled") << 0 << false << 5 << "rank 0 of 2 ended the training";
    QTest::newRow("rank 1 cancelled") << 1 << false << 5 << "rank 1 of 2 ended the training";
    QTest::newRow("rank 0 killed") << 0 << true << 4 << "lost the other processes";
    QTest::newRow("rank 1 killed") << 1 << true << 4 << "lost the other processes";
}

void DistributedTrainingTest::stopsTogether()
{
    QFETCH(int, rank);
    QFETCH(bool, killed);
    QFETCH(int, exitCode);
    QFETCH(QString, otherSays);
    const int port = freePort();
    const QStringList endless = {"--epochs", "100000"};
    Member zero(0, 2, port, options("endless", endless)), one(1, 2, port, options("elsewhere", endless));
    QVERIFY(zero.waitForText("epoch 1:"));
    Member& leaver = rank == 0 ? zero : one;
    Member& other = rank == 0 ? one : zero;
    if (killed)
        leaver.kill();
    else
        leaver.terminate();
    QCOMPARE(leaver.exitCode(), killed ? -1 : exitCode);
    QCOMPARE(other.exitCode(), exitCode);
    QVERIFY2(other.errors().contains(otherSays), qPrintable(other.errors()));
}

void DistributedTrainingTest::refusesAnotherRun()
{
    const int port = freePort();
    Member first(0, 2, port, options("refused", {"--seed", "1"}));
    Member second(1, 2, port, options("elsewhere", {"--seed", "2"}));
    for (Member* member : {&first, &second}) {
        QCOMPARE(member->exitCode(), 2);
        QVERIFY2(member->errors().contains("other options or data"), qPrintable(member->errors()));
        QVERIFY2(member->errors().contains("\"seed\":2"), qPrintable(member->errors()));
    }
    QVERIFY(!QFileInfo::exists(m_folder.filePath("refused.checkpoint")));
}

void DistributedTrainingTest::missesARank_data()
{
    QTest::addColumn<int>("rank");
    QTest::addColumn<QString>("says");
    QTest::newRow("rank 1 never comes") << 0 << "rank 1 of 2 did not come to 127.0.0.1:";
    QTest::newRow("rank 0 never comes") << 1 << "rank 1 found no meeting point at 127.0.0.1:";
}

void DistributedTrainingTest::missesARank()
{
    QFETCH(int, rank);
    QFETCH(QString, says);
    const int port = freePort();
    Member alone(rank, 2, port, options("missed", {"--join-timeout", "2"}));
    QCOMPARE(alone.exitCode(), 4);
    QVERIFY2(alone.errors().contains(says + QString::number(port)), qPrintable(alone.errors()));
    // Ctrl+C is heard while waiting. Not before it is handled: the second process shows that a little has
    // passed.
    Member waiting(rank, 2, freePort(), options("missed"));
    Member meanwhile(0, 1, freePort(), options("meanwhile"));
    QCOMPARE(meanwhile.exitCode(), 0);
    waiting.terminate();
    QCOMPARE(waiting.exitCode(), 5);
}

TRANSCOPE_TEST(DistributedTrainingTest)
#include "tst_distributedtraining.moc"
