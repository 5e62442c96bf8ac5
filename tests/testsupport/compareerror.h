#pragma once

#include "core/base/result.h"

#include <QtTest>

namespace transcope::test {

/// Fails the test unless the error is of that kind, its message has `part` in it, and it says what to do.
inline void compareError(const core::Error& error, core::ErrorCode code, const QString& part)
{
    const auto message = QString::fromStdString(error.message);
    QVERIFY2(message.contains(part), qPrintable(message));
    QCOMPARE(error.code, code);
    QVERIFY(!error.whatToDo.empty());
}

} // namespace transcope::test
