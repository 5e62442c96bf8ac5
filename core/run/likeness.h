#pragma once

#include "core/base/phrase.h"
#include "core/run/plan.h"
#include "core/run/target.h"

namespace transcope::core {

/// What a person should know of a run before believing it.
struct RunWarning
{
    std::string kind; ///< "scale", "stain", "focus", "domain" or "spots"
    Phrase text;      ///< a sentence with numbers, without a full stop
};

/// How a slide's scale differs from that of the training, by more than 5 %; both in µm/px, where they are
/// known.
std::vector<RunWarning> scaleWarnings(std::optional<double> trained, std::optional<double> slide);

/// Said once of weights that do not tell what they were trained on; empty of others.
std::string unknownTrainingNote(const PredictorInfo& info);

/// How the spots that `looks` (the part partname::Appearance) has differ from the training: stain or
/// sharpness beyond any of its sections, by more than 10 % (and 0.01 of density) or a factor of 2; more than
/// 5 % of the spots farther from the training spots than 99 % of these. Errors: those of reading the layer.
Result<std::vector<RunWarning>> likenessWarnings(const std::vector<SectionLooks>& trained,
                                                 const Layer& looks);

/// What a session tells of a layer that it holds.
struct KeptWarnings
{
    std::vector<RunWarning> warnings;
    bool knowsLooks = false; ///< else it cannot be told whether the slide looks like the training's
};
/// The warnings of scale and likeness, of what the session keeps of training and spots. Errors: those of
/// trainingOf() and of reading the layers.
Result<KeptWarnings> keptWarnings(const Session& session, const LayerInfo& predicted);

/// The three together, once a run has stored its rows.
Result<std::vector<RunWarning>> runWarnings(const RunPlan& plan, const PredictorInfo& info,
                                            const RunTarget& target);

} // namespace transcope::core
