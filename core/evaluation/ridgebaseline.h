#pragma once

#include "core/base/progress.h"
#include "core/evaluation/baselineprediction.h"

#include <stop_token>

namespace transcope::core {

/// What a picture tells without a network, at equal data: patchRidge() of normalised expression on
/// patchFeatures() of M2OST's patches, 224 px at downsamples 1, 2 and 4 and the training sections' median
/// scale. For each truth it is fitted on the training sections of other names alone, those with an image.
///
/// Truths without an image, and truths for which no training section with an image remains, are left out;
/// the notes say why, and what each truth was predicted from. Genes that a training section lacks are
/// undefined. progress: counts spots. Errors: those of prepareTruth, openSectionSlide and PatchExtractor.
/// truths must outlive what is given.
Result<BaselinePrediction> predictRidge(const std::vector<TruthSection>& truths,
                                        const std::vector<TruthSection>& training, const GeneList& genes,
                                        Normalisation normalisation, const ProgressFn& progress = {},
                                        std::stop_token stop = {});

/// Its scores.
Result<MethodScores> scoreRidge(const std::vector<TruthSection>& truths,
                                const std::vector<TruthSection>& training, const GeneList& genes,
                                Normalisation normalisation, const ProgressFn& progress = {},
                                std::stop_token stop = {});

} // namespace transcope::core
