#include "app/gui/layersmenu.h"

#include "ui/document/document.h"

#include <QActionGroup>
#include <QLocale>
#include <QMenu>

namespace transcope::app {

LayersMenu::LayersMenu(QMenu* menu, ui::Document* document)
    : QObject(menu), m_menu(menu), m_document(document)
{
    // Counted when it is looked at: rows may be arriving.
    connect(menu, &QMenu::aboutToShow, this, &LayersMenu::list);
    const auto enable = [this] { m_menu->setEnabled(!m_document->layers().empty()); };
    connect(document, &ui::Document::layersChanged, this, enable);
    connect(document, &ui::Document::slideChanged, this, enable);
    enable();
}

void LayersMenu::list()
{
    m_menu->clear();
    auto* group = new QActionGroup(m_menu->addSeparator());
    const QLocale locale;
    for (const auto& open : m_document->layers()) {
        const auto name = QString::fromStdString(open.layer->name);
        auto* action = m_menu->addAction(tr("%1 (%2 of %3 spots)")
                                             .arg(name, locale.toString(qlonglong(open.rowsPresent)),
                                                  locale.toString(qulonglong(open.layer->spots->size()))));
        action->setEnabled(open.kind() != core::LayerKind::Measured);
        action->setCheckable(open.kind() != core::LayerKind::Measured);
        action->setChecked(m_document->prediction() == &open);
        group->addAction(action);
        connect(action, &QAction::triggered, m_document, [this, id = open.id] { m_document->showLayer(id); });
    }
}

} // namespace transcope::app
