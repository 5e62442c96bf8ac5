#include "ui/document/appsettings.h"

#include <QCryptographicHash>
#include <QFileInfo>

namespace transcope::ui {

namespace {

const QString RecentKey = QStringLiteral("recentFiles");
const QString ThemeKey = QStringLiteral("theme");
const QString LanguageKey = QStringLiteral("language");
const QString FolderKey = QStringLiteral("lastFolder");
const QString WeightsKey = QStringLiteral("weights");
const QString WorkerKey = QStringLiteral("worker");
const QString DeviceKey = QStringLiteral("device");
const QString GeometryKey = QStringLiteral("window/geometry");
const QString StateKey = QStringLiteral("window/state");
const QString CompactKey = QStringLiteral("window/compactState");

/// A path has signs that mean something in a key.
QString hashed(const QString& text)
{
    const auto hash = QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex();
    return QString::fromLatin1(hash.left(32));
}

QString waitingKey(const QString& slide)
{
    return QStringLiteral("waitingRuns/") + hashed(slide);
}

QString rateKey(const QString& runs)
{
    return QStringLiteral("spotsPerSecond/") + hashed(runs);
}

} // namespace

AppSettings::AppSettings(QObject* parent) : QObject(parent) {}

AppSettings::AppSettings(const QString& iniFile, QObject* parent)
    : QObject(parent), m_settings(iniFile, QSettings::IniFormat)
{
}

QStringList AppSettings::recentFiles() const
{
    return m_settings.value(RecentKey).toStringList();
}

void AppSettings::addRecentFile(const QString& path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList files = recentFiles();
    files.removeAll(absolute);
    files.prepend(absolute);
    if (store(RecentKey, files.mid(0, MostRecentFiles)))
        emit recentFilesChanged();
}

void AppSettings::clearRecentFiles()
{
    if (store(RecentKey, QStringList()))
        emit recentFilesChanged();
}

Theme AppSettings::theme() const
{
    const int stored = m_settings.value(ThemeKey).toInt();
    return stored == int(Theme::Dark)    ? Theme::Dark
           : stored == int(Theme::Light) ? Theme::Light
                                         : Theme::System;
}

void AppSettings::setTheme(Theme theme)
{
    if (store(ThemeKey, static_cast<int>(theme)))
        emit themeChanged();
}

QString AppSettings::language() const
{
    return m_settings.value(LanguageKey).toString();
}

void AppSettings::setLanguage(const QString& code)
{
    if (store(LanguageKey, code))
        emit languageChanged();
}

QString AppSettings::lastFolder() const
{
    return m_settings.value(FolderKey).toString();
}

void AppSettings::setLastFolder(const QString& folder)
{
    store(FolderKey, folder);
}

QString AppSettings::weights() const
{
    return m_settings.value(WeightsKey).toString();
}

void AppSettings::setWeights(const QString& path)
{
    store(WeightsKey, path);
}

QString AppSettings::worker() const
{
    return m_settings.value(WorkerKey).toString();
}

void AppSettings::setWorker(const QString& command)
{
    store(WorkerKey, command);
}

QString AppSettings::device() const
{
    return m_settings.value(DeviceKey, QStringLiteral("auto")).toString();
}

void AppSettings::setDevice(const QString& device)
{
    store(DeviceKey, device);
}

std::optional<double> AppSettings::spotsPerSecond(const QString& runs) const
{
    const double rate = m_settings.value(rateKey(runs)).toDouble();
    return rate > 0 ? std::optional(rate) : std::nullopt;
}

void AppSettings::setSpotsPerSecond(const QString& runs, double rate)
{
    store(rateKey(runs), rate);
}

QStringList AppSettings::waitingRuns(const QString& slide) const
{
    return m_settings.value(waitingKey(slide)).toStringList();
}

void AppSettings::setWaitingRuns(const QString& slide, const QStringList& runs)
{
    if (runs.isEmpty())
        m_settings.remove(waitingKey(slide));
    else
        store(waitingKey(slide), runs);
}

QString AppSettings::geneListsFile() const
{
    return QFileInfo(m_settings.fileName()).absolutePath() + QStringLiteral("/genelists.gmt");
}

QByteArray AppSettings::windowGeometry() const
{
    return m_settings.value(GeometryKey).toByteArray();
}

QByteArray AppSettings::windowState() const
{
    return m_settings.value(StateKey).toByteArray();
}

QByteArray AppSettings::compactState() const
{
    return m_settings.value(CompactKey).toByteArray();
}

void AppSettings::setWindow(const QByteArray& geometry, const QByteArray& state, const QByteArray& compact)
{
    store(GeometryKey, geometry);
    store(StateKey, state);
    store(CompactKey, compact);
}

bool AppSettings::store(const QString& key, const QVariant& value)
{
    if (m_settings.contains(key) && m_settings.value(key) == value)
        return false;
    m_settings.setValue(key, value);
    return true;
}

} // namespace transcope::ui
