#pragma once

#include "app/gui/mainwindow.h"

#include <QImage>
#include <QMap>

class QDockWidget;

namespace transcope::tests {

/// Takes the pictures of the guide and the README: of the viewer's window, on what the guide's commands have
/// made. docs/pictures/make.sh puts them into their place.
class GuidePictures
{
public:
    /// folder: in which the guide's commands ran; the window's settings are kept there too.
    explicit GuidePictures(const QString& folder);

    /// All of them, by file name; a null one where what it shows did not come about.
    const QMap<QString, QImage>& take();

private:
    void regions();
    void firstFigure();
    void readingAMap();
    void comparing();
    void readme();

    /// Opens it, with what was measured, and waits until all is on screen.
    bool open(const QString& file);
    bool settle();
    /// So that the window has this size and no other panels than these.
    void arrange(const QSize& size, const QStringList& panels);
    QDockWidget* dock(const char* name);
    void showViews(const std::vector<ui::ViewChoice>& views);
    ui::ViewChoice viewOf(const QString& layer, std::optional<core::MapKind> kind = {});
    void keep(const QString& name);

    QString m_folder;
    ui::AppSettings m_settings;
    app::MainWindow m_window;
    QMap<QString, QImage> m_pictures;
    bool m_isRight = true; ///< all that the next picture shows is there
};

} // namespace transcope::tests
