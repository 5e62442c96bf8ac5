#pragma once

#include "ui/document/document.h"
#include "ui/workspace/displaystate.h"

#include <set>

namespace transcope::ui {

/// Keeps the views on layers that there are: measured and predicted side by side at first, a later prediction
/// in place of the one that was shown, and no view on a layer that is gone. What a person puts into a view
/// stays there.
class ViewLayers : public QObject
{
    Q_OBJECT
public:
    ViewLayers(Document* document, DisplayState* display, QObject* parent = nullptr);

    /// One more view: of the next layer that none shows, else of the current one's.
    void addView();
    void closeView(int view);
    /// The view shows that layer, which panels then speak of.
    void showLayer(int view, LayerId layer);
    /// A view of its own for the layer that took another's place, which comes back there.
    void showBoth();
    /// Whether a later prediction gets a view of its own as long as there is room, without being asked.
    void setSideBySide(bool on) { m_sideBySide = on; }

signals:
    /// A prediction took the place of another, and there is room for both.
    void bothOffered(const QString& newer, const QString& older);

private:
    void takeSlide();
    void takeLayers();
    void dropGoneLayers();
    void placeLayer(std::vector<ViewChoice>& views, const OpenLayer& open);
    void showPrediction(std::vector<ViewChoice>& views) const;
    const OpenLayer* replacedBy(const std::vector<const OpenLayer*>& added) const;
    void offerBoth(const OpenLayer& newer, const OpenLayer& older);
    int predictionView(const std::vector<ViewChoice>& views) const;
    LayerId unseenLayer() const;

    Document* m_document;
    DisplayState* m_display;
    std::set<LayerId> m_known;        ///< of this slide, so that one that comes back is nothing new
    LayerId m_newer = 0, m_older = 0; ///< of the last replacement
    bool m_sideBySide = false;
};

} // namespace transcope::ui
