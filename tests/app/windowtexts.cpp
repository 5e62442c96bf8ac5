#include "tests/app/windowtexts.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QCommandLinkButton>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QTabBar>
#include <qcustomplot.h>

namespace transcope::tests {

WindowTexts::WindowTexts(const QWidget& window)
{
    addWidget(&window);
    for (const auto* widget : window.findChildren<QWidget*>())
        addWidget(widget);
    for (const auto* action : window.findChildren<QAction*>()) {
        add(action, action->text());
        add(action, action->toolTip());
    }
    m_texts.sort();
}

void WindowTexts::add(const QObject* of, const QString& text)
{
    if (!text.isEmpty())
        m_texts << QLatin1String(of->metaObject()->className()) + QStringLiteral(": ") + text;
}

void WindowTexts::addWidget(const QWidget* widget)
{
    if (qobject_cast<const QTabBar*>(widget->parentWidget()))
        return; // its arrows, which Qt names once and for all
    add(widget, widget->windowTitle());
    add(widget, widget->toolTip());
    add(widget, widget->accessibleName());
    add(widget, widget->accessibleDescription());
    addControl(widget);
    if (const auto* view = qobject_cast<const QAbstractItemView*>(widget); view && view->model())
        addModel(view, *view->model());
    if (const auto* plot = qobject_cast<const QCustomPlot*>(widget)) {
        add(plot, plot->xAxis->label());
        add(plot, plot->yAxis->label());
        add(plot, plot->locale().toString(0.5));
        if (const auto ticks = plot->xAxis->ticker().dynamicCast<QCPAxisTickerText>())
            for (const auto& tick : ticks->ticks())
                add(plot, tick);
    }
}

void WindowTexts::addControl(const QWidget* widget)
{
    if (const auto* label = qobject_cast<const QLabel*>(widget))
        add(label, label->text());
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
        add(button, button->text());
    if (const auto* link = qobject_cast<const QCommandLinkButton*>(widget))
        add(link, link->description());
    if (const auto* group = qobject_cast<const QGroupBox*>(widget))
        add(group, group->title());
    if (const auto* number = qobject_cast<const QAbstractSpinBox*>(widget))
        add(number, number->specialValueText());
    if (const auto* edit = qobject_cast<const QLineEdit*>(widget)) {
        add(edit, edit->text());
        add(edit, edit->placeholderText());
    }
    if (const auto* tabs = qobject_cast<const QTabBar*>(widget))
        for (int tab = 0; tab < tabs->count(); ++tab)
            add(tabs, tabs->tabText(tab));
    if (const auto* combo = qobject_cast<const QComboBox*>(widget)) {
        add(combo, combo->placeholderText());
        for (int item = 0; item < combo->count(); ++item) {
            add(combo, combo->itemText(item));
            add(combo, combo->itemData(item, Qt::ToolTipRole).toString());
        }
    }
}

void WindowTexts::addModel(const QObject* of, const QAbstractItemModel& model)
{
    for (int column = 0; column < model.columnCount(); ++column) {
        for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole)}) {
            add(of, model.headerData(column, Qt::Horizontal, role).toString());
            for (int row = 0; row < model.rowCount(); ++row)
                add(of, model.index(row, column).data(role).toString());
        }
    }
}

} // namespace transcope::tests
