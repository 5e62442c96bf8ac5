#pragma once

#include "core/figure/mapfigure.h"
#include "ui/document/section.h"

#include <QStringList>
#include <vector>

namespace transcope::ui {

/// What a person wants of a figure of maps.
struct FigureChoice
{
    std::vector<LayerId> columns;      ///< at least one
    std::vector<core::FigureRow> rows; ///< of one figure; without the genes
    QStringList genes;                 ///< symbols or ids
    core::FigureLook look;
    bool isBatch = false; ///< a picture of each gene in a folder, and a contact sheet
};

/// What a person wants of a report besides what the session holds.
struct ReportChoice
{
    QStringList genes; ///< symbols or ids of the maps; empty: those predicted best
    QString baseline;  ///< folder of training sections; empty: no baselines
};

} // namespace transcope::ui
