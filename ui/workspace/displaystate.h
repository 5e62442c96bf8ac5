#pragma once

#include "core/colour/colourmap.h"
#include "ui/itemmodels/genelistmodel.h"
#include "ui/workspace/rangetext.h"

#include <QJsonObject>
#include <QMap>
#include <QObject>

namespace transcope::ui {

/// What colours the spots.
struct ShownEntry
{
    GeneEntry::Kind kind = GeneEntry::Kind::PcaFirst;
    QString gene; ///< symbol or id; empty for the PCA kinds
    bool operator==(const ShownEntry&) const = default;
};

/// How the overlay is drawn; shared by panels and views. Setters emit changed() only on a change.
class DisplayState : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    const ShownEntry& entry() const { return m_entry; }
    core::ColourMap colourMap() const { return m_colourMap; }
    RangeBound low() const { return range().low; }   ///< of the present entry; p1 unless chosen
    RangeBound high() const { return range().high; } ///< of the present entry; p99 unless chosen
    bool scalesLocked() const { return m_scalesLocked; }
    double opacity() const { return m_opacity; } ///< 0..1
    bool isOverlayVisible() const { return m_overlayVisible; }

    void setEntry(const ShownEntry& entry);
    void setColourMap(core::ColourMap map);
    void setRange(const RangeBound& low, const RangeBound& high); ///< kept for the present entry alone
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
        RangeBound low{true, 1};
        RangeBound high{true, 99};
        bool operator==(const Range&) const = default;
    };
    Range range() const;
    template <class T> void assign(T& member, const T& value);

    ShownEntry m_entry;
    core::ColourMap m_colourMap = core::ColourMap::Viridis;
    QMap<QString, Range> m_ranges; ///< by entry, for those that a person has changed
    bool m_scalesLocked = true;
    double m_opacity = 0.75;
    bool m_overlayVisible = true;
};

} // namespace transcope::ui
