#pragma once

#include "ui/document/appsettings.h"
#include "ui/document/document.h"
#include "ui/panels/patchview.h"

#include <QTimer>

class QCheckBox;
class QLabel;
class QStackedLayout;

namespace transcope::ui {

/// The selected spot's patches, as the model that predicted it takes them. Nothing is cut and no worker
/// starts while it is hidden.
class PatchPage : public QWidget
{
    Q_OBJECT
public:
    PatchPage(Document* document, AppSettings* settings, const QStringList& workerCommand,
              QWidget* parent = nullptr);

    /// spot: of the layer; −1 for none.
    void setSpot(LayerId layer, int spot);
    bool isSettled() const { return !m_inspection->isBusy(); }
    const PatchView& view() const { return *m_view; } ///< for tests
    QString notice() const;                           ///< why there are no patches; for tests

protected:
    void showEvent(QShowEvent* event) override;

private:
    void inspect();
    void show(const InspectedSpot& spot);
    void say(const QString& notice);
    /// Where the weights that predicted lie on this computer; empty: nowhere.
    QString weightsFile(const core::Provenance& provenance) const;

    Document* m_document;
    AppSettings* m_settings;
    SpotInspection* m_inspection;
    QStackedLayout* m_stack;
    QLabel* m_notice;
    QCheckBox* m_attention;
    PatchView* m_view;
    LayerId m_layer = 0;
    int m_spot = -1;
    bool m_isBehind = true;  ///< another spot was selected while the page was hidden
    QTimer m_patience;       ///< until it is said that the model is at work
    core::SpotTable m_asked; ///< the one spot that was last asked for
};

} // namespace transcope::ui
