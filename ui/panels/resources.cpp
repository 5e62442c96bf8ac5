#include "ui/panels/resources.h"

#include <QCoreApplication>
#include <QDir>
#include <algorithm>

namespace transcope::ui {

QString resourceFolder()
{
    const QString program = QCoreApplication::applicationDirPath();
    const QStringList candidates = {
        qEnvironmentVariable("TRANSCOPE_RESOURCES"), program + QStringLiteral("/../share/transcope"),
        program + QStringLiteral("/../../../resources"),
        program + QStringLiteral("/../../../../resources")}; // tests lie one deeper
    for (const auto& candidate : candidates) {
        if (!candidate.isEmpty() && QDir(candidate + QStringLiteral("/genes")).exists())
            return QDir(candidate).canonicalPath();
    }
    return {};
}

QStringList bundledWeights()
{
    const QString resources = resourceFolder();
    if (resources.isEmpty())
        return {};
    const QDir folder(resources + QStringLiteral("/weights"));
    QStringList files;
    for (const auto& file : folder.entryInfoList({QStringLiteral("*.safetensors")}, QDir::Files, QDir::Name))
        files << file.absoluteFilePath();
    std::stable_partition(files.begin(), files.end(),
                          [](const QString& file) { return file.contains(QStringLiteral("demo")); });
    return files;
}

} // namespace transcope::ui
