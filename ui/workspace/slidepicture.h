#pragma once

#include "ui/workspace/workspace.h"

#include <QJsonObject>

namespace transcope::ui {

/// How the open slide is seen, in every view: brightness, contrast, gamma, one stain alone. The next slide
/// comes as it was scanned. UI thread only.
class SlidePicture : public QObject
{
    Q_OBJECT
public:
    /// All outlive it.
    SlidePicture(Document* document, DisplayState* display, Workspace* workspace, QObject* parent = nullptr);

    const core::PictureAdjustment& adjustment() const { return m_adjustment; }
    /// Numbers beyond their limits are taken as those.
    void setAdjustment(core::PictureAdjustment adjustment);
    /// That one alone, or, where it is seen alone already, all.
    void toggleStain(core::Stain stain);

    /// For sessions. What is absent or not understood is as it was scanned.
    QJsonObject toJson() const;
    void fromJson(const QJsonObject& json);

signals:
    void changed();

private:
    void show();

    Workspace* m_workspace;
    core::PictureAdjustment m_adjustment;
};

} // namespace transcope::ui
