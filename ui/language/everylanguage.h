#pragma once

#include <QWidget>
#include <functional>

namespace transcope::ui {

/// Calls `say` now, and whenever the language of the application changes: for texts that nothing else would
/// set again. UI thread.
/// widget: that says them. owner: what else `say` needs, where that may go before the widget.
void inEveryLanguage(QWidget* widget, std::function<void()> say, QObject* owner = nullptr);

} // namespace transcope::ui
