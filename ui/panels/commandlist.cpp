#include "ui/panels/commandlist.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace transcope::ui {

namespace {

QString nameOf(const QAction* action)
{
    QString text = action->text();
    return text.remove(QLatin1Char('&'));
}

} // namespace

CommandList::CommandList(const QList<QAction*>& actions, QWidget* parent)
    : QDialog(parent), m_search(new QLineEdit), m_list(new QListWidget)
{
    setWindowTitle(tr("Commands"));
    resize(420, 360);
    for (auto* action : actions) {
        if (action->isEnabled() && !action->isSeparator() && !action->text().isEmpty())
            m_actions << action;
    }
    m_search->setPlaceholderText(tr("Type a command"));
    m_search->installEventFilter(this);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    connect(m_search, &QLineEdit::textChanged, this, &CommandList::narrow);
    connect(m_search, &QLineEdit::returnPressed, this, &CommandList::runCurrent);
    connect(m_list, &QListWidget::itemActivated, this, &CommandList::runCurrent);
    narrow({});
}

bool CommandList::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            const int step = key == Qt::Key_Down ? 1 : -1;
            m_list->setCurrentRow(qBound(0, m_list->currentRow() + step, m_list->count() - 1));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void CommandList::narrow(const QString& text)
{
    m_list->clear();
    for (qsizetype i = 0; i < m_actions.size(); ++i) {
        const QString name = nameOf(m_actions[i]);
        if (!name.contains(text.trimmed(), Qt::CaseInsensitive))
            continue;
        const QString keys = m_actions[i]->shortcut().toString(QKeySequence::NativeText);
        auto* item = new QListWidgetItem(
            keys.isEmpty() ? name : name + QStringLiteral("   (") + keys + QLatin1Char(')'));
        item->setData(Qt::UserRole, i);
        m_list->addItem(item);
    }
    m_list->setCurrentRow(0);
}

void CommandList::runCurrent()
{
    const auto* item = m_list->currentItem();
    if (item == nullptr)
        return;
    auto* action = m_actions[item->data(Qt::UserRole).toInt()];
    accept();
    action->trigger();
}

} // namespace transcope::ui
