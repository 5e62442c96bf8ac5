#pragma once

#include "model/graph/graph.h"

namespace transcope::model {

/// Width of BLEEP's common space.
inline constexpr int BleepWidth = 256;

/// How many training spots it averages.
inline constexpr int RetrievedSpots = 50;

/// Names under which a weights file of BLEEP has its training spots.
inline constexpr const char* BleepEmbeddings = "training.embeddings"; ///< [spots, 256]
inline constexpr const char* BleepExpression = "training.expression"; ///< [spots, genes]

/// BLEEP (Xie et al. 2024): ResNet50 and a projection head for patches, another head for expression.
/// "image" [3, 224, 224] → "image_embedding" [256]; "expression" [genes] → "spot_embedding" [256].
Graph bleep(int genes);
/// Its halves, with the same tensor names.
Graph bleepImage();
Graph bleepSpot(int genes);

} // namespace transcope::model
