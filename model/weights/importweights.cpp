#include "model/weights/importweights.h"

#include "core/base/try.h"
#include "model/config/m2ostdetect.h"
#include "model/config/m2ostshapes.h"
#include "model/weights/pth.h"
#include "model/weights/weightsfile.h"

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

Result<ImportSummary> importM2ostWeights(const std::filesystem::path& pth, ModelCard card,
                                         const std::filesystem::path& out)
{
    TRY(auto content, readPth(pth));
    ImportSummary summary;
    summary.ignored = std::move(content.ignored);
    std::map<std::string, std::vector<std::int64_t>> shapes;
    for (const auto& [name, tensor] : content.tensors)
        if (isUnusedM2ostTensor(name))
            summary.ignored.push_back(name);
        else
            shapes[name] = tensor.shape;
    std::erase_if(content.tensors, [](const auto& item) { return isUnusedM2ostTensor(item.first); });
    const auto config = detectM2ostConfig(shapes);
    if (!config)
        return fail(config.error().code, pth.string() + ": " + config.error().message,
                    config.error().whatToDo);
    if (const auto fits = checkM2ostTensors(content.tensors, *config, pth.string()); !fits)
        return fail(ErrorCode::BadInput, fits.error().message, fits.error().whatToDo);
    if (static_cast<int>(card.genes.size()) != config->genes)
        return fail(ErrorCode::BadInput,
                    pth.string() + " predicts " + std::to_string(config->genes) +
                        " genes, but the list has " + std::to_string(card.genes.size()),
                    "Give the list that the weights were trained with, in its order");
    summary.config = *config;
    summary.tensors = static_cast<int>(content.tensors.size());
    card.method = "m2ost";
    card.configuration = toJson(*config);
    card.patches = m2ostPatches(*config, card.patches.umPerPx);
    TRY_RUN(writeWeights(out, card, content.tensors));
    return summary;
}

} // namespace transcope::model
