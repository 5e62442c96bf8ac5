#pragma once

#include <QDialog>
#include <QList>

class QAction;
class QLineEdit;
class QListWidget;

namespace transcope::ui {

/// Ctrl+L: every command of the window by name; type to narrow, Enter runs, Esc closes.
class CommandList : public QDialog
{
    Q_OBJECT
public:
    /// The actions must outlive the dialog; disabled ones are left out.
    CommandList(const QList<QAction*>& actions, QWidget* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void narrow(const QString& text);
    void runCurrent();

    QList<QAction*> m_actions;
    QLineEdit* m_search;
    QListWidget* m_list;
};

} // namespace transcope::ui
