#pragma once

#include "ui/document/document.h"

#include <QUndoStack>
#include <functional>

namespace transcope::ui {

/// What was done with layers and regions and can be undone, newest last; forgotten when another slide comes.
class Steps : public QUndoStack
{
    Q_OBJECT
public:
    explicit Steps(Document* document, QObject* parent = nullptr);

    /// Does it. undoText: what undoing it does, "Bring back C3".
    void make(const QString& undoText, std::function<void()> redo, std::function<void()> undo);
};

} // namespace transcope::ui
