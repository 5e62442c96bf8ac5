#pragma once

#include "core/colour/colourmap.h"
#include "core/map/recipe.h"

#include <QJsonObject>
#include <QMap>
#include <QObject>

namespace transcope::ui {

/// How the overlay is drawn; shared by panels and views. Setters emit changed() only on a change.
class DisplayState : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// What colours the spots.
    const core::MapRecipe& recipe() const { return m_recipe; }
    QString gene() const; ///< where the recipe is of one gene; else empty
    core::ColourMap colourMap() const { return m_colourMap; }
    core::RangeBound low() const { return range().low; }   ///< of the present recipe; p1 unless chosen
    core::RangeBound high() const { return range().high; } ///< of the present recipe; p99 unless chosen
    bool scalesLocked() const { return m_scalesLocked; }
    double opacity() const { return m_opacity; } ///< 0..1
    bool isOverlayVisible() const { return m_overlayVisible; }

    void setRecipe(const core::MapRecipe& recipe);
    void setGene(const QString& gene) { setRecipe(core::geneRecipe(gene.toStdString())); }
    void setColourMap(core::ColourMap map);
    void setRange(const core::RangeBound& low,
                  const core::RangeBound& high); ///< for the present recipe alone
    void setScalesLocked(bool locked);
    void setOpacity(double opacity);
    void setOverlayVisible(bool visible);

    /// For sessions. What is absent or not understood keeps its present value.
    QJsonObject toJson() const;
    void fromJson(const QJsonObject& json);

signals:
    void changed();

private:
    struct Range
    {
        core::RangeBound low = core::StandardLow;
        core::RangeBound high = core::StandardHigh;
        bool operator==(const Range&) const = default;
    };
    Range range() const;
    template <class T> void assign(T& member, const T& value);

    QString rangeKey() const { return QString::fromStdString(core::recipeKey(m_recipe)); }

    core::MapRecipe m_recipe;
    core::ColourMap m_colourMap = core::ColourMap::Viridis;
    QMap<QString, Range> m_ranges; ///< by recipeKey(), for those that a person has changed
    bool m_scalesLocked = true;
    double m_opacity = 0.75;
    bool m_overlayVisible = true;
};

} // namespace transcope::ui
