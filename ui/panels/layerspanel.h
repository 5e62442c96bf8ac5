#pragma once

#include "ui/document/layercomparisons.h"
#include "ui/itemmodels/layersmodel.h"
#include "ui/workspace/displaystate.h"
#include "ui/workspace/steps.h"
#include "ui/workspace/viewlayers.h"

#include <QTimer>
#include <QWidget>
#include <map>

class QAction;
class QLabel;
class QScrollArea;
class QTreeView;

namespace transcope::ui {

/// The layers of a document: which there are, where they come from, how well they agree with the measurement.
/// Shows them in the current view, renames, orders and removes them, and takes what a person says
/// of values; each but the first can be undone.
class LayersPanel : public QWidget
{
    Q_OBJECT
public:
    LayersPanel(Document* document, LayerComparisons* comparison, DisplayState* display, ViewLayers* layers,
                Steps* steps, QWidget* parent = nullptr);

    LayersModel* model() { return m_model; }
    const QLabel* note() const { return m_note; } ///< what a person should know of the scores
    bool isSettled() const { return !m_refresh.isActive(); }

    void remove(LayerId layer);
    void rename(LayerId layer, const QString& name);
    void move(LayerId layer, int position); ///< in Document::layers()
    /// Says how the values of an imported layer that does not say it were normalised.
    void stateNormalisation(LayerId layer, core::Normalisation normalisation);

signals:
    void addRequested(); ///< from a file

private:
    void refresh();
    void showNote();
    QString inferredNote(const OpenLayer& open) const;
    void askNormalisation(LayerId layer);
    void moveSelected(int rows);
    LayerId selected() const; ///< 0 none
    int positionOf(LayerId layer) const;

    Document* m_document;
    LayerComparisons* m_comparison;
    DisplayState* m_display;
    ViewLayers* m_layers;
    LayersModel* m_model;
    QTreeView* m_list;
    QLabel* m_note;
    QScrollArea* m_notes; ///< around it
    Steps* m_steps;
    QTimer m_refresh; ///< runs while rows arrive
};

} // namespace transcope::ui
