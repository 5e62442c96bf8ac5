#pragma once

#include "core/map/map.h"
#include "ui/document/section.h"

#include <QJsonObject>
#include <set>
#include <string>
#include <vector>

namespace transcope::ui {

/// The layers of a document in the order that a person sees: the measured one first, each under a name of its
/// own. It also knows which layers of the session were taken out of sight.
class LayerStack
{
public:
    const std::vector<OpenLayer>& all() const { return m_layers; }
    const OpenLayer* find(LayerId id) const; ///< nullptr where there is none
    OpenLayer* find(LayerId id);
    LayerId named(const std::string& name) const; ///< 0 where there is none
    const OpenLayer* measured() const;            ///< nullptr where there is none
    /// The last that is neither measured nor a part of a prediction; 0 where there is none.
    LayerId lastPrediction() const;

    /// Takes a layer under a number of its own; a name that another has gets a number too. The measured one
    /// replaces the one that is there.
    LayerId add(OpenLayer open);
    /// A layer that the session keeps, or file and name tell to be there already, keeps its number, its place
    /// and what a person called it.
    LayerId replaceOrAdd(OpenLayer open);
    /// Those of a session, in the order and under the names that layerOrderToJson() kept.
    void takeSession(std::vector<OpenLayer> layers, const QJsonObject& order);
    void clear();

    // Each: whether anything changed.
    bool rename(LayerId id, const std::string& name); ///< a name that another layer has gets a number
    /// Of an imported layer; what the session keeps of it is out of sight from then on.
    bool stateNormalisation(LayerId id, core::Normalisation normalisation);
    bool remove(LayerId id);
    /// One that was removed, under its number; a measured one only where no other has taken its place.
    bool restore(const OpenLayer& open, int position);
    bool move(LayerId id, int position);
    /// The session holds the layer, under a name of its own. One that was removed meanwhile is out of sight.
    void setKept(LayerId id, const std::string& name);
    /// The run that filled the layer has found out which spots' patches reach beyond the slide.
    void setPadded(LayerId id, std::vector<std::uint8_t> padded);

    /// Order and names of the session's layers, for its text.
    QJsonObject order() const;
    /// All of them for maps. What is derived from them on the way is kept until they change.
    std::shared_ptr<const core::LayerSet> set() const;
    /// Rows of the layer have come: nothing derived from it holds.
    void forgetDerived(LayerId id);

private:
    std::set<std::string> namesBut(LayerId id) const;
    int clampedPlace(int position, int last) const; ///< behind the measured layer

    std::vector<OpenLayer> m_layers;
    std::set<std::string> m_hidden; ///< layers of the session that were removed, by its names
    LayerId m_lastId = 0;
    mutable std::shared_ptr<const core::LayerSet> m_set; ///< made when first asked for
};

} // namespace transcope::ui
