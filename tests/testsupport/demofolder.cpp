#include "tests/testsupport/demofolder.h"

#include "core/demo/demosection.h"

#include <QFile>
#include <QStandardPaths>

namespace transcope::tests {

DemoFolder::DemoFolder(int sidePx, std::string name) : m_name(std::move(name))
{
    QStandardPaths::setTestModeEnabled(true);
    core::DemoOptions options;
    options.sidePx = sidePx;
    if (const auto demo = core::writeDemoSection(*this / m_name, options); !demo)
        qFatal("%s", demo.error().text().c_str());
}

QString DemoFolder::path(const QString& name) const
{
    return QString::fromStdString((*this / name.toStdString()).string());
}

QString DemoFolder::section(const QString& file) const
{
    return path(QString::fromStdString(m_name) + QLatin1Char('/') + file);
}

QString DemoFolder::fakeWeights(const QByteArray& behaviour) const
{
    QFile file(path(QStringLiteral("fake.json")));
    if (!file.open(QIODevice::WriteOnly) || file.write(behaviour) != behaviour.size())
        qFatal("no fake weights");
    return file.fileName();
}

} // namespace transcope::tests
