#pragma once

#include "core/map/spotprofile.h"
#include "ui/document/document.h"
#include "ui/itemmodels/spotprofilemodel.h"

namespace transcope::ui {

/// What the inspector shows of one spot.
struct SpotDetails
{
    core::Spot spot;
    std::optional<double> umPerPx;
    bool predicted = false;                 ///< its row has arrived
    bool padded = false;                    ///< a patch reached beyond the slide
    double pcc = 0;                         ///< measured against predicted over the genes; NaN undefined
    double rmse = 0;                        ///< NaN undefined
    QString valueLabel;                     ///< what the profile's values are
    std::vector<float> deviation;           ///< as core::SpotProfile has it
    std::vector<std::vector<float>> shares; ///< likewise
    std::vector<ProfileValue> profile; ///< genes of the prediction, or all measured ones where there is none
};

/// painted, spot: what the profile is of.
SpotDetails spotDetails(const Document& document, const OpenLayer& painted, int spot,
                        const core::SpotProfile& profile);

} // namespace transcope::ui
