#pragma once

#include "core/map/recipe.h"
#include "ui/document/section.h"

#include <QJsonObject>
#include <QString>
#include <functional>
#include <optional>

namespace transcope::ui {

inline constexpr int MostViews = 4;

/// How views stand; Best: whichever of the two makes them show what there is to see larger.
enum class Arrangement { Best, Row, Grid };

/// What a view may share with the others that share it too.
enum class ViewLink { Place, Rotation, Gene, Range };
inline constexpr std::array AllViewLinks{ViewLink::Place, ViewLink::Rotation, ViewLink::Gene,
                                         ViewLink::Range};

/// What a view does with the map of the next view: nothing; shows it right of a divider; shows it for its
/// own.
enum class Beside { Nothing, Swipe, Flipped };

/// What one view shows.
struct ViewChoice
{
    LayerId layer = 0; ///< 0: the slide alone
    /// Of map, of the gene that is chosen; absent: just what is chosen in the list.
    std::optional<core::MapKind> kind;
    core::MapRecipe recipe; ///< chosen for this view alone; of use where the gene is not shared
    std::array<bool, AllViewLinks.size()> links{true, true, true, true};

    Beside beside = Beside::Nothing;
    double divider = 0.5; ///< of the view's width

    bool isLinked(ViewLink link) const { return links[static_cast<std::size_t>(link)]; }
    void setLinked(ViewLink link, bool on) { links[static_cast<std::size_t>(link)] = on; }
    bool operator==(const ViewChoice&) const = default;
};

/// A layer's name in the document, and the other way; empty and 0 where there is none.
using LayerNameFn = std::function<QString(LayerId)>;
using LayerIdFn = std::function<LayerId(const QString&)>;

QJsonObject toJson(const ViewChoice& choice, const LayerNameFn& nameOf);
/// What is absent or not understood is as at first.
ViewChoice viewChoiceFrom(const QJsonObject& json, const LayerIdFn& idOf);

/// A recipe as JSON object, and back; `fallback` where it is not understood.
QJsonObject recipeToJson(const core::MapRecipe& recipe);
core::MapRecipe recipeFrom(const QJsonObject& json, const core::MapRecipe& fallback);

} // namespace transcope::ui
