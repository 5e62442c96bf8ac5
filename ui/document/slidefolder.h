#pragma once

#include "core/base/result.h"

#include <QImage>
#include <QStringList>
#include <stop_token>

namespace transcope::ui {

/// "*.svs", …: what slides and pictures of sections are called; "*.dcm" where OpenSlide reads it.
QStringList slidePatterns();

/// The slides of a folder, but for DICOM's; whole paths, in the order in which people count: S2 before S10.
QStringList slidesIn(const QString& folder);

/// The sessions beside a slide that runs of it made, whole paths, the newest first.
QStringList sessionsOf(const QString& slide);

/// A slide or a plain picture, no larger than that. For any thread. Errors: those of core::openSlide();
/// BadInput where a picture cannot be read; Cancelled.
core::Result<QImage> readSlideThumbnail(const QString& slide, QSize largest, std::stop_token stop);

} // namespace transcope::ui
