#include "tests/testsupport/windowfixture.h"

#include "ui/panels/predictionpanel.h"

#include <QSignalSpy>
#include <QtTest>

namespace transcope::tests {

WindowFixture::WindowFixture(const TempFolder& folder, const QSize& size, const char* settingsFile)
    : settings(QString::fromStdString((folder / settingsFile).string())),
      window(&settings, {QStringLiteral(TRANSCOPE_BIN "/tests/fakeworker")})
{
    window.restoreLayout(size);
    window.show();
    window.activateWindow();
}

bool WindowFixture::settle()
{
    return QTest::qWaitFor([this] { return window.isSettled(); }, PatienceMs);
}

bool WindowFixture::open(const QString& file)
{
    document()->open(file);
    return QTest::qWaitFor([this] { return isReady(); }, PatienceMs);
}

bool WindowFixture::openSection(const QString& file)
{
    document()->open(file);
    return QTest::qWaitFor([this] { return document()->measured() != nullptr && isReady(); }, PatienceMs);
}

bool WindowFixture::predict(const std::optional<ui::RunChoice>& choice)
{
    QSignalSpy finished(window.run(), &ui::RunController::finished);
    if (choice)
        window.run()->start(*choice);
    else
        window.predictionPanel()->startRun();
    return QTest::qWaitFor([&] { return finished.count() == 1; }, PatienceMs) && settle();
}

} // namespace transcope::tests
