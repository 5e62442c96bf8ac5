#pragma once

#include "core/expression/layer.h"
#include "core/run/plan.h"
#include "core/run/runrows.h"
#include "core/spots/spottable.h"

#include <QtGlobal>
#include <filesystem>
#include <memory>
#include <optional>

namespace transcope::ui {

using core::OpenedSlide;

/// Names a layer of a document: the document's own number, never used twice.
using LayerId = quint64;

/// One layer of a document, over its own spots. A value: it may be taken to another thread.
struct OpenLayer
{
    LayerId id = 0;
    std::shared_ptr<const core::Layer>
        layer;                    ///< of a running prediction the values grow, the rest stays as it is
    std::filesystem::path source; ///< the file that it was read from
    bool isCounts = false; ///< whole counts, normalised for display; other values are shown as they are
    std::int64_t rowsPresent = 0; ///< spots that have values
    std::string kept = {};        ///< its name in the document's session; empty: the session lacks it

    core::LayerKind kind() const { return layer->kind; }
};

} // namespace transcope::ui
