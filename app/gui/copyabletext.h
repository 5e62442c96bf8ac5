#pragma once

#include <QDialog>

class QPlainTextEdit;
class QPushButton;

namespace transcope::app {

/// A text in lines as long as they are, with buttons that copy all of it and close.
class CopyableText : public QDialog
{
    Q_OBJECT
public:
    /// above: stands over the text; may be nullptr.
    explicit CopyableText(QWidget* parent, QWidget* above = nullptr);

protected:
    QPlainTextEdit* text() { return m_text; }
    QPushButton* copyButton() { return m_copy; } ///< its words are the heir's

private:
    QPlainTextEdit* m_text;
    QPushButton* m_copy;
};

} // namespace transcope::app
