#pragma once

#include <QProcess>

namespace transcope::tests {

/// Runs a script with Debian's Python, where packages such as python3-anndata are. Gives what it printed
/// where it failed; empty where it did not.
inline QByteArray pythonFailure(const char* script, const QStringList& arguments = {})
{
    QProcess python;
    python.setProcessChannelMode(QProcess::MergedChannels);
    python.start("/usr/bin/python3", QStringList{"-c", script} + arguments);
    const bool done = python.waitForFinished(60000) && python.exitStatus() == QProcess::NormalExit;
    return done && python.exitCode() == 0 ? QByteArray() : "failed: " + python.readAll();
}

/// Whether it has all of these modules.
inline bool pythonHas(const char* modules)
{
    return pythonFailure(QByteArray("import ").append(modules).constData()).isEmpty();
}

} // namespace transcope::tests
