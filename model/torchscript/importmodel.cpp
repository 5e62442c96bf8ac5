#include "model/torchscript/importmodel.h"

#include "core/base/try.h"
#include "model/weights/weightsfile.h"

#include <fstream>
#include <iterator>

namespace transcope::model {

using core::ErrorCode;
using core::fail;

namespace {

constexpr std::string_view ZipStart = "PK";

} // namespace

bool isZipArchive(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    char start[ZipStart.size()] = {};
    file.read(start, sizeof start);
    return std::string_view(start, sizeof start) == ZipStart;
}

core::Result<std::string> readTorchScript(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return fail(ErrorCode::NotFound, path.string() + " cannot be opened", "Check the path");
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    // A zip archive whose names, which no compression hides, have a folder of code: a state dict has none.
    if (!bytes.starts_with(ZipStart) || bytes.find("/code/__torch__") == std::string::npos)
        return fail(ErrorCode::BadInput, path.string() + " is no TorchScript archive",
                    "Save the model with torch.jit.script or torch.jit.trace; a state dict goes through "
                    "import-weights");
    return bytes;
}

core::Result<ModelCard> importModel(const std::filesystem::path& model, const std::filesystem::path& config,
                                    const std::filesystem::path& out)
{
    TRY(auto card, readZooConfig(config));
    TRY(auto bytes, readTorchScript(model));
    card.notes = "imported from " + model.filename().string();
    TRY_RUN(writeWeights(out, card, {}, StoredType::Float32, {}, {{TorchScriptBlob, std::move(bytes)}}));
    return card;
}

} // namespace transcope::model
