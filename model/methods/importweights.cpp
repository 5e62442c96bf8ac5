#include "model/methods/importweights.h"

#include "core/base/try.h"
#include "model/weights/pth.h"

namespace transcope::model {

core::Result<ImportSummary> importWeights(const Method& method, const std::filesystem::path& pth,
                                          ModelCard card, const std::filesystem::path& out,
                                          const std::filesystem::path& onto)
{
    TRY(auto content, readPth(pth));
    card.method = method.name;
    Importing importing{
        pth.string(), std::move(content.tensors), std::move(card), std::move(content.ignored), {}, {}};
    if (!onto.empty()) {
        TRY(auto base, readWeights(onto));
        if (base.card.method != method.name)
            return core::fail(core::ErrorCode::BadInput,
                              onto.string() + " is for the method " + base.card.method,
                              "Give a file of " + method.name);
        importing.base = std::move(base.tensors);
        importing.baseConfiguration = std::move(base.card.configuration);
    }
    TRY_RUN(method.adopt(method, importing));
    TRY_RUN(writeWeights(out, importing.card, importing.tensors));
    return ImportSummary{static_cast<int>(importing.tensors.size()), std::move(importing.ignored),
                         importing.card.configuration};
}

} // namespace transcope::model
