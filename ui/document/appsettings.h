#pragma once

#include <QByteArray>
#include <QObject>
#include <QSettings>
#include <QString>
#include <QStringList>
#include <optional>

namespace transcope::ui {

enum class Theme { System, Light, Dark };

/// What the viewer remembers from one start to the next. Setters write at once and emit only on a change.
class AppSettings : public QObject
{
    Q_OBJECT
public:
    /// The user's own settings file.
    explicit AppSettings(QObject* parent = nullptr);
    /// Another file (tests).
    explicit AppSettings(const QString& iniFile, QObject* parent = nullptr);

    static constexpr int MostRecentFiles = 10;
    QStringList recentFiles() const; ///< newest first, absolute
    void addRecentFile(const QString& path);
    void clearRecentFiles();

    Theme theme() const;
    void setTheme(Theme theme);
    QString language() const; ///< its locale's code, e.g. "zh_CN"; empty: the system's
    void setLanguage(const QString& code);

    QString lastFolder() const; ///< where the file dialog begins
    void setLastFolder(const QString& folder);
    QString weights() const; ///< path last chosen; empty: the bundled ones
    void setWeights(const QString& path);
    QString
    worker() const; ///< command of the program with a model of its own that was last chosen; empty: none
    void setWorker(const QString& command);
    QString device() const; ///< "auto", "cpu", "cuda:0"
    void setDevice(const QString& device);
    /// How fast such runs (weights, device, views) were here last; absent where none ended well.
    std::optional<double> spotsPerSecond(const QString& runs) const;
    void setSpotsPerSecond(const QString& runs, double rate);
    QStringList waitingRuns(const QString& slide) const; ///< that were not finished, as RunQueue writes them
    void setWaitingRuns(const QString& slide, const QStringList& runs);

    QString geneListsFile() const; ///< beside the settings

    QByteArray windowGeometry() const;
    QByteArray windowState() const;
    QByteArray compactState() const; ///< of panels in a small window; empty where there was none
    void setWindow(const QByteArray& geometry, const QByteArray& state, const QByteArray& compact);

signals:
    void recentFilesChanged();
    void themeChanged();
    void languageChanged();

private:
    bool store(const QString& key, const QVariant& value);

    QSettings m_settings;
};

} // namespace transcope::ui
