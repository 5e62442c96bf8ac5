#pragma once

#include "app/gui/copyabletext.h"
#include "ui/document/appsettings.h"
#include "ui/document/eventlog.h"

class QLabel;

namespace transcope::app {

/// What a maintainer asks first: versions, system, display and what draws, settings, and the log. In English.
/// Names of files come in through the log alone. device: what the last prediction ran on, in words; empty:
/// none ran.
QString problemText(const ui::AppSettings& settings, const ui::EventLog& log, const QString& device);

/// Shows that text, to be read and changed before it is copied; nothing is sent anywhere.
class ProblemReport : public CopyableText
{
    Q_OBJECT
public:
    explicit ProblemReport(const QString& text, QWidget* parent = nullptr);

private:
    ProblemReport(const QString& text, QLabel* advice, QWidget* parent);
};

} // namespace transcope::app
