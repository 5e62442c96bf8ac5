#pragma once

#include "ui/workspace/viewchoice.h"

#include <QIcon>
#include <QPalette>

namespace transcope::ui {

/// A sign for what is shared, with a lock beside it that is closed or, where the icon is off, open.
QIcon linkIcon(ViewLink link, const QPalette& palette, double devicePixelRatio);
/// Of the button that gives a view all the room, and of the one that closes it.
QIcon fullIcon(const QPalette& palette, double devicePixelRatio);
QIcon closeIcon(const QPalette& palette, double devicePixelRatio);

inline constexpr QSize LinkIconSize{26, 16};

} // namespace transcope::ui
