#include "model/torchscript/importmodel.h"

#include "core/base/try.h"
#include "model/weights/weightsfile.h"

#include <fstream>
#include <iterator>

namespace transcope::model {

using core::ErrorCode;
using core::fail;

core::Result<ModelCard> importModel(const std::filesystem::path& model, const std::filesystem::path& config,
                                    const std::filesystem::path& out)
{
    TRY(auto card, readZooConfig(config));
    std::ifstream file(model, std::ios::binary);
    if (!file)
        return fail(ErrorCode::NotFound, model.string() + " cannot be opened", "Check the path");
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    // A zip archive whose names, which no compression hides, have a folder of code: a state dict has none.
    if (!bytes.starts_with("PK") || bytes.find("/code/__torch__") == std::string::npos)
        return fail(ErrorCode::BadInput, model.string() + " is no TorchScript archive",
                    "Save the model with torch.jit.script or torch.jit.trace; a state dict goes through "
                    "import-weights");
    card.notes = "imported from " + model.filename().string();
    TRY_RUN(writeWeights(out, card, {}, StoredType::Float32, {{TorchScriptBlob, bytes}}));
    return card;
}

} // namespace transcope::model
