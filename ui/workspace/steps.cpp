#include "ui/workspace/steps.h"

namespace transcope::ui {

namespace {

/// A step that two functions make and take back.
class Step : public QUndoCommand
{
public:
    Step(const QString& text, std::function<void()> redo, std::function<void()> undo)
        : QUndoCommand(text), m_redo(std::move(redo)), m_undo(std::move(undo))
    {
    }
    void redo() override { m_redo(); }
    void undo() override { m_undo(); }

private:
    std::function<void()> m_redo;
    std::function<void()> m_undo;
};

} // namespace

Steps::Steps(Document* document, QObject* parent) : QUndoStack(parent)
{
    connect(document, &Document::slideChanged, this, &QUndoStack::clear);
}

void Steps::make(const QString& undoText, std::function<void()> redo, std::function<void()> undo)
{
    push(new Step(undoText, std::move(redo), std::move(undo)));
}

} // namespace transcope::ui
