#pragma once

#include "ui/document/regions.h"
#include "ui/workspace/steps.h"
#include "ui/workspace/workspace.h"

namespace transcope::ui {

/// Regions as a person draws and changes them: shows them in every view, and makes a step that can be undone
/// of each change. UI thread only.
class RegionController : public QObject
{
    Q_OBJECT
public:
    RegionController(Document* document, Regions* regions, Steps* steps, DisplayState* display,
                     Workspace* workspace, QObject* parent = nullptr);

    RegionTool tool() const { return m_tool; }
    void setTool(RegionTool tool);
    /// Drops what is being drawn, else ends the tool; false where there is neither.
    bool cancel();
    bool isSettled() const { return m_regions->isSettled() && !m_files.isBusy(); }

    void add(std::vector<core::Polygon> polygons);
    void reshape(int region, std::vector<core::Polygon> polygons); ///< without polygons: remove()
    void rename(int region, const QString& name);
    void recolour(int region, core::Rgb colour);
    void remove(int region);
    void addOfView(); ///< what the current view shows
    void zoomTo(int region);

    /// GeoJSON; in the background. Regions that are there already are not added once more.
    void importFile(const QString& path);
    void exportFile(const QString& path);

signals:
    void toolChanged();
    void imported(int regions, const QString& file, const QString& notes);
    void exported(const QString& file);
    void failed(const QString& message);

private:
    void show();
    void showTool();
    void take(std::vector<core::Region> imported, const QString& file, const QString& notes);
    void replace(const QString& undoText, int region, core::Region by);
    QString nameOf(int region) const;
    QString freeName() const;

    Document* m_document;
    Regions* m_regions;
    Steps* m_steps;
    Workspace* m_workspace;
    int m_views = 0; ///< that show them
    RegionTool m_tool = RegionTool::None;
    BackgroundJobs m_files;
};

} // namespace transcope::ui
