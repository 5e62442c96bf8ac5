#pragma once

#include "app/gui/copyabletext.h"
#include "ui/document/eventlog.h"

namespace transcope::app {

/// What was said since the start, as it comes.
class LogWindow : public CopyableText
{
    Q_OBJECT
public:
    /// log: outlives the window.
    explicit LogWindow(const ui::EventLog* log, QWidget* parent = nullptr);
};

} // namespace transcope::app
