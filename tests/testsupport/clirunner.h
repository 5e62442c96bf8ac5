#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <functional>

namespace transcope::testsupport {

/// What a run of transcope-cli left behind.
struct CliResult
{
    int exitCode = -1; ///< -1: did not start, crashed, or ran past the limit
    QByteArray out;
    QByteArray error;
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

/// Runs the built transcope-cli to its end. cacheDir becomes XDG_CACHE_HOME, so that tests share no cache.
/// inChild: runs in the new process before the program does.
inline CliResult runCli(const QStringList& arguments, const QString& cacheDir, int limitMs = 60'000,
                        std::function<void()> inChild = {})
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("XDG_CACHE_HOME", cacheDir);
    process.setProcessEnvironment(environment);
    process.setChildProcessModifier(std::move(inChild));
    process.start(QStringLiteral(TRANSCOPE_BIN "/transcope-cli"), arguments);
    CliResult result;
    if (!process.waitForStarted() || !process.waitForFinished(limitMs)) {
        process.kill();
        process.waitForFinished();
        result.error = "did not start or did not end in time";
        return result;
    }
    if (process.exitStatus() == QProcess::NormalExit)
        result.exitCode = process.exitCode();
    result.out = process.readAllStandardOutput();
    result.error = process.readAllStandardError();
    return result;
}

} // namespace transcope::testsupport
