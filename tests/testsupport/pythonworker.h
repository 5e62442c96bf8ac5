#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>

namespace transcope::testsupport {

/// A Python with numpy; empty where there is none. What is started by it finds transcope_worker.
inline QString pythonWithNumpy()
{
    qputenv("PYTHONPATH", TRANSCOPE_RESOURCES "/python");
    qputenv("PYTHONDONTWRITEBYTECODE", "1");
    for (const QString python : {QStringLiteral("python3"), QStringLiteral("/usr/bin/python3")})
        if (QProcess::execute(python, {"-c", "import numpy"}) == 0)
            return python;
    return {};
}

/// The command of tests/data/worker/means.py; "'" as its folder may hold spaces.
inline QString meansWorker(const QString& python, const QString& arguments = {})
{
    return python + " '" TRANSCOPE_TEST_DATA "/worker/means.py' " + arguments;
}

} // namespace transcope::testsupport
