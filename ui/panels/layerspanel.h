#pragma once

#include "ui/document/livecomparison.h"
#include "ui/itemmodels/layersmodel.h"
#include "ui/workspace/displaystate.h"
#include "ui/workspace/viewlayers.h"

#include <QTimer>
#include <QUndoStack>
#include <QWidget>
#include <map>

class QAction;
class QTreeView;

namespace transcope::ui {

/// The layers of a document: which there are, where they come from, how well they agree with the measurement.
/// Shows them in the current view, renames, orders and removes them; each of the last three can be undone.
class LayersPanel : public QWidget
{
    Q_OBJECT
public:
    LayersPanel(Document* document, LiveComparison* comparison, DisplayState* display, ViewLayers* layers,
                QWidget* parent = nullptr);

    LayersModel* model() { return m_model; }
    QUndoStack* undoStack() { return m_undo; }
    bool isSettled() const { return !m_refresh.isActive() && !m_scoring.isBusy(); }

    void remove(LayerId layer);
    void rename(LayerId layer, const QString& name);
    void move(LayerId layer, int position); ///< in Document::layers()

signals:
    void addRequested(); ///< from a file

private:
    struct Score
    {
        qint64 matched = 0;
        double perSpot = 0, perGene = 0, noImage = 0; ///< NaN undefined
    };

    void refresh();
    void score();
    void moveSelected(int rows);
    LayerId selected() const; ///< 0 none
    int positionOf(LayerId layer) const;

    Document* m_document;
    DisplayState* m_display;
    ViewLayers* m_layers;
    LayersModel* m_model;
    QTreeView* m_list;
    QUndoStack* m_undo;
    std::map<LayerId, Score> m_scores;
    QTimer m_refresh; ///< runs while rows arrive
    BackgroundJobs m_scoring;
};

} // namespace transcope::ui
