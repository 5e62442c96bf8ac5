#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QTimer>

class QDockWidget;
class QMainWindow;
class QMenu;

namespace transcope::ui {
class AppSettings;
}

namespace transcope::app {

/// Where the window's panels stand. In a roomy window they surround the views. In a small one (a small
/// screen, or a large one at 200 %) they are tabs of one column, so that the views keep most of the area.
/// Each of the two layouts is remembered as it was left.
class DockLayout : public QObject
{
    Q_OBJECT
public:
    /// menu: gets an entry per panel. The window's docks live as long as the window.
    DockLayout(QMainWindow* window, ui::AppSettings* settings, QMenu* menu);

    QDockWidget* add(Qt::DockWidgetArea area, const QString& name, const char* title, QWidget* panel);
    /// Compact, so that the window may have any size, until fit(). What stands now is the roomy layout of
    /// those who have none.
    void restore();
    /// What the window's size asks for; called whenever that changes.
    void fit();
    void save(); ///< into the settings, with the window's geometry
    void setHidden(bool hidden);
    /// Whether the panels are tabs of one column.
    bool isCompact() const { return m_isCompact; }
    /// Whether the window's size is that of what stands.
    bool isSettled() const { return !m_fit.isActive(); }
    /// In a small window the panel comes before the others; elsewhere nothing changes.
    void bringForward(const QString& name);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void apply();
    void makeCompact();
    void showWholeTabs();

    QMainWindow* m_window;
    ui::AppSettings* m_settings;
    QMenu* m_menu;
    QList<QDockWidget*> m_docks;
    QTimer m_fit; ///< runs while the window has a new size
    QByteArray m_roomy;
    QByteArray m_compact; ///< empty until there was one
    bool m_isCompact = false;
    bool m_isHidden = false;
    bool m_hasNewTexts = false; ///< in another language
};

} // namespace transcope::app
