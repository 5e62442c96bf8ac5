#pragma once

#include <QMimeData>
#include <QString>
#include <QUrl>

namespace transcope::ui {

/// The first file of this machine that is dragged; empty where there is none.
inline QString droppedFile(const QMimeData* data)
{
    const QList<QUrl> urls = data->urls();
    return urls.isEmpty() ? QString() : urls.front().toLocalFile();
}

} // namespace transcope::ui
