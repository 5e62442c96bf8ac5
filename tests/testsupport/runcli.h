#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>

namespace transcope::tests {

/// What a run of transcope-cli left.
struct CliRun
{
    int exitCode = -1;
    QByteArray out;
    QByteArray error;

    /// stdout as the one JSON object that --json promises; empty when it is anything else.
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

/// Runs the built transcope-cli; the caches go to `cacheDir` where one is given. exitCode -1: it crashed or
/// hung.
inline CliRun runCli(const QStringList& arguments, const QString& cacheDir = {}, int timeoutMs = 60000)
{
    QProcess process;
    if (!cacheDir.isEmpty()) {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_CACHE_HOME", cacheDir);
        process.setProcessEnvironment(environment);
    }
    process.start(QStringLiteral(TRANSCOPE_BIN "/transcope-cli"), arguments);
    const bool finished = process.waitForFinished(timeoutMs) && process.exitStatus() == QProcess::NormalExit;
    return {finished ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

} // namespace transcope::tests
