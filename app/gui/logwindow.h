#pragma once

#include "ui/document/eventlog.h"

#include <QDialog>

class QPlainTextEdit;

namespace transcope::app {

/// What was said since the start, as it comes.
class LogWindow : public QDialog
{
    Q_OBJECT
public:
    /// log: outlives the window.
    explicit LogWindow(const ui::EventLog* log, QWidget* parent = nullptr);

private:
    QPlainTextEdit* m_text;
};

} // namespace transcope::app
