#pragma once

#include "core/colour/colourmap.h"
#include "core/map/recipe.h"
#include "ui/workspace/viewchoice.h"

#include <QJsonObject>
#include <QMap>
#include <QObject>
#include <map>

namespace transcope::ui {

/// What the views show and how; shared by panels and views. Setters emit changed() only on a change.
class DisplayState : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    struct Range
    {
        core::RangeBound low = core::StandardLow;
        core::RangeBound high = core::StandardHigh;
        std::optional<core::RangeBound> threshold{}; ///< spots below it are faded
        bool operator==(const Range&) const = default;
    };

    /// At least one, at most MostViews, in the order in which they stand.
    const std::vector<ViewChoice>& views() const { return m_views; }
    int current() const { return m_current; } ///< the view that panels and commands act on
    int full() const { return m_full; }       ///< the view that hides the others; −1 none
    Arrangement arrangement() const { return m_arrangement; }
    /// Of every view, from now on.
    void setViews(std::vector<ViewChoice> views);
    void setView(int view, const ViewChoice& choice);
    /// The others keep what is their own; the last one stays.
    void closeView(int view);
    void setCurrent(int view);
    void setFull(int view);
    void setArrangement(Arrangement arrangement);

    /// What is chosen in the list for a view, and for the current one.
    const core::MapRecipe& chosenFor(int view) const;
    const core::MapRecipe& recipe() const { return chosenFor(m_current); }
    QString gene() const; ///< where that is one gene; else empty
    /// What colours the spots of a view, and how: what is chosen, or its own kind of map of the gene.
    core::MapRecipe recipeOf(int view) const;
    core::ColourMap colourMap() const { return m_colourMap; }
    core::SpotMark mark() const { return m_style.mark; }
    int contours() const { return m_style.contours; } ///< about so many; 0: none
    bool isLogScale() const { return m_style.logScale; }
    Range rangeOf(int view) const; ///< of what it shows; p1 and p99 unless chosen
    Range range() const { return rangeOf(m_current); }
    bool scalesLocked() const;                   ///< of all views
    double opacity() const { return m_opacity; } ///< 0..1
    bool isOverlayVisible() const { return m_overlayVisible; }

    /// Of all views that share the gene, where the current one does.
    void setRecipe(const core::MapRecipe& recipe);
    void setGene(const QString& gene) { setRecipe(core::geneRecipe(gene.toStdString())); }
    void setColourMap(core::ColourMap map);
    void setMark(core::SpotMark mark);
    /// Values between spots in place of marks.
    bool isSmooth() const { return m_style.smooth; }
    void setSmooth(bool smooth);
    void setContours(int contours);
    void setLogScale(bool log);
    /// Of the column of observations that the view shows; without effect where it shows none.
    void toggleCategory(int view, const std::string& category);
    /// For what the view shows now, in all views that show it and share ranges, where it does.
    void setRangeOf(int view, const Range& range);
    void setScalesLocked(bool locked);
    void setOpacity(double opacity);
    void setOverlayVisible(bool visible);

    /// For sessions. What is absent or not understood keeps its present value. Views name their layers.
    QJsonObject toJson(const LayerNameFn& nameOf) const;
    void fromJson(const QJsonObject& json, const LayerIdFn& idOf);

signals:
    void viewClosed(int view); ///< its number is the next one's from now on; before changed()
    void changed();

private:
    template <class T> void assign(T& member, const T& value);
    QString rangeKey(int view) const;
    core::MapRecipe plainRecipeOf(int view) const;
    void keepIndicesValid();
    void moveOwnRanges(int closedView);

    std::vector<ViewChoice> m_views{ViewChoice()};
    int m_current = 0;
    int m_full = -1;
    Arrangement m_arrangement = Arrangement::Best;
    core::MapRecipe m_recipe; ///< of the views that share the gene
    std::string m_gene;       ///< the last one chosen in them
    core::ColourMap m_colourMap = core::ColourMap::Viridis;
    core::MapStyle m_style;                                   ///< of all maps: mark, contours, logarithm
    std::map<std::string, std::vector<std::string>> m_hidden; ///< categories, by column
    QMap<QString, Range> m_ranges; ///< by rangeKey(), for those that a person has changed
    double m_opacity = 0.75;
    bool m_overlayVisible = true;
};

} // namespace transcope::ui
