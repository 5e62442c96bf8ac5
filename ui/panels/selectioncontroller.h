#pragma once

#include "ui/document/backgroundjobs.h"
#include "ui/panels/spotinspector.h"
#include "ui/workspace/displaystate.h"
#include "ui/workspace/workspace.h"

#include <QJsonObject>
#include <QTimer>
#include <map>

namespace transcope::ui {

/// The selected spot: ringed in the views, shown by the inspector, kept up to date while rows arrive.
class SelectionController : public QObject
{
    Q_OBJECT
public:
    SelectionController(Document* document, DisplayState* display, Workspace* workspace,
                        SpotInspector* inspector, QObject* parent = nullptr);

    /// layer: whose spots the index counts; −1 for none.
    void select(LayerId layer, int spot);
    void clear() { select(m_layer, -1); }
    /// Several spots of a layer, ringed wherever views have them; until the next select(). At most
    /// MostBrushed.
    void brush(LayerId layer, const std::vector<int>& spots);
    static constexpr std::size_t MostBrushed = 2000;
    /// Where a layer has the selected spot; −1 where it has none, or that is not known yet.
    int spotIn(LayerId layer) const;
    int selectedSpot() const { return m_spot; }
    /// For sessions: the layer by name, spots by their ids.
    QJsonObject toJson() const;
    void fromJson(const QJsonObject& json); ///< waits for a layer that is not there yet
    /// Whether the inspector shows the selected spot as it is now (for screenshots and tests).
    bool isSettled() const { return !m_refresh.isActive() && !m_jobs.isBusy(); }

signals:
    void changed(); ///< the selected spot, or where layers have it
    /// Another spot, or, with −1, none.
    void selected(LayerId layer, int spot);

private:
    void refresh();
    void takeLayers();
    using Places = std::map<LayerId, std::vector<int>>;
    /// The selected spot, and where each layer has it, by its number; −1 where it has not.
    struct Found
    {
        core::SpotProfile profile;
        std::map<LayerId, int> places;
    };
    void finish(const Found& found);
    void showRings();

    Document* m_document;
    DisplayState* m_display;
    Workspace* m_workspace;
    SpotInspector* m_inspector;
    LayerId m_layer = 0;
    int m_spot = -1;
    std::map<LayerId, int> m_places; ///< of the ring
    std::vector<int> m_brushedHere;  ///< of m_layer
    QJsonObject m_awaited;           ///< a selection on a layer that is still being opened
    Places m_brushed;                ///< per layer the brushed spots that it has
    QTimer m_refresh;
    BackgroundJobs m_jobs;
    BackgroundJobs m_brushing;
};

} // namespace transcope::ui
