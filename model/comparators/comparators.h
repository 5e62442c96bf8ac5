#pragma once

#include "model/graph/graph.h"

namespace transcope::model {

// Each takes "image" [3, 224, 224] and gives "expression" [genes], with torchvision's tensor names.

/// He et al. 2016, version 1.5: the stride is in the 3 × 3 convolution.
Graph resnet50(int genes);
/// All of it but the last layer: an image → [2048].
Graph::Value resnet50Features(Graph& graph, Graph::Value image, const std::string& prefix = {});

/// Simonyan and Zisserman 2015, without batch norm: DeepSpaCE's network (Monjo et al. 2022).
Graph vgg16(int genes);

/// Huang et al. 2017: ST-Net's network (He et al. 2020).
Graph densenet121(int genes);

/// Dosovitskiy et al. 2021, base size, patches of 16 px.
Graph vitB16(int genes);

/// Liu et al. 2021, tiny.
Graph swinT(int genes);

/// Liu et al. 2022, tiny.
Graph convnextTiny(int genes);

/// Chen et al. 2021, small; the original's tensor names.
Graph crossvitSmall(int genes);

} // namespace transcope::model
