#pragma once

#include <QObject>

class QMenu;

namespace transcope::ui {
class Document;
}

namespace transcope::app {

/// The menu of the document's layers: which one stands beside the measured expression, and how many spots
/// each has.
class LayersMenu : public QObject
{
    Q_OBJECT
public:
    /// Fills and empties `menu` as layers come and go.
    LayersMenu(QMenu* menu, ui::Document* document);

private:
    void list();

    QMenu* m_menu;
    ui::Document* m_document;
};

} // namespace transcope::app
